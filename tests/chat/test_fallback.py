import pytest

from checker.asking import Reply, Usage
from checker.chat.fallback import Fallback
from checker.errors import (
    Denied,
    ModelFailed,
    OverBudget,
    RateLimited,
    Refused,
    Rejected,
    TimedOut,
    Truncated,
    Unreachable,
    Unreadable,
)
from tests.chat.questions import COST, Fit, Scripted, question

FIT = Fit(reason="so", faults=0)
SPENT = Usage(calls=4, tokens_in=7)


def costly(error: ModelFailed) -> ModelFailed:
    error.usage = SPENT
    return error


def pair(first: Fit | Exception, *second: Fit | Exception) -> tuple[Fallback, Scripted]:
    other = Scripted(*second, name="openai:second")
    return Fallback(Scripted(first, name="openai:first"), other), other


def test_the_second_is_not_asked_while_the_first_answers():
    both, second = pair(FIT)

    assert both.ask(question()) == Reply(FIT, COST, "openai:first")
    assert both.name == "openai:first"
    assert second.asked == []


@pytest.mark.parametrize(
    "kind",
    [TimedOut, Unreachable, RateLimited, Denied, Rejected, Refused, Truncated, Unreadable, ModelFailed],
)
def test_the_second_answers_where_the_first_fails_and_no_cost_is_lost(kind):
    both, _ = pair(costly(kind("openai:first: no.")), FIT)

    assert both.ask(question()) == Reply(FIT, SPENT + COST, "openai:second")


def test_a_spent_budget_is_spent_for_both():
    both, second = pair(OverBudget("spent"), FIT)

    with pytest.raises(OverBudget, match="spent"):
        both.ask(question())
    assert second.asked == []


def test_where_both_fail_both_are_named_and_both_have_cost():
    both, _ = pair(costly(RateLimited("openai:first: busy.")), costly(Refused("It declines.")))

    with pytest.raises(Refused) as caught:
        both.ask(question())
    assert str(caught.value) == "openai:first: busy. openai:second: It declines."
    assert caught.value.usage == SPENT + SPENT


@pytest.mark.parametrize(
    ("first", "second", "is_passing"),
    [
        (TimedOut("late"), Denied("key"), True),
        (Denied("key"), RateLimited("busy"), True),
        (Denied("key"), Refused("no"), False),
    ],
)
def test_where_either_may_answer_later_both_may(first, second, is_passing):
    both, _ = pair(first, second)

    with pytest.raises(type(second)) as caught:
        both.ask(question())
    assert caught.value.is_passing is is_passing


def test_an_error_of_our_own_is_no_failure_of_the_model():
    both, second = pair(KeyError("ours"), FIT)

    with pytest.raises(KeyError):
        both.ask(question())
    assert second.asked == []
