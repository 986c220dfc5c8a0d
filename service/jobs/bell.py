"""A bell that rings in this process when a check got further, so that nobody has to look all the time."""

import asyncio
import threading
from collections import defaultdict
from typing import TypeVar

Waiter = TypeVar("Waiter")


class Bell:
    """Wakes whoever waits for a check, in threads and in coroutines; other processes are not woken."""

    def __init__(self) -> None:
        """Start with nobody waiting."""
        self._lock = threading.Lock()
        self._threads: defaultdict[str, list[threading.Event]] = defaultdict(list)
        self._coroutines: defaultdict[str, list[tuple[asyncio.AbstractEventLoop, asyncio.Event]]]
        self._coroutines = defaultdict(list)

    def ring(self, check: str) -> None:
        """Wake all who wait for *check*."""
        with self._lock:
            threads = self._threads.pop(check, [])
            coroutines = self._coroutines.pop(check, [])
        for event in threads:
            event.set()
        for loop, bell in coroutines:
            if not loop.is_closed():
                loop.call_soon_threadsafe(bell.set)

    def ring_all(self) -> None:
        """Wake everybody."""
        with self._lock:
            checks = {*self._threads, *self._coroutines}
        for check in checks:
            self.ring(check)

    def wait(self, check: str, seconds: float) -> None:
        """Return when it rings for *check*, or after *seconds*."""
        event = threading.Event()
        with self._lock:
            self._threads[check].append(event)
        event.wait(seconds)
        with self._lock:
            _remove(self._threads, check, event)

    async def listen(self, check: str, seconds: float) -> None:
        """Return when it rings for *check*, or after *seconds*, without holding a thread."""
        waiter = (asyncio.get_running_loop(), asyncio.Event())
        with self._lock:
            self._coroutines[check].append(waiter)
        try:
            await asyncio.wait_for(waiter[1].wait(), seconds)
        except TimeoutError:
            return
        finally:
            with self._lock:
                _remove(self._coroutines, check, waiter)


def _remove(waiting: dict[str, list[Waiter]], check: str, waiter: Waiter) -> None:
    """Take *waiter* off the list, and the list away where nobody else is on it."""
    if waiter in waiting.get(check, ()):
        waiting[check].remove(waiter)
    if check in waiting and not waiting[check]:
        del waiting[check]
