"""Models that cost money: each call is counted, and refused where it would pass a budget."""

import json
import math
from dataclasses import dataclass, replace
from threading import Lock
from typing import Any

from checker.asking import Answer, Model, Question, Reply, Usage
from checker.chat.database import DatabaseFailed
from checker.chat.ledger import Ledger, Reservation, Shortfall
from checker.chat.prices import Prices
from checker.errors import ModelFailed, ModelUnavailable, OverBudget
from checker.settings import Budget, Price

CHARACTERS_PER_TOKEN = 4
"""OpenAI's rule of thumb for English: https://help.openai.com/en/articles/4936856."""
MILLION = 1_000_000
ASSUMED_OUTPUT = 2_000
"""Output tokens that a call is expected to cost, reasoning included."""


@dataclass(frozen=True)
class Tariff:
    """What calls of one model cost, in the currency of the price table."""

    price: Price
    assumed_output: int = ASSUMED_OUTPUT

    def estimate(self, question: Question[Any]) -> float:
        """Return what asking *question* may cost: a token for four characters, nothing cached."""
        prompt = question.prompt
        texts = (prompt.instructions, prompt.context, prompt.data, json.dumps(question.schema))
        tokens = math.ceil(sum(map(len, texts)) / CHARACTERS_PER_TOKEN)
        return self.cost(Usage(tokens_in=tokens, tokens_out=self.assumed_output))

    def cost(self, usage: Usage) -> float:
        """Return what the tokens of *usage* cost."""
        price = self.price
        cached = min(usage.tokens_cached, usage.tokens_in)
        parts = (
            (usage.tokens_in - cached) * price.input,
            cached * (price.input if price.cached is None else price.cached),
            usage.tokens_out * price.output,
        )
        return sum(parts) / MILLION


class Budgeted:
    """A model whose calls are priced, entered in the ledger, and refused where the day or the month is spent.

    Put it inside whatever keeps answers, so that a kept one is neither priced nor refused.
    """

    def __init__(
        self,
        model: Model,
        ledger: Ledger,
        budget: Budget,
        prices: Prices,
        *,
        assumed_output: int = ASSUMED_OUTPUT,
    ) -> None:
        """Hold *model* to *budget*.

        Args:
            model: who is asked.
            ledger: where spending is entered, shared by all processes.
            budget: what may be spent.
            prices: what models cost.
            assumed_output: output tokens that a call is expected to cost, reasoning included.

        Raises:
            ModelUnavailable: if there is a budget but no price of the model.
            DatabaseFailed: if there is a budget of the day or the month but the ledger can't be read.
        """
        price = prices.of(model.name)
        if price is None and budget != Budget():
            raise ModelUnavailable(_priceless(model.name))
        self._model = model
        self._ledger = ledger
        self._budget = budget
        self._prices = prices
        self.tariff = None if price is None else Tariff(price, assumed_output)
        """What calls of this model cost; none if no price is known."""
        if self._is_limited:
            ledger.spent()

    @property
    def name(self) -> str:
        """Return the name of the model."""
        return self._model.name

    def ask(self, question: Question[Answer]) -> Reply[Answer]:
        """Return the model's answer to *question*, with its price.

        Raises:
            OverBudget: if the call might pass the budget of the day or the month.
            ModelFailed: if the model has no answer, or the ledger can't be written though there is a budget.
        """
        reservation = self._reserve(question)
        try:
            reply = self._model.ask(question)
        except ModelFailed as error:
            self._settle(reservation, _price_failure(error, self.tariff))
            raise
        usage = _priced(reply.usage, self._tariff_of(reply.model))
        self._settle(reservation, usage.money)
        return replace(reply, usage=usage)

    @property
    def _is_limited(self) -> bool:
        return self._budget.day is not None or self._budget.month is not None

    def _tariff_of(self, model: str) -> Tariff | None:
        price = self._prices.of(model)
        return self.tariff if price is None else Tariff(price)

    def _reserve(self, question: Question[Answer]) -> Reservation | None:
        if self.tariff is None:
            return None
        estimate = self.tariff.estimate(question)
        try:
            entry = self._ledger.reserve(estimate, self._budget)
        except DatabaseFailed as error:
            if self._is_limited:
                raise ModelFailed(f"{self.name}: what was spent is not known. {error}") from error
            return None
        if isinstance(entry, Shortfall):
            raise OverBudget(self._spent(entry, estimate))
        return entry

    def _settle(self, reservation: Reservation | None, money: float) -> None:
        if reservation is not None:
            self._ledger.settle(reservation, money)

    def _spent(self, short: Shortfall, estimate: float) -> str:
        amounts = _amounts(short.spent, short.limit, estimate, self._prices.currency)
        return (
            f"{self.name}: the budget of the {short.period} is spent ({amounts}). "
            f"It starts anew on {short.resets:%Y-%m-%d at %H:%M} UTC; "
            f"BRANDCHECK_JUDGE__BUDGET__{short.period.upper()} sets it."
        )


