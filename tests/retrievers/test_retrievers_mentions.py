"""Guidelines found by words."""

import pytest

from checker.domain import Term
from checker.retrievers.mentions import FEW, Mentions
from tests.retrievers.kits import fact, facts

GUIDELINES = (
    fact(
        "price",
        "A kettle costs £40.",
        figures=({"quote": "£40", "value": 40, "upper": 40, "unit": "currency"},),
    ),
    fact("name", "It is called Kettle One.", terms=(Term(avoid="KettleOne"),)),
    fact("refund", "Money is returned within 30 days.", phrases=("no questions asked",)),
)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("It was £40 last year.", {0}),
        ("Meet the kettle one.", {1}),
        ("Meet kettleone.", {1}),
        ("No question asked!", {2}),
        ("Kettle One is £40.", {0, 1}),
        ("It was £400.", set()),
        ("Tea.", set()),
        ("", set()),
    ],
)
def test_what_a_passage_names_is_found(text, expected):
    assert Mentions(GUIDELINES).named([text]) == expected


def test_a_name_is_not_put_together_from_two_passages():
    assert Mentions(GUIDELINES).named(["Buy a kettle", "one for all"]) == frozenset()


@pytest.mark.parametrize(("holders", "is_found"), [(FEW, True), (FEW + 1, False)])
def test_a_name_that_many_hold_points_at_none(holders, is_found):
    many = Mentions([fact(f"g{number}", "Ask our Leeds office.") for number in range(holders)])

    assert bool(many.named(["Come to Leeds."])) is is_found


def test_a_banned_word_is_found_however_many_ban_it():
    many = Mentions([fact(f"g{n}", "Be plain.", phrases=("synergy",)) for n in range(FEW * 3)])

    assert len(many.named(["Pure synergy."])) == FEW * 3


@pytest.mark.parametrize(
    ("text", "count", "expected"),
    [
        ("Sharpening a lamp", 1, (81,)),
        ("Sharpening a lamp", 3, (81, 1, 11)),
        ("Nothing of the kind", 3, ()),
        ("", 3, ()),
        ("Sharpening a lamp", 0, ()),
    ],
)
def test_the_rarest_shared_words_come_first_and_of_equals_the_first(text, count, expected):
    assert Mentions(facts(100)).alike(text, count) == expected


def test_without_guidelines_nothing_is_found():
    assert Mentions(()).named(["£40"]) == frozenset()
    assert Mentions(()).alike("£40", 3) == ()
