"""Work that takes a while: whoever asks again while it is under way, or soon after, shares what there is.

It lives in one process and ends with it. All of it can be asked for again, so nothing is lost but time.
"""

import threading
import time
from collections import OrderedDict
from collections.abc import Callable, Hashable
from typing import Generic, TypeVar, cast

T = TypeVar("T")
Tell = Callable[[int, int], None]
"""Takes how much is done, and of how much."""
KEPT = 50
"""Errands that are remembered."""
FRESH = 600.0
"""Seconds for which a result stands."""
FAILED = 10.0
"""Seconds for which a failure does, so that whoever asks again and again gets to see it."""
AT_ONCE = 2
"""Errands that are at work at the same time; the others wait."""


def silent(_done: int, _of: int) -> None:
    """Take progress, and let it pass."""


class Errand(Generic[T]):
    """One piece of work, under way or done."""

    def __init__(self, work: Callable[[Tell], T], turns: threading.Semaphore) -> None:
        """Start it, as soon as it is its turn."""
        self.done = 0
        self.of = 0
        self._ended: float | None = None
        self._result: T | None = None
        self._error: Exception | None = None
        self._turns = turns
        self._thread = threading.Thread(target=self._run, args=(work,), daemon=True)
        self._thread.start()

    def is_done(self, within: float = 0.0) -> bool:
        """Return whether it is done, or is so *within* some seconds."""
        self._thread.join(within)
        return not self._thread.is_alive()

    @property
    def is_fresh(self) -> bool:
        """Return whether what it found, or is about to, still stands."""
        if self._ended is None:
            return True
        return time.monotonic() - self._ended < (FAILED if self._error else FRESH)

    def result(self) -> T:
        """Return what came of it, once it is done.

        Raises:
            Exception: whatever it raised.
        """
        self._thread.join()
        if self._error is not None:
            raise self._error
        return cast("T", self._result)

    def _run(self, work: Callable[[Tell], T]) -> None:
        try:
            with self._turns:
                self._result = work(self._tell)
        except Exception as error:  # noqa: BLE001 - raised again by `result`
            self._error = error
        self._ended = time.monotonic()

    def _tell(self, done: int, of: int) -> None:
        self.done, self.of = done, of


class Errands:
    """The errands of this process."""

    def __init__(self) -> None:
        """Start with none."""
        self._lock = threading.Lock()
        self._turns = threading.Semaphore(AT_ONCE)
        self._known: OrderedDict[Hashable, Errand[object]] = OrderedDict()

    def ask(self, key: Hashable, work: Callable[[Tell], T]) -> Errand[T]:
        """Return the errand called *key*: the one that is under way or fresh, else *work* started now."""
        with self._lock:
            known = self._known.get(key)
            if known is None or not known.is_fresh:
                known = Errand(work, self._turns)
                self._known[key] = known
            self._known.move_to_end(key)
            while len(self._known) > KEPT:
                self._known.popitem(last=False)
            return cast("Errand[T]", known)
