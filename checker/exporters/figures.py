"""How figures and names are written, alike in every format."""

import datetime
import math

from checker.domain import Gap, Interval
from checker.presentation.neutral import one_line

SPACE = "\N{NO-BREAK SPACE}"
"""Between a figure and its sign."""
DASH = "\N{EN DASH}"
"""For what is not there, and between the ends of a range."""


def percent(share: float) -> str:
    """Return a *share* (0 to 1) in whole per cent, halves upwards: `38 %`."""
    return f"{_whole(share)}{SPACE}%"


def bounds(interval: Interval) -> str:
    """Return the bounds of an *interval*, short: `31–45 %`."""
    return f"{_whole(interval.low)}{DASH}{percent(interval.high)}"


def between(interval: Interval) -> str:
    """Return the bounds of an *interval* in words: `between 31 % and 45 %`."""
    return f"between {percent(interval.low)} and {percent(interval.high)}"


def count(interval: Interval) -> int:
    """Return how many documents a share of documents is."""
    return round(interval.value * interval.of)


def points(gap: Gap) -> str:
    """Return a *gap* with its bounds: `29 points, between 18 and 40`."""
    noun = "point" if abs(_whole(gap.value)) == 1 else "points"
    return f"{_signed(gap.value)} {noun}, between {_signed(gap.low)} and {_signed(gap.high)}"


def moved(gap: Gap) -> str:
    """Return a change with its bounds: `up 14 points (between 5 and 23)`."""
    whole = _whole(gap.value)
    noun = "point" if abs(whole) == 1 else "points"
    way = f"{'up' if whole > 0 else 'down'} {abs(whole)} {noun}" if whole else "no change"
    return f"{way} (between {_signed(gap.low)} and {_signed(gap.high)})"


def name(text: str) -> str:
    """Return the name of a message or a person's words on one line, with nothing in it that acts."""
    return one_line(text)


def group_name(text: str, by: str) -> str:
    """Return the name of a group: `no team` for documents of which it is not known, a week as its Monday."""
    if not text:
        return f"no {one_line(by)}"
    monday = _monday(text) if by == "week" else None
    return f"week of {day(monday)}" if monday else one_line(text)


def plural(by: str) -> str:
    """Return what several groups are called: `teams`."""
    noun = name(by)
    return f"{noun[:-1]}ies" if noun.endswith("y") and noun[-2:-1] not in "aeiou" else f"{noun}s"


def day(when: datetime.date | None) -> str:
    """Return *when* as people write it: `5 January 2026`; a dash for none."""
    return f"{when.day} {when:%B %Y}" if when else DASH


def short_day(when: datetime.date) -> str:
    """Return *when* for the foot of a chart: `5 Jan`."""
    return f"{when.day} {when:%b}"


def capital(text: str) -> str:
    """Return *text* with its first letter large, and the others as they are."""
    return f"{text[:1].upper()}{text[1:]}"


def joined(parts: list[str]) -> str:
    """Return *parts* as a sentence lists them: `a, b and c`."""
    return " and ".join([", ".join(parts[:-1]), parts[-1]]) if len(parts) > 1 else "".join(parts)


def cut(text: str, longest: int) -> str:
    """Return *text*, on one line, with at most *longest* code points, cut between words where it can be."""
    line = one_line(text)
    if len(line) <= longest:
        return line
    kept = line[: longest - 1]
    whole = kept.rsplit(" ", 1)[0]
    return f"{whole if len(whole) > longest * 2 // 3 else kept}…"


def _whole(share: float) -> int:
    return math.floor(share * 100 + 0.5)


def _signed(share: float) -> str:
    """Return a difference of shares in points, with a true minus sign."""
    whole = _whole(share)
    return f"\N{MINUS SIGN}{-whole}" if whole < 0 else str(whole)


def _monday(text: str) -> datetime.date | None:
    try:
        return datetime.date.fromisoformat(text)
    except ValueError:
        return None
