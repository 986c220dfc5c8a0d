"""The threads that work on deliveries and write verdicts back; many processes may run them."""

import datetime
import logging
import threading
from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

from checker.errors import CheckerError
from service.hooks import working
from service.hooks.sealing import GOOD_FOR
from service.hooks.working import Means
from service.nouns import Moment
from service.nouns.hooks import DeliveryState
from service.outbound import again
from service.records.hook_checks import CheckFate
from service.records.hook_verdicts import Due
from service.records.hook_work import Job
from service.security.logs import note

AT_ONCE, OF_ONE = 8, 4
"""Deliveries that one process works on at once, and so many of one hook, whose system may be slow."""
WRITING = 4
"""Verdicts that one process writes back at once."""
OPEN = 64
"""Checks of deliveries that are open at once, in all processes; other deliveries wait."""
PRESSED = 1
"""The same while many deliveries come in, which are to be answered first: enough that it goes on."""
POLL = 0.5
"""Seconds between two looks for what is due where nothing comes."""
BREATH = 0.05
"""Seconds between two looks, however much comes."""
LEASE = 120.0
"""Seconds after which a worker is taken for dead; a conversation takes a quarter of it."""
TIDYING = 3600.0
"""Seconds between two rounds of forgetting what is old."""
FAULT = "A fault of Brandcheck's own; the log has its place."


class Labor:
    """Works on what is due, until it is stopped."""

    def __init__(
        self,
        means: Means,
        *,
        keep: datetime.timedelta,
        is_pressed: Callable[[], bool] = lambda: False,
        poll: float = POLL,
        lease: float = LEASE,
    ) -> None:
        """Work with *means*, once begun.

        Args:
            means: what is worked with.
            keep: age from which what is over is forgotten.
            is_pressed: says whether so much comes in that answering goes first.
            poll: seconds between two looks.
            lease: seconds after which a worker is taken for dead.
        """
        self._is_pressed = is_pressed
        self._means, self._keep, self._poll, self._lease = means, keep, poll, lease
        self._stopped, self._woken = threading.Event(), threading.Event()
        self._lock = threading.Lock()
        self._busy: Counter[str] = Counter()
        self._writing = 0
        self._thread = threading.Thread(target=self._run, name="hooks", daemon=True)
        self.problem = ""
        """Why the records could not be used when that was last tried, and what to do."""

    def begin(self) -> None:
        """Begin."""
        self._thread.start()

    def stop(self) -> None:
        """Begin nothing more, and let what is under way end."""
        self._stopped.set()
        self._woken.set()
        if self._thread.is_alive():
            self._thread.join()

    def wake(self) -> None:
        """Look for what is due now."""
        self._woken.set()

    def _run(self) -> None:
        tidied: Moment | None = None
        with ThreadPoolExecutor(AT_ONCE + WRITING, thread_name_prefix="hooks") as pool:
            while not self._stopped.is_set():
                self._woken.clear()
                now = datetime.datetime.now(datetime.UTC)
                if tidied is None or (now - tidied).total_seconds() >= TIDYING:
                    self._tried(lambda: self._tidy(now))  # noqa: B023 - done before the next round
                    tidied = now
                self._tried(lambda: self._look(pool))
                self._woken.wait(self._poll)
                self._stopped.wait(BREATH)

    def _look(self, pool: ThreadPoolExecutor) -> None:
        """Hand what is due to free threads."""
        while not self._stopped.is_set() and self._writing < WRITING:
            due = self._means.records.hook_verdicts.lease(seconds=self._lease)
            if due is None:
                break
            self._writing += 1
            pool.submit(self._written, due)
        for job in self._leased():
            with self._lock:
                self._busy[job.hook] += 1
            pool.submit(self._worked, job)

    def _leased(self) -> tuple[Job, ...]:
        """Return deliveries for which there are threads, and room among the open checks."""
        with self._lock:
            at_work = self._busy.total()
            full = [hook for hook, number in self._busy.items() if number >= OF_ONE]
        if at_work >= AT_ONCE or self._stopped.is_set():
            return ()
        most_open = PRESSED if self._is_pressed() else OPEN
        room = most_open - self._means.records.hook_work.under_way(OPEN) - at_work
        most = min(AT_ONCE - at_work, room, OF_ONE)
        if most <= 0:
            return ()
        return self._means.records.hook_work.lease(most, seconds=self._lease, without=full)

    def _worked(self, job: Job) -> None:
        now = datetime.datetime.now(datetime.UTC)
        try:
            self._tried(lambda: self._work(job, now))
        finally:
            with self._lock:
                self._busy[job.hook] -= 1
                self._busy += Counter()
            self._woken.set()

    def _work(self, job: Job, now: Moment) -> None:
        try:
            working.work(job, self._means, now)
        except CheckerError:
            raise
        except Exception as error:  # noqa: BLE001 - whatever a connector raises, the delivery is tried again
            note("hook delivery failed", logging.ERROR, error=error, delivery=job.id)
            following = again(job.attempt, now)
            state = DeliveryState.ACCEPTED if following else DeliveryState.FAILED
            self._means.records.hook_work.end(job, state, FAULT, again=following)

    def _written(self, due: Due) -> None:
        now = datetime.datetime.now(datetime.UTC)
        try:
            self._tried(lambda: self._write(due, now))
        finally:
            with self._lock:
                self._writing -= 1
            self._woken.set()

    def _write(self, due: Due, now: Moment) -> None:
        try:
            working.write(due, self._means, now)
        except CheckerError:
            raise
        except Exception as error:  # noqa: BLE001 - whatever a connector raises, the verdict is tried again
            note("hook verdict failed", logging.ERROR, error=error, check=due.check)
            following = again(due.attempt, now)
            fate = CheckFate.DUE if following else CheckFate.FAILED
            self._means.records.hook_verdicts.end(due, fate, FAULT, again=following)

    def _tidy(self, now: Moment) -> None:
        self._means.records.hook_deliveries.expire(now - self._keep)
        self._means.records.hooks.forget_former(now - GOOD_FOR)

    def _tried(self, do: Callable[[], None]) -> None:
        """Do something that the records may refuse; it is done again later."""
        try:
            do()
        except CheckerError as error:
            self.problem = str(error)
            note("hooks failed", logging.ERROR, says=str(error))
        else:
            self.problem = ""