class Allowance:
    """A model that may spend so much on one document; make a fresh one for each."""

    def __init__(self, model: Model, limit: float | None, *tariffs: Tariff) -> None:
        """Let *model* be asked until the next call might pass *limit*.

        Args:
            model: who is asked; its replies carry their price.
            limit: in the currency of the price table; none for no limit.
            tariffs: of all the models that may answer; a call is expected to cost what the dearest asks.
        """
        self._model = model
        self._limit = limit
        self._tariffs = tariffs
        self._spent = 0.0
        self._under_way = 0.0
        self._lock = Lock()

    @property
    def name(self) -> str:
        """Return the name of the model."""
        return self._model.name

    def ask(self, question: Question[Answer]) -> Reply[Answer]:
        """Return the model's answer to *question*.

        Raises:
            OverBudget: if the call might pass the limit.
            ModelFailed: if the model has no answer.
        """
        if self._limit is None:
            return self._model.ask(question)
        estimate = max((tariff.estimate(question) for tariff in self._tariffs), default=0.0)
        self._reserve(estimate, self._limit)
        money = 0.0
        try:
            reply = self._model.ask(question)
            money = reply.usage.money
        except ModelFailed as error:
            money = _usage_of(error).money
            raise
        finally:
            with self._lock:
                self._under_way -= estimate
                self._spent += money
        return reply

    def _reserve(self, estimate: float, limit: float) -> None:
        with self._lock:
            taken = self._spent + self._under_way
            if estimate and round(taken + estimate, 9) > limit:
                raise OverBudget(
                    f"{self.name}: the budget of one document is spent ({_amounts(taken, limit, estimate)}). "
                    "BRANDCHECK_JUDGE__BUDGET__CHECK sets it."
                )
            self._under_way += estimate


def _priced(usage: Usage, tariff: Tariff | None) -> Usage:
    return usage if tariff is None else usage.model_copy(update={"money": tariff.cost(usage)})


def _price_failure(error: ModelFailed, tariff: Tariff | None) -> float:
    """Price the usage that *error* carries, for whoever counts it next, and return the price."""
    usage = _priced(_usage_of(error), tariff)
    if usage != Usage():
        error.usage = usage
    return usage.money


def _usage_of(error: ModelFailed) -> Usage:
    return error.usage if isinstance(error.usage, Usage) else Usage()


def _amounts(spent: float, limit: float, estimate: float, currency: str = "") -> str:
    amounts = f"{spent:.4g} of {limit:.4g} {currency}".rstrip()
    return f"{amounts}, and the next call may cost {estimate:.2g}"


def _priceless(model: str) -> str:
    example = json.dumps({model: {"input": 0.25, "output": 2}})
    return (
        f"There is a budget, but no price of {model} is known. Say what a million tokens cost, 0 for a model "
        f"of your own: BRANDCHECK_JUDGE__PRICES='{example}', or take the budget away."
    )
