"""Intervals are deterministic, drawn within each brand, and hold their figure."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from evals import scores
from evals.metric import Metric, Ratio
from evals.outcomes import Outcome
from evals.scores import score

DRAWN = [[0, 2, 1, 1], [1, 1, 1, 1], [1, 1, 2, 0]]
"""The first three draws of four cases of a brand called “ash”."""


def counting(pairs):
    """A metric whose counts are given by each case's id."""
    return Metric(name="share", meaning="", count=lambda outcome: Ratio(*pairs[outcome.case.id]))


@pytest.fixture(name="outcomes", scope="session")
def some_outcomes(case):
    def build(names, brand="ash"):
        return [
            Outcome(case=case("x", brand=brand, name=name), flags=(), answers=(), lookalikes=(), unplaced=())
            for name in names
        ]

    return build


def test_counts_are_summed_before_they_are_divided(outcomes):
    measured = score(counting({"a": (1, 1), "b": (0, 3)}), outcomes("ab"))

    assert measured.total == (1, 4)
    assert measured.value == 0.25


def test_two_runs_give_the_same_interval(outcomes):
    pairs = {name: (index % 3, 3) for index, name in enumerate("abcdefgh")}

    first = score(counting(pairs), outcomes("abcdefgh")).interval
    scores._weights.cache_clear()

    assert score(counting(pairs), outcomes("abcdefgh")).interval == first


def test_the_draws_are_those_of_every_release():
    assert scores._draws("ash", 4)[:3].tolist() == DRAWN


def test_every_resample_draws_as_many_cases_of_each_brand_as_there_are():
    weights = scores._weights(("ash", "elm", "ash", "elm", "elm"))

    assert weights.shape == (scores.RESAMPLES, 5)
    assert (weights[:, [0, 2]].sum(axis=1) == 2).all()
    assert (weights[:, [1, 3, 4]].sum(axis=1) == 3).all()


def test_every_case_is_drawn_as_often_as_any_other():
    assert scores._weights(("ash",) * 10).mean(axis=0) == pytest.approx([1] * 10, abs=0.1)


def test_a_brand_of_one_case_never_varies(outcomes):
    both = outcomes("a", "ash") + outcomes("b", "elm")

    assert score(counting({"a": (1, 1), "b": (0, 1)}), both).interval == (0.5, 0.5)


def test_an_interval_is_near_the_textbook(outcomes):
    names = [str(index) for index in range(100)]
    pairs = {name: (int(name) % 2, 1) for name in names}

    low, high = score(counting(pairs), outcomes(names)).interval

    assert (low, high) == (pytest.approx(0.4, abs=0.02), pytest.approx(0.6, abs=0.02))


def test_resamples_with_nothing_to_count_are_left_out(outcomes):
    measured = score(counting({"a": (1, 1), "b": (0, 0)}), outcomes("ab"))

    assert measured.interval == (1.0, 1.0)


@pytest.mark.parametrize("names", ["", "a"])
def test_nothing_to_count_has_no_figure_and_no_interval(names, outcomes):
    measured = score(counting({"a": (0, 0)}), outcomes(names))

    assert (measured.value, measured.interval) == (None, None)


@settings(max_examples=25)
@given(data=some.data(), count=some.integers(1, 8))
def test_a_share_and_its_interval_stay_within_nought_and_one(data, count, outcomes):
    wholes = data.draw(some.lists(some.integers(0, 5), min_size=count, max_size=count))
    parts = [data.draw(some.integers(0, whole)) for whole in wholes]

    names = [str(index) for index in range(count)]
    measured = score(
        counting(dict(zip(names, zip(parts, wholes, strict=True), strict=True))), outcomes(names)
    )

    if measured.value is not None:
        assert 0 <= measured.interval.low <= measured.interval.high <= 1
        assert 0 <= measured.value <= 1
