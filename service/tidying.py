"""What is done from time to time without anybody asking: retention, the index of what documents say, ledgers.

Drafts past their team's retention are deleted now and in every round. The index follows in every round but
the first, so that a service that has just started answers before it indexes; then the claim ledgers that
somebody has asked for are brought up to date.
"""

import datetime
import logging
import threading
from collections.abc import Callable

from checker.errors import CheckerError
from service.insight import Insight
from service.records import Records
from service.records.index import Index
from service.security.logs import note

ROUND = 300.0
"""Seconds between two rounds."""


class Tidying:
    """A thread that tidies in rounds, until it is stopped; many processes may do so at once."""

    def __init__(self, records: Records, index: Index, insight: Insight, *, pause: float = ROUND) -> None:
        """Tidy *records*, *index* and *insight* once begun, with a *pause* in seconds between two rounds."""
        self._records, self._index, self._insight, self._pause = records, index, insight, pause
        self._stopped = threading.Event()
        self._thread = threading.Thread(target=self._run, name="tidying", daemon=True)
        self.index_problem = ""
        """Why the index could not be brought up to date in the last round, and what to do."""

    def begin(self) -> None:
        """Begin."""
        self._thread.start()

    def stop(self) -> None:
        """Stop after what is at work."""
        self._stopped.set()
        if self._thread.is_alive():
            self._thread.join()

    def expire(self) -> None:
        """Delete the drafts that are past their team's retention; what goes wrong is tried again."""
        now = datetime.datetime.now(datetime.UTC)
        says, count = _tried(lambda: self._records.checks.expire(now))
        if says:
            note("retention failed", logging.ERROR, says=says)
        elif count:
            note("retention", drafts=count)

    def refresh(self) -> None:
        """Bring the index up to date; what goes wrong is tried again."""
        self.index_problem, _ = _tried(self._index.refresh)
        if self.index_problem:
            note("index failed", logging.ERROR, says=self.index_problem)

    def renew(self) -> None:
        """Bring ledgers up to date; what goes wrong is tried again, or told to who asks for one."""
        says, _ = _tried(self._insight.renew)
        if says:
            note("ledgers failed", logging.ERROR, says=says)

    def _run(self) -> None:
        self.expire()
        while not self._stopped.wait(self._pause):
            self.expire()
            self.refresh()
            self.renew()


def _tried(do: Callable[[], int | None]) -> tuple[str, int | None]:
    """Return what went wrong, if anything, and what came of it."""
    try:
        return "", do()
    except CheckerError as error:
        return str(error), None
