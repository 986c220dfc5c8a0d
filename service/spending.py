"""What the language model has cost today and this month, and what it may cost."""

from decimal import Decimal

from checker.chat.database import Database, default_url
from checker.chat.ledger import Ledger
from checker.domain import Noun
from checker.settings import Budget, Settings


class Spent(Noun):
    """What is entered in the books for one period, in the currency of the price table."""

    period: str
    """`day` or `month`, UTC."""
    amount: float
    """Calls under way at their estimate."""
    limit: float | None = None
    """What may be spent; none for no limit."""

    @property
    def is_over(self) -> bool:
        """Return whether nothing is left."""
        return self.limit is not None and self.amount >= self.limit

    @property
    def shown(self) -> str:
        """Return the amount as people read it: two digits after the point, more where it is small."""
        return (
            f"{Decimal(str(self.amount)):.2f}"
            if self.amount >= 1 or not self.amount
            else f"{self.amount:.4f}"
        )


def is_judged(settings: Settings) -> bool:
    """Return whether a language model is set."""
    return bool(settings.judge.model) and settings.judge.mode != "off"


def spent(settings: Settings) -> tuple[Spent, ...]:
    """Return what was spent today and this month.

    Raises:
        DatabaseFailed: if the books can't be read.
    """
    database = Database(settings.database_url or default_url(settings.cache))
    entered, budget = Ledger(database).spent(), settings.judge.budget or Budget()
    return (
        Spent(period="day", amount=entered.day, limit=budget.day),
        Spent(period="month", amount=entered.month, limit=budget.month),
    )
