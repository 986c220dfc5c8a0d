"""Expressions that a pattern can ask for by kind: money, durations, days, times of the clock."""

import re
from functools import lru_cache

from checker.english.quantities import WORDS, find_quantities

UNITS = {"money": "currency", "percent": "percent", "duration": "minute", "count": "count"}
"""The kinds that are quantities, with the unit of `checker.english.quantities`."""
_HOURS = "one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve"
_MONTHS = "jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?"
WRITTEN = {
    "number": re.compile(
        r"\b(?:\d+(?:[.,]\d+)*|" + "|".join(word for word in WORDS if word.isalpha() and word not in {"a", "an"})
        + r"|hundreds?|thousands?|millions?|dozens?)\b",
        re.IGNORECASE,
    ),
    "clock": re.compile(
        rf"\b\d{{1,2}}(?:[:.]\d\d)? ?(?:[ap]\.?m\b\.?|o[’']clock)|\b(?:[01]?\d|2[0-3]):[0-5]\d\b|\b(?:{_HOURS}) (?:o[’']clock|[ap]\.?m\b\.?)"
        rf"|\b(?:half|quarter) (?:past|to) (?:{_HOURS}|\d{{1,2}})\b|\b(?:noon|midday|midnight)\b",
        re.IGNORECASE,
    ),
    "weekday": re.compile(r"\b(?:mon|tues|wednes|thurs|fri|satur|sun)days?\b|\bweekends?\b", re.IGNORECASE),
    "date": re.compile(
        rf"\b\d{{1,2}}(?:st|nd|rd|th)?(?: of)? (?:{_MONTHS})\b|\b(?:{_MONTHS}) \d{{1,2}}(?:st|nd|rd|th)?\b"
        r"|\bthe \d{1,2}(?:st|nd|rd|th)\b|\b\d{4}-\d\d-\d\d\b",
        re.IGNORECASE,
    ),
}  # fmt: skip
"""The kinds that are known by how they are written."""
EXPRESSIONS = (*UNITS, *WRITTEN)
"""The names of all kinds."""


@lru_cache(maxsize=16_384)
def expressions(name: str, text: str) -> tuple[tuple[int, int], ...]:
    """Return where the expressions of the kind *name* start and end in *text*, in order.

    Raises:
        KeyError: if there is no such kind.
    """
    if name in UNITS:
        return tuple((q.start, q.end) for q in find_quantities(text) if q.unit == UNITS[name])
    return tuple(match.span() for match in WRITTEN[name].finditer(text))
