"""Which values can both be true of one thing."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from checker.claims.agreement import agrees
from checker.claims.measures import measures_in
from checker.domain import Measure

AGREE = [
    ("ten minutes", "under 15 minutes"), ("ten minutes", "600 seconds"), ("24 hours", "one day"), ("30 days", "a period of one month"),
    ("12 months", "one year"), ("5 to 10 working days", "ten working days"), ("more than 640 pools", "700 pools"), ("about ten minutes", "11 minutes"),
    ("one week", "5 working days"), ("from £9", "£19"), ("£9 a month", "£99 a year"), ("ten minutes", "10 kg"), ("by March 2026", "in February 2026"),
    ("Q3 2026", "in August 2026"), ("2026", "5 May 2026"), ("tomorrow", "next week"), ("at least two days", "up to five days"), ("9 in 10", "90%"),
]  # fmt: skip
DIFFER = [
    ("ten minutes", "takes an hour"), ("one day", "takes an hour"), ("within one day", "within an hour"), ("99.9%", "99.99%"), ("£9", "£12"),
    ("two working days", "five working days"), ("up to 20 users", "up to 50 users"), ("more than 640 pools", "900 pools"), ("9am to 5pm", "8am to 6pm"),
    ("5 to 10 days", "12 days"), ("Q3 2026", "Q1 2027"), ("by March", "by June"), ("30 days", "31 days"), ("twice as fast", "3x faster"),
    ("ten minutes", "within a day"), ("2 working days", "three weeks"),
]  # fmt: skip


def measure(text):
    return measures_in(text)[-1].measure


@pytest.mark.parametrize(("one", "other"), AGREE)
def test_these_can_both_be_true(one, other):
    assert agrees(measure(one), measure(other))


@pytest.mark.parametrize(("one", "other"), DIFFER)
def test_these_can_not(one, other):
    assert not agrees(measure(one), measure(other))


MEASURES = st.builds(
    lambda low, more, unit, bound: Measure(
        text="x", low=low, high=low if bound else low + more, unit=unit, bound=bound
    ),
    st.floats(0.1, 1e6),
    st.floats(0, 1e4),
    st.sampled_from(["minute", "working-day", "percent", "GBP/month", "pool"]),
    st.sampled_from(["", "at-most", "at-least"]),
)


@settings(deadline=None)
@given(MEASURES, MEASURES)
def test_agreement_is_mutual_and_everything_agrees_with_itself(one, other):
    assert agrees(one, other) == agrees(other, one)
    assert agrees(one, one)
