"""On which messages groups part, and what each says.

Two groups part on a message where their mean shares differ by `LEAST` or more, and this is no accident
(`discoveries`). Messages of which both together say next to nothing are not tried, so that more of the rest
is found (independent filtering: Bourgon, Gentleman and Huber 2010, PNAS 107, 9546–9551). The list is ranked
by

    sure × log10(1 + readers)

where *sure* is the end of the gap's interval that is nearer to zero, so the difference that there is at
least, and *readers* are those of the group with fewer: ten times the readers do not make a disconnect ten
times as bad. Groups without a name, small ones, and weeks are not compared.
"""

from itertools import combinations
from math import log10

import numpy as np
from numpy.typing import NDArray

from checker.alignment.discoveries import discover
from checker.alignment.intervals import gap
from checker.alignment.matrix import Matrix
from checker.alignment.tally import THOUSAND, WEEK
from checker.domain import Disconnect, Gap

LEAST = 0.05
"""By how much the mean shares of two groups that part differ at least."""
TRIED = LEAST / 2
"""Mean share over the documents of both groups from which a message is compared."""
MOST = 100
"""Disconnects that are listed."""


def disconnects(matrix: Matrix) -> tuple[Disconnect, ...]:
    """Return on which messages the groups part, the highest rank first."""
    tried = _tried(matrix)
    if not len(tried) or matrix.tally.by == WEEK:
        return ()
    ones, others, columns = tried.T
    one, other = matrix.sample.at((ones, columns)), matrix.sample.at((others, columns))
    found = discover(one, other)
    is_parting = found.is_clear & (np.abs(one.share - other.share) >= LEAST)
    parting = [_disconnect(matrix, (int(i), int(j)), int(k), found.z) for i, j, k in tried[is_parting]]
    ranked = sorted(parting, key=lambda each: (-each.rank, each.message.name, each.one, each.other))
    return tuple(ranked[:MOST])


def _tried(matrix: Matrix) -> NDArray[np.intp]:
    """Return what is compared: two rows and a column each, shape (gaps, 3)."""
    pairs = np.array(list(combinations(comparable(matrix), 2)), dtype=np.intp).reshape(-1, 2)
    of = np.array([count.selling for count in matrix.counts], dtype=np.float64).reshape(-1, 1)
    total = matrix.sample.share * of
    together = total[pairs].sum(axis=1) / np.maximum(of[pairs].sum(axis=1), 1)
    pair, column = np.nonzero(together >= TRIED)
    return np.column_stack([pairs[pair], column])


def comparable(matrix: Matrix) -> tuple[int, ...]:
    """Return the rows of the groups that have a name and enough documents that sell anything."""
    return tuple(
        row
        for row, (key, count) in enumerate(zip(matrix.keys, matrix.counts, strict=True))
        if key and not matrix.is_small(count) and count.selling >= matrix.smallest
    )


def rank(apart: Gap, readers: float) -> float:
    """Return by what a disconnect of *apart* is sorted, that reaches so many *readers*; 0 or more."""
    sure = max(apart.low, -apart.high, 0.0)
    return round(sure * log10(1 + readers), 6)


def _disconnect(matrix: Matrix, pair: tuple[int, int], column: int, z: float) -> Disconnect:
    first, second = pair
    share = matrix.sample.share
    one, other = (first, second) if share[first, column] > share[second, column] else (second, first)
    apart = gap(matrix.sample.at((one, column)), matrix.sample.at((other, column)), z)
    readers = min(matrix.counts[row].readers for row in pair) / THOUSAND
    instead = int(np.argmax(share[other] - share[one]))
    return Disconnect(
        message=matrix.columns.messages[column],
        one=matrix.names[one],
        other=matrix.names[other],
        gap=apart,
        readers=readers,
        rank=rank(apart, readers),
        ones=matrix.voices(one, column),
        instead=matrix.columns.messages[instead],
        others=matrix.voices(other, instead),
    )
