"""The jobs: checks that were recorded first and are worked on in the background, whatever happens meanwhile.

DBOS runs them, on SQLite or PostgreSQL. A process that is killed finds its own work again when it is back;
until then another process that shares the database takes it over. What ended long ago is forgotten.
"""

import datetime
import logging
import threading
import time
from collections.abc import Sequence

from dbos import DBOS

from checker.settings import Settings
from service.engine import Begun, Engine
from service.jobs import workflows
from service.jobs.running import Running, join, part
from service.jobs.store import Store
from service.jobs.upkeep import alive_among, forget, take_over
from service.jobs.work import OVER, Work
from service.records import Records, records_url
from service.settings import ServiceSettings

LOG = logging.getLogger(__name__)
LOOK = 0.3
"""Seconds between two looks at a check that another process may be working on."""
ROUND = 10.0
"""Seconds between two looks for dead processes."""
KEEP = datetime.timedelta(days=1)
"""Age from which finished jobs are forgotten."""


class Jobs:
    """Works on checks in the background; one in each process."""

    def __init__(
        self, settings: Settings, service: ServiceSettings, records: Records, engine: Engine
    ) -> None:
        """Get ready to work; nothing is opened before `resume` or the first job.

        Args:
            settings: what drafts are checked with.
            service: how many processes check them.
            records: hold the checks.
            engine: reads and judges the drafts.
        """
        self.work = Work(settings, records, engine)
        self._records, self._engine = records, engine
        self._judging = service.judging
        self._store = Store(records_url(settings, service))
        self._name = ""
        self._running: Running | None = None
        self._lock = threading.Lock()
        self._stop = threading.Event()
        self._reaper: threading.Thread | None = None

    @property
    def is_stopping(self) -> bool:
        """Return whether nothing new is begun."""
        return self._stop.is_set()

    def resume(self) -> None:
        """Begin to work, with what was left undone; have the engine get ready for the published kits."""
        published = (self._records.kits.published(kit.id) for kit in self._records.kits.list())
        self._engine.warm(version for version in published if version)
        self._open()
        if self._running:
            take_over(self._running.seats, self._running.seat)
        self._revive(self._records.checks.unfinished())

    def start(self, check: str, begun: Begun | None = None) -> None:
        """Work on *check*, which is recorded, some time soon; once, however often this is called.

        While the service stops nothing is begun: the check is found when it is back.

        Args:
            check: its name.
            begun: what has been begun for it already.
        """
        self._open()
        if begun:
            self.work.take(check, begun)
        if not self.is_stopping:
            workflows.begin(check, self._name)

    def wait(self, check: str, seconds: float) -> bool:
        """Wait until *check* is over, for *seconds* at most; return whether it is."""
        end = time.monotonic() + seconds
        while not self.is_over(check):
            left = end - time.monotonic()
            if left <= 0 or self._stop.is_set():
                return False
            self.work.bell.wait(check, min(LOOK, left))
        return True

    def is_over(self, check: str) -> bool:
        """Return whether *check* is done, has failed or is gone."""
        found = self._records.checks.get(check)
        return found is None or found.state in OVER

    def close(self, grace: float) -> None:
        """Begin nothing new, finish what is under way within *grace* seconds, leave the rest for later."""
        self._stop.set()
        self.work.bell.ring_all()
        with self._lock:
            running, self._running = self._running, None
        if running is None:
            return
        if self._reaper:
            self._reaper.join()
        part(int(grace) if self.work.running else 0)
        self.work.is_stopping = True
        workflows.leave(self._name)

    def _open(self) -> None:
        """Have DBOS run and begin to look after others, the first time."""
        with self._lock:
            if self._running or self._stop.is_set():
                return
            self._name = workflows.serve(self.work)
            self._running = join(self._store, drafts=self._engine.lanes, judged=self._judging)
            self._reaper = threading.Thread(target=self._look_after, args=(self._running,), daemon=True)
            self._reaper.start()

    def _look_after(self, running: Running) -> None:
        """Take over what the dead left, revive what has nobody, forget what is long done; until closed."""
        while not self._stop.wait(ROUND):
            try:
                take_over(running.seats, running.seat)
                self._revive(self._records.checks.unfinished())
                forget(KEEP)
            except Exception:
                LOG.exception("looking after the jobs failed; it is tried again")

    def _revive(self, checks: Sequence[str]) -> None:
        """Start those of *checks* that no workflow is going to work on."""
        alive = alive_among(checks)
        for check in checks:
            if check not in alive:
                DBOS.delete_workflows([check, workflows.judged_id(check)])
                self.start(check)
