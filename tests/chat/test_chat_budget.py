"""Money: every call is priced, entered, and refused where it would pass a budget."""

import json
import sqlite3
from contextlib import closing

import pytest
from hypothesis import given
from hypothesis import strategies as st

from checker.asking import Usage
from checker.chat.budget import Budgeted, Tariff
from checker.chat.database import Database, DatabaseFailed
from checker.chat.kept import Kept
from checker.chat.ledger import Ledger, Spending
from checker.chat.prices import load
from checker.errors import InputError, ModelFailed, ModelUnavailable, OverBudget, TimedOut, Truncated
from checker.settings import Budget, Price
from tests.chat.store_workers import NOON, Broken, Echo, at, question

MODEL = "openai:house"
PRICE = Price(input=2, cached=0.5, output=10)
PRICES = load({MODEL: PRICE})
TARIFF = Tariff(PRICE)
FREE = load({MODEL: Price(input=0, output=0)})
USAGE = Usage(calls=1, tokens_in=1_000_000, tokens_cached=400_000, tokens_out=50_000)
"""Costs 1.2 + 0.2 + 0.5."""


@pytest.fixture
def database(tmp_path):
    return Database(f"sqlite:///{tmp_path / 'chat.db'}", patience=0.05)


@pytest.fixture
def ledger(database):
    return Ledger(database, now=at(NOON))


def failing(usage=None, kind=TimedOut):
    error = kind("no answer in time")
    error.usage = usage
    return error


@pytest.mark.parametrize(
    ("price", "usage", "money"),
    [
        (PRICE, Usage(), 0),
        (PRICE, USAGE, 1.9),
        (PRICE, Usage(tokens_in=1), 0.000002),
        (Price(input=2, output=10), USAGE, 2.5),
        (Price(input=2, cached=0, output=10), USAGE, 1.7),
        (Price(input=0, output=0), USAGE, 0),
        (PRICE, Usage(tokens_in=10, tokens_cached=1_000_000), 0.000005),
        (PRICE, Usage(kept=1), 0),
    ],
)
def test_tokens_are_priced_by_the_million(price, usage, money):
    assert Tariff(price).cost(usage) == pytest.approx(money, abs=1e-12)


