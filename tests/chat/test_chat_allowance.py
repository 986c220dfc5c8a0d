"""One document's allowance: used by whatever costs money, and never passed."""

from concurrent.futures import ThreadPoolExecutor
from threading import Event

import pytest
from hypothesis import given
from hypothesis import strategies as st

from checker.asking import Reply, Usage
from checker.chat.budget import Allowance, Budgeted, Tariff
from checker.chat.database import Database
from checker.chat.ledger import Ledger
from checker.chat.prices import load
from checker.errors import ModelFailed, OverBudget, TimedOut
from checker.settings import Budget, Price
from tests.chat.store_workers import Broken, Echo, Verdict, question

MODEL = "openai:house"
PRICE = Price(input=2, cached=0.5, output=10)
TARIFF = Tariff(PRICE)
"""Expects that a call costs a little over 0.02."""


def priced(money):
    return Usage(calls=1, tokens_out=1000, money=money)


class Fickle:
    """A model whose calls end as they are told, and which notes what they cost."""

    name = MODEL

    def __init__(self):
        self.spent = 0.0
        self.next = ("answers", 0.0)

    def ask(self, _):
        ending, money = self.next
        if ending == "breaks":
            raise ZeroDivisionError
        self.spent += money
        if ending == "fails":
            error = TimedOut("no answer in time")
            error.usage = priced(money)
            raise error
        return Reply(Verdict(text="Tea."), priced(money), MODEL)


def test_an_allowance_stops_before_the_call_that_might_pass_it():
    inner = Echo(MODEL, priced(0.02))
    allowance = Allowance(inner, 0.05, TARIFF)
    allowance.ask(question("Tea."))
    allowance.ask(question("Tea."))

    with pytest.raises(OverBudget) as refusal:
        allowance.ask(question("Tea."))

    assert allowance.name == MODEL
    assert len(inner.asked) == 2
    assert str(refusal.value) == (
        "openai:house: the budget of one document is spent (0.04 of 0.05, and the next call may cost 0.02). "
        "BRANDCHECK_JUDGE__BUDGET__CHECK sets it."
    )


def test_an_allowance_reckons_with_the_dearest_that_may_answer():
    dear = Tariff(Price(input=2, output=1000))

    Allowance(Echo(MODEL), 0.05, TARIFF).ask(question("Tea."))
    with pytest.raises(OverBudget, match="may cost 2"):
        Allowance(Echo(MODEL), 0.05, TARIFF, dear).ask(question("Tea."))


def test_each_document_has_an_allowance_of_its_own():
    inner = Echo(MODEL, priced(0.04))

    for _ in range(3):
        Allowance(inner, 0.05, TARIFF).ask(question("Tea."))

    assert len(inner.asked) == 3


def test_an_allowance_without_a_limit_stops_nothing():
    allowance = Allowance(Echo(MODEL, priced(1e9)), None, TARIFF)

    for _ in range(3):
        allowance.ask(question("Tea."))


@pytest.mark.parametrize("limit", [0, 0.01])
def test_kept_and_free_answers_use_no_allowance(limit):
    allowance = Allowance(Echo(MODEL, Usage(kept=1)), limit, Tariff(Price(input=0, output=0)))

    for _ in range(3):
        allowance.ask(question("Tea."))


def test_failed_calls_use_the_allowance(tmp_path):
    error = TimedOut("no answer in time")
    error.usage = Usage(calls=1, tokens_out=4000)
    ledger = Ledger(Database(f"sqlite:///{tmp_path / 'chat.db'}"))
    allowance = Allowance(
        Budgeted(Broken(error, MODEL), ledger, Budget(), load({MODEL: PRICE})), 0.05, TARIFF
    )
    with pytest.raises(TimedOut):
        allowance.ask(question("Tea."))

    with pytest.raises(OverBudget, match=r"0\.04 of 0\.05"):
        allowance.ask(question("Tea."))


def test_calls_under_way_use_the_allowance():
    entered, may_go = Event(), Event()

    class Slow(Echo):
        def ask(self, question):
            entered.set()
            may_go.wait(60)
            return super().ask(question)

    allowance = Allowance(Slow(MODEL, priced(0.005)), 0.03, TARIFF)
    with ThreadPoolExecutor(1) as pool:
        first = pool.submit(allowance.ask, question("Tea."))
        entered.wait(60)
        with pytest.raises(OverBudget):
            allowance.ask(question("Tea."))
        may_go.set()

    assert first.result().answer.text == "Tea."
    assert allowance.ask(question("Tea.")).answer.text == "Tea."


@given(
    limit=st.floats(0, 0.5),
    calls=st.lists(st.tuples(st.sampled_from(["answers", "fails", "breaks"]), st.floats(0, 1)), max_size=30),
)
def test_it_is_never_passed_by_calls_that_cost_no_more_than_expected(limit, calls):
    model = Fickle()
    allowance = Allowance(model, limit, TARIFF)
    estimate = TARIFF.estimate(question("Tea."))

    for ending, share in calls:
        model.next = (ending, round(share * estimate, 9))
        try:
            allowance.ask(question("Tea."))
        except (ModelFailed, ZeroDivisionError):
            continue

    assert model.spent <= limit + 1e-9
