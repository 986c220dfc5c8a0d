"""A tool's work in a thread of its own: with progress, and given up when the caller hangs up."""

import threading
from collections.abc import Callable, Coroutine
from typing import TypeVar

from anyio import CapacityLimiter, from_thread
from anyio.to_thread import run_sync

from service.assistants.desk import Call, Step

Made = TypeVar("Made")
Report = Callable[[float, float | None, str | None], Coroutine[None, None, None]]
"""Sends a notification of progress: how far, of how much, in words."""
LEAST = 0.001
"""By how much a step is further than the one before; the protocol wants each to be."""


class HungUp(BaseException):
    """Nobody waits for the answer any more; no `Exception`, so that nothing takes it for a failure."""


async def run(work: Callable[[Call], Made], report: Report, limiter: CapacityLimiter | None = None) -> Made:
    """Return what *work* makes; *report* is told how far it is, always further than before.

    When the caller is cancelled, this ends at once, and *work* where it next looks.
    """
    left, last = threading.Event(), -LEAST

    def go_on() -> None:
        if left.is_set():
            raise HungUp

    def tell(step: Step) -> None:
        nonlocal last
        go_on()
        last = max(step.done, last + LEAST)
        from_thread.run(report, last, step.of, step.says)

    try:
        return await run_sync(work, Call(tell, go_on), abandon_on_cancel=True, limiter=limiter)
    finally:
        left.set()
