"""DBOS in this process: launched by the first who has work, ended with the last.

A process has one DBOS with one database. A service has a process of its own; where several share one, as in
tests, their jobs are kept where the first of them keeps its own.

What is said of a queue holds for all processes, the last that comes up says it; so processes that share the
work should be alike in their numbers of lanes.
"""

import logging
import threading
from typing import NamedTuple

from dbos import DBOS

from service.jobs.seats import Seats, first_free, name_of
from service.jobs.store import Store
from service.jobs.workflows import BATCHES, BATCHES_JUDGED, HOOKS, SINGLES, SINGLES_JUDGED, UPLOADS

VERSION = "2"
"""Of the workflows, a whole number; raised when they change so that half-done ones can't go on.

Version 1 had no batches. `upkeep.adopt` says what becomes of the jobs of an older version.
"""
POLL, SELDOM = 0.2, 0.6
"""Seconds between two looks into a queue: where drafts wait to be read, and where nobody minds.

A look costs some milliseconds, and every process looks into every queue.
"""


class Width(NamedTuple):
    """How much is worked on at once."""

    drafts: int
    """Drafts that this process reads."""
    judged: int
    """Drafts of which this process asks the language model."""
    kept: int = 1
    """Of both, so many are kept for single drafts."""
    bound: int = 16
    """Drafts of which the language model is asked by all processes together."""

    @property
    def ahead(self) -> int:
        """Return how many documents of batches a process takes, so that no lane waits for a look."""
        return 2 * self.drafts + 4

    @property
    def judged_of_batches(self) -> int:
        """Return of how many documents of batches this process asks the language model."""
        return min(max(1, self.judged - self.kept), self.bound - self.reserved)

    @property
    def reserved(self) -> int:
        """Return how much of the bound is kept for single drafts: a quarter."""
        return max(1, self.bound // 4)


_lock = threading.Lock()


class Running:
    """The DBOS of this process."""

    def __init__(self, store: Store, *, works: bool) -> None:
        """Take a seat and launch DBOS.

        Args:
            store: where jobs are kept.
            works: whether jobs are taken from the queues, or only put into them.
        """
        store.prepare()
        self.seats: Seats = store.seats()
        self.seat = first_free(self.seats)
        self.users = 0
        self._engine = store.engine()
        logging.getLogger("dbos").addHandler(logging.NullHandler())
        DBOS(
            config={
                "name": "brandcheck",
                "system_database_url": store.url,
                "system_database_engine": self._engine,
                "executor_id": name_of(self.seat),
                "application_version": VERSION,
                "use_listen_notify": False,
                "log_level": "WARNING",
            }
        )
        if not works:
            DBOS.listen_queues([])
        DBOS.launch()

    def end(self, grace: int) -> None:
        """Let what is at work end within *grace* seconds, leave the rest to whoever sits here next."""
        DBOS.destroy(workflow_completion_timeout_sec=grace)
        if self._engine:
            self._engine.dispose()
        self.seats.close()


_running: Running | None = None


def join(store: Store, width: Width, *, works: bool = True) -> Running:
    """Return the DBOS of this process, launched with *store* if nobody has yet.

    Args:
        store: where jobs are kept.
        width: how much is worked on at once.
        works: whether this process works, or leaves that to others.
    """
    global _running
    with _lock:
        if _running is None:
            _running = Running(store, works=works)
        if works:
            _register(width)
        _running.users += 1
        return _running


def _register(width: Width) -> None:
    """Say how much of each queue is worked on at once.

    Among single drafts a caller's are held back so that others find room: the queue has a part for each
    caller, and takes from them by turns.
    """
    own = max(1, width.drafts - width.kept)
    _queue(SINGLES, worker_concurrency=width.drafts + own, partition_worker_concurrency=own)
    judged = min(width.judged, width.reserved)
    _queue(
        SINGLES_JUDGED,
        worker_concurrency=judged,
        partition_worker_concurrency=max(1, judged - width.kept),
        global_concurrency=width.reserved,
        pause=SELDOM,
    )
    _queue(BATCHES, worker_concurrency=width.ahead)
    _queue(HOOKS, worker_concurrency=width.ahead, pause=SELDOM)
    bound = width.bound - width.reserved
    _queue(
        BATCHES_JUDGED,
        worker_concurrency=width.judged_of_batches,
        global_concurrency=bound,
        pause=SELDOM,
    )
    _queue(UPLOADS, worker_concurrency=1, pause=SELDOM)


def _queue(
    name: str,
    *,
    worker_concurrency: int,
    partition_worker_concurrency: int | None = None,
    global_concurrency: int | None = None,
    pause: float = POLL,
) -> None:
    DBOS.register_queue(
        name,
        worker_concurrency=worker_concurrency,
        partition_worker_concurrency=partition_worker_concurrency,
        global_concurrency=global_concurrency,
        polling_interval_sec=pause,
        on_conflict="always_update",
    )


def part(grace: int) -> None:
    """Need DBOS no longer: the last who does ends it, within *grace* seconds."""
    global _running
    with _lock:
        if _running is None:
            return
        _running.users -= 1
        if not _running.users:
            _running.end(grace)
            _running = None
