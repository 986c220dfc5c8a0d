"""Intervals: published figures, bounds, and how often they hold what is true."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from checker.alignment.intervals import (
    Sample,
    Sums,
    doubted,
    gap,
    interval,
    intervals,
    means,
    proportions,
    ratios,
    student,
)


def sums(rows: np.ndarray) -> Sums:
    """Return what the documents in each row come to."""
    of = np.full(rows.shape[0], float(rows.shape[1]))
    return Sums(rows.sum(axis=1), (rows**2).sum(axis=1), of, (rows > 0).sum(axis=1))


@pytest.mark.parametrize(
    ("count", "of", "low", "high"),
    [
        (0, 20, 0.0000, 0.1611),
        (1, 29, 0.0061, 0.1718),
        (15, 148, 0.0624, 0.1605),
        (81, 263, 0.2553, 0.3662),
    ],
)
def test_a_share_of_documents_lies_where_newcombe_tabulates_wilson(count, of, low, high):
    found = interval(proportions(count, of), of)

    assert found.value == pytest.approx(count / of, abs=1e-6)
    assert (found.low, found.high) == pytest.approx((low, high), abs=5e-5)


@pytest.mark.parametrize(
    ("one", "other", "low", "high"),
    [
        ((56, 70), (48, 80), 0.0524, 0.3339),
        ((9, 10), (3, 10), 0.1705, 0.8090),
        ((10, 10), (0, 20), 0.6791, 1.0000),
        ((10, 10), (0, 10), 0.6075, 1.0000),
    ],
)
def test_a_gap_of_proportions_lies_where_newcombe_tabulates_it(one, other, low, high):
    found = gap(proportions(*one), proportions(*other))

    assert (found.low, found.high) == pytest.approx((low, high), abs=5e-5)


@pytest.mark.parametrize(
    ("freedom", "quantile"), [(3, 3.182), (5, 2.571), (10, 2.228), (30, 2.042), (np.inf, 1.960)]
)
def test_student_is_as_tables_have_it(freedom, quantile):
    assert student(1.959964, np.array(float(freedom))) == pytest.approx(quantile, rel=0.015)


def test_nothing_is_known_of_no_document():
    found = interval(proportions(0, 0), 0)

    assert (found.value, found.low, found.high, found.of) == (0, 0, 1, 0)


@given(
    st.lists(st.floats(0, 1, allow_nan=False), min_size=1, max_size=40),
    st.floats(0, 1, allow_nan=False),
)
def test_a_mean_lies_in_its_interval_and_both_within_bounds(shares, towards):
    rows = np.array([shares])

    (found,) = intervals(means(sums(rows), towards), [len(shares)])

    assert 0 <= found.low <= found.value <= found.high <= 1


@given(st.integers(1, 3000))
def test_shares_that_are_all_nothing_may_still_be_something(count):
    (found,) = intervals(means(sums(np.zeros((1, count))), 1.0), [count])

    assert found.value == found.low == 0
    assert 3 / (count + 12) < found.high < 4 / (count + 1) + 0.5 / count


@given(st.integers(2, 30), st.floats(0.05, 0.95))
def test_alike_documents_are_no_certainty(count, share):
    (found,) = intervals(means(sums(np.full((1, count), share)), 1.0), [count])

    assert found.low < share < found.high


@pytest.mark.parametrize("count", [3, 8, 20, 200])
@pytest.mark.parametrize("said", [0.05, 0.3, 1.0])
def test_intervals_of_means_hold_the_truth(count, said):
    random = np.random.default_rng(count)
    rows = (random.random((2000, count)) < said) * random.beta(2, 5, (2000, count))
    truth, usual = said * 2 / 7, ratios(_one_row(rows), 1.0)

    found = intervals(means(sums(rows), float(usual[0, 0])), [count] * 2000)

    assert np.mean([each.low <= truth <= each.high for each in found]) >= 0.93


def _one_row(rows: np.ndarray) -> Sums:
    """Return all documents as those of one group with one message."""
    whole = rows.reshape(1, -1)
    return Sums(*(part.reshape(1, 1) for part in vars(sums(whole)).values()))


def test_more_documents_make_a_narrower_interval():
    widths = []
    for times in (1, 4, 16):
        (found,) = intervals(means(sums(np.array([[0.1, 0.4, 0.0] * times])), 0.5), [3 * times])
        widths.append(found.high - found.low)

    assert widths == sorted(widths, reverse=True)


def test_what_may_be_misread_makes_shares_less_sure():
    sample = means(sums(np.array([[0.2, 0.3, 0.1, 0.2] * 50, [0.05, 0.0, 0.04, 0.03] * 50])), 0.5)

    sure, unsure = intervals(sample, [200] * 2), intervals(doubted(sample), [200] * 2)

    assert [each.value for each in sure] == [each.value for each in unsure]
    assert all(wide.low < narrow.low for wide, narrow in zip(unsure, sure, strict=True))
    assert all(wide.high > narrow.high for wide, narrow in zip(unsure, sure, strict=True))


def test_where_nothing_was_counted_nothing_is_known():
    (found,) = intervals(doubted(Sample(np.zeros(1), np.zeros(1), np.ones(1))), [0])

    assert (found.low, found.high) == (0, 1)