@given(characters=st.integers(0, 100_000), output=st.integers(0, 10_000))
def test_an_estimate_is_a_token_for_four_characters_and_the_assumed_output(characters, output):
    asked = question("x" * characters)
    sent = characters + len("Judge.") + len("Be kind.") + len(json.dumps(asked.schema))

    estimate = Tariff(PRICE, output).estimate(asked)

    assert estimate * 1_000_000 == pytest.approx(2 * -(-sent // 4) + 10 * output)


def test_a_reply_carries_its_price_and_is_entered(ledger):
    model = Budgeted(Echo(MODEL, USAGE), ledger, Budget(day=10), PRICES)

    reply = model.ask(question("Tea."))

    assert model.name == MODEL
    assert reply.usage == USAGE.model_copy(update={"money": 1.9})
    assert reply.answer.text == "Tea."
    assert ledger.spent() == Spending(1.9, 1.9)


def test_who_answered_sets_the_price(ledger):
    prices = load({MODEL: PRICE, "openai:guest": Price(input=4, output=0)})
    model = Budgeted(Echo(MODEL, USAGE, model="openai:guest-2026-01-31"), ledger, Budget(), prices)

    assert model.ask(question("Tea.")).usage.money == 4


def test_who_answered_without_a_price_costs_what_was_asked_for(ledger):
    model = Budgeted(Echo(MODEL, USAGE, model="openai:guest"), ledger, Budget(), PRICES)

    assert model.ask(question("Tea.")).usage.money == 1.9


@pytest.mark.parametrize(
    ("budget", "sentence"),
    [
        (
            Budget(day=2),
            "openai:house: the budget of the day is spent (1.9 of 2 USD, and the next call may cost 0.1). "
            "It starts anew on 2026-03-15 at 00:00 UTC; BRANDCHECK_JUDGE__BUDGET__DAY sets it.",
        ),
        (
            Budget(month=2),
            "openai:house: the budget of the month is spent (1.9 of 2 USD, and the next call may cost 0.1). "
            "It starts anew on 2026-04-01 at 00:00 UTC; BRANDCHECK_JUDGE__BUDGET__MONTH sets it.",
        ),
    ],
)
def test_a_call_that_might_pass_the_budget_is_not_made(ledger, budget, sentence):
    inner = Echo(MODEL, USAGE)
    model = Budgeted(inner, ledger, budget, PRICES, assumed_output=10_000)
    model.ask(question("Tea."))

    with pytest.raises(OverBudget) as refusal:
        model.ask(question("Tea."))

    assert str(refusal.value) == sentence
    assert len(inner.asked) == 1
    assert ledger.spent() == Spending(1.9, 1.9)


def test_a_kept_answer_is_given_when_the_budget_is_spent(database, ledger):
    kept = Kept(Budgeted(Echo(MODEL, USAGE), ledger, Budget(day=1.5), PRICES), database)
    paid = kept.ask(question("Tea."))

    again = kept.ask(question("Tea."))

    assert paid.usage.money == 1.9
    assert again.usage == Usage(kept=1)
    with pytest.raises(OverBudget):
        kept.ask(question("Coffee."))


@pytest.mark.parametrize("budget", [Budget(check=1), Budget(day=1), Budget(month=1)])
def test_a_budget_without_a_price_is_refused(ledger, budget):
    with pytest.raises(ModelUnavailable) as refusal:
        Budgeted(Echo("ollama:llama"), ledger, budget, PRICES)

    text = str(refusal.value)
    assert "no price of ollama:llama is known" in text
    setting = text.split("BRANDCHECK_JUDGE__PRICES='")[1].split("'")[0]
    assert Price.model_validate(json.loads(setting)["ollama:llama"])


def test_without_a_budget_a_price_is_not_needed(ledger):
    model = Budgeted(Echo("ollama:llama", USAGE), ledger, Budget(), PRICES)

    assert model.ask(question("Tea.")).usage == USAGE
    assert model.tariff is None
    assert ledger.spent() == Spending(0, 0)


def test_a_model_of_ones_own_may_be_free_and_is_never_refused(ledger):
    model = Budgeted(Echo(MODEL, USAGE), ledger, Budget(day=0, month=0), FREE)

    assert model.ask(question("Tea.")).usage.money == 0


def test_a_failed_call_counts_what_it_says_it_cost(ledger):
    error = failing(USAGE, Truncated)
    model = Budgeted(Broken(error, MODEL), ledger, Budget(day=10), PRICES)

    with pytest.raises(Truncated, match="no answer in time"):
        model.ask(question("Tea."))

    assert ledger.spent() == Spending(1.9, 1.9)
    assert error.usage.money == 1.9


@pytest.mark.parametrize("usage", [None, Usage(), "a lot"])
def test_a_failed_call_that_does_not_say_costs_nothing(ledger, usage):
    error = failing(usage)
    model = Budgeted(Broken(error, MODEL), ledger, Budget(day=10), PRICES)

    with pytest.raises(TimedOut):
        model.ask(question("Tea."))

    assert ledger.spent() == Spending(0, 0)
    assert error.usage == usage


def test_a_call_that_was_broken_off_counts_at_its_estimate(ledger):
    model = Budgeted(Broken(KeyboardInterrupt(), MODEL), ledger, Budget(day=10), PRICES)

    with pytest.raises(KeyboardInterrupt):
        model.ask(question("Tea."))

    assert ledger.spent().day == pytest.approx(TARIFF.estimate(question("Tea.")), abs=1e-9)


def test_a_lost_ledger_is_reported_before_anything_is_asked(tmp_path):
    lost = Ledger(Database(f"sqlite:///{tmp_path}"))

    with pytest.raises(InputError, match="can't be used"):
        Budgeted(Echo(MODEL), lost, Budget(day=1), PRICES)


@pytest.mark.parametrize("budget", [Budget(), Budget(check=1)])
def test_without_a_shared_budget_a_lost_ledger_stops_nothing(tmp_path, budget):
    lost = Ledger(Database(f"sqlite:///{tmp_path}"))

    reply = Budgeted(Echo(MODEL, USAGE), lost, budget, PRICES).ask(question("Tea."))

    assert reply.usage.money == 1.9


def test_with_a_budget_nothing_is_asked_while_the_ledger_can_not_be_written(tmp_path, ledger):
    inner = Echo(MODEL, USAGE)
    model = Budgeted(inner, ledger, Budget(day=10), PRICES)

    with closing(sqlite3.connect(tmp_path / "chat.db", isolation_level=None)) as holder:
        holder.execute("BEGIN EXCLUSIVE")
        with pytest.raises(
            ModelFailed, match=r"openai:house: what was spent is not known.*locked"
        ) as failure:
            model.ask(question("Tea."))

    assert isinstance(failure.value.__cause__, DatabaseFailed)
    assert inner.asked == []
    assert model.ask(question("Tea.")).usage.money == 1.9
