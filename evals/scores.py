"""Figures with their intervals: how far a figure might move with other drafts of the same brands.

The interval is the percentile bootstrap's: the drafts of each brand are drawn again with replacement, as
many as there are, `RESAMPLES` times; the middle 95 % of the resulting figures lie inside. Draws depend on
the brand's name and number of drafts alone, so that a figure keeps its interval when brands are added.
"""

from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from evals.metric import Metric, Ratio
from evals.outcomes import Outcome

RESAMPLES = 2000
"""How often the drafts are drawn again."""
SEED = 20
"""Where the draws start; any number will do, and it stays."""
BOUNDS = (0.025, 0.975)
"""The quantiles between which 95 % of the figures lie."""


class Interval(NamedTuple):
    """The ends of a 95 % interval."""

    low: float
    high: float


class Score(NamedTuple):
    """One metric's figure over some cases."""

    metric: Metric
    total: Ratio
    value: float | None
    """The figure; None where there was nothing to count."""
    interval: Interval | None


def score(metric: Metric, outcomes: Sequence[Outcome]) -> Score:
    """Return the figure of *metric* over *outcomes*, with its interval."""
    counts = np.array([metric.count(outcome) for outcome in outcomes], dtype=np.int64).reshape(-1, 2)
    total = Ratio(*counts.sum(axis=0).tolist())
    interval = _interval(counts, tuple(outcome.case.brand for outcome in outcomes), metric.scale)
    return Score(metric, total, metric.value(total), interval)


def _interval(counts: NDArray[np.int64], brands: tuple[str, ...], scale: int) -> Interval | None:
    parts, wholes = (_weights(brands) @ counts).T
    is_counted = wholes > 0
    if not is_counted.any():
        return None
    low, high = np.quantile(scale * parts[is_counted] / wholes[is_counted], BOUNDS).tolist()
    return Interval(low, high)


@lru_cache(maxsize=64)
def _weights(brands: tuple[str, ...]) -> NDArray[np.int64]:
    """Return how often each case is drawn, a row for each resample; *brands* names the case's brand."""
    weights = np.zeros((RESAMPLES, len(brands)), dtype=np.int64)
    for brand in set(brands):
        columns = [column for column, name in enumerate(brands) if name == brand]
        weights[:, columns] = _draws(brand, len(columns))
    weights.flags.writeable = False
    return weights


def _draws(brand: str, cases: int) -> NDArray[np.int64]:
    # Raw bits, because numpy promises that these never change, and does not promise it of `integers`.
    bits = np.random.PCG64(np.random.SeedSequence([SEED, crc32(brand.encode())]))
    drawn = np.asarray(bits.random_raw(RESAMPLES * cases), dtype=np.uint64) % np.uint64(cases)
    times: NDArray[np.int64] = np.zeros((RESAMPLES, cases), dtype=np.int64)
    np.add.at(
        times, (np.arange(RESAMPLES)[:, np.newaxis], drawn.reshape(RESAMPLES, cases).astype(np.int64)), 1
    )
    return times
