"""Lanes: worker processes, each for one draft after the other, replaced when a draft takes them down."""

import itertools
import threading
import time
from collections import Counter, OrderedDict
from collections.abc import Callable
from concurrent.futures import Future
from http import HTTPStatus
from typing import Any, TypeVar, TypeVarTuple, Unpack

from pebble import ProcessPool

from checker.settings import Settings
from checker.workers import context_for
from service.engine import worker
from service.engine.line import Line, Turn
from service.problems import Problem

Given = TypeVarTuple("Given")
T = TypeVar("T")

PAGES = 10_000
"""Names of pages whose lane is remembered."""
PATIENCE = 1.0
"""Seconds that a page waits for its own lane before it moves to another."""


class Lane:
    """One worker process and the calls that wait for it."""

    def __init__(
        self, settings: Settings, *, is_judging: bool, freed: Callable[[], None] = lambda: None
    ) -> None:
        """Start the process, which gets ready by itself.

        Args:
            settings: what it is started with.
            is_judging: whether it asks the language model.
            freed: called each time that a call is done.
        """
        self._asked, self._freed = (settings, is_judging), freed
        self._lock = threading.Lock()
        self._waiting: dict[Future[Any], float] = {}
        self._is_closed = self._is_cut = False
        self._pool = self._opened()

    def begin(
        self, seconds: float | None, function: Callable[[Unpack[Given]], T], *args: *Given
    ) -> "Future[T]":
        """Have *function* called with *args* in the process, and return its future result.

        Args:
            seconds: the time, counted from its turn, after which the process is stopped and replaced.
            function: what is called; it must be importable.
            args: what it is called with.

        Raises:
            Problem: 503 if the service is stopping; so does the result of what is cut short by that.
        """
        future: Future[T] = Future()
        with self._lock:
            scheduled = self._scheduled(seconds, function, args)
            self._waiting[future] = time.monotonic()
        scheduled.add_done_callback(lambda done: self._settle(future, done))
        return future

    @property
    def waiting(self) -> int:
        """Return how many calls are not done."""
        return len(self._waiting)

    @property
    def delay(self) -> float:
        """Return for how many seconds the oldest call has been here; 0 where there is none."""
        with self._lock:
            return time.monotonic() - min(self._waiting.values()) if self._waiting else 0.0

    def close(self) -> None:
        """Take no more calls."""
        with self._lock:
            self._is_closed = True
            self._pool.close()  # type: ignore[no-untyped-call]  # pebble annotates all but this

    def join(self, deadline: float) -> None:
        """Let what is under way finish until *deadline* on the monotonic clock, then stop."""
        try:
            self._pool.join(timeout=max(0.01, deadline - time.monotonic()))
        except TimeoutError:
            self._is_cut = True
            self._pool.stop()  # type: ignore[no-untyped-call]  # pebble annotates all but this
            self._pool.join()
        for future in tuple(self._waiting):
            self._settle(future, None)

    def _scheduled(
        self, seconds: float | None, function: Callable[[Unpack[Given]], T], args: tuple[*Given]
    ) -> "Future[T]":
        """Hand the call to the process; one that was killed while it had nothing to do is replaced first.

        The old pool is ended by a thread of its own: whoever calls may be that pool's, telling what became of
        the call before, and can't wait for itself.
        """
        if self._is_closed:
            raise stopping()
        if not self._pool.active:
            threading.Thread(target=_end, args=(self._pool,), daemon=True).start()
            self._pool = self._opened()
        return self._pool.schedule(function, args=args, timeout=seconds)

    def _settle(self, future: "Future[Any]", done: "Future[Any] | None") -> None:
        """Pass on what came of a call; one that was cut short may look as if its process had died."""
        with self._lock:
            if self._waiting.pop(future, None) is None:
                return
        error = done.exception() if done else stopping()
        if error:
            future.set_exception(stopping() if self._is_cut else error)
        elif done:
            future.set_result(done.result())
        self._freed()

    def _opened(self) -> ProcessPool:
        context = context_for("service.engine.worker")
        return ProcessPool(max_workers=1, initializer=worker.start, initargs=self._asked, context=context)


