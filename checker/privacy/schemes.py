"""The tax and identity numbers that prove themselves, with what checks them where python-stdnum does not.

In a form, `9` is a digit, `A` a letter, `N` either, and a space is a place for a hyphen, space, full stop or
slash; all else stands for itself.
"""

import re
from collections.abc import Callable, Mapping
from functools import cache
from typing import Literal, NamedTuple

from stdnum.fi import hetu
from stdnum.gb import nhs
from stdnum.util import get_cc_module

from checker.privacy.numbering import is_american

Check = Callable[[str], bool]
"""Says whether a number, in capitals and without separators, is one."""


class Scheme(NamedTuple):
    """One sort of number."""

    check: str
    """What knows its check digits: a module of python-stdnum, such as `us.ssn`, or one of `OWN`."""
    form: str
    written: Literal["anyhow", "grouped"]
    """Whether it counts also in one piece, or only with separators in all places, all the same."""


SCHEMES = (
    Scheme("us.ssn", "999 99 9999", "grouped"),
    Scheme("us-itin", "999 99 9999", "grouped"),
    Scheme("us-mbi", "9AN9 AN9 AA99", "anyhow"),
    Scheme("gb-nhs", "999 999 9999", "grouped"),
    Scheme("gb-nino", "AA 99 99 99 A", "grouped"),
    Scheme("gb-driver", "NNNNN999999NNNAA", "anyhow"),
    Scheme("ie.pps", "9999999A", "anyhow"),
    Scheme("ie.pps", "9999999AA", "anyhow"),
    Scheme("ca.sin", "999-999-999", "grouped"),
    Scheme("au-medicare", "9999 99999 9", "grouped"),
    Scheme("in_.aadhaar", "9999 9999 9999", "grouped"),
    Scheme("in_.gstin", "99AAAAA9999A9AN", "anyhow"),
    Scheme("sg-nric", "A9999999A", "anyhow"),
    Scheme("es.dni", "99999999 A", "anyhow"),
    Scheme("es.nie", "A9999999 A", "anyhow"),
    Scheme("it.codicefiscale", "AAAAAANNANNANNNA", "anyhow"),
    Scheme("fr.nir", "9 99 99 9N 999 999 99", "anyhow"),
    Scheme("be.nn", "99.99.99-999.99", "grouped"),
    Scheme("be.nn", "99999999999", "anyhow"),
    Scheme("ch.ssn", "999 9999 9999 99", "anyhow"),
    Scheme("se.personnummer", "999999-9999", "grouped"),
    Scheme("se.personnummer", "99999999-9999", "grouped"),
    Scheme("no.fodselsnummer", "999999 99999", "anyhow"),
    Scheme("dk.cpr", "999999-9999", "grouped"),
    Scheme("is_.kennitala", "999999-9999", "grouped"),
    Scheme("fi-hetu", "999999-999N", "grouped"),
    Scheme("fi-hetu", "999999A999N", "anyhow"),
    Scheme("ee.ik", "99999999999", "anyhow"),
    Scheme("lv.pvn", "999999-99999", "grouped"),
    Scheme("pl.pesel", "99999999999", "anyhow"),
    Scheme("cz.rc", "999999/9999", "grouped"),
    Scheme("ro.cnp", "9999999999999", "anyhow"),
    Scheme("si.emso", "9999999999999", "anyhow"),
    Scheme("gr.amka", "99999999999", "anyhow"),
    Scheme("tr.tckimlik", "99999999999", "anyhow"),
    Scheme("za.idnr", "9999999999999", "anyhow"),
    Scheme("kr-rrn", "999999-9999999", "grouped"),
    Scheme("th.pin", "9 9999 99999 99 9", "grouped"),
    Scheme("cn.ric", "99999999999999999N", "anyhow"),
    Scheme("my.nric", "999999-99-9999", "grouped"),
    Scheme("mx.curp", "AAAA999999AAAAAAN9", "anyhow"),
    Scheme("br.cpf", "999.999.999-99", "grouped"),
    Scheme("br.cpf", "99999999999", "anyhow"),
    Scheme("cl.rut", "99.999.999-N", "grouped"),
    Scheme("ar.cuit", "99-99999999-9", "grouped"),
)


