"""The jobs: checks that were recorded first and are worked on in the background, whatever happens meanwhile.

DBOS runs them, on SQLite or PostgreSQL. A process that is killed finds its own work again when it is back;
until then another process that shares the database takes it over. What ended long ago is forgotten.
"""

import datetime
import logging
import threading
import time
from collections.abc import Callable, Sequence

from dbos import DBOS

from checker.settings import Settings
from service.engine import Begun, Engine
from service.jobs import workflows
from service.jobs.running import Running, Width, join, part
from service.jobs.store import Store
from service.jobs.upkeep import adopt, alive_among, forget, take_over, waiting_in
from service.jobs.work import OVER, Work, utc
from service.nouns import Check, Moment
from service.records import Records, records_url
from service.settings import ServiceSettings

LOG = logging.getLogger(__name__)
LOOK = 0.3
"""Seconds between two looks at a check that another process may be working on."""
ROUND = 10.0
"""Seconds between two looks for dead processes."""
FEED, IDLE = 0.25, 1.0
"""Seconds between two looks whether queues have room for documents of batches: while some wait, or none."""
KEEP = datetime.timedelta(days=1)
"""Age from which finished jobs are forgotten."""


class Jobs:
    """Works on checks in the background; one in each process."""

    def __init__(
        self,
        settings: Settings,
        service: ServiceSettings,
        records: Records,
        engine: Engine,
        *,
        now: Callable[[], Moment] = utc,
    ) -> None:
        """Get ready to work; nothing is opened before `resume` or the first job.

        Args:
            settings: what drafts are checked with.
            service: how many processes check them.
            records: hold the checks.
            engine: reads and judges the drafts.
            now: tells when a language model that was silent is asked again.
        """
        self.work = Work(settings, service, records, engine, now=now)
        self._records, self._engine = records, engine
        self._service, self._now = service, now
        self._store = Store(records_url(settings, service))
        self._name = ""
        self._running: Running | None = None
        self._lock = threading.Lock()
        self._stop = threading.Event()
        self._threads: tuple[threading.Thread, ...] = ()
        self._hungry = threading.Event()

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
            self._tidy(self._running)

    def start(self, check: Check, begun: Begun | None = None) -> None:
        """Work on *check*, which is recorded, some time soon; once, however often this is called.

        While the service stops nothing is begun: the check is found when it is back.

        Args:
            check: what is recorded.
            begun: what has been begun for it already.
        """
        self._open()
        if begun and self._service.works:
            self.work.take(check.id, begun)
        if not self.is_stopping:
            workflows.begin(check.id, self._name, _queue_of(check), _share_of(check))

    def look(self, batch: str) -> None:
        """Look soon whether something of *batch* is to be done: it is new, goes on or is tried again."""
        self._open()
        if not self.is_stopping:
            self._unpack(batch)
            self._revive(self._records.batches.handed_out(batch))
            self._hungry.set()

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
        self._hungry.set()
        with self._lock:
            running, self._running = self._running, None
        if running is None:
            return
        for thread in self._threads:
            thread.join()
        part(int(grace) if self.work.running else 0)
        self.work.is_stopping = True
        workflows.leave(self._name)

    def _open(self) -> None:
        """Have DBOS run and begin to look after others, the first time."""
        with self._lock:
            if self._running or self._stop.is_set():
                return
            self._name = workflows.serve(self.work)
            works, running = self._service.works, join(self._store, self._width(), works=self._service.works)
            self._running = running
            tasks = (lambda: self._look_after(running), *((self._feed,) if works else ()))
            self._threads = tuple(threading.Thread(target=task, daemon=True) for task in tasks)
            for thread in self._threads:
                thread.start()

    def _width(self) -> Width:
        service = self._service
        return Width(self._engine.lanes, service.judging, service.kept, service.judged_at_once)

    def _look_after(self, running: Running) -> None:
        """Tidy in rounds, and forget what is long done, until closed."""
        while not self._stop.wait(ROUND):
            self._tried(lambda: self._tidy(running))
            self._tried(lambda: forget(KEEP))
            self._tried(lambda: self._records.uploads.expire(datetime.datetime.now(datetime.UTC)))

    def _tidy(self, running: Running) -> None:
        """Take over what the dead left, adopt what is of an older version, revive what has nobody."""
        take_over(running.seats, running.seat)
        adopt()
        self._revive(self._records.checks.unfinished())
        for batch in self._records.uploads.waiting():
            self._unpack(batch)
        self._records.batches.settle_all()

    def _unpack(self, batch: str) -> None:
        """Have the uploads of *batch* taken apart, if there are any and no workflow is going to do that."""
        job = workflows.unpacking_id(batch)
        if self._records.uploads.of(batch) and not alive_among([job]):
            DBOS.delete_workflows([job])
            workflows.begin_unpacking(batch, self._name)

    def _feed(self) -> None:
        """Hand the documents of batches to the queues, a few at a time, until closed."""
        while not self._stop.is_set():
            self._hungry.clear()
            is_busy = self._tried(self._fed)
            self._hungry.wait(FEED if is_busy else IDLE)

    def _fed(self) -> bool:
        """Hand out what the queues have room for; return whether there was anything to hand out."""
        if not self._records.batches.waits(self._now()):
            return False
        width = self._width()
        judged = width.judged_of_batches if self._engine.judge_is_set else 0
        most = 2 * width.ahead
        is_behind = judged and waiting_in(workflows.BATCHES_JUDGED, 2 * judged) >= 2 * judged
        room = 0 if is_behind else most - waiting_in(workflows.BATCHES, most)
        if room > 0:
            checks, is_again = self._records.batches.feed(room, self._now())
            if is_again:
                self._revive(checks)
            else:
                for check in checks:
                    workflows.begin(check, self._name, workflows.BATCHES)
        return True

    def _tried(self, do: Callable[[], bool | int | None]) -> bool:
        """Return what comes of *do*; false where it fails, which is logged and tried again."""
        try:
            return bool(do())
        except Exception:
            LOG.exception("looking after the jobs failed; it is tried again")
            return False

    def _revive(self, checks: Sequence[str]) -> None:
        """Start those of *checks* that no workflow is going to work on."""
        alive = alive_among(checks)
        for check in checks:
            found = None if check in alive else self._records.checks.get(check)
            if found:
                DBOS.delete_workflows([check, workflows.judged_id(check)])
                self.start(found)


def _queue_of(check: Check) -> str:
    if check.batch:
        return workflows.BATCHES
    return workflows.HOOKS if check.is_of_hook else workflows.SINGLES


def _share_of(check: Check) -> str:
    """Return of whose share of the queue *check* takes; empty where there are no shares."""
    return workflows.share_of(check.by_id) if check.is_single else ""
