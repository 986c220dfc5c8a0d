"""Quantities and dates as people write them, whatever the wording; hostile ones count nothing."""

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from checker.claims.measures import measures_in
from checker.claims.numbers import numbers_in

ALIKE = {
    "ten minutes": (
        "ten minutes", "10 minutes", "10 mins", "10 min", "10-minute", "a sixth is not it: 10 minutes", "10\u00a0minutes", "TEN MINUTES",
        "600 seconds", "10 full minutes", "takes ten minutes", "in 10 minutes.", "(10 minutes)", "10 minutes’ work", "10 short minutes",
    ),
    "an hour": ("takes an hour", "one hour", "60 minutes", "1 hour", "1 hr", "1h", "60 mins", "in an hour", "1-hour", "a single hour", "3,600 seconds"),
    "90 minutes": ("90 minutes", "an hour and a half is in it: takes an hour and a half", "1.5 hours", "1½ hours", "one and a half hours", "ninety minutes"),
    "£9 a month per user": (
        "£9 a month per user", "£9 per user per month", "£9/user/month", "£9 per month for each user", "nine pounds per user per month",
        "9 GBP per month per user", "GBP 9 per user per month", "£9.00 per user each month", "£ 9 per user, no: £9 per user per month",
    ),
    "half a million": ("half a million customers", "500,000 customers", "500k customers", "0.5m customers", "500 000 clients", "five hundred thousand customers"),
    "90 %": ("90%", "90 per cent", "90 percent", "nine in ten", "9 out of 10", "90 in 100", "ninety per cent", "9 in 10"),
    "2 km": ("2 km", "2 kilometres", "2,000 metres", "two kilometers", "2000 m", "2 kilometres"),
    "2 GB": ("2 GB", "2 gigabytes", "2,000 MB", "two gigabytes"),
    "March 2026": ("in March 2026", "Mar 2026", "March 2026"),
    "Q3 2026": ("Q3 2026", "the third quarter of 2026", "Q3 of 2026"),
}  # fmt: skip
LIMITS = [
    ("under ten minutes", "at-most"), ("ten minutes or less", "at-most"), ("no more than ten minutes", "at-most"),
    ("up to ten minutes", "at-most"), ("never takes more than ten minutes", "at-most"), ("within ten minutes", "at-most"),
    ("at least ten minutes", "at-least"), ("from £9", "at-least"), ("640+ pools", "at-least"), ("over 640 pools", "at-least"),
    ("by March", "at-most"), ("since 2019", "at-least"), ("choose from 80 classes", ""), ("trusted by 80 firms", ""), ("ten minutes", ""),
]  # fmt: skip
NOTHING = [
    "1e400 days", "1,2,3,4 days", "9" * 100 + " days", "v2.1 days", "It does not take ten minutes.", "ISO 27001 certified", "01947 555-0142",
    "one plain screen", "9.9.9 days", "30 February 2026", "99/99/2026", "", " \n\t", "{{ 7*7 }} %", "½⅓⅔", "٣٣٣٣٣٣٣٣٣٣٣٣٣٣٣٣٣٣ days",
]  # fmt: skip
RANGES = [
    ("5 to 10 working days", 5, 10, "working-day"), ("£5–£10", 5, 10, "GBP"), ("between two and three days", 2880, 4320, "minute"),
    ("about ten minutes", 9, 11, "minute"), ("nearly 100 users", 90, 100, "user"), ("from 6am to 9pm", 360, 1260, "time of day"),
    ("9am-5.30pm", 540, 1050, "time of day"), ("two thirds of it", 200 / 3, 200 / 3, "percent"), ("twice as fast", 2, 2, "multiple"),
    ("half the price", 0.5, 0.5, "multiple"), ("3x faster", 3, 3, "multiple"), ("twice a week", 2, 2, "time/week"), ("50p", 0.5, 0.5, "GBP"),
    ("CA$20", 20, 20, "CAD"), ("20°C", 293.15, 293.15, "kelvin"), ("٣ days", 4320, 4320, "minute"), ("a 2m cable", 2, 2, "meter"),
    ("2m customers", 2e6, 2e6, "customer"), ("tomorrow", 1, 1, "days from now"), ("overnight", 1440, 1440, "minute"),
]  # fmt: skip


def only(text):
    return measures_in(text)[-1].measure


def normal(text):
    measure = only(text)
    return round(measure.low, 6), round(measure.high, 6), measure.unit, measure.bound


@pytest.mark.parametrize("name", ALIKE)
def test_one_quantity_in_many_wordings_is_one(name):
    assert len({normal(text) for text in ALIKE[name]}) == 1, {text: normal(text) for text in ALIKE[name]}


def test_different_quantities_stay_different():
    assert len({normal(wordings[0]) for wordings in ALIKE.values()}) == len(ALIKE)


@pytest.mark.parametrize(("text", "bound"), LIMITS)
def test_limits_are_told_from_values(text, bound):
    assert only(text).bound == bound


@pytest.mark.parametrize(("text", "low", "high", "unit"), RANGES)
def test_ranges_and_units(text, low, high, unit):
    measure = only(text)

    assert (measure.low, measure.high, measure.unit) == (pytest.approx(low), pytest.approx(high), unit)


@pytest.mark.parametrize("text", NOTHING)
def test_what_is_no_quantity_measures_nothing(text):
    assert measures_in(text) == ()


@settings(deadline=None)
@given(st.integers(2, 999_999), st.sampled_from(["customers", "days", "%", "kg", "GB", "users"]))
def test_a_number_is_the_same_with_and_without_separators(number, unit):
    assert normal(f"{number} {unit}")[:3] == normal(f"{number:,} {unit}")[:3]


@settings(deadline=None)
@given(st.integers(1, 400), st.integers(1, 400))
def test_two_numbers_of_days_are_one_only_where_they_are_equal(one, other):
    assert (normal(f"{one} days") == normal(f"{other} days")) == (one == other)


@settings(deadline=None)
@given(st.text(max_size=300) | st.text(alphabet="0123456789.,/-–£$€% kmandtoperhours½", max_size=300))
def test_any_text_is_read_and_measures_stand_in_it_in_order(text):
    found = measures_in(text)

    assert all(0 <= one.start < one.end <= len(text) and one.measure.text for one in found)
    assert all(one.end <= other.start for one, other in pairwise(found))
    assert all(one.measure.low <= one.measure.high < float("inf") for one in found)


@pytest.mark.parametrize(
    "piece",
    ["1,", "9", "one ", "under ", "ten minutes ", "£", "a ", "1 to ", "two hundred and ", "%", "½", "not "],
)
def test_a_long_line_is_read_up_to_a_passage(piece):
    line = piece * (100_000 // len(piece))

    assert len(measures_in(line)) < 1_200
    assert all(number.end <= len(line) for number in numbers_in(line))
