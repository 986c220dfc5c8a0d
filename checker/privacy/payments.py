"""Payment cards and bank accounts that prove themselves: issuer ranges with Luhn's check digit, IBANs.

Ranges after ISO/IEC 7812 as the networks publish them; IBANs after ISO 13616 with the registry's lengths.
"""

import re
from collections.abc import Iterator
from functools import cache

from stdnum import iban, luhn, numdb

from checker.privacy.sighting import Sighting

ISSUERS: tuple[tuple[str, int, int], ...] = (
    (r"4", 16, 16),  # Visa; 13 digits were given up, and are more often the number of an article
    (r"4", 19, 19),
    (r"5[1-5]|222[1-9]|22[3-9]|2[3-6]|27[01]|2720", 16, 16),  # Mastercard
    (r"3[47]|1", 15, 15),  # American Express, UATP
    (r"30[0-5]|3095|36|3[89]", 14, 19),  # Diners Club
    (r"352[89]|35[3-8]", 16, 19),  # JCB
    (r"6011|64[4-9]|65|62|81|82|508|353|356", 16, 19),  # Discover, UnionPay, RuPay
    (r"50|5[6-9]|6", 16, 19),  # Maestro and the national cards within its ranges
    (r"220[0-4]|9792", 16, 19),  # Mir, Troy
)
"""First digits, fewest and most digits of a number."""
FEWEST, USUAL, MOST = 14, 16, 19
"""Digits of a card's number."""
SHORTEST_GROUP = 3
"""Digits that a card's number is set in groups of, the last one aside."""
_RUN = re.compile(r"\d+(?:[ -]\d+)*")
_GROUP = re.compile(r"\d+")
_ISSUED = tuple((re.compile(first), fewest, most) for first, fewest, most in ISSUERS)
_BEFORE = re.compile(r"[\w$£€¥]\Z|\d[.,]\Z", re.ASCII)
_AFTER = re.compile(r"\w|%|[.,]\d", re.ASCII)
_IBAN = re.compile(r"(?<![A-Za-z0-9])([A-Za-z]{2})\d{2}(?=[ -]?[A-Za-z0-9]{2})")


def find_payments(text: str) -> Iterator[Sighting]:
    """Find payment cards and IBANs in *text*, a levelled one."""
    yield from _cards(text)
    for match in _IBAN.finditer(text):
        whole = _iban_form(match[1].upper()).match(text, match.start())
        if whole and iban.is_valid(whole[0], check_country=False):
            yield Sighting(match.start(), whole.end(), "account")


def is_card(digits: str) -> bool:
    """Return whether *digits* have an issuer's range and length, and the right check digit."""
    known = any(fewest <= len(digits) <= most and first.match(digits) for first, fewest, most in _ISSUED)
    return known and luhn.is_valid(digits)


def _cards(text: str) -> Iterator[Sighting]:
    for run in _RUN.finditer(text):
        groups = [group.span() for group in _GROUP.finditer(text, *run.span())]
        first = 0
        while first < len(groups):
            last = _last_of_card(text, groups, first)
            if last is not None:
                yield Sighting(groups[first][0], groups[last][1], "card")
            first = first + 1 if last is None else last + 1


def _last_of_card(text: str, groups: list[tuple[int, int]], first: int) -> int | None:
    """Return the last of the *groups* of the card that begins with the *first*, or none."""
    digits, found = "", {}
    for last in range(first, len(groups)):
        start, end = groups[last]
        digits += text[start:end]
        if len(digits) > MOST or (
            last > first and groups[last - 1][1] - groups[last - 1][0] < SHORTEST_GROUP
        ):
            break
        if len(digits) >= FEWEST and _stands_free(text, groups[first][0], end) and is_card(digits):
            found[abs(len(digits) - USUAL)] = last
    return found[min(found)] if found else None


def _stands_free(text: str, start: int, end: int) -> bool:
    return not _BEFORE.search(text[max(0, start - 2) : start]) and not _AFTER.match(text, end)


@cache
def _iban_form(country: str) -> re.Pattern[str]:
    """Return what an IBAN of *country* looks like, nothing for a country that has none."""
    _, facts = numdb.get("iban").info(country)[0]
    characters = sum(map(int, re.findall(r"(\d+)!", facts.get("bban", ""))))
    rest = rf"(?:[ -]?[A-Za-z0-9]){{{characters}}}(?![A-Za-z0-9])" if characters else r"(?!)"
    return re.compile(rf"[A-Za-z]{{2}}[ -]?\d[ -]?\d{rest}")
