"""Tax and identity numbers that prove themselves by form and check digits, country by country.

Those whose form and check digits are too weak to stand alone are left to `labelled`, which finds them next to
a telling word.
"""

import re
from collections.abc import Iterator
from functools import cache

from stdnum import vatin

from checker.privacy.schemes import SCHEMES, Check, Scheme, check_of
from checker.privacy.sighting import Sighting
from checker.privacy.telling import REACH, told

_CHARACTERS = {"9": r"\d", "A": "[A-Za-z]", "N": "[A-Za-z0-9]"}
_FREE_BEFORE = r"(?<![\w$£€#].)(?<!\w[./-].)"
"""Before the first character, but looked for after it: the pattern is many times as quick."""
_SEPARATORS = re.compile(r"[ ./-]")
_FIGURE_BEFORE = re.compile(r"\d [(]?\Z")
_FIGURE_AFTER = re.compile(r" \d")
_VAT_COUNTRIES = "AT|BE|BG|CY|CZ|DE|DK|EE|EL|ES|FI|FR|GB|HR|HU|IE|IT|LT|LU|LV|MT|NL|PL|PT|RO|SE|SI|SK|XI"
_VAT_GROUP = r"(?=[A-Za-z]{0,2}\d)[A-Za-z0-9]{2,12}"
_VAT = re.compile(
    rf"(?<![A-Za-z0-9])(?:(?:{_VAT_COUNTRIES})[ .-]?|(?:{_VAT_COUNTRIES.lower()})(?=[a-z]?\d))"
    rf"{_VAT_GROUP}(?:[ .-]{_VAT_GROUP}){{0,4}}(?![A-Za-z0-9])"
)


def find_identities(text: str) -> Iterator[Sighting]:
    """Find tax and identity numbers in *text*, a levelled one."""
    for scheme in SCHEMES:
        check = check_of(scheme.check)
        for match in _pattern(scheme).finditer(text):
            if _is_proven(match[0], check) and _stands_free(text, match):
                yield Sighting(match.start(), match.end(), "id")
    for match in _VAT.finditer(text):
        if end := _vat_end(match[0]):
            yield Sighting(match.start(), match.start() + end, "id")


def _is_proven(number: str, check: Check) -> bool:
    compact = _SEPARATORS.sub("", number.upper())
    return len(set(compact)) > 1 and not set(compact) <= set("01") and check(compact)


def _stands_free(text: str, match: re.Match[str]) -> bool:
    """Return whether *match* is no piece of a row of figures, and not said to be the number of a thing."""
    if " " in match[0] and (
        _FIGURE_BEFORE.search(text, max(0, match.start() - 3), match.start())
        or _FIGURE_AFTER.match(text, match.end())
    ):
        return False
    before = text[max(0, match.start() - REACH) : match.start()]
    return not match[0].isdigit() or told(before) not in {"thing", "number of a thing"}


def _vat_end(text: str) -> int:
    """Return how much of *text* is a VAT number, less its last groups if need be, 0 if it is none."""
    while text:
        if vatin.is_valid(text):
            return len(text)
        text = text[: max(map(text.rfind, " .-"))] if _SEPARATORS.search(text) else ""
    return 0


@cache
def _pattern(scheme: Scheme) -> re.Pattern[str]:
    places = iter(range(scheme.form.count(" ")))
    first, *rest = (
        _separator(scheme, next(places)) if mark == " " else _CHARACTERS.get(mark, re.escape(mark))
        for mark in scheme.form
    )
    return re.compile(rf"{first}{_FREE_BEFORE}{''.join(rest)}(?!\w|[./-]\w|%)", re.ASCII)


def _separator(scheme: Scheme, place: int) -> str:
    if scheme.written == "anyhow":
        return "[ ./-]?"
    return r"(?P=mark)" if place else "(?P<mark>[ ./-])"
