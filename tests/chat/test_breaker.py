import threading

import pytest

from checker.asking import Reply
from checker.chat.breaker import Breaker
from checker.errors import Denied, RateLimited, Refused, TimedOut, Unreachable
from tests.chat.questions import COST, Fit, Scripted, question

FIT = Fit(reason="so", faults=0)
LATE, DOWN, BUSY = TimedOut("late"), Unreachable("down"), RateLimited("busy")


class Clock:
    def __init__(self) -> None:
        self.time = 1000.0

    def __call__(self) -> float:
        return self.time


def breaker(*replies: Fit | Exception) -> tuple[Breaker, Scripted, Clock]:
    model, clock = Scripted(*replies), Clock()
    return Breaker(model, failures=3, rest=30.0, clock=clock), model, clock


def fail(door: Breaker, times: int) -> None:
    for _ in range(times):
        with pytest.raises((TimedOut, Unreachable, RateLimited)):
            door.ask(question())


def test_it_answers_as_its_model_and_under_its_name():
    door, model, _ = breaker(FIT)

    assert door.ask(question()) == Reply(FIT, COST, model.name)
    assert door.name == model.name


def test_after_failures_in_a_row_it_rests_at_once_and_says_why():
    door, model, clock = breaker(LATE, DOWN, BUSY)
    fail(door, 3)
    clock.time += 12

    with pytest.raises(Unreachable) as caught:
        door.ask(question())
    assert (
        str(caught.value)
        == "openai:scripted rests after 3 failures in a row. It is tried again in 18 seconds."
    )
    assert len(model.asked) == 3


@pytest.mark.parametrize("between", [FIT, Refused("no"), Denied("key")])
def test_failures_that_are_not_in_a_row_or_come_with_an_answer_do_not_count(between):
    door, model, _ = breaker(LATE, LATE, between, LATE, LATE, FIT)
    fail(door, 2)
    if between is FIT:
        door.ask(question())
    else:
        with pytest.raises(type(between)):
            door.ask(question())
    fail(door, 2)

    assert door.ask(question()).answer == FIT
    assert len(model.asked) == 6


def test_rested_it_tries_one_and_stays_open_if_that_is_answered():
    door, _, clock = breaker(LATE, LATE, LATE, FIT, LATE, FIT)
    fail(door, 3)
    clock.time += 30

    assert door.ask(question()).answer == FIT
    fail(door, 1)
    assert door.ask(question()).answer == FIT


def test_rested_it_tries_one_and_rests_again_if_that_fails():
    door, model, clock = breaker(LATE, LATE, LATE, DOWN, FIT)
    fail(door, 3)
    clock.time += 30
    fail(door, 1)
    clock.time += 29
    fail(door, 1)

    assert len(model.asked) == 4

    clock.time += 1

    assert door.ask(question()).answer == FIT


def test_an_error_of_our_own_does_not_leave_it_closed_for_ever():
    door, _, clock = breaker(LATE, LATE, LATE, KeyError("ours"), FIT)
    fail(door, 3)
    clock.time += 30

    with pytest.raises(KeyError):
        door.ask(question())
    assert door.ask(question()).answer == FIT


class Slow(Scripted):
    """A model that answers when it is let."""

    def __init__(self, *replies: Fit | Exception) -> None:
        super().__init__(*replies)
        self.is_asked, self.may_answer = threading.Event(), threading.Event()
        self.may_answer.set()

    def ask(self, question):
        self.is_asked.set()
        self.may_answer.wait(5)
        return super().ask(question)


def test_only_one_of_many_tries_whether_it_answers_again():
    model, clock = Slow(LATE, FIT), Clock()
    door = Breaker(model, failures=1, rest=30.0, clock=clock)
    fail(door, 1)
    clock.time += 31
    model.may_answer.clear()
    model.is_asked.clear()
    thread = threading.Thread(target=door.ask, args=(question(),))
    thread.start()
    model.is_asked.wait(5)

    with pytest.raises(Unreachable, match="tried again just now"):
        door.ask(question())
    model.may_answer.set()
    thread.join()
    assert len(model.asked) == 2
