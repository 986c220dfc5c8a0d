"""Between which bounds shares lie, and how far two of them lie apart.

A share of documents gets the score interval of Wilson (1927, J. Am. Stat. Assoc. 22, 209–212): it stays
within 0 and 1, and behaves with 0 of 3.

A *mean* share is a mean of numbers between 0 and 1. These vary less than yes and no would (Bhatia and Davis
2000, Am. Math. Monthly 107, 353–357: a variance is at most mean × (1 − mean)), so *n* of them tell as much
as a larger number of yes-or-no documents: the effective size *n* / *ratio*, where *ratio* is the variance by
mean × (1 − mean). The score interval of that size, with Student's t in place of z, is what surveys use for
shares (Korn and Graubard 1998, Survey Methodology 24, 193–201; Dean and Pagano 2015, J. Surv. Stat. Methodol.
3, 484–503). Few documents tell little of their variance, and none where all shares are 0. So each message's
ratio is drawn towards that of all messages of its group, and a group's towards that of all documents, as if
`BORROWED` documents more had shown it, which count as degrees of freedom, too (Smyth 2004, Stat. Appl. Genet.
Mol. Biol. 3, 3; in mixes drawn from a Dirichlet-multinomial distribution the ratios are in truth the same).
The ratio of all documents is drawn towards 1, the widest.

Two shares are compared as Newcombe (1998, Stat. Med. 17, 873–890, method 10) compares proportions: from the
limits of each, with the degrees of freedom of both. Zou and Donner (2008, Stat. Med. 27, 1693–1702) show that
this holds for other figures, too.

Documents are taken to be independent. Drafts that repeat each other tell less than their number says.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from statistics import NormalDist

import numpy as np
from numpy.typing import ArrayLike, NDArray

from checker.domain import Gap, Interval

Array = NDArray[np.float64]
Key = int | slice | NDArray[np.intp] | tuple[int | slice, int] | tuple[NDArray[np.intp], NDArray[np.intp]]
"""What picks some samples of many."""

CONFIDENCE = 0.95
"""How sure intervals are."""
Z = NormalDist().inv_cdf((1 + CONFIDENCE) / 2)
"""The same in standard deviations."""
BORROWED = 5.0
"""Documents for which what is known of other messages, other groups or nothing counts in a variance."""
MOST_TOLD = 300.0
"""As many documents that say yes or no tell as much as any number whose passages may be misread."""
DIGITS = 6
"""Decimals that are kept, so that every machine writes the same."""


@dataclass(frozen=True)
class Sample:
    """Shares, and how much is known of each: arrays of one shape."""

    share: Array
    """0 to 1."""
    size: Array
    """As many documents that say yes or no tell as much; 0 where nothing is known."""
    freedom: Array
    """Degrees of freedom of the variance from which *size* is; infinite for shares of documents."""

    def at(self, key: Key) -> "Sample":
        """Return the samples at *key*, an index of the arrays."""
        return Sample(self.share[key], self.size[key], self.freedom[key])


def proportions(count: ArrayLike, of: ArrayLike) -> Sample:
    """Return the shares that *count* documents are *of* so many."""
    some, every = np.asarray(count, dtype=np.float64), np.asarray(of, dtype=np.float64)
    return Sample(some / np.maximum(every, 1), every, np.full(every.shape, np.inf))


@dataclass(frozen=True)
class Sums:
    """What shares of documents come to: arrays of one shape, or of shapes that fit (rows, messages)."""

    total: Array
    """The sums of the shares."""
    squares: Array
    """The sums of their squares."""
    of: Array
    """Documents."""
    saying: Array
    """Of those, how many have any share at all."""

    @property
    def mean(self) -> Array:
        """Return the mean shares; 0 of no document."""
        return np.clip(self.total / np.maximum(self.of, 1), 0, 1)

    @property
    def widest(self) -> Array:
        """Return the variances that shares of these means have at most."""
        return self.mean * (1 - self.mean)

    @property
    def variance(self) -> Array:
        """Return the variances, without bias; 0 of less than two documents."""
        around = self.squares / np.maximum(self.of, 1) - self.mean**2
        return np.maximum(around, 0) * self.of / np.maximum(self.of - 1, 1)


def ratios(sums: Sums, towards: ArrayLike) -> Array:
    """Return how much shares vary, of as much as they can: one for each row, shape (rows, 1).

    Args:
        sums: of shape (rows, messages).
        towards: what a row of few documents is taken to have.
    """
    of = sums.of.max(axis=1, keepdims=True)
    widest = sums.widest.sum(axis=1, keepdims=True)
    own = np.minimum(sums.variance.sum(axis=1, keepdims=True) / np.maximum(widest, 1e-12), 1)
    weight = np.where((of > 1) & (widest > 0), of, 0)
    return np.asarray((weight * own + BORROWED * np.asarray(towards)) / (weight + BORROWED))


def means(sums: Sums, towards: ArrayLike) -> Sample:
    """Return the mean shares.

    Args:
        sums: of the documents' shares.
        towards: how much shares vary where few documents show it, of as much as they can: 0 to 1.
    """
    own = np.minimum(sums.variance / np.maximum(sums.widest, 1e-12), 1)
    weight = np.where((sums.widest > 0) & (sums.of > 1), sums.saying, 0)
    ratio = (weight * own + BORROWED * np.asarray(towards)) / (weight + BORROWED)
    freedom = np.maximum(sums.of - 1, 0) + BORROWED
    return Sample(sums.mean, sums.of / np.maximum(ratio, 1e-9), freedom)


def doubted(sample: Sample) -> Sample:
    """Return *sample* as it is, but less sure by what passages that are misread may come to (`MOST_TOLD`)."""
    return Sample(sample.share, sample.size / (1 + sample.size / MOST_TOLD), sample.freedom)


def student(z: ArrayLike, freedom: Array) -> Array:
    """Return the quantile of Student's t that is as sure as *z* (Wallace 1959, Ann. Math. Stat. 30, 1121)."""
    known = np.where(np.isinf(freedom), 1e12, np.maximum(freedom, 1))
    scaled = np.asarray(z, dtype=np.float64) * (8 * known + 3) / (8 * known + 1)
    return np.asarray(np.sqrt(known * np.expm1(np.minimum(scaled**2 / known, 600))), dtype=np.float64)


