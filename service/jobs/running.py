"""DBOS in this process: launched by the first who has work, ended with the last.

A process has one DBOS with one database. A service has a process of its own; where several share one, as in
tests, their jobs are kept where the first of them keeps its own.
"""

import logging
import threading

from dbos import DBOS

from service.jobs.seats import Seats, first_free, name_of
from service.jobs.store import Store
from service.jobs.workflows import DRAFTS, JUDGED

VERSION = "1"
"""Of the workflows; raised when they change so that half-done ones can't go on."""
POLL = 0.2
"""Seconds between two looks into a queue."""

_lock = threading.Lock()


class Running:
    """The DBOS of this process."""

    def __init__(self, store: Store) -> None:
        """Take a seat and launch DBOS.

        Args:
            store: where jobs are kept.
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
        DBOS.launch()

    def end(self, grace: int) -> None:
        """Let what is at work end within *grace* seconds, leave the rest to whoever sits here next."""
        DBOS.destroy(workflow_completion_timeout_sec=grace)
        if self._engine:
            self._engine.dispose()
        self.seats.close()


_running: Running | None = None


def join(store: Store, *, drafts: int, judged: int) -> Running:
    """Return the DBOS of this process, launched with *store* if nobody has yet.

    Args:
        store: where jobs are kept.
        drafts: how many drafts are read at once.
        judged: how many drafts wait for the language model at once.
    """
    global _running
    with _lock:
        if _running is None:
            _running = Running(store)
        DBOS.register_queue(DRAFTS, worker_concurrency=drafts, polling_interval_sec=POLL)
        DBOS.register_queue(JUDGED, worker_concurrency=judged, polling_interval_sec=POLL)
        _running.users += 1
        return _running


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
