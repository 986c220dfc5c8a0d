"""Whether two measures of the same thing can both be true.

Ranges that overlap agree; so do a limit and a value within it, unless the limit is so wide of the value that it says
something else (“within a day” of what takes ten minutes). Two limits of one kind agree only where they are equal,
for each is what a reader is told. Five working days are a week.
"""

import math
from functools import lru_cache

from checker.claims.dates import CLOCK, DATE, RELATIVE, YEARLY
from checker.claims.units import MINUTES
from checker.domain import Measure

WIDE = 4.0
"""How many times the value a limit may be to be about that value."""
ROUNDED = 1.3
"""How many times a number it may be that “more than” another is said of: a count rounded down."""
SLACK = 1e-6
"""Part of a number by which it may differ through rounding."""
MONTHS = 0.015
"""The same for lengths of time, so that thirty days are a month."""
DAYS_A_WEEK = 5


def is_comparable(one: Measure, other: Measure) -> bool:
    """Return whether both are in units that can be compared; days from now never are."""
    first, second = family(one.unit), family(other.unit)
    return first == second and first != RELATIVE and rates(one.unit) == rates(other.unit)


@lru_cache(maxsize=4_096)
def family(unit: str) -> str:
    """Return what units that can be compared have in common."""
    base = unit.split("/")[0]
    return {"working-day": "minute", YEARLY: DATE}.get(base, base)


@lru_cache(maxsize=4_096)
def rates(unit: str) -> tuple[str, ...]:
    """Return what *unit* is given for: `("month", "user")`; for what is no money only lengths of time count."""
    base, *given = unit.split("/")
    return tuple(rate for rate in given if base.isupper() or rate in MINUTES)


def agrees(one: Measure, other: Measure) -> bool:
    """Return whether both can be true of the same thing; what can't be compared agrees."""
    if not is_comparable(one, other):
        return True
    if one.unit == CLOCK:
        return _same_hours(one, other)
    if one.unit != other.unit:
        one, other = _in_one_unit(one), _in_one_unit(other)
    slack = (MONTHS if family(one.unit) == "minute" else SLACK) * max(abs(one.high), abs(other.high))
    if one.bound or other.bound:
        return _within(one, other, slack)
    return one.low <= other.high + slack and other.low <= one.high + slack


def _same_hours(one: Measure, other: Measure) -> bool:
    """Return whether two times of day are equal, a single one being an end of the stretch."""
    if one.bound and other.bound and one.bound != other.bound:
        return True
    if one.low == one.high or other.low == other.high:
        return bool({one.low, one.high} & {other.low, other.high})
    return one.low == other.low and one.high == other.high


def _in_one_unit(measure: Measure) -> Measure:
    """Return working days as calendar days, weekends between them or not; dates as days of the year."""
    if measure.unit.startswith("working-day"):
        weekends = math.ceil(measure.high / DAYS_A_WEEK)
        low, high = 1440 * measure.low, 1440 * (measure.high + 2 * weekends)
        return measure.model_copy(
            update={"low": low, "high": high, "unit": measure.unit.replace("working-day", "minute")}
        )
    if measure.unit == DATE:
        import datetime

        days = [
            datetime.date.fromordinal(int(day)).timetuple().tm_yday for day in (measure.low, measure.high)
        ]
        if measure.high - measure.low >= 364:  # noqa: PLR2004 - a whole year says nothing of the day
            days = [1, 366]
        return measure.model_copy(update={"low": float(days[0]), "high": float(days[1]), "unit": YEARLY})
    return measure


def _within(one: Measure, other: Measure, slack: float) -> bool:
    """Return whether a limit and a value, or two limits, agree."""
    if one.bound and other.bound:
        if one.bound != other.bound:
            least, most = (one, other) if one.bound == "at-least" else (other, one)
            return least.low <= most.high + slack
        return one.low <= other.high + slack and other.low <= one.high + slack
    limit, value = (one, other) if one.bound else (other, one)
    is_date = family(limit.unit) == DATE
    if limit.bound == "at-most":
        return value.low <= limit.high + slack and (is_date or limit.high <= WIDE * value.high + slack)
    wide = WIDE if limit.unit.split("/")[0].isupper() else ROUNDED
    return value.high >= limit.low - slack and (is_date or value.high <= wide * limit.high + slack)
