"""One try to hand a webhook to its receiver: one POST, no redirect, a small answer, a time limit."""

import http
import json
import ssl
import time
from collections.abc import Sequence
from functools import cache
from typing import NamedTuple
from urllib.parse import urlsplit

import httpcore2
from pydantic import JsonValue

from checker import __version__
from service.exchange.deliveries import Fate
from service.notices.guard import Guard, GuardedBackend, NotAllowed
from service.notices.pace import again, asked_of
from service.notices.signing import signed
from service.nouns import Moment
from service.records.outbox import Message, Outcome

SECONDS = 15.0
"""Time for the whole of a try."""
MOST_READ = 4_096
"""Bytes of an answer that are read; nobody needs them, and a connection that goes on is closed."""
GONE = http.HTTPStatus.GONE
SUCCESS = range(200, 300)
REDIRECT = range(300, 400)
PORTS = {"https": 443, "http": 80}


class Receiver(NamedTuple):
    """Where a webhook goes, and what it is signed with."""

    url: str
    keys: Sequence[str]
    """Its signing secrets, one or two."""


def body_of(payload: JsonValue) -> str:
    """Return *payload* as it is sent: the same text each time."""
    return json.dumps(payload, ensure_ascii=False, separators=(",", ":"), sort_keys=True)


def send(
    message: Message, receiver: Receiver, guard: Guard, now: Moment, *, seconds: float = SECONDS
) -> Outcome:
    """Send *message* once, and return what came of it.

    Args:
        message: what is sent.
        receiver: where it goes.
        guard: knows where it may go.
        now: when it is sent.
        seconds: time for all of it.
    """
    try:
        _require_open(receiver.url, guard)
        status, reason, asked = _posted(message, receiver, guard, now, seconds)
    except NotAllowed as error:
        return Outcome(Fate.FAILED, f"failed: {error}")
    except (httpcore2.NetworkError, httpcore2.TimeoutException, httpcore2.ProtocolError, OSError) as error:
        return _retried(message, now, _in_words(error, seconds))
    said = f"{status} {reason}".strip()
    if status in SUCCESS:
        return Outcome(Fate.DELIVERED, said, status)
    if status == GONE:
        return Outcome(Fate.FAILED, f"failed: {said}", status)
    more = " (redirects are not followed)" if status in REDIRECT else ""
    return _retried(message, now, said + more, status=status, asked=asked_of(asked, now))


def _retried(
    message: Message, now: Moment, says: str, *, status: int | None = None, asked: float | None = None
) -> Outcome:
    following = again(message.attempt, now, asked=asked)
    if following is None:
        return Outcome(Fate.FAILED, f"failed after {message.attempt} tries: {says}", status)
    return Outcome(Fate.WAITING, says, status, following)


def _posted(
    message: Message, receiver: Receiver, guard: Guard, now: Moment, seconds: float
) -> tuple[int, str, str]:
    """Return the status of the answer, its reason and its `Retry-After`."""
    body = body_of(message.payload)
    headers = signed(message.id, body, receiver.keys, now) | {
        "Content-Type": "application/json",
        "User-Agent": f"Brandcheck/{__version__}",
        "Connection": "close",
    }
    backend = GuardedBackend(guard, time.monotonic() + seconds)
    with (
        httpcore2.ConnectionPool(ssl_context=_trust(), network_backend=backend, max_connections=1) as pool,
        pool.stream("POST", receiver.url, headers=[*headers.items()], content=body.encode()) as response,
    ):
        _read_a_little(response)
        told = {name.lower(): value for name, value in response.headers}
    return response.status, _reason(response.status), told.get(b"retry-after", b"").decode("latin-1")


def _read_a_little(response: httpcore2.Response) -> None:
    """Read the beginning of an answer, so that its sender is not cut off in a short one."""
    size = 0
    try:
        for piece in response.iter_stream():
            size += len(piece)
            if size >= MOST_READ:
                return
    except (httpcore2.NetworkError, httpcore2.TimeoutException, httpcore2.ProtocolError):
        return


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
