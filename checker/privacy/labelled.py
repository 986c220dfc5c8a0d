"""Numbers that a word next to them gives away: tax and identity numbers, passports, accounts, cards.

Here the word is the proof, so that no check digit is asked for: a mistyped number is still somebody's.
"""

import re
from collections.abc import Iterator
from functools import cache

from checker.privacy.labels import LABELS, Label
from checker.privacy.sighting import Sighting

DIGITS = 3
"""Digits of any number at least."""
REACH = 48
"""Characters before a word in which its number may stand: `020594X903P is my hetu`."""
_LINKS = (
    "number|numbers|no|nos|nr|nummer|num|numarası|número|numero|numéro|código|card|code|is|was|ist|er|es|est|è|är|der|de|"
    "des|di|of|for|my|the|s|id"
)
_LINK = re.compile(rf"(?:[^\w\n$£€¥%]|(?<!\w)(?:{_LINKS})(?!\w)){{0,24}}+", re.IGNORECASE)
_VALUE = re.compile(r"[A-Za-z0-9]+(?:[ ./-][A-Za-z0-9]+){0,7}")
_TOKEN = re.compile(r"[A-Za-z0-9]+")
_VERB = "is|was|es|est|ist|är|er|en|è"
_NOUN = "my|mi|mitt|min|mon|mein|meine|the|a|number|número|numero|numéro|de|of"
_BEFORE = re.compile(
    rf"(?<!\w)(?P<value>[A-Za-z]{{0,5}}\d[A-Za-z0-9-]{{4,18}}) (?:{_VERB}) (?:(?:{_NOUN}) ){{0,3}}\Z",
    re.IGNORECASE,
)
_LIST = re.compile(r"(?:[,;/&] ?| (?=and|or|und|et|y|e|ou|oder))(?:(?:and|or|und|et|y|e|ou|oder) )?")
_YEAR = r"(?:19|20)\d\d"
_DAY = r"\d{1,2}"
_DATE = re.compile(
    rf"{_YEAR}(?:[ ./-]{_YEAR})*|{_DAY}[ ./-]{_DAY}[ ./-]{_YEAR}|{_YEAR}[ ./-]{_DAY}[ ./-]{_DAY}"
)

Span = tuple[int, int]
"""Where a number starts and ends."""


def find_labelled(text: str) -> Iterator[Sighting]:
    """Find numbers next to a telling word in *text*, a levelled one, and those like them in the same list."""
    for label in LABELS:
        for match in _pattern(label).finditer(text):
            stretch = _after(text, match.end(), label) or _before(text, match.start(), label)
            while stretch:
                yield Sighting(*stretch, label.kind)
                stretch = _next(text, stretch, label)


def _after(text: str, place: int, label: Label) -> Span | None:
    link = _LINK.match(text, place)
    return _value(text, link.end(), label) if link else None


def _next(text: str, stretch: Span, label: Label) -> Span | None:
    """Return where the number stands that follows *stretch* in a list and has the same form."""
    link = _LIST.match(text, stretch[1])
    other = _value(text, link.end(), label) if link else None
    return other if other and _form(text, other) == _form(text, stretch) else None


def _form(text: str, stretch: Span) -> str:
    return re.sub(r"[A-Za-z]", "A", re.sub(r"\d", "9", text[stretch[0] : stretch[1]]))


def _value(text: str, place: int, label: Label) -> Span | None:
    value = _VALUE.match(text, place)
    if not value:
        return None
    end = value.start() + _length(value[0])
    is_cut = _TOKEN.match(text, end) is not None
    return (value.start(), end) if not is_cut and _fits(text[value.start() : end], label) else None


def _before(text: str, place: int, label: Label) -> Span | None:
    match = _BEFORE.search(text, max(0, place - REACH), place)
    return match.span("value") if match and _fits(match["value"], label) else None


def _length(value: str) -> int:
    """Return how far the number at the beginning of *value* goes: parts with digits, letters at its ends."""
    end, tokens = 0, list(_TOKEN.finditer(value))
    for place, token in enumerate(tokens):
        has_digit = any(map(str.isdigit, token[0]))
        is_prefix = place == 0 and len(token[0]) <= 3 and len(tokens) > 1  # noqa: PLR2004 - letters of a series
        is_suffix = len(token[0]) == 1 and token[0].isupper() and token[0] != "I"
        if not (has_digit or is_prefix or is_suffix):
            break
        end = token.end()
    return end


def _fits(value: str, label: Label) -> bool:
    characters = sum(map(str.isalnum, value))
    has_digits = sum(map(str.isdigit, value)) >= DIGITS
    return label.fewest <= characters <= label.most and has_digits and not _DATE.fullmatch(value)


@cache
def _pattern(label: Label) -> re.Pattern[str]:
    words = [word.strip() for word in label.words.replace("\n", " ").split(",") if word.strip()]
    exact = [re.escape(word) for word in words if word == word.upper() != word.lower()]
    others = "|".join(
        re.escape(word) for word in words if word.lower() == word.upper() or word != word.upper()
    )
    return re.compile(rf"(?<!\w)(?:{'|'.join([*exact, f'(?i:{others})'])})(?!\w)")
