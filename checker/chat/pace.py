"""A limit on requests a minute that all processes share.

The generic cell rate algorithm (ITU-T I.371), kept as one time for each model: when the next request is due.
Whoever asks moves that time on by one interval, in one statement, and waits until the turn that it has
drawn. So turns are taken in the order in which they were asked for, whichever process asks, and nobody
tries again and again.
"""

import asyncio
import logging
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from threading import Lock

from langchain_core.rate_limiters import BaseRateLimiter
from pydantic import Field
from sqlalchemy import ColumnElement, Connection, Double, case, func, literal, or_

from checker.asking import Tell
from checker.chat.database import Database, DatabaseFailed
from checker.chat.tables import PACE, insert
from checker.domain import Noun
from checker.errors import RateLimited

LOG = logging.getLogger(__name__)
HOUR = 3600.0


class Rate(Noun):
    """How often a model may be asked."""

    per_minute: float = Field(gt=0)
    burst: int = Field(default=1, ge=1)
    """Requests that may go at once after a pause."""
    longest: float = Field(default=240.0, ge=0)
    """Seconds that a request waits for its turn at most; where it would take longer, it is refused."""

    @property
    def interval(self) -> float:
        """Return the seconds from one request to the next."""
        return 60 / self.per_minute

    @property
    def tolerance(self) -> float:
        """Return the seconds by which a request may come before it is due."""
        return (self.burst - 1) * self.interval

    @property
    def horizon(self) -> float:
        """Return the seconds beyond which a due time can't be right: somebody's clock was wrong."""
        return self.longest + self.tolerance + self.interval + HOUR


@dataclass(frozen=True)
class Clock:
    """The time and how it passes."""

    now: Callable[[], float] | None = None
    """Seconds since 1970; the database server's, and this machine's for SQLite, where none is given."""
    sleep: Callable[[float], None] = time.sleep
    asleep: Callable[[float], Awaitable[None]] = asyncio.sleep


class Pace(BaseRateLimiter):
    """LangChain's limiter of one model's requests, over the database.

    Where the database fails, this process keeps the rate for itself, and says so once.
    """

    def __init__(
        self,
        model: str,
        rate: Rate,
        database: Database,
        *,
        clock: Clock = Clock(),
        tell: Tell = LOG.warning,
    ) -> None:
        """Limit requests to *model* to *rate*.

        Args:
            model: as `provider:model`.
            rate: how often it may be asked.
            database: what all who share the limit use.
            clock: the time and how it passes.
            tell: takes, once, the sentence that the limit is not shared.
        """
        self._model = model
        self._rate = rate
        self._database = database
        self._clock = clock
        self._tell = tell
        self._has_told = False
        self._due = 0.0
        self._lock = Lock()

    def acquire(self, *, blocking: bool = True) -> bool:
        """Wait for a turn; without *blocking*, tell whether one is free now, and take it if so.

        Raises:
            RateLimited: if the turn would come later than the rate allows to wait.
        """
        wait = self._drawn(self._rate.longest if blocking else 0.0)
        if wait is None:
            return self._refuse(blocking=blocking)
        if wait > 0:
            self._clock.sleep(wait)
        return True

    async def aacquire(self, *, blocking: bool = True) -> bool:
        """Do as `acquire`, without holding up the event loop."""
        wait = await asyncio.to_thread(self._drawn, self._rate.longest if blocking else 0.0)
        if wait is None:
            return self._refuse(blocking=blocking)
        if wait > 0:
            await self._clock.asleep(wait)
        return True

    def _refuse(self, *, blocking: bool) -> bool:
        if blocking:
            raise RateLimited(
                f"{self._model}: more requests wait than {self._rate.per_minute:g} a minute can serve within "
                f"{self._rate.longest:g} seconds. BRANDCHECK_JUDGE__REQUESTS_PER_MINUTE sets it."
            )
        return False

    def _drawn(self, longest: float) -> float | None:
        """Draw a turn, and return the seconds until then; none, and draw none, if it is over *longest*."""
        try:
            with self._database.writing(patiently=False) as connection:
                return self._from_all(connection, longest)
        except DatabaseFailed as error:
            if not self._has_told:
                self._has_told = True
                self._tell(f"Each process keeps the rate of requests for itself. {error}")
            return self._from_this_process(longest)

    def _from_all(self, connection: Connection, longest: float) -> float | None:
        rate, now = self._rate, self._now()
        stored = PACE.c.due
        due = case((or_(stored < now, stored > now + rate.horizon), now), else_=stored)
        row = insert(PACE, connection).values(model=self._model, due=now + rate.interval)
        turn = row.on_conflict_do_update(
            index_elements=[PACE.c.model],
            set_={"due": due + rate.interval},
            where=due - now - rate.tolerance <= longest,
        )
        ahead: float | None = connection.scalar(turn.returning(stored - now))
        return None if ahead is None else max(0.0, ahead - rate.interval - rate.tolerance)

    def _now(self) -> ColumnElement[float]:
        if self._clock.now or self._database.is_file:
            return literal((self._clock.now or time.time)(), Double)
        return func.extract("epoch", func.clock_timestamp()).cast(Double)

    def _from_this_process(self, longest: float) -> float | None:
        rate, now = self._rate, (self._clock.now or time.time)()
        with self._lock:
            due = self._due if now <= self._due <= now + rate.horizon else now
            wait = max(0.0, due - now - rate.tolerance)
            if wait > longest:
                return None
            self._due = due + rate.interval
        return wait
