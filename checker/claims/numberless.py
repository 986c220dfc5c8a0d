"""Amounts without a number: `an hour`, `twice as fast`, `a third of`, `overnight`."""

import re
from collections.abc import Iterator

from checker.claims.amounts import Amount
from checker.claims.units import rates_at, time_at

TWICE = re.compile(
    r"\b(?P<word>twice|double[sd]?|doubling|treble[sd]?|triple[sd]?|quadruple[sd]?|half|halve[sd]?|halving)(?= (?:as \w+|the \w+|your|their|our|of\b|in\b|what|that|every)|(?<=[ds])[.!,]?$)",
    re.IGNORECASE,
)
MULTIPLES = {
    "twice": 2.0,
    "doubl": 2.0,
    "trebl": 3.0,
    "tripl": 3.0,
    "quadr": 4.0,
    "half": 0.5,
    "halve": 0.5,
    "halvi": 0.5,
}
PART = re.compile(
    r"\b(?:(?P<count>a|one|two|three|four) |by (?=half\b))(?P<part>half|third|quarter|fifth|tenth)s?\b(?! (?:an?|hour|term|day|price|time|party|part|past|to|year|marathon|of an?)\b)(?= (?:of|less|more|fewer|the|lower|off|cheaper)\b|[.,;!]|$)",
    re.IGNORECASE,
)
COUNTS = {"": 1, "a": 1, "one": 1, "two": 2, "three": 3, "four": 4}
PARTS = {"half": 50.0, "third": 100 / 3, "quarter": 25.0, "fifth": 20.0, "tenth": 10.0}
ONE = re.compile(
    r"\b(?P<article>an?|one|(?<=within )the|single)[ -](?=(?:(?:working|business|calendar|full|single|whole|short|mere) )?(?:second(?! \w)|minute|hour|day|week|fortnight|month|year|decade)s?\b)",
    re.IGNORECASE,
)
NO_RATE = re.compile(
    r"(?:\b(?:in|within|inside|under|over|takes?|took|lasts?|than|about|around|nearly|almost|for|is|only|just|of|least|most|after|under|or|less|every|once|to|up)\s+(?:as little as |just |only |about |under |less than |around |half )?)$",
    re.IGNORECASE,
)
TAIL = re.compile(r" and a (half|quarter)\b", re.IGNORECASE)
_WAY = r"\b(?:in|within|takes?|just|only)"
VAGUE = tuple(
    (re.compile(pattern, re.IGNORECASE), low, high, unit)
    for pattern, low, high, unit in (
        (
            r"\b(?:overnight|next[- ]day|(?:by|within|the) (?:tomorrow|next day))\b(?! (?:bag|success))",
            1440.0,
            1440.0,
            "minute",
        ),
        (r"\bsame[- ]day\b", 0.0, 1439.0, "minute"),
        (r"\bnext (?:working|business) day\b", 1.0, 1.0, "working-day"),
        (
            r"\b(?:instantly|instant(?! \w+ing)|immediately|straight away|right away|in (?:no time|an instant|a flash|moments|seconds))\b",
            0.0,
            0.99,
            "minute",
        ),
        (rf"{_WAY} minutes\b", 2.0, 59.0, "minute"),
        (rf"{_WAY} hours\b", 120.0, 1439.0, "minute"),
        (rf"{_WAY} days\b", 2880.0, 10_079.0, "minute"),
        (rf"{_WAY} weeks\b", 20_160.0, 43_829.0, "minute"),
    )
)
"""Words that stand in for a length of time, with the range that they leave open."""
BEFORE = 32
"""Characters before “a day” that say whether it is a length of time or a rate."""


def numberless_in(text: str) -> Iterator[Amount]:
    """Yield what is measured in *text* without a number."""
    yield from _ones(text)
    for match in TWICE.finditer(text):
        value = MULTIPLES[match["word"].lower()[:5]]
        yield Amount(*match.span(), value, value, "multiple")
    for match in PART.finditer(text):
        value = COUNTS[(match["count"] or "").lower()] * PARTS[match["part"].lower()]
        yield Amount(*match.span(), value, value, "percent")
    for pattern, low, high, unit in VAGUE:
        yield from (Amount(*match.span(), low, high, unit) for match in pattern.finditer(text))


def _ones(text: str) -> Iterator[Amount]:
    """Yield lengths of time that begin with an article: `an hour and a half`."""
    for match in ONE.finditer(text):
        before = text[max(0, match.start() - BEFORE) : match.start()]
        if match["article"].lower() in {"a", "an"} and not NO_RATE.search(before):
            continue
        unit = time_at(text, match.end() - 1)
        if unit:
            tail = TAIL.match(text, unit.end)
            more = {"half": 1.5, "quarter": 1.25}[tail[1].lower()] if tail else 1.0
            end, rates = rates_at(text, tail.end() if tail else unit.end)
            name = "/".join((unit.name, *rates))
            yield Amount(match.start(), end, more * unit.factor, more * unit.factor, name)
