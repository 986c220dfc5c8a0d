"""A model that is left alone for a while when it does not answer, so that nobody waits for it in vain."""

import threading
import time
from collections.abc import Callable

from checker.asking import Answer, Model, Question, Reply
from checker.errors import ModelFailed, Unreachable

FAILURES = 5
"""Failures in a row after which a model rests."""
REST = 30.0
"""Seconds for which it rests."""


class Breaker:
    """A model that rests when it fails *failures* times in a row; then one question is let through to try it.

    Only passing failures count (`ModelFailed.is_passing`): any other shows that the model answers.

    Args:
        model: the model.
        failures: failures in a row, for want of an answer, after which it rests.
        rest: seconds for which it rests.
        clock: tells the time in seconds; it never goes back.
    """

    def __init__(
        self,
        model: Model,
        *,
        failures: int = FAILURES,
        rest: float = REST,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._model = model
        self._limit = failures
        self._rest = rest
        self._clock = clock
        self._lock = threading.Lock()
        self._failed = 0
        self._until = 0.0
        """When it has rested, as the clock tells."""
        self._is_tried = False
        """Whether a question is under way that tries whether it answers again."""

    @property
    def name(self) -> str:
        """Return the name of the model."""
        return self._model.name

    def ask(self, question: Question[Answer]) -> Reply[Answer]:
        """Return the model's answer to *question*.

        Raises:
            Unreachable: at once, if it rests.
            ModelFailed: if the model gives no answer.
        """
        self._enter()
        is_tired = False
        try:
            return self._model.ask(question)
        except ModelFailed as error:
            is_tired = error.is_passing
            raise
        finally:
            self._leave(is_tired=is_tired)

    def _enter(self) -> None:
        with self._lock:
            if self._failed < self._limit:
                return
            left = self._until - self._clock()
            if left > 0 or self._is_tried:
                when = f"in {left:.0f} seconds" if left > 0 else "just now"
                reason = f"{self.name} rests after {self._failed} failures in a row"
                raise Unreachable(f"{reason}. It is tried again {when}.")
            self._is_tried = True

    def _leave(self, *, is_tired: bool) -> None:
        with self._lock:
            self._is_tried = False
            self._failed = self._failed + 1 if is_tired else 0
            if self._failed >= self._limit:
                self._until = self._clock() + self._rest