def limits(sample: Sample, z: ArrayLike = Z) -> tuple[Array, Array]:
    """Return the lower and the upper limits of the shares; 0 and 1 where nothing is known."""
    size, share = np.maximum(sample.size, 1e-9), sample.share
    weight = student(z, sample.freedom) ** 2 / size
    middle = (share + weight / 2) / (1 + weight)
    half = np.sqrt(weight * (share * (1 - share) + weight / 4)) / (1 + weight)
    low, high = np.maximum(middle - half, 0), np.minimum(middle + half, 1)
    is_known = sample.size > 0
    return (
        np.where(is_known, np.minimum(low, share), 0.0),
        np.where(is_known, np.maximum(high, share), 1.0),
    )


def gaps(one: Sample, other: Sample, z: ArrayLike = Z) -> tuple[Array, Array]:
    """Return the lower and the upper limits of the shares of *one* less those of *other*."""
    both = one.freedom + other.freedom
    low, high = limits(replace(one, freedom=both), z)
    other_low, other_high = limits(replace(other, freedom=both), z)
    apart = one.share - other.share
    below = np.hypot(one.share - low, other_high - other.share)
    above = np.hypot(high - one.share, other.share - other_low)
    return np.maximum(apart - below, -1), np.minimum(apart + above, 1)


def interval(sample: Sample, of: int) -> Interval:
    """Return *sample*, a single one, as a share *of* so many documents; 0 to 1 where there is none."""
    low, high = limits(sample)
    return _interval(float(sample.share) if of else 0.0, float(low), float(high), of)


def _interval(share: float, low: float, high: float, of: int) -> Interval:
    return Interval(value=round(share, DIGITS), low=round(low, DIGITS), high=round(high, DIGITS), of=of)


def intervals(sample: Sample, of: Sequence[int]) -> list[Interval]:
    """Return each of *sample*, of shape (n,), as a share of so many documents."""
    low, high = limits(sample)
    rows = zip(sample.share.tolist(), low.tolist(), high.tolist(), of, strict=True)
    return [_interval(share if count else 0.0, bottom, top, count) for share, bottom, top, count in rows]


def gap(one: Sample, other: Sample, z: float = Z) -> Gap:
    """Return how far *one* lies above *other*, single samples both."""
    low, high = gaps(one, other, z)
    value = round(float(one.share - other.share), DIGITS)
    return Gap(
        value=value,
        low=max(-1.0, min(value, round(float(low), DIGITS))),
        high=min(1.0, max(value, round(float(high), DIGITS))),
    )
