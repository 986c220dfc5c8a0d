"""What a guideline is found by."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from checker.domain import Condition, Examples, Guideline, Term
from checker.domain.compiled import Compiled
from checker.retrievers.wordings import key, marks, names, normal, signs, spoken, stems, wordings
from tests.retrievers.kits import fact

TEXTS = st.text(max_size=60)


def test_every_text_of_a_guideline_stands_for_it():
    guideline = fact(
        "tea",
        "A kettle costs £40. Nobody may offer less.",
        allows=("Yours for £40.",),
        phrases=("bargain",),
        terms=(Term(avoid="boiler*", prefer="kettle"),),
        conditions=(Condition(claim="Boils in two minutes, when full.", anchors=("boil",), keep=("full",)),),
        examples=Examples(on_brand=("It is £40.",), off_brand=("It is £39.",)),
        compiled=Compiled(off_brand=("Half price today.",)),
    )

    assert wordings(guideline) == (
        "A kettle costs £40. Nobody may offer less.",
        "A kettle costs £40.",
        "Nobody may offer less.",
        "Yours for £40.",
        "bargain",
        "boiler",
        "kettle",
        "It is £40.",
        "It is £39.",
        "Boils in two minutes, when full.",
        "Half price today.",
    )


def test_a_text_stands_for_it_once():
    assert wordings(fact("tea", "Tea.", allows=("Tea.", "Coffee."))) == ("Tea.", "Coffee.")


@given(TEXTS, TEXTS)
def test_the_key_says_what_the_guideline_says(one, other):
    first, second = fact("a", one), fact("b", other)

    assert (key(first) == key(second)) == (wordings(first) == wordings(second))


def test_the_key_takes_half_a_character_too():
    broken = Guideline.model_construct(**(dict(fact("a", "x")) | {"text": "half \ud83d"}))

    assert len(key(broken)) == 32


@pytest.mark.parametrize(
    ("text", "inside"),
    [
        ("free month", "Your first three FREE months."),
        ("error-free", "it is error free"),
        ("24/7", "open 24/7!"),
        ("£40", "only £40."),
        ("99.6%", "(99.6%)"),
        ("Café Noir", "our Cafe\u0301 noir"),
        ("ﬁne", "a fine day"),
        ("Ασφάλεια", "η ασφάλεια σας"),
        ("don’t worry", "don't worry"),
    ],
)
def test_words_are_found_however_they_are_written(text, inside):
    assert normal(text) in normal(inside)


@pytest.mark.parametrize(
    ("text", "outside"),
    [
        ("rep", "a report"),
        ("free month", "free for a month"),
        ("£4", "£40"),
        ("9.6%", "99.6%"),
        ("art", "Stuttgart"),
    ],
)
def test_words_are_not_found_inside_others(text, outside):
    assert normal(text) not in normal(outside)


@pytest.mark.parametrize("nothing", ["", " ", "—", "…!?", "\n"])
def test_what_has_no_words_is_found_nowhere(nothing):
    assert normal(nothing) == ""
    assert marks(fact("a", "x", phrases=(nothing,), terms=(Term(avoid=nothing),))) == frozenset()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Ask for Tea Clock, then Clock.", ["Tea Clock", "Clock"]),
        ("Open in Leeds, York and Hull.", ["Leeds", "York", "Hull"]),
        ("AutoBrew is new.", ["AutoBrew"]),
        ("Never say TeaBoy or iKettle.", ["TeaBoy", "iKettle"]),
        ("Ask the HR desk.", ["HR"]),
        ("The tea is hot. The pot is not.", []),
        ("Say: 'Brew now.' Do (Always) smile.", []),
        ("We ship to Île-de-France and Łódź.", ["Île-de-France", "Łódź"]),
        ("", []),
        ("…", []),
    ],
)
def test_names_are_capitalised_inside_a_sentence(text, expected):
    assert list(names(text)) == expected


def test_names_and_figures_are_signs_and_unwanted_words_are_marks():
    figure = {"quote": "two weeks", "value": 20_160, "upper": 20_160, "unit": "minute"}
    guideline = fact("a", "Ask Leeds.", figures=(figure,), phrases=("no risk",), terms=(Term(avoid="boil*"),))

    assert signs(guideline) == {" leed ", " two week "}
    assert marks(guideline) == {" no risk ", " boil"}


@pytest.mark.parametrize(
    ("avoid", "text", "expected"),
    [
        ("utiliz*", "Better utilization!", True),
        ("utiliz*", "UTILIZE it", True),
        ("utiliz*", "underutilized", False),
        ("utiliz", "utilization", False),
        ("art work*", "our art works", True),
        ("art work*", "art at work", False),
        ("*", "anything", False),
        ("Ärger*", "kein ärgernis", True),
    ],
)
def test_a_star_stands_for_any_ending(avoid, text, expected):
    held = marks(fact("a", "x", terms=(Term(avoid=avoid),)))

    assert any(mark in spoken([text]) for mark in held) is expected


def test_words_of_two_texts_are_never_one_phrase():
    assert normal("tea pot") not in spoken(["The tea", "Pot it", "tea"])


def test_stems_are_of_all_wordings():
    assert stems(fact("a", "We ship kettles.", allows=("Boiling fast.",))) == {
        "ship",
        "kettl",
        "boil",
        "fast",
    }