class Lanes:
    """Worker processes of one kind, and which of them is for whom."""

    def __init__(self, number: int, settings: Settings, *, is_judging: bool = False, kept: int = 0) -> None:
        """Start *number* processes, of which *kept* are kept for typing and single drafts."""
        self._lock = threading.RLock()
        self._line: Line[Callable[[Lane], None]] = Line(number, kept)
        self._drafts: Counter[Lane] = Counter()
        self._pages: OrderedDict[str, Lane] = OrderedDict()
        self.all: tuple[Lane, ...] = ()
        self.all = tuple(Lane(settings, is_judging=is_judging, freed=self._go_on) for _ in range(number))

    def begin(
        self, turn: Turn, seconds: float | None, function: Callable[[Unpack[Given]], T], *args: *Given
    ) -> "Future[T]":
        """Have *function* called with *args* in the first process that is free when the turn comes.

        Args:
            turn: on whose behalf.
            seconds: the time, counted from then, after which the process is stopped and replaced.
            function: what is called; it must be importable.
            args: what it is called with.

        Raises:
            Problem: by its future result, 503 if the service is stopping.
        """
        future: Future[T] = Future()

        def start(lane: Lane) -> None:
            self._drafts[lane] += 1
            _pass_on(lane, seconds, function, args, future)
            future.add_done_callback(lambda _: self._leave(turn, lane))

        with self._lock:
            self._line.join(turn, start)
        self._go_on()
        return future

    @property
    def waiting(self) -> int:
        """Return how many calls wait for a process or have one."""
        return len(self._line) + sum(lane.waiting for lane in self.all)

    def of(self, page: str) -> Lane:
        """Return the lane of *page*: the same each time, unless drafts are there or it takes too long."""
        with self._lock:
            lane = self._pages.get(page)
            is_free = any(not other.waiting for other in self.all)
            if lane is None or (is_free and (self._drafts[lane] or lane.delay > PATIENCE)):
                held = Counter(self._pages.values())
                lane = min(reversed(self.all), key=lambda lane: (lane.waiting, held[lane]))
            self._pages[page] = lane
            self._pages.move_to_end(page)
            if len(self._pages) > PAGES:
                self._pages.popitem(last=False)
            return lane

    def close(self, deadline: float) -> None:
        """Finish what is under way until *deadline* on the monotonic clock, then stop all processes."""
        with self._lock:
            rest, lanes = tuple(self._line.rest()), itertools.cycle(self.all)
        for start in rest:
            start(next(lanes))
        for lane in self.all:
            lane.close()
        for lane in self.all:
            lane.join(deadline)

    def _go_on(self) -> None:
        """Give the processes that are free to those who are next."""
        with self._lock:
            while free := next((lane for lane in self.all if not lane.waiting), None):
                following = self._line.next()
                if following is None:
                    return
                following[1](free)

    def _leave(self, turn: Turn, lane: Lane) -> None:
        with self._lock:
            self._drafts[lane] -= 1
            self._line.leave(turn)
        self._go_on()


def _pass_on(
    lane: Lane,
    seconds: float | None,
    function: Callable[..., T],
    args: tuple[object, ...],
    future: "Future[T]",
) -> None:
    """Call *function* in *lane*, and give *future* what comes of it."""
    try:
        begun = lane.begin(seconds, function, *args)
    except Exception as error:  # noqa: BLE001 - whoever waits is told, whatever it is
        future.set_exception(error)
        return
    begun.add_done_callback(lambda done: _settled(future, done))


def _settled(future: "Future[T]", done: "Future[T]") -> None:
    error = done.exception()
    if error:
        future.set_exception(error)
    else:
        future.set_result(done.result())


def _end(pool: ProcessPool) -> None:
    pool.stop()  # type: ignore[no-untyped-call]  # pebble annotates all but this
    pool.join()


def stopping() -> Problem:
    """Return the problem that the service is being stopped."""
    says = "The service is being stopped. Try again in a minute."
    return Problem(HTTPStatus.SERVICE_UNAVAILABLE, "stopping", says, Retry_After="30")
