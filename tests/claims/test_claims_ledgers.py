"""The ledger: grouped by meaning, held against the kit, the same in any order."""

import datetime

import numpy as np
import pytest

from checker.claims import ledger
from checker.domain import Complained, Complaint, Standing, Statement, Stood
from tests import fakes
from tests.claims.planted import companies, empty_kit, outcome, stands

TODAY = datetime.date(2026, 1, 5)
KIT = fakes.kit(
    {
        "id": "set-up",
        "kind": "claim",
        "text": "Approved: “Set-up takes ten minutes for pools with a timetable.” Keep the timetable.",
        "allows": ["Set-up takes ten minutes for pools with a timetable."],
        "owner": "Head of Research",
        "proof": "folder 7",
        "expires": "2026-02-01",
    },
    {"id": "delivery", "kind": "fact", "text": "Delivery takes two working days."},
    {
        "id": "old",
        "kind": "claim",
        "text": "Approved: “The battery lasts 12 hours.”",
        "allows": ["The battery lasts 12 hours."],
        "expires": "2025-12-01",
    },
)
SAID = [
    "Set-up takes ten minutes for pools with a timetable.", "Set-up takes ten minutes.", "Set-up takes an hour.", "Set-up takes one day.", "Set-up takes 600 seconds.",
    "Support replies within one day.", "Delivery takes two working days.", "Delivery takes five working days.", "The battery lasts 12 hours.",
    "In Ireland delivery takes four working days.", "Premium delivery takes one working day.", "We are ISO 27001 certified.",
]  # fmt: skip


def recorded(sentences, *, kit=KIT, **terms):
    stood = [
        s if isinstance(s, Stood) else stands(s, document=f"d{n}", team=f"t{n % 2}")
        for n, s in enumerate(sentences)
    ]
    vectors = (
        fakes.encode([s.statement.text for s in stood]) if stood else np.zeros((0, 384), dtype=np.float32)
    )
    return ledger(stood, vectors, kit, encode=fakes.encode, today=TODAY, **terms)


def standing(made, text):
    return next(w.standing for claim in made.claims for w in claim.wordings if w.text == text)


def test_values_that_can_not_all_be_true_conflict_with_the_kits_word_on_each():
    made = recorded(SAID)

    found = {c.guideline: {v.measure.text: v.is_approved for v in c.values} for c in made.conflicts}
    assert found == {
        "set-up": {"ten minutes": True, "an hour": False, "one day": False},
        "delivery": {"two working days": True, "five working days": False},
    }


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Set-up takes ten minutes for pools with a timetable.", Standing.APPROVED),
        ("Set-up takes an hour.", Standing.ALTERED),
        ("Delivery takes two working days.", Standing.APPROVED),
        ("Delivery takes five working days.", Standing.ALTERED),
        ("The battery lasts 12 hours.", Standing.EXPIRED),
        ("Support replies within one day.", Standing.UNAPPROVED),
        ("We are ISO 27001 certified.", Standing.UNAPPROVED),
    ],
)
def test_each_wording_is_held_against_the_kit(text, expected):
    assert standing(recorded(SAID), text) is expected


def test_the_ledger_does_not_depend_on_the_order():
    stood = [stands(text, document=f"d{n}", team=f"t{n % 2}") for n, text in enumerate(SAID * 2)]
    shuffled = stood[7:] + stood[:7][::-1]

    assert recorded(stood) == recorded(shuffled)


def test_what_expires_comes_first_by_its_day():
    made = recorded(SAID, soon_days=60)

    assert [(e.guideline, e.days) for e in made.expiring] == [("old", -35), ("set-up", 27)]
    assert [e.guideline for e in recorded(SAID, soon_days=10).expiring] == ["old"]


def test_a_claims_id_stays_while_its_first_wording_stands():
    first, second = (
        stands("Set-up takes an hour.", document="a"),
        stands("Set-up takes one day.", document="b"),
    )

    assert recorded([first]).claims[0].id == recorded([second, first]).claims[0].id


def test_one_document_counts_once_however_often_it_says_so():
    made = recorded(
        [stands("Set-up takes an hour.", document="a")] * 3 + [stands("Set-up takes one day.", document="b")]
    )

    assert [value.documents for value in made.conflicts[0].values] == [1, 1]
    assert made.statements == 4


def test_a_sentence_with_two_values_of_its_own_is_no_conflict():
    assert recorded(["Delivery takes two days and delivery takes five days."]).conflicts == ()


def test_complaints_stand_against_what_is_sold():
    words = Statement(start=0, end=4, text="Easy", bases=())
    sold = {"Ease of use": [Stood(statement=words, document="ad", title="", source="ad.md")], "Speed": []}
    hard = Complaint(start=0, end=4, text="Hard", theme="Ease of use")
    complained = [Complained(complaint=hard, document=f"t{n}", title="") for n in range(3)]

    (evidence,) = recorded([], sold=sold, complained=complained).counter_evidence

    assert (evidence.theme, evidence.promises, evidence.complaints) == ("Ease of use", 1, 3)


@pytest.mark.parametrize(
    "text", ["", " ", "{{ 7*7 }}", "<script>1 day</script>", "9" * 200, "\ud800 ten days", "ten minutes"]
)
def test_hostile_statements_are_recorded_as_they_are(text):
    assert recorded([text, text, "Set-up takes an hour."]).claims


def test_nothing_is_an_empty_ledger():
    made = recorded([])

    assert (made.claims, made.conflicts, made.expiring, made.documents) == ((), (), (), 0)


@pytest.mark.parametrize(
    ("name", "recall", "precision"),
    [("planted_one", 0.95, 0.9), ("planted_two", 0.95, 0.85), ("planted_last", 0.9, 0.8)],
)
def test_planted_conflicts_are_found_and_little_else(model, name, recall, precision):
    made = []
    for company in companies(name, crossed=True):
        vectors = model([s.statement.text for s in company.stood])
        found = ledger(company.stood, vectors, empty_kit(company.brand), encode=model, today=TODAY)
        made.append(outcome(company, found))

    found, missed = sum(len(o.found) for o in made), sum(len(o.missed) for o in made)
    false = sum(len(o.false) for o in made)
    assert found / (found + missed) >= recall
    assert found / (found + false) >= precision


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("We asked every member of staff two weeks ago.", "We asked every member of staff four years ago."),
        (
            "Over the past three years our filters got better.",
            "Over the past six years our filters got better.",
        ),
        ("Duration: 3 months", "Duration: two years"),
    ],
)
def test_how_long_ago_and_boxes_of_facts_contradict_nobody(one, other):
    assert not recorded([one, other]).conflicts


def test_two_examples_of_one_document_contradict_nobody():
    said = ("Set-up takes an hour.", "Set-up takes one day.")

    assert not recorded([stands(text, document="a") for text in said]).conflicts
    assert recorded([*said]).conflicts


def test_a_price_of_what_has_a_name_is_that_ones_price_however_it_is_put():
    made = recorded(
        [
            "The Maple plan costs £45 a month.",
            "You pay £54 a month for the Maple plan.",
            "You pay £80 a month for the Willow plan.",
        ]
    )

    assert [{v.measure.low for v in conflict.values} for conflict in made.conflicts] == [{45.0, 54.0}]
