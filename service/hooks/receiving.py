"""Taking deliveries in: verified on their raw bytes, kept durably, answered; what they ask for is done later.

Receipts of a process are written by one thread, all that have come meanwhile in one transaction, so that a
disk which needs ten milliseconds for each takes a hundred deliveries a second all the same. Who has sent one
is answered after the commit: what was answered is durable. A receipt of its own costs as much as one of
twenty, so a second transaction waits some milliseconds for company.
"""

import asyncio
import contextlib
import logging
import queue
import re
import threading
import time
from collections import defaultdict
from collections.abc import Callable, Sequence
from concurrent.futures import Future
from http import HTTPStatus
from typing import NamedTuple

from pydantic import JsonValue

from checker.errors import CheckerError
from service.exchange.hooks import Receipt
from service.hooks.protocol import Connector, Event, Malformed, Received, Refused
from service.nouns.hooks import Hook
from service.problems import Problem, RecordsUnavailable
from service.records.hook_receipts import Arrival, Happened, HookReceipts
from service.records.packing import squeezed
from service.security.logs import note

WINDOW = 300.0
"""Seconds between signing and arrival within which a signature holds."""
AT_ONCE = 200
"""Receipts that one transaction keeps at most."""
GATHERING = 0.04
"""Seconds between the beginnings of two transactions, at least."""
QUEUED = 1_000
"""Receipts that wait for the next transaction at most; more are asked to come again."""
COUNTING = 1.0
"""Seconds for which it is believed how many deliveries wait to be worked on."""
SOON, LATER = 5, 60
"""Seconds after which a sender may come again: where the records are busy, and where too much waits."""
MANY = 5
"""Deliveries in a second from which on answering them goes before working on them."""
CALM, BURST = 10.0, 120.0
"""Seconds for which it does after so many, as late answers make few come; and in one burst at most."""
MOST_EVENTS = 1_000
"""Events of one delivery; systems that gather them send a hundred."""
PRIVATE = re.compile("auth|token|secret|cookie|session|passw|credential|jwt|oidc|api-?key|client-cert")
"""In names of headers that are never kept: of senders, and of proxies on the way."""

Promise = Future[Receipt] | asyncio.Future[Receipt]
Loop = asyncio.AbstractEventLoop


class Waiting(NamedTuple):
    """A delivery that is to be kept, and who waits for that."""

    arrival: Arrival
    promise: Promise
    loop: Loop | None = None
    """Whose promise it is; none where a thread waits."""


class Ended(NamedTuple):
    """What became of a delivery, to be told."""

    promise: Promise
    came: Receipt | Exception


class Opened(NamedTuple):
    """A hook with its secrets, to verify with."""

    hook: Hook
    secrets: Sequence[str]
    """The newest first."""


def arrived(opened: Opened, connector: Connector, received: Received, *, is_test: bool = False) -> Arrival:
    """Return *received* as it is kept, once it is verified.

    Raises:
        Problem: 401 if its signature is not right, 422 if it is not what the system sends.
    """
    try:
        connector.verify(received, opened.secrets, window=WINDOW)
    except Refused as error:
        raise Problem(HTTPStatus.UNAUTHORIZED, "wrong-signature", str(error)) from error
    try:
        events = connector.events(received, opened.hook)
    except Malformed as error:
        raise Problem(HTTPStatus.UNPROCESSABLE_ENTITY, "malformed-delivery", str(error)) from error
    if len(events) > MOST_EVENTS:
        detail = f"The delivery holds {len(events):,} events; {MOST_EVENTS:,} are taken at once."
        raise Problem(HTTPStatus.UNPROCESSABLE_ENTITY, "malformed-delivery", detail)
    happened = tuple(_happened(event, opened.hook) for event in events)
    head = _head(received, opened.secrets)
    return Arrival(opened.hook.name, head, squeezed(received.body), happened, received.at, is_test)


def is_wanted(event: Event, hook: Hook) -> bool:
    """Return whether a check is to be made after *event*."""
    return event.name in hook.events if hook.events else event.is_publish


