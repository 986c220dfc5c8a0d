"""The threads that work on deliveries and write verdicts back; many processes may run them."""

import datetime
import threading
from collections import Counter
from collections.abc import Callable
from functools import partial

from service.hooks import working
from service.hooks.sealing import GOOD_FOR
from service.hooks.working import Means
from service.nouns import Moment
from service.outbound import Rounds
from service.records.hook_work import Job

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
BREATH, LONG = 0.05, 1.0
"""Seconds between two looks, however much comes; and while many deliveries come in: a look costs time."""
LEASE = 120.0
"""Seconds after which a worker is taken for dead; a conversation takes a quarter of it."""
TIDYING = 3600.0
"""Seconds between two rounds of forgetting what is old."""


class Labor(Rounds):
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
        super().__init__("hooks", threads=AT_ONCE + WRITING, poll=poll, breath=BREATH)
        self._means, self._is_pressed, self._lease = means, is_pressed, lease
        self._lock, self._busy = threading.Lock(), Counter[str]()
        self._writers = threading.Semaphore(WRITING)
        self._every(TIDYING, partial(self._tidy, keep))

    def _look(self) -> None:
        self._hand_out(self._writers, self._due)
        for job in self._leased():
            with self._lock:
                self._busy[job.hook] += 1
            self._hand(partial(working.work, job, self._means, _now()), partial(self._freed, job.hook))

    def _pause(self) -> float:
        return LONG if self._is_pressed() else super()._pause()

    def _due(self) -> Callable[[], None] | None:
        due = self._means.records.hook_verdicts.lease(seconds=self._lease)
        return partial(working.write, due, self._means, _now()) if due else None

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

    def _freed(self, hook: str) -> None:
        with self._lock:
            self._busy[hook] -= 1
            self._busy += Counter()

    def _tidy(self, keep: datetime.timedelta, now: Moment) -> None:
        self._means.records.hook_deliveries.expire(now - keep)
        self._means.records.hooks.forget_former(now - GOOD_FOR)


def _now() -> Moment:
    return datetime.datetime.now(datetime.UTC)
