"""What is spent on language models in a day and in a month, by all processes that share a database.

A call is entered before it is made, at its estimate, and corrected afterwards. So what is entered never
passes a limit, however many ask at once. The entry of a process that died stays at its estimate and goes
with its day and its month: the call was probably made, and is then to be paid, and a process that dies
again and again must not be able to spend without end.
"""

import contextlib
import datetime
import math
from collections.abc import Callable
from threading import Lock
from typing import NamedTuple

from sqlalchemy import Connection, select

from checker.chat.database import Database, DatabaseFailed
from checker.chat.tables import SPENDING, insert
from checker.settings import Budget

UNIT = 1_000_000_000
"""Parts of the currency in which the books are kept: a token of the cheapest models costs a few."""
MOST = 2**61
"""The largest amount, about two thousand million of the currency; more counts as this."""


class Reservation(NamedTuple):
    """A call that is entered at its estimate."""

    day: str
    """As `2026-11-22`."""
    month: str
    """As `2026-11`."""
    amount: int
    """In billionths of the currency."""


class Shortfall(NamedTuple):
    """Why a call does not fit."""

    period: str
    """`day` or `month`."""
    spent: float
    limit: float
    resets: datetime.datetime
    """When the next period begins, UTC."""


class Spending(NamedTuple):
    """What is entered so far, calls under way at their estimate, in the currency of the price table."""

    day: float
    month: float


class Ledger:
    """The books."""

    def __init__(
        self,
        database: Database,
        *,
        now: Callable[[], datetime.datetime] = lambda: datetime.datetime.now(datetime.UTC),
    ) -> None:
        """Keep the books in *database*; *now* returns the time with its zone."""
        self._database = database
        self._now = now
        self._corrections: list[tuple[Reservation, int]] = []
        self._lock = Lock()

    def spent(self) -> Spending:
        """Return what is entered for today and this month.

        Raises:
            DatabaseFailed: if the books can't be read.
        """
        day, month = _periods(self._now().astimezone(datetime.UTC))
        with self._database.reading() as connection:
            return Spending(_spent(connection, day) / UNIT, _spent(connection, month) / UNIT)

    def reserve(self, estimate: float, budget: Budget) -> Reservation | Shortfall:
        """Enter a call at its *estimate* if it fits into the *budget* of the day and the month; free ones do.

        Raises:
            DatabaseFailed: if the books can't be written.
        """
        self._correct()
        now = self._now().astimezone(datetime.UTC)
        entry = Reservation(*_periods(now), _units(estimate, rounded=math.ceil))
        with self._database.writing() as connection:
            for name, period, limit in (("month", entry.month, budget.month), ("day", entry.day, budget.day)):
                if not _enter(connection, period, entry.amount, limit):
                    spent = _spent(connection, period) / UNIT
                    connection.rollback()
                    return Shortfall(name, spent, limit or 0.0, _next(now, name))
        return entry

    def settle(self, reservation: Reservation, actual: float) -> None:
        """Correct *reservation* to what the call cost.

        Where the books can't be written, the correction is made with the next entry of this instance.
        """
        with self._lock:
            self._corrections.append((reservation, _units(actual) - reservation.amount))
        with contextlib.suppress(DatabaseFailed):
            self._correct()

    def _correct(self) -> None:
        with self._lock:
            waiting, self._corrections = self._corrections, []
        if not waiting:
            return
        try:
            with self._database.writing() as connection:
                for reservation, difference in waiting:
                    _enter(connection, reservation.month, difference)
                    _enter(connection, reservation.day, difference)
        except DatabaseFailed:
            with self._lock:
                self._corrections += waiting
            raise


def _enter(connection: Connection, period: str, amount: int, limit: float | None = None) -> bool:
    """Add *amount* to what is spent in *period* unless that would pass *limit*, in one statement."""
    most = MOST if limit is None or not amount else _units(limit, rounded=math.floor)
    if amount > most:
        return False
    row = insert(SPENDING, connection).values(period=period, spent=amount)
    total = SPENDING.c.spent + amount
    unless = None if most == MOST else total <= most
    row = row.on_conflict_do_update(index_elements=[SPENDING.c.period], set_={"spent": total}, where=unless)
    return connection.scalar(row.returning(SPENDING.c.spent)) is not None


def _spent(connection: Connection, period: str) -> int:
    return connection.scalar(select(SPENDING.c.spent).where(SPENDING.c.period == period)) or 0


def _periods(now: datetime.datetime) -> tuple[str, str]:
    return now.strftime("%Y-%m-%d"), now.strftime("%Y-%m")


def _next(now: datetime.datetime, name: str) -> datetime.datetime:
    midnight = now.replace(hour=0, minute=0, second=0, microsecond=0)
    if name == "day":
        return midnight + datetime.timedelta(days=1)
    return (midnight.replace(day=1) + datetime.timedelta(days=32)).replace(day=1)


def _units(money: float, *, rounded: Callable[[float], int] = round) -> int:
    """Return *money* in billionths; a thousandth of one is floating point's, not money."""
    return min(rounded(round(min(money, MOST / UNIT) * UNIT, 3)), MOST)
