"""Phone numbers: what a country's plan knows, in the forms in which people write them.

A run of digits is searched for the longest stretch that is a number. A plus sign, brackets, a leading 0 or
the grouping of a country's plan make one by themselves; other digits only next to a telling word. What is
said to be the number of an order, an article or the like is none.
"""

import re
from collections.abc import Iterator
from typing import NamedTuple

from checker.privacy.dialling import FEWEST, MOST, Number, Stands, is_number, may_be_one
from checker.privacy.sighting import Sighting
from checker.privacy.telling import REACH, Told, told

MOST_GROUPS = 8
"""Groups that a number is set in at most."""
A_FORM = 3
"""Groups from which on a number may stick to the word before it."""
LONGEST_LINK = 12
"""Characters between two numbers of a list."""
NEAR = 8
"""Characters before a number that show how it stands."""
_RUN = re.compile(r"(?:[(+][(+ ]{0,3})?\d+(?:(?: (?!24/7)|[()/-]){1,4}\d+|\.\d+)*")
_GROUP = re.compile(r"\d+")
_OPENING = re.compile(r"[(+][(+ ]*\Z")
_BEFORE = re.compile(r"[_$£€¥₹#=&@\\]\Z|[A-Za-z0-9][./-]\Z|\d,\Z")
_AFTER = re.compile(r"\w|%|,\d{3}(?!\d)|:\d|[.-]\d", re.ASCII)
_EXTENSION = re.compile(r" ?(?:ext\.?|extn\.?|extension|x|durchwahl|poste) ?\d{1,6}(?!\w)", re.IGNORECASE)
_LINE_BEFORE, _LINE_AFTER = re.compile(r"(?:\A|\n)[ *]*\Z"), re.compile(r"[ *]*(?:\Z|\n)")
_APART_BEFORE = re.compile(r"(?:\A|[\n:,;.(*|-]|\b(?:on|is|line|desk))[ *]*\Z")
_APART_AFTER = re.compile(r"[ *]*(?:\Z|[\n.,;:!?)|])")
_LIST = re.compile(r"[\s,;/&|]*(?:or|and|und|ou|et|y|o|e|ve|oder)?[\s,(]*")

Span = tuple[int, int]
"""Where something starts and ends."""


class _Stretch(NamedTuple):
    """Some groups of a run, and what they may be."""

    start: int
    end: int
    last: int
    """The place of the last group in the run."""
    number: Number


def find_phones(text: str) -> Iterator[Sighting]:
    """Find phone numbers in *text*, a levelled one."""
    end, said = 0, told("")
    for run in _RUN.finditer(text):
        groups = [group.span() for group in _GROUP.finditer(text, *run.span())]
        if sum(end - start for start, end in groups) < FEWEST:
            continue
        if not end or run.start() - end > LONGEST_LINK or not _LIST.fullmatch(text, end, run.start()):
            said = told(text[max(0, run.start() - REACH) : run.start()])
        for stretch in _in_run(text, groups, said):
            extension = _EXTENSION.match(text, stretch.end)
            end = extension.end() if extension else stretch.end
            yield Sighting(stretch.start, end, "phone")


def _in_run(text: str, groups: list[Span], said: Told) -> Iterator[_Stretch]:
    first = 0
    while first < len(groups):
        stretch = _best(list(_stretches(text, groups, first, said)))
        if stretch:
            yield stretch
        first = stretch.last + 1 if stretch else first + 1
        said = "phone nearby" if said in {"phone", "phone nearby"} else "nothing"


def _best(stretches: list[_Stretch]) -> _Stretch | None:
    """Return the first of *stretches* that is a number, else the first that may be one, if any."""
    known = (stretch for stretch in stretches if is_number(stretch.number))
    return next(known, None) or next((stretch for stretch in stretches if may_be_one(stretch.number)), None)


def _stretches(text: str, groups: list[Span], first: int, said: Told) -> Iterator[_Stretch]:
    """Yield what begins with the *first* of *groups* and is as long as a number, the longest first."""
    before = groups[first - 1][1] if first else max(0, groups[0][0] - 4)
    opening = _OPENING.search(text, before, groups[first][0])
    start = opening.start() if opening else groups[first][0]
    for last in range(min(first + MOST_GROUPS, len(groups)) - 1, first - 1, -1):
        end = groups[last][1]
        count = sum(end - start for start, end in groups[first : last + 1])
        if max(FEWEST, 2 * (last - first)) <= count <= MOST:
            begin = _inside(text, start, end)
            digits = tuple(text[start:end] for start, end in groups[first : last + 1])
            is_whole = len(digits) == len(groups)
            number = Number(text[begin:end], digits, said, is_whole, _stands(text, begin, end))
            if _stands_free(text, begin, end, number):
                yield _Stretch(begin, end, last, number)


def _inside(text: str, start: int, end: int) -> int:
    """Return where the number from *start* to *end* begins, without a bracket that it does not close."""
    while text[start] == " " or (text[start] == "(" and not _is_closed(text, start, end)):
        start += 1
    return start


def _is_closed(text: str, start: int, end: int) -> bool:
    return text.count("(", start, end) <= text.count(")", start, end)


def _stands(text: str, start: int, end: int) -> Stands:
    before = max(0, start - NEAR)
    if _LINE_BEFORE.search(text, before, start) and _LINE_AFTER.match(text, end):
        return "on its own line"
    is_apart = _APART_BEFORE.search(text, before, start) and _APART_AFTER.match(text, end)
    return "apart" if is_apart else "within"


def _stands_free(text: str, start: int, end: int, number: Number) -> bool:
    """Return whether *number* is no piece of a longer token, a price, a decimal or a time."""
    before = text[max(0, start - 2) : start]
    if _AFTER.match(text, end):
        return False
    if before[-1:].isascii() and before[-1:].isalnum():
        is_form = len(number.groups) >= A_FORM or number.text[0] == "("
        return number.text[0] == "+" or (before[-1:].islower() and is_form)
    return number.told == "phone" or not _BEFORE.search(before)
