"""What a call may cost, and what it did."""

import json
import math

import pytest

from evals import cases, costs
from evals.runner import Group, run


@pytest.fixture(name="brands")
def loaded(home):
    return cases.load(home / "cases")


def test_an_allowance_is_that_of_guidelines_and_draft(brands):
    case = brands[0].cases[0]

    guidelines = json.dumps(json.loads(case.kit.read_text())["guidelines"])
    texts = math.ceil(len(guidelines) / 4) + math.ceil(len(case.draft.read_text()) / 4)
    assert costs.allowance(case) == int(texts * 1.3) + 900


@pytest.mark.parametrize(
    ("calls", "tokens", "shown"),
    [(1, 2, "2.00 (ash d01)"), (1, 0.5, "0.50 (ash d01)"), (2, 5, "–"), (0, 0, "–")],
)
def test_the_largest_call_is_named_where_a_draft_took_one(calls, tokens, shown, brands, scripted):
    case = brands[0].cases[0]
    cost = {"calls": calls, "tokens_in": tokens * costs.allowance(case)}

    measured = run(brands[:1], scripted({}, costs={"d01": cost}))

    assert costs.rows([measured], Group(brands[0].tier, brands[0].split))[-1] == [
        "most tokens in, by the allowance",
        shown,
    ]


def test_every_row_has_its_meaning(brands, scripted):
    rows = costs.rows([run(brands, scripted({}))], Group(brands[0].tier, brands[0].split))

    told = {"calls a draft", "tokens in a draft", "tokens out a draft", "money a draft"}
    names = {row[0] for row in rows}
    assert (names - told) | {"calls, tokens and money a draft"} == set(costs.MEANINGS)
    assert told < names
