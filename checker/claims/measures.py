"""Quantities and dates of a sentence, normalised so that two wordings can be compared.

Stands beside `checker.english.quantities`, which is tuned for finding. Here ranges, limits (“under”, “from”, “or
more”), approximations, rates (a unit of their own: `GBP/month/user`), multiples (“twice as fast”), currencies,
dates and counted nouns are told apart. Time is linear in the text.
"""

from collections.abc import Iterator
from functools import lru_cache
from itertools import chain
from typing import NamedTuple

from checker.claims.amounts import amounts_in
from checker.claims.dates import CLOCK, dates_in
from checker.claims.limits import bound_of_date, limited
from checker.claims.numberless import numberless_in
from checker.domain import Measure

LONGEST = 1_200
"""Characters of a text that are looked at: a passage is no longer."""


class Found(NamedTuple):
    """A measure and where it stands."""

    start: int
    end: int
    measure: Measure


@lru_cache(maxsize=16_384)
def measures_in(text: str) -> tuple[Found, ...]:
    """Return the measures of *text* in order, none overlapping another, without what they are about.

    Measures that are denied (“not ten minutes”) are left out; “never more than ten minutes” is a limit.
    """
    text = text[:LONGEST]
    found: list[Found] = []
    for one in chain(_dated(text), _limited(text)):
        if all(one.end <= other.start or one.start >= other.end for other in found):
            found.append(one)
    return tuple(sorted(found, key=lambda one: one.start))


def _dated(text: str) -> Iterator[Found]:
    for start, end, low, high, unit in dates_in(text):
        bound = "" if unit == CLOCK and low != high else bound_of_date(text, start)
        written = " ".join(text[start:end].split()).strip(".")
        yield Found(start, end, Measure(text=written, low=low, high=high, unit=unit, bound=bound))


def _limited(text: str) -> Iterator[Found]:
    for start, end, low, high, unit in chain(amounts_in(text), numberless_in(text)):
        limit = limited(text, (start, end), low, high)
        if limit:
            written = " ".join(text[start:end].split())
            yield Found(
                start,
                end,
                Measure(text=written, low=limit.low, high=limit.high, unit=unit, bound=limit.bound),
            )
