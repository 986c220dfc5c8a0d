"""A second model for when the first gives no answer."""

from dataclasses import replace

from checker.asking import Answer, Model, Question, Reply
from checker.chat.failures import spent
from checker.errors import ModelFailed, OverBudget


class Fallback:
    """Two models of which the second is asked where the first fails.

    A budget that is spent is spent for both, so then the second is not asked.
    """

    def __init__(self, first: Model, second: Model) -> None:
        self._first = first
        self._second = second

    @property
    def name(self) -> str:
        """Return the name of the first model; a reply names the one that gave it."""
        return self._first.name

    def ask(self, question: Question[Answer]) -> Reply[Answer]:
        """Return the first model's answer to *question*, or else the second's with what both have cost.

        Raises:
            OverBudget: if the budget is spent.
            ModelFailed: if neither gives an answer: of the second's kind, and its text names both.
        """
        try:
            return self._first.ask(question)
        except OverBudget:
            raise
        except ModelFailed as error:
            return self._asked_second(question, error)

    def _asked_second(self, question: Question[Answer], earlier: ModelFailed) -> Reply[Answer]:
        try:
            reply = self._second.ask(question)
        except ModelFailed as error:
            texts = (_named(self._first.name, earlier), _named(self._second.name, error))
            both = type(error)(" ".join(texts))
            both.usage = spent(earlier) + spent(error)
            both.is_passing = earlier.is_passing or error.is_passing
            raise both from error
        return replace(reply, usage=spent(earlier) + reply.usage)


def _named(name: str, error: ModelFailed) -> str:
    text = str(error)
    return text if text.startswith(name) else f"{name}: {text}"
