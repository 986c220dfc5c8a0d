"""A thread that does in rounds what is due, with others to help; many processes may run one.

What is due waits in the records, leased to whoever works on it. What goes wrong is logged and done again in a
later round, the records being out of reach as well as a fault of our own: no failure ends the thread.
"""

import datetime
import logging
import threading
from abc import ABC, abstractmethod
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

from checker.errors import CheckerError
from service.nouns import Moment

FAULT = "A fault of Brandcheck's own; the log has its place."
LOG = logging.getLogger(__name__)


class Rounds(ABC):
    """Does what is due, until it is stopped."""

    def __init__(self, name: str, *, threads: int, poll: float, breath: float = 0.0) -> None:
        """Work once begun.

        Args:
            name: what its threads are called, and what is logged.
            threads: how many things are done at once.
            poll: seconds between two looks for what is due where nobody says that something is.
            breath: seconds between two looks whoever says so.
        """
        self.problem = ""
        """What went wrong when something was last tried, and what to do; empty where nothing did."""
        self._name, self._poll, self._breath = name, poll, breath
        self._stopped, self._woken = threading.Event(), threading.Event()
        self._pool = ThreadPoolExecutor(threads, thread_name_prefix=name)
        self._thread = threading.Thread(target=self._run, name=name, daemon=True)
        self._errands: list[_Errand] = []

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

    @abstractmethod
    def _look(self) -> None:
        """Hand what is due to free threads."""

    def _pause(self) -> float:
        """Return the seconds until the next look, whoever says that something is due."""
        return self._breath

    def _every(self, seconds: float, do: Callable[[Moment], object]) -> None:
        """Have something done in the first round, and again so many *seconds* after each time."""
        self._errands.append(_Errand(seconds, do))

    def _hand_out(self, free: threading.Semaphore, lease: Callable[[], Callable[[], object] | None]) -> None:
        """Hand what *lease* returns to threads, until it returns none or none of them is *free*."""
        while not self._stopped.is_set() and free.acquire(blocking=False):
            do = None
            try:
                do = lease()
            finally:
                if do is None:
                    free.release()
            if do is None:
                return
            self._hand(do, free.release)

    def _hand(self, do: Callable[[], object], after: Callable[[], object]) -> None:
        """Have a thread *do* something, and something else *after* it, whatever came of it."""
        self._pool.submit(self._handed, do, after)

    def _handed(self, do: Callable[[], object], after: Callable[[], object]) -> None:
        self._tried(do)
        after()
        self._woken.set()

    def _run(self) -> None:
        with self._pool:
            while not self._stopped.is_set():
                self._woken.clear()
                now = datetime.datetime.now(datetime.UTC)
                for errand in self._errands:
                    self._tried(lambda: errand.do_if_due(now))  # noqa: B023 - done at once
                self._tried(self._look)
                self._woken.wait(self._poll)
                self._stopped.wait(self._pause())

    def _tried(self, do: Callable[[], object]) -> None:
        try:
            do()
        except CheckerError as error:
            self.problem = str(error)
            LOG.error("%s failed: %s", self._name, error)  # noqa: TRY400 - records that can't be used are no fault
        except Exception:
            self.problem = FAULT
            LOG.exception("%s failed", self._name)
        else:
            self.problem = ""


class _Errand:
    """Something that is done from time to time."""

    def __init__(self, seconds: float, do: Callable[[Moment], object]) -> None:
        self._pause, self._do = datetime.timedelta(seconds=seconds), do
        self._done: Moment | None = None

    def do_if_due(self, now: Moment) -> None:
        """Do it if that is due *now*; where it fails, it is done again when it is due next."""
        if self._done is None or now - self._done >= self._pause:
            self._done = now
            self._do(now)
