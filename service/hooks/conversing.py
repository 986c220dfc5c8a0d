"""Conversations of connectors with their systems: each request guarded, bounded, and not too many of them."""

import time
from typing import TypeVar

from service.hooks.asking import shown
from service.hooks.protocol import Answered, CallFailed, Conversation, Outgoing
from service.outbound import Asking, Bounds, Guard, NotAllowed, Unreachable, asked

SECONDS = 10.0
"""Time for one request."""
IN_ALL = 30.0
"""Time for a conversation."""
MOST_READ = 2_000_000
"""Bytes of an answer."""
MOST_ASKED = 20
"""Requests of one conversation."""
PASSING = frozenset({408, 425, 429})
"""Statuses besides 5xx after which one may try again (RFC 9110, RFC 8470, RFC 6585)."""
SERVER = 500

T = TypeVar("T")


class Passing(Exception):
    """It did not work, and may work later; its text says what happened."""


class Failed(Exception):
    """It did not work, and will not; its text says what happened."""


def converse(conversation: Conversation[T], guard: Guard) -> T:
    """Carry *conversation* on to its end, and return what came of it.

    Args:
        conversation: yields requests, and takes their answers.
        guard: knows where they may go.

    Raises:
        Passing: if it may be tried again.
        Failed: if it may not.
    """
    deadline = time.monotonic() + IN_ALL
    try:
        return _carried_on(conversation, guard, deadline)
    except CallFailed as error:
        raise (Passing if is_passing(error.status) else Failed)(str(error)) from error
    finally:
        conversation.close()


def is_passing(status: int | None) -> bool:
    """Return whether one may try again after an answer with *status*; not where there was none."""
    return status is not None and (status in PASSING or status >= SERVER)


def _carried_on(conversation: Conversation[T], guard: Guard, deadline: float) -> T:
    try:
        wanted = next(conversation)
        for _ in range(MOST_ASKED):
            wanted = conversation.send(_answered(wanted, guard, deadline))
    except StopIteration as end:
        result: T = end.value
        return result
    raise Failed(f"It takes more than {MOST_ASKED} requests.")


def _answered(wanted: Outgoing, guard: Guard, deadline: float) -> Answered:
    left = min(SECONDS, deadline - time.monotonic())
    where = f"{wanted.method} {shown(wanted.url)}"
    if left <= 0:
        raise Passing(f"{where}: there is no time left; all requests together may take {IN_ALL:g} seconds.")
    asking = Asking(wanted.method, wanted.url, wanted.headers, wanted.body)
    try:
        answer = asked(asking, guard, Bounds(left, MOST_READ))
    except NotAllowed as error:
        raise Failed(f"{where}: {error}") from error
    except Unreachable as error:
        raise Passing(f"{where}: {error}.") from error
    if answer.is_whole:
        return Answered(answer.status, answer.body)
    if len(answer.body) >= MOST_READ:
        raise Failed(f"{where}: the answer has more than {MOST_READ:,} bytes.")
    raise Passing(f"{where}: the connection broke off.")
