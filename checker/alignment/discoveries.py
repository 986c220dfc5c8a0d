"""Which of many gaps are no accident.

Thirty messages and ten teams make more than a thousand pairs; at 95 % confidence more than fifty of them
would seem to differ where nothing does. So the false discovery rate is held (Benjamini and Hochberg 1995,
J. R. Stat. Soc. B 57, 289–300): of what is called a difference, at most 5 % on average is none. The gaps'
intervals are widened to match (Benjamini and Yekutieli 2005, J. Am. Stat. Assoc. 100, 71–81): where *R* of
*m* gaps are found, each interval is 1 − 0.05 *R* / *m* sure, and exactly the found ones leave zero out.
"""

from statistics import NormalDist
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from checker.alignment.intervals import Array, Sample, gaps

FALSE = 0.05
"""Part of the found gaps that may be none, on average."""
FAR = 15.0
"""z beyond which gaps are not told apart any more."""
HALVINGS = 50
"""Steps in which the z is found at which a gap's interval reaches zero."""


class Found(NamedTuple):
    """What was found among many gaps."""

    is_clear: NDArray[np.bool_]
    z: float
    """How wide all their intervals are to be, in standard deviations."""


def discover(one: Sample, other: Sample) -> Found:
    """Return which shares of *one* differ from those of *other*, all of shape (gaps,)."""
    surety = _surety(one, other)
    ordered = np.sort(surety[surety > 0])[::-1]
    bounds = np.array([_z(rank / surety.size) for rank in range(1, ordered.size + 1)])
    found = int(np.max(np.flatnonzero(ordered > bounds), initial=-1)) + 1
    z = _z(max(found, 1) / max(surety.size, 1))
    return Found(surety > z, z)


def _z(part: float) -> float:
    """Return the z of an interval that misses in *part* of `FALSE` cases."""
    return NormalDist().inv_cdf(1 - FALSE * part / 2)


def _surety(one: Sample, other: Sample) -> Array:
    """Return, for each gap, the largest z at which its interval leaves zero out; 0 where 95 % does not."""
    bottom, top = gaps(one, other, _z(1.0))
    surety = np.zeros(one.share.shape)
    rows = np.flatnonzero((bottom > 0) | (top < 0))
    surety[rows] = _touching(one.at(rows), other.at(rows))
    return surety


def _touching(one: Sample, other: Sample) -> Array:
    """Return the z at which each gap's interval reaches zero."""
    low, high = np.zeros(one.share.shape), np.full(one.share.shape, FAR)
    for _ in range(HALVINGS):
        middle = (low + high) / 2
        bottom, top = gaps(one, other, middle)
        is_apart = (bottom > 0) | (top < 0)
        low, high = np.where(is_apart, middle, low), np.where(is_apart, high, middle)
    return low
