"""Turns at a file that one thread writes to at a time; who is waited for goes first.

Who answers the outside world within a fraction of a second does not stand in line behind those who work in
the background. They are not kept out by it either: after one who went first, one of them is next.
"""

import threading
from collections.abc import Iterator
from contextlib import contextmanager


class Turns:
    """Lets one thread through at a time."""

    def __init__(self) -> None:
        """Begin with nobody."""
        self._lock = threading.Lock()
        self._first, self._others = threading.Condition(self._lock), threading.Condition(self._lock)
        self._is_taken = self._was_first = False
        self._waiting_first = self._waiting = 0

    @contextmanager
    def turn(self, *, is_first: bool = False) -> Iterator[None]:
        """Wait for a turn, and hold it; *is_first* before those who are not."""
        with self._lock:
            if is_first:
                self._wait_first()
            else:
                self._wait()
            self._is_taken, self._was_first = True, is_first
        try:
            yield
        finally:
            with self._lock:
                self._is_taken = False
                self._wake()

    def _wait_first(self) -> None:
        self._waiting_first += 1
        try:
            while self._is_taken or (self._was_first and self._waiting):
                self._first.wait()
        finally:
            self._waiting_first -= 1

    def _wait(self) -> None:
        self._waiting += 1
        try:
            while self._is_taken or (self._waiting_first and not self._was_first):
                self._others.wait()
        finally:
            self._waiting -= 1

    def _wake(self) -> None:
        """Wake whose turn it is."""
        if self._waiting_first and not (self._was_first and self._waiting):
            self._first.notify()
        else:
            self._others.notify()
