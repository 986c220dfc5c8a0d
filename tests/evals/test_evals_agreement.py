"""Agreement counts the places that two samples share."""

import pytest

from evals.agreement import agreement, row
from evals.flags import Flag
from evals.labels import FaultKind, Split, Tier
from evals.outcomes import grade
from evals.runner import Group, Run

BODY = "one two three four five six"


def flags(*quotes):
    return tuple(Flag(kind=FaultKind.CLAIM, quote=quote) for quote in quotes)


@pytest.fixture(name="outcome")
def sampled(case):
    def build(first, *others):
        return grade(case(BODY), flags(*first)).model_copy(
            update={"others": tuple(flags(*each) for each in others)}
        )

    return build


@pytest.mark.parametrize(
    ("samples", "shared"),
    [
        ([["one"], ["one"]], 1.0),
        ([["one two"], ["two"]], 1.0),
        ([["one"], ["six"]], 0.0),
        ([["one", "six"], ["one"]], 2 / 3),
        ([["one"], ["one"], []], 2 / 4),
        ([["one"], []], 0.0),
        ([[], []], None),
        ([["one"]], None),
    ],
)
def test_places_that_two_samples_share_are_counted(samples, shared, outcome):
    assert agreement([outcome(*samples)]) == shared


def test_drafts_weigh_as_much_as_they_have_flags(outcome):
    assert agreement([outcome(["one", "two", "six"], ["one", "two", "six"]), outcome(["one"], [])]) == 6 / 7


@pytest.mark.parametrize(
    ("drafts", "said"),
    [
        ([[["one"]]], "none recorded"),
        ([[["one"], ["one"]], [["two"]]], "1.00 of places, 1 of 1 verdicts"),
        ([[["one"], []], [["two"], ["two"]]], "0.67 of places, 1 of 2 verdicts"),
        ([[[], []]], "no flags, 1 of 1 verdicts"),
    ],
)
def test_what_is_said_of_samples(drafts, said, outcome):
    outcomes = tuple(outcome(*samples) for samples in drafts)
    brand = {"name": "ash", "tier": Tier.HARD, "split": Split.TUNED, "cases": (), "digest": ""}
    measured = Run.model_validate({"brands": (brand,), "outcomes": outcomes})

    assert row([measured], Group(Tier.HARD, Split.TUNED)) == ["agreement over samples", said]
