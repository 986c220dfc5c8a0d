"""One try to hand something to its receiver: one POST, no redirect, a small answer, a time limit."""

import http
import json
from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import NamedTuple

from pydantic import JsonValue

from service.exchange.deliveries import Fate
from service.notices.protocol import Sending
from service.notices.signing import signed
from service.nouns import Moment
from service.outbound import Asking, Bounds, Guard, NotAllowed, Unreachable, again, asked, asked_of
from service.records.outbox import Message, Outcome

SECONDS = 15.0
"""Time for the whole of a try."""
MOST_READ = 4_096
"""Bytes of an answer that are read; nobody needs them, and a connection that goes on is closed."""
GONE = http.HTTPStatus.GONE
SUCCESS = range(200, 300)
REDIRECT = range(300, 400)
Ends = Mapping[int, str]
"""Statuses after which trying again is of no use, and what they mean where that is not plain."""
WEBHOOK_ENDS: Ends = MappingProxyType({GONE: ""})
AS_JSON = {"Content-Type": "application/json"}


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
    body = body_of(message.payload)
    headers = signed(message.id, body, receiver.keys, now) | AS_JSON
    asking = Asking("POST", receiver.url, headers, body.encode())
    return _tried(asking, message, guard, now, Bounds(seconds, MOST_READ))


def posted(sending: Sending, body: bytes, *, ends: Ends, seconds: float = SECONDS) -> Outcome:
    """Send *body*, which is JSON, once, and return what came of it.

    Args:
        sending: what it is of, and where it goes.
        body: what is sent.
        ends: answers after which it is given up, beside `410 Gone`.
        seconds: time for all of it.
    """
    asking = Asking("POST", sending.url, AS_JSON, body)
    bounds = Bounds(seconds, MOST_READ)
    return _tried(asking, sending.message, sending.guard, sending.now, bounds, ends)


def _tried(  # noqa: PLR0913, PLR0917 - a request, and what comes of each answer
    asking: Asking, message: Message, guard: Guard, now: Moment, bounds: Bounds, ends: Ends = WEBHOOK_ENDS
) -> Outcome:
    try:
        answer = asked(asking, guard, bounds)
    except NotAllowed as error:
        return Outcome(Fate.FAILED, f"failed: {error}")
    except Unreachable as error:
        return _retried(message, now, str(error))
    if answer.status in SUCCESS:
        return Outcome(Fate.DELIVERED, answer.said, answer.status)
    if answer.status in ends:
        means = f" ({ends[answer.status]})" if ends[answer.status] else ""
        return Outcome(Fate.FAILED, f"failed: {answer.said}{means}", answer.status)
    more = " (redirects are not followed)" if answer.status in REDIRECT else ""
    wanted = asked_of(answer.headers.get("retry-after", ""), now)
    return _retried(message, now, answer.said + more, status=answer.status, wanted=wanted)


def _retried(
    message: Message, now: Moment, says: str, *, status: int | None = None, wanted: float | None = None
) -> Outcome:
    following = again(message.attempt, now, asked=wanted)
    if following is None:
        return Outcome(Fate.FAILED, f"failed after {message.attempt} tries: {says}", status)
    return Outcome(Fate.WAITING, says, status, following)
