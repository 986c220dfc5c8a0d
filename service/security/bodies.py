"""What a request may send: how much, and how slowly.

A body that says it is too large is refused before any of it is read; one that turns out to be, as soon as
it does.
"""

import asyncio
import time
from collections.abc import Callable
from dataclasses import dataclass
from http import HTTPStatus

from starlette.datastructures import Headers
from starlette.exceptions import HTTPException
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from service.problems import Problem
from service.security.answers import refuse
from service.security.senders import delivery_to
from service.settings import ServiceSettings

ROOM = 1_000_000
"""Bytes for what is around a draft: the other fields of a form, the boundaries of its parts."""
ESCAPED = 12
"""Bytes that a character takes at most: two escapes of JSON, or four bytes of a form's percent-encoding."""
FORMS = ("application/json", "application/x-www-form-urlencoded")
"""Types of bodies that hold pasted text; all others may be files."""
MULTIPART = "multipart/form-data"
BATCHES = ("/v1/batches", "/batches")
"""Where batches are handed in: their files are kept piece by piece, and their texts are many."""


@dataclass(frozen=True)
class Measure:
    """How much may be sent, and how slowly."""

    text: int
    """Bytes of a body that holds pasted text."""
    file: int
    """Bytes of a body that holds a file."""
    hook: int = 0
    """Bytes of what a system sends to a hook."""
    batch: int = 0
    """Bytes of a form that holds the files of a batch."""
    pause: float = 20.0
    """Seconds without a byte."""
    least: float = 5_000.0
    """Bytes a second, after the first pause; a slow telephone sends ten times as many."""

    @classmethod
    def of(cls, service: ServiceSettings) -> "Measure":
        """Return the measure of *service*."""
        text = ESCAPED * service.max_text + ROOM
        return cls(
            text=text, file=service.max_upload + ROOM, batch=service.max_batch + ROOM, hook=service.max_hook
        )

    def bytes_of(self, headers: Headers, path: str = "") -> int:
        """Return how many bytes a request to *path* with *headers* may send."""
        kind = headers.get("content-type", "").partition(";")[0].strip().lower()
        if path in BATCHES:
            return max(self.batch if kind == MULTIPART else self.file, self.text)
        return self.text if kind in FORMS else max(self.text, self.file)


class BodyLimit:
    """Refuses bodies that are too large (413), and gives up on those that do not come (408)."""

    def __init__(self, app: ASGIApp, measure: Measure, now: Callable[[], float] = time.monotonic) -> None:
        """Pass to *app* what fits into *measure*; *now* returns the time in seconds."""
        self._app, self._measure, self._now = app, measure, now

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on, or refuse it."""
        if scope["type"] != "http":
            return await self._app(scope, receive, send)
        headers = Headers(scope=scope)
        is_sent = delivery_to(scope) is not None
        most = self._measure.hook if is_sent else self._measure.bytes_of(headers, str(scope["path"]))
        length = headers.get("content-length", "0")
        if not length.isdecimal() or int(length) > most:
            return await refuse(too_large(most), scope, receive, send)
        return await self._app(scope, self._limited(receive, most), send)

    def _limited(self, receive: Receive, most: int) -> Receive:
        began, size, is_whole = self._now(), 0, False

        async def receiving() -> Message:
            nonlocal size, is_whole
            if is_whole:
                return await receive()
            left = self._measure.pause + min(0.0, size / self._measure.least - (self._now() - began))
            message = await _within(left, receive)
            size += len(message.get("body", b""))
            is_whole = not message.get("more_body", False)
            if size > most:
                raise HTTPException(HTTPStatus.REQUEST_ENTITY_TOO_LARGE, detail=str(most))
            return message

        return receiving


async def _within(seconds: float, receive: Receive) -> Message:
    try:
        return await asyncio.wait_for(receive(), seconds)
    except TimeoutError as error:
        raise HTTPException(HTTPStatus.REQUEST_TIMEOUT) from error


def too_large(most: int | None = None) -> Problem:
    """Return the problem that a body has more than *most* bytes, where that is known."""
    limit = f"the {most:,} bytes that" if most is not None else "what"
    return Problem(
        HTTPStatus.REQUEST_ENTITY_TOO_LARGE,
        "too-large",
        f"This is more than {limit} may be sent here at once. Send less at once, or have the limit raised.",
        Connection="close",
    )