@cache
def check_of(name: str) -> Check:
    """Return what checks the digits of the numbers called *name*.

    Raises:
        KeyError: if nobody does.
    """
    if name in OWN:
        return OWN[name]
    country, _, number = name.partition(".")
    module = get_cc_module(country, number)
    if module is None:
        raise KeyError(name)
    return module.is_valid


def _is_date(digits: str) -> bool:
    """Return whether *digits* may be year, month and day of two digits each."""
    return 1 <= int(digits[2:4]) <= 12 and 1 <= int(digits[4:6]) <= 31  # noqa: PLR2004 - months and days


def _is_resident(number: str) -> bool:
    """Korean: date of birth, then a digit for century, sex and nationality; no check digit since 2020."""
    return _is_date(number[:6]) and number[6] in "12345678"


def _is_medicare(number: str) -> bool:
    """Australian: the ninth digit weighs the first eight by 1, 3, 7, 9 in turn."""
    weights = (1, 3, 7, 9, 1, 3, 7, 9)
    weighed = sum(weight * int(digit) for weight, digit in zip(weights, number[:8], strict=True))
    return number[0] in "23456" and weighed % 10 == int(number[8])


_NRIC_SERIES = {
    "S": (0, "JZIHGFEDCBA"),
    "T": (4, "JZIHGFEDCBA"),
    "F": (0, "XWUTRQPNMLK"),
    "G": (4, "XWUTRQPNMLK"),
    "M": (3, "XWUTRQPNJLK"),
}


def _is_nric(number: str) -> bool:
    """Singapore: the last letter weighs the seven digits, with an offset and letters for each series."""
    offset, letters = _NRIC_SERIES.get(number[0], (0, ""))
    weights = (2, 7, 6, 5, 4, 3, 2)
    weighed = sum(weight * int(digit) for weight, digit in zip(weights, number[1:8], strict=True))
    return bool(letters) and letters[(offset + weighed) % 11] == number[8]


def _is_nhs(number: str) -> bool:
    """British, unless it is as well an American phone number, which is set in the same groups."""
    return nhs.is_valid(number) and not is_american(number)


def _is_hetu(number: str) -> bool:
    """Finnish, the numbers 900 to 999 included, which are given for a time."""
    marked = number if number[6].isalpha() else f"{number[:6]}-{number[6:]}"
    return hetu.is_valid(marked, allow_temporary=True)


def _matcher(pattern: str) -> Check:
    form = re.compile(pattern)
    return lambda number: form.fullmatch(number) is not None


_MBI = "[AC-HJKMNP-RT-Y]"
_MONTH, _DAY = r"(?:0[1-9]|1[0-2])", r"(?:0[1-9]|[12]\d|3[01])"
OWN: Mapping[str, Check] = {
    "au-medicare": _is_medicare,
    "fi-hetu": _is_hetu,
    "gb-nhs": _is_nhs,
    "kr-rrn": _is_resident,
    "sg-nric": _is_nric,
    # HMRC, National Insurance Manual, NIM39110
    "gb-nino": _matcher(r"(?!BG|GB|KN|NK|NT|TN|ZZ)[ABCEGHJ-PRSTW-Z][ABCEGHJ-NPRSTW-Z]\d{6}[A-D]"),
    # IRS, Internal Revenue Manual 3.21.263: the groups in use
    "us-itin": _matcher(r"9\d\d(?:5\d|6[0-5]|7\d|8[0-8]|9[0-24-9])\d{4}"),
    # DVLA: surname, decade, month (50 more for women), day, year, initials, tie-breaker, check letters
    "gb-driver": _matcher(
        rf"[A-Z]{{1,5}}9*(?<=\A.{{5}})\d(?:{_MONTH}|5[1-9]|6[0-2]){_DAY}\d[A-Z][A-Z9]\w[A-Z]{{2}}"
    ),
    # CMS, Understanding the Medicare Beneficiary Identifier: letters without S, L, O, I, B and Z
    "us-mbi": _matcher(rf"[1-9]{_MBI}[\d{_MBI[1:]}\d{_MBI}[\d{_MBI[1:]}\d{_MBI}{{2}}\d\d"),
}
"""Checks that python-stdnum lacks."""
