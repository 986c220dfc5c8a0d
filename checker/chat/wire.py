"""HTTP with an end to it: requests, questions and answers within their time and size.

httpx counts its timeouts from byte to byte, so a server that sends one byte a minute is never too late; and a
vendor's client may wait two minutes before each repetition because the server says so. Both are bounded here.
A request never follows a redirect: a draft goes where the settings say, or nowhere.
"""

import email.utils
import ssl
import time
from collections.abc import Iterator, Mapping
from contextlib import suppress
from contextvars import ContextVar
from dataclasses import dataclass, field
from functools import cache

import httpx2

from checker.asking import Usage

CONNECT = 10.0
"""Seconds for a connection, where a call has more."""
LARGEST = 16_000_000
"""Bytes of one answer, far more than any that was asked for."""
REPEATED = {408, 409, 429}
"""Status codes below 500 after which a vendor's client asks again."""
CONNECTIONS = 100


class OutOfTime(TimeoutError):
    """The time for a question is over; vendors' clients don't repeat a request after that."""


class TooLarge(ValueError):
    """An answer is larger than any that was asked for."""


@dataclass
class Trip:
    """One question on its way: until when, and what it has cost so far.

    Args:
        timeout: seconds for one request.
        seconds: seconds for all of them, the pauses between them included.
    """

    timeout: float
    seconds: float
    ends: float = field(init=False)
    """When all must be over, by the monotonic clock."""
    requests: int = 0
    """HTTP requests, repetitions included; 0 where the provider's client does not go through here."""
    calls: int = 0
    """Calls of the vendor's client."""
    tokens: Usage = field(default_factory=Usage)

    def __post_init__(self) -> None:
        """Start the clock."""
        self.ends = time.monotonic() + self.seconds

    @property
    def usage(self) -> Usage:
        """Return what all calls have cost, money aside."""
        return self.tokens + Usage(calls=max(self.requests, self.calls))


_trip: ContextVar[Trip] = ContextVar("trip")


def begin(trip: Trip) -> None:
    """Let the requests of this context be those of *trip*."""
    _trip.set(trip)


def client(proxy: str | None = None) -> httpx2.Client:
    """Return a client whose requests keep to the trip of their context."""
    return httpx2.Client(
        verify=_certificates(),
        proxy=proxy,
        follow_redirects=False,
        limits=httpx2.Limits(max_connections=CONNECTIONS, max_keepalive_connections=CONNECTIONS),
        event_hooks={"request": [_depart], "response": [_arrive]},
    )


@cache
def _certificates() -> ssl.SSLContext:
    """Return who is trusted; reading that takes a tenth of a second."""
    return httpx2.create_ssl_context()


def _depart(request: httpx2.Request) -> None:
    """Count *request* and give it its time.

    Raises:
        OutOfTime: if the trip's is over.
    """
    trip = _trip.get()
    left = min(trip.timeout, trip.ends - time.monotonic())
    if left <= 0:
        raise OutOfTime
    trip.requests += 1
    waits = {"connect": min(left, CONNECT), "read": left, "write": left, "pool": left}
    request.extensions = {**request.extensions, "timeout": waits, "ends": time.monotonic() + left}


def _arrive(response: httpx2.Response) -> None:
    """Bound *response*, and keep the vendor's client from waiting for longer than the trip may last."""
    trip = _trip.get()
    repeated = response.status_code in REPEATED or response.status_code >= httpx2.codes.INTERNAL_SERVER_ERROR
    if repeated and _pause(response.headers) > trip.ends - time.monotonic():
        response.headers["x-should-retry"] = "false"
    if isinstance(response.stream, httpx2.SyncByteStream):
        response.stream = _Bounded(response.stream, response.request)


def _pause(headers: Mapping[str, str]) -> float:
    """Return the seconds that the server asks to wait (RFC 9110, 10.2.3), 0 where it does not say."""
    asked = headers.get("retry-after", "")
    for text, unit in ((headers.get("retry-after-ms", ""), 0.001), (asked, 1.0)):
        with suppress(ValueError):
            return float(text) * unit
    with suppress(ValueError):
        return email.utils.parsedate_to_datetime(asked).timestamp() - time.time()
    return 0.0


class _Bounded(httpx2.SyncByteStream):
    """The bytes of an answer, until there are too many of them or they come too late."""

    def __init__(self, stream: httpx2.SyncByteStream, request: httpx2.Request) -> None:
        self._stream = stream
        self._request = request

    def __iter__(self) -> Iterator[bytes]:
        """Yield the bytes as they come.

        Raises:
            httpx2.ReadTimeout: if they are not all there in the request's time.
            TooLarge: if there are more than any answer has.
        """
        size = 0
        for chunk in self._stream:
            size += len(chunk)
            if size > LARGEST:
                raise TooLarge
            if time.monotonic() > self._request.extensions["ends"]:
                raise httpx2.ReadTimeout("the answer came too slowly", request=self._request)
            yield chunk

    def close(self) -> None:
        """Release the connection."""
        self._stream.close()
