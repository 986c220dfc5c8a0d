"""How lead match and the messages that are said most move from week to week, and what a new kit changed.

Weeks begin on Monday (ISO 8601). All changes are looked at together, as disconnects are: their intervals are
as wide as it takes that of those which leave zero out 5 % on average are accidents (`discoveries`).
"""

import datetime
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from checker.alignment.disconnects import comparable
from checker.alignment.discoveries import discover
from checker.alignment.intervals import Sample, gap, intervals, proportions
from checker.alignment.matrix import Matrix
from checker.alignment.table import merged
from checker.alignment.tally import WEEK, Count, Leaf
from checker.domain import Drift, Gap, Interval

TOP = 5
"""Messages that are followed, besides the lead match: the first columns."""
MOST_GROUPS = 20
"""Groups that are followed, the largest."""
MOST_WEEKS = 260
"""Weeks that are shown, the latest: five years."""


@dataclass(frozen=True)
class _Line:
    """One figure over time."""

    message: str
    group: str
    weeks: tuple[Interval | None, ...]
    sides: tuple[Sample, Sample] | None
    """After and before the change; none where one has too few documents."""


def drifts(matrix: Matrix) -> tuple[Drift, ...]:
    """Return how all documents, and each group that can be compared, move; none for less than two weeks."""
    known = sorted({leaf.week for leaf in matrix.tally.counts if leaf.week is not None})
    if len(known) < 2:  # noqa: PLR2004 - from one week nothing moves to another
        return ()
    weeks = range(max(known[0], known[-1] - 7 * (MOST_WEEKS - 1)), known[-1] + 1, 7)
    lines = [line for name, leaves in _followed(matrix) for line in _lines(matrix, name, leaves, weeks)]
    mondays = tuple(map(datetime.date.fromordinal, weeks))
    return tuple(
        Drift(message=line.message, group=line.group, weeks=mondays, shares=line.weeks, change=change)
        for line, change in zip(lines, _changes(lines), strict=True)
    )


def _followed(matrix: Matrix) -> Iterator[tuple[str, Iterable[Leaf]]]:
    yield "", matrix.tally.counts
    if matrix.tally.by != WEEK:
        for row in comparable(matrix)[:MOST_GROUPS]:
            yield matrix.names[row], matrix.leaves[matrix.keys[row]]


def _lines(matrix: Matrix, group: str, leaves: Iterable[Leaf], weeks: Sequence[int]) -> Iterator[_Line]:
    """Yield the lead match of a group and its share of each message that is followed."""
    counts, known = matrix.tally.counts, list(leaves)
    by_week: dict[int | None, list[Count]] = {}
    for leaf in known:
        by_week.setdefault(leaf.week, []).append(counts[leaf])
    weekly = [merged(by_week.get(week, ())) for week in weeks]
    sides = [merged(counts[leaf] for leaf in known if leaf.is_after is side) for side in (True, False)]
    yield _lead_line(matrix, group, weekly, sides)
    over, around = matrix.shares(weekly), matrix.shares(sides)
    is_enough = all(side.selling >= matrix.smallest for side in sides)
    for column, message in enumerate(matrix.columns.messages[:TOP]):
        shown = _shown(over.at((slice(None), column)), [count.selling for count in weekly])
        both = (around.at((0, column)), around.at((1, column))) if is_enough else None
        yield _Line(message.name, group, shown, both)


def _lead_line(matrix: Matrix, group: str, weekly: Sequence[Count], sides: Sequence[Count]) -> _Line:
    asked = [count.asked for count in weekly]
    shown = _shown(proportions([count.led for count in weekly], asked), asked)
    if any(side.asked < matrix.smallest for side in sides):
        return _Line("", group, shown, None)
    after, before = (proportions(side.led, side.asked) for side in sides)
    return _Line("", group, shown, (after, before))


def _shown(sample: Sample, of: Sequence[int]) -> tuple[Interval | None, ...]:
    """Return each week's share; none where there is no document."""
    return tuple(each if each.of else None for each in intervals(sample, of))


def _changes(lines: Sequence[_Line]) -> Iterator[Gap | None]:
    """Yield how each line changed, none where it can't be told."""
    known = [line.sides for line in lines if line.sides is not None]
    after, before = (_stacked([sides[side] for sides in known]) for side in (0, 1))
    z = discover(after, before).z
    for line in lines:
        yield gap(*line.sides, z) if line.sides is not None else None


def _stacked(samples: Sequence[Sample]) -> Sample:
    parts = ([s.share for s in samples], [s.size for s in samples], [s.freedom for s in samples])
    return Sample(*(np.array(part, dtype=np.float64) for part in parts))
