"""Limits and approximations: what the words beside a number make of it.

“Under ten minutes” and “ten minutes or less” are limits; “about ten minutes” is ten minutes, 10 % either way.
“Not ten minutes” says nothing, but “never more than ten minutes” is a limit.
"""

import re
from typing import Literal, NamedTuple

Bound = Literal["", "at-most", "at-least"]
NEARBY = 0.1
"""How far “about” and “nearly” reach, as a part of the number."""
BEFORE = 48
"""Characters before a number among which such words stand."""
AT_MOST = re.compile(
    r"\b(?:under|below|less than|fewer than|up to|at most|(?:no|not|never) (?:more|longer|later|greater) than|not exceed(?:ing)?"
    r"|max(?:imum|\.)?(?: of)?|within|inside|at the (?:most|latest)|limit(?:ed)?(?: of| to)?|capped at|cheaper than|shorter than)(?: (?:the|just|only|a mere|about|as (?:much|many|long) as|your first))?\s*$",
    re.IGNORECASE,
)
AT_LEAST = re.compile(
    r"\b(?:over|above|more than|at least|start(?:s|ing)? (?:at|from)|min(?:imum|\.)?(?: of)?|as (?:little|few|low) as"
    r"|upwards of|(?:no|not) (?:less|fewer|earlier) than|exceed(?:s|ing)?|beyond|past|greater than|longer than|a full|well over)(?: (?:the|just|only|about))?\s*$",
    re.IGNORECASE,
)
BY = re.compile(
    r"\b(?:before|by|until|till|up to|no later than|at the latest)(?: (?:the|about|end of|the end of))?\s*$",
    re.IGNORECASE,
)
"""What makes a date or a time the last one."""
SINCE = re.compile(
    r"\b(?:from|since|after|starting|as of|not before|opens?(?: at)?)(?: (?:the|about|early|end of|the end of))?\s*$",
    re.IGNORECASE,
)
"""What makes a date or a time the first one."""
FROM = re.compile(
    r"(?<!choose )(?<!pick )(?<!select )(?<!away )(?<!minutes )\bfrom(?: (?:just|only|about))?\s*$",
    re.IGNORECASE,
)
ABOUT = re.compile(
    r"(?:\b(?:about|around|roughly|approximately|approx\.?|some|circa|c\.|or so|in the region of|typically|usually)|~|≈)\s*$",
    re.IGNORECASE,
)
NEARLY = re.compile(
    r"\b(?:nearly|almost|close to|just (?:under|short of|below)|approaching|not quite|getting on for)(?: a)?\s*$",
    re.IGNORECASE,
)
JUST_OVER = re.compile(r"\b(?:just|a little|slightly) (?:over|above|more than)\s*$", re.IGNORECASE)
OR_LESS = re.compile(
    r"\s?(?:or (?:less|fewer|under|below|sooner|faster|better)|at (?:the )?most|max(?:imum)?\b|tops\b|at the latest|and under)",
    re.IGNORECASE,
)
OR_MORE = re.compile(
    r"\s?(?:\+(?!\d)|or (?:more|over|above|longer|later)|and (?:over|above|up|more)|at least|min(?:imum)?\b|plus\b(?! ?(?:VAT|tax|postage|p&p|delivery|shipping|fees?|a|the|\d)))",
    re.IGNORECASE,
)
DENIED = re.compile(
    r"(?:\b(?:not|never|nor|isn[’']?t|aren[’']?t)|n[’']t)\s+(?:\w+\s+){0,2}(?:(?:more|longer|later|over|above) (?:than )?)?$",
    re.IGNORECASE,
)
DENIED_MORE = re.compile(r"(?:more|longer|later|over|above)(?: than)?\s*$", re.IGNORECASE)


class Limit(NamedTuple):
    """What a number comes to with the words beside it."""

    low: float
    high: float
    bound: Bound


def limited(text: str, place: tuple[int, int], low: float, high: float) -> Limit | None:
    """Return what the number at *place* comes to, or none where it is denied."""
    start, end = place
    before = text[max(0, start - BEFORE) : start]
    if DENIED.search(before):
        return Limit(low, high, "at-most") if DENIED_MORE.search(before) else None
    near = _near(before, low, high)
    if near or low != high:
        return near or Limit(low, high, "")
    return Limit(
        low, high, _bound(before) or ("at-least" if "+" in text[start:end] else _bound_after(text, end))
    )


def _near(before: str, low: float, high: float) -> Limit | None:
    """Return the range that “about” and the like make of a number, or none."""
    if NEARLY.search(before):
        return Limit(high * (1 - NEARBY), high, "")
    if JUST_OVER.search(before):
        return Limit(low, low * (1 + NEARBY), "")
    return Limit(low * (1 - NEARBY), high * (1 + NEARBY), "") if ABOUT.search(before) else None


def _bound(before: str) -> Bound:
    if AT_MOST.search(before):
        return "at-most"
    return "at-least" if AT_LEAST.search(before) or FROM.search(before) else ""


def _bound_after(text: str, end: int) -> Bound:
    if OR_LESS.match(text, end):
        return "at-most"
    return "at-least" if OR_MORE.match(text, end) else ""


def bound_of_date(text: str, start: int) -> Bound:
    """Return what the words before a date or a time at *start* make of it: the last one, the first one, or neither."""
    before = text[max(0, start - BEFORE) : start]
    if BY.search(before):
        return "at-most"
    return "at-least" if SINCE.search(before) else ""
