"""Figures in prose: what they come to, in which unit, and which of them say the same."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from checker.english.quantities import Quantity, find_quantities, number

DAY = 1440
WORDS = "two 3 %, £ 40 to - – days hours a in 10 out of cups per cent million half 2024 k . and".split()

QUANTITIES = st.builds(
    lambda value, width, unit: Quantity(0, 0, value, value + width, unit, ""),
    st.floats(0, 1e9),
    st.floats(0, 1e6),
    st.sampled_from(["percent", "minute", "count", "currency"]),
)


def found(text):
    return [
        (text[q.start : q.end], round(q.value, 4), round(q.upper, 4), q.unit) for q in find_quantities(text)
    ]


def one(text):
    [quantity] = find_quantities(text)
    return quantity


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("7", 7),
        ("9,400", 9400),
        ("99.6", 99.6),
        ("seven", 7),
        ("twenty-six", 26),
        ("twenty six", 26),
        ("ninety", 90),
        ("three hundred", 300),
        ("40 thousand", 40_000),
        ("half a million", 500_000),
        ("2.5 million", 2_500_000),
        ("a hundred", 100),
        ("a dozen", 12),
        ("a couple of", 2),
        ("12k", 12_000),
        ("3m", 3e6),
        ("3 bn", 3e9),
        ("four and a half", 4.5),
        ("2 and a quarter million", 2_250_000),
        ("tea and a half", None),
        ("kettle", None),
        ("", None),
        ("one kettle", None),
        ("1.2.3", None),
    ],
)
def test_a_number_is_read_from_digits_and_words(text, value):
    assert number(text) == value


@pytest.mark.parametrize(
    ("text", "quote", "value", "upper", "unit"),
    [
        ("It is 99.6% pure.", "99.6%", 99.6, 99.6, "percent"),
        ("Up by 12 per cent.", "12 per cent", 12, 12, "percent"),
        ("Up by twelve percent.", "twelve percent", 12, 12, "percent"),
        ("8 in 10 would come back.", "8 in 10", 80, 80, "percent"),
        ("Eight out of ten would.", "Eight out of ten", 80, 80, "percent"),
        ("One in five does.", "One in five", 20, 20, "percent"),
        ("17 out of every 20 do.", "17 out of every 20", 85, 85, "percent"),
        ("Up by 10-15%.", "10-15%", 10, 15, "percent"),
        ("Up by ten to fifteen per cent.", "ten to fifteen per cent", 10, 15, "percent"),
        ("It raised $3.2 billion.", "$3.2 billion", 3.2e9, 3.2e9, "currency"),
        ("Lasts four and a half hours.", "four and a half hours", 270, 270, "minute"),
        ("Two and a half million cups are poured.", "Two and a half million cups", 2.5e6, 2.5e6, "count"),
        ("A quarter of an hour is enough.", "A quarter of an hour", 15, 15, "minute"),
        ("It costs £42.", "£42", 42, 42, "currency"),
        ("It costs $1,250.50 now.", "$1,250.50", 1250.5, 1250.5, "currency"),
        ("It raised €3 million.", "€3 million", 3e6, 3e6, "currency"),
        ("It raised £40k.", "£40k", 40_000, 40_000, "currency"),
        ("It costs forty pounds.", "forty pounds", 40, 40, "currency"),
        ("Boils in 3 minutes.", "3 minutes", 3, 3, "minute"),
        ("Boils in ninety seconds.", "ninety seconds", 1.5, 1.5, "minute"),
        ("Lasts two hours.", "two hours", 120, 120, "minute"),
        ("Comes in two working days.", "two working days", 2 * DAY, 2 * DAY, "minute"),
        ("Takes 3-5 business days.", "3-5 business days", 3 * DAY, 5 * DAY, "minute"),
        ("Takes 3 to 5 days.", "3 to 5 days", 3 * DAY, 5 * DAY, "minute"),
        ("Takes three or four weeks.", "three or four weeks", 21 * DAY, 28 * DAY, "minute"),
        ("A ten-year guarantee.", "ten-year", 10 * 525_600, 10 * 525_600, "minute"),
        ("A holiday of two fortnights.", "two fortnights", 28 * DAY, 28 * DAY, "minute"),
        ("It comes overnight.", "overnight", DAY, DAY, "minute"),
        ("It comes the next working day.", "the next working day", DAY, DAY, "minute"),
        ("Set up in no time.", "in no time", 0.5, 0.5, "minute"),
        ("Set up in minutes.", "in minutes", 10, 10, "minute"),
        ("Ready before lunch.", "before lunch", 240, 240, "minute"),
        ("Over a coffee it is done.", "Over a coffee", 30, 30, "minute"),
        ("We serve 9,400 cafés.", "9,400 cafés", 9400, 9400, "count"),
        ("We serve forty cafés.", "forty cafés", 40, 40, "count"),
        ("We run in 30 countries.", "30 countries", 30, 30, "count"),
        ("It holds six to eight cups.", "six to eight cups", 6, 8, "count"),
        ("Half a million cups are poured.", "Half a million cups", 500_000, 500_000, "count"),
        ("More than 640+ kettles.", "640+ kettles", 640, 640, "count"),
    ],
)
def test_a_figure_is_found_with_its_value_and_unit(text, quote, value, upper, unit):
    assert found(text) == [(quote, value, upper, unit)]


@pytest.mark.parametrize(
    "text",
    [
        "In 2024 kettles changed.",
        "Since 1998 we have made tea.",
        "A kettle for a kitchen.",
        "One thing more.",
        "Ask for it by name.",
        "Call 01632 960123.",
        "Three quarters of our guests come back.",
        "Two thirds of our guests come back.",
        "We sold 5 million.",
        "Room 1,5 metres wide.",
        "Kettle 3",
        "",
    ],
)
def test_years_names_and_vague_words_count_nothing(text):
    assert found(text) == []


@pytest.mark.parametrize("text", ["£9 a month", "$40 a year", "twice a week", "200 visits a month"])
def test_a_rate_is_no_length_of_time(text):
    assert "minute" not in {unit for *_, unit in found(text)}


def test_figures_of_a_sentence_come_in_order_and_apart():
    text = "For £96 a month, 94% of all 31 pools are open in 12 minutes."

    assert [quote for quote, *_ in found(text)] == ["£96", "94%", "31 pools", "12 minutes"]


@pytest.mark.parametrize(
    ("one_text", "other_text"),
    [
        ("80%", "8 in 10"),
        ("80 per cent", "eight out of ten"),
        ("two days", "48 hours"),
        ("3 to 5 days", "four days"),
        ("1,000 cups", "a thousand cups"),
        ("£40k", "£40,000"),
        ("ninety seconds", "1.5 minutes"),
    ],
)
def test_figures_that_say_the_same_agree(one_text, other_text):
    assert one(one_text).agrees(one(other_text))


@pytest.mark.parametrize(
    ("one_text", "other_text"),
    [
        ("80%", "81%"),
        ("two days", "three days"),
        ("3 to 5 days", "six days"),
        ("£40", "40%"),
        ("99.6%", "99.9%"),
    ],
)
def test_figures_that_differ_do_not_agree(one_text, other_text):
    assert not one(one_text).agrees(one(other_text))


@given(QUANTITIES, QUANTITIES)
def test_agreeing_is_symmetric(one_quantity, other):
    assert one_quantity.agrees(other) == other.agrees(one_quantity)


@given(QUANTITIES)
def test_every_figure_agrees_with_itself(quantity):
    assert quantity.agrees(quantity)


@given(
    st.lists(
        st.sampled_from(
            "two 3 %, £ 40 to - – days hours a in 10 out of cups per cent million half 2024 k . and".split(
                " "
            )
        ),
        max_size=30,
    ).map(" ".join)
)
def test_figures_never_overlap_and_lie_in_the_text(text):
    edges = [edge for q in find_quantities(text) for edge in (q.start, q.end)]

    assert edges == sorted(edges)
    assert all(0 <= edge <= len(text) for edge in edges)


@given(st.integers(0, 10**12))
def test_digits_mean_themselves_with_and_without_commas(value):
    assert number(str(value)) == number(f"{value:,}") == value