class Receiving:
    """Keeps what arrives, in one thread."""

    def __init__(
        self,
        receipts: HookReceipts,
        most: int,
        tell: Callable[[], None] = lambda: None,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        """Keep it in *receipts*, as long as fewer than *most* wait to be worked on.

        Args:
            receipts: keep what came.
            most: so many may wait to be worked on.
            tell: is called when something was kept.
            clock: returns seconds.
        """
        self._receipts, self._most, self._tell, self._clock = receipts, most, tell, clock
        self._queue: queue.Queue[Waiting | None] = queue.Queue()
        self._thread: threading.Thread | None = None
        self._lock = threading.Lock()
        self._waiting, self._counted = 0, float("-inf")
        self._second, self._in_it = 0, 0
        self._began, self._many = float("-inf"), float("-inf")

    @property
    def is_fresh(self) -> bool:
        """Return whether it is known how many deliveries wait: then nobody who asks waits for the records."""
        return self._clock() - self._counted <= COUNTING

    def require_room(self) -> None:
        """Return if there is room for another delivery.

        Raises:
            Problem: 503 if there is none, with the seconds after which to come again.
        """
        if self._queue.qsize() >= QUEUED:
            raise _busy("More deliveries come in than can be written down", SOON)
        if not self.is_fresh:
            self._counted = self._clock()
            self._waiting = self._receipts.waiting(self._most)
        if self._waiting >= self._most:
            raise _busy(f"{self._most:,} deliveries wait to be worked on", LATER)

    def keep(self, arrival: Arrival) -> "Future[Receipt]":
        """Return what became of *arrival*, once it is kept."""
        future: Future[Receipt] = Future()
        self._put(Waiting(arrival, future))
        return future

    async def kept(self, arrival: Arrival) -> Receipt:
        """Do as `keep` does; whoever waits for it holds no thread."""
        loop = asyncio.get_running_loop()
        promise: asyncio.Future[Receipt] = loop.create_future()
        self._put(Waiting(arrival, promise, loop))
        return await promise

    def is_pressed(self) -> bool:
        """Return whether so much comes in that answering goes before working."""
        now = self._clock()
        return now < self._many + CALM and now < self._began + BURST

    def _put(self, waiting: Waiting) -> None:
        with self._lock:
            self._count()
            if self._thread is None:
                self._thread = threading.Thread(target=self._run, name="receipts", daemon=True)
                self._thread.start()
            self._queue.put(waiting)

    def _count(self) -> None:
        now = self._clock()
        if int(now) != self._second:
            self._second, self._in_it = int(now), 0
        self._in_it += 1
        if self._in_it >= MANY:
            self._began = now if now >= self._many + CALM else self._began
            self._many = now

    def stop(self) -> None:
        """Keep what has arrived, and nothing more."""
        with self._lock:
            thread, self._thread = self._thread, None
            if thread:
                self._queue.put(None)
        if thread:
            thread.join()

    def _run(self) -> None:
        began = 0.0
        while (first := self._queue.get()) is not None:
            time.sleep(max(0.0, min(GATHERING, began + GATHERING - time.monotonic())))
            began, together, is_last = time.monotonic(), [first], False
            while len(together) < AT_ONCE and not self._queue.empty() and not is_last:
                following = self._queue.get()
                if following is None:
                    is_last = True
                else:
                    together.append(following)
            self._write(together)
            if is_last:
                return

    def _write(self, together: Sequence[Waiting]) -> None:
        """Keep all of them; where one of them can't be kept, each by itself."""
        try:
            receipts = self._receipts.keep([one.arrival for one in together])
        except Exception as error:  # noqa: BLE001 - whoever waits must hear of it, and the thread go on
            if not isinstance(error, (CheckerError, Problem)):
                note("receipts failed", logging.ERROR, error=error)
            self._parted(together, error)
        else:
            _tell_all(together, receipts)
            self._tell()

    def _parted(self, together: Sequence[Waiting], error: Exception) -> None:
        """Keep each by itself where one of them may be at fault, and tell whoever waits what went wrong."""
        if len(together) > 1 and not isinstance(error, RecordsUnavailable):
            for one in together:
                self._write([one])
            return
        _tell_all(together, [error] * len(together))


def _tell_all(together: Sequence[Waiting], came: Sequence[Receipt | Exception]) -> None:
    """Tell whoever waits what *came* of it: each event loop all of its own at once."""
    told = defaultdict[Loop | None, list[Ended]](list)
    for one, what in zip(together, came, strict=True):
        told[one.loop].append(Ended(one.promise, what))
    for loop, ended in told.items():
        if loop is None:
            _settle(ended)
        else:
            with contextlib.suppress(RuntimeError):
                loop.call_soon_threadsafe(_settle, ended)


def _settle(ended: Sequence[Ended]) -> None:
    for promise, came in ended:
        if promise.done():
            continue
        if isinstance(came, Exception):
            promise.set_exception(came)
        else:
            promise.set_result(came)


def _happened(event: Event, hook: Hook) -> Happened:
    return Happened(event.id, event.name, event.document, event.version, is_wanted(event, hook))


def _head(received: Received, secrets: Sequence[str]) -> JsonValue:
    """Return method, URL without its query, and headers, without what is a secret or holds one."""
    kept: dict[str, JsonValue] = {
        name: value
        for name, value in received.headers.items()
        if not PRIVATE.search(name) and not any(secret and secret in value for secret in secrets)
    }
    return {"method": received.method, "url": received.url.partition("?")[0], "headers": kept}


def _busy(what: str, seconds: int) -> Problem:
    detail = f"{what}. Send it again in {seconds} s."
    return Problem(HTTPStatus.SERVICE_UNAVAILABLE, "too-many-waiting", detail, Retry_After=str(seconds))
