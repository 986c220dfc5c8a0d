"""One request to somewhere else: no redirect, no more of the answer than is wanted, all of it in time."""

import http
import ssl
import time
from collections.abc import Mapping
from functools import cache
from typing import NamedTuple
from urllib.parse import urlsplit

import httpcore2

from checker import __version__
from service.outbound.guard import Guard, GuardedBackend, NotAllowed

PORTS = {"https": 443, "http": 80}
"""The schemes that may be asked, and their ports."""
BROKEN = (httpcore2.NetworkError, httpcore2.TimeoutException, httpcore2.ProtocolError, OSError)


class Unreachable(Exception):
    """No answer came; its text says why, for people, and repeats nothing that the other side said."""


class Bounds(NamedTuple):
    """How long a request may take, and how much is read of its answer."""

    seconds: float
    """Time for the whole of it, the connection included."""
    most: int
    """Bytes of an answer that are read; what comes after is left unread."""


class Asking(NamedTuple):
    """A request."""

    method: str
    """Of HTTP, in capitals."""
    url: str
    """Where it goes: https, or what the settings allow."""
    headers: Mapping[str, str] = {}
    """Beside `User-Agent`, which may be among them, and `Connection`, which may not."""
    body: bytes = b""


class Answer(NamedTuple):
    """What came back."""

    status: int
    headers: Mapping[str, str]
    """Names in lower case."""
    body: bytes
    """As much as was to be read."""
    is_whole: bool
    """Whether that is all of it."""

    @property
    def said(self) -> str:
        """Return the status and what it is called, as `404 Not Found`."""
        return f"{self.status} {_reason(self.status)}".strip()


def asked(asking: Asking, guard: Guard, bounds: Bounds) -> Answer:
    """Send one request, and return the answer.

    Args:
        asking: what is asked, and where.
        guard: knows where it may go.
        bounds: how long it may take, and how much is read.

    Raises:
        NotAllowed: if it may not be sent there.
        Unreachable: if no answer came.
    """
    try:
        _require_open(asking.url, guard)
        _require_ascii(asking)
        return _answered(asking, guard, bounds)
    except (ValueError, httpcore2.UnsupportedProtocol) as error:
        raise NotAllowed("the address is none that can be asked") from error
    except BROKEN as error:
        raise Unreachable(_in_words(error, bounds.seconds)) from error


def _answered(asking: Asking, guard: Guard, bounds: Bounds) -> Answer:
    headers = {"User-Agent": f"Brandcheck/{__version__}", **asking.headers, "Connection": "close"}
    backend = GuardedBackend(guard, time.monotonic() + bounds.seconds)
    with (
        httpcore2.ConnectionPool(ssl_context=_trust(), network_backend=backend, max_connections=1) as pool,
        pool.stream(asking.method, asking.url, headers=[*headers.items()], content=asking.body) as response,
    ):
        content, is_whole = _read(response, bounds.most)
        told = {name.lower().decode("latin-1"): value.decode("latin-1") for name, value in response.headers}
    return Answer(response.status, told, content, is_whole)


def _read(response: httpcore2.Response, most: int) -> tuple[bytes, bool]:
    """Return as much of an answer as may be read, and whether that is all of it."""
    pieces, size = [], 0
    try:
        for piece in response.iter_stream():
            pieces.append(piece)
            size += len(piece)
            if size > most:
                return b"".join(pieces)[:most], False
    except (httpcore2.NetworkError, httpcore2.TimeoutException, httpcore2.ProtocolError):
        return b"".join(pieces), False
    return b"".join(pieces), True


def _require_open(url: str, guard: Guard) -> None:
    """Refuse what is no address, and an open connection to the world.

    Raises:
        NotAllowed: if it may not be sent there.
        OSError: if its host has no address.
    """
    parts = urlsplit(url)
    if parts.scheme not in PORTS or not parts.hostname:
        raise NotAllowed("the address is no URL that begins with https://")
    if parts.scheme == "http" and not guard.allows_plain(parts.hostname):
        raise NotAllowed("the address must begin with https://")


def _require_ascii(asking: Asking) -> None:
    """Refuse what HTTP does not carry, in the address or in a header (RFC 9110, section 5.5).

    Raises:
        NotAllowed: if there is such a character.
    """
    if not asking.url.isascii():
        raise NotAllowed("the address has characters that an address can't have")
    if not all(value.isascii() for value in asking.headers.values()):
        raise NotAllowed("a token or another header has characters that HTTP does not carry")


@cache
def _trust() -> ssl.SSLContext:
    """Return what is trusted: the system's certificates."""
    return httpcore2.default_ssl_context()


def _reason(status: int) -> str:
    try:
        return http.HTTPStatus(status).phrase
    except ValueError:
        return ""


def _in_words(error: Exception, seconds: float) -> str:
    """Return what went wrong on the way, without what the other side said."""
    if isinstance(error, httpcore2.TimeoutException):
        return f"no answer within {seconds:g} seconds"
    if isinstance(error, httpcore2.ProtocolError):
        return "the answer was no HTTP"
    if isinstance(error.__cause__ or error.__context__, ssl.SSLError) or isinstance(error, ssl.SSLError):
        return "no trusted encryption (the certificate can't be verified)"
    if isinstance(error, (httpcore2.ConnectError, OSError)):
        return "the receiver can't be reached"
    return "the connection broke off"
