"""What a replayed call would cost: the price of one named model, from the table that budgets go by."""

from checker.chat.prices import load
from checker.errors import InputError
from checker.settings import Price

REFERENCE = "openai:gpt-5.6-luna"
"""The model whose price the tables use."""


class NoPrice(InputError):
    """The price table does not know the model."""


def price(model: str = REFERENCE) -> Price:
    """Return what a million tokens of *model* cost.

    Raises:
        NoPrice: the table does not know it.
    """
    found = load({}).of(model)
    if found is None:
        raise NoPrice(f"checker/chat/prices.yaml: no price of “{model}”. Add it, or name another model.")
    return found


def named(model: str = REFERENCE) -> str:
    """Return *model* with its price and the day on which it was true."""
    table, cost = load({}), price(model)
    prices = f"{cost.input:g} and {cost.output:g} {table.currency} a million tokens in and out"
    return f"{model}, {prices} on {table.as_of}"
