"""What the head of a request, its first line and its headers, may be: how long, and how slow to come.

Heads are read before anybody is recognised, so whoever reaches the port can send them. httptools takes
headers without end, and keeps them; h11 gives up on a head that is longer than `LONGEST` and not yet whole.
Neither gives up on one that never ends, so this does: each open connection takes one of the few files that a
process may hold open.
"""

import asyncio
from http import HTTPStatus

from starlette.datastructures import Headers
from starlette.types import ASGIApp, Receive, Scope, Send
from uvicorn.protocols.http.h11_impl import H11Protocol

from service.problems import Problem
from service.security.answers import refuse

LONGEST = 65_536
"""Bytes of a head that is not whole; one that is may be longer by what is read at once."""
PATIENCE = 20.0
"""Seconds from the first byte of a head, or from the opening of a connection, to its end."""


class Heads(H11Protocol):
    """A connection that is closed where the head of a request is too long, or does not come."""

    _until: asyncio.TimerHandle | None = None

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]  # as uvicorn's
        """Wait for the first head."""
        super().connection_made(transport)
        self._wait()

    def data_received(self, data: bytes) -> None:
        """Read on; what is left without its end is waited for."""
        super().data_received(data)
        if self._is_waiting:
            self._wait()
        else:
            self._wait_no_more()

    def connection_lost(self, exc: Exception | None) -> None:
        """Wait no more."""
        self._wait_no_more()
        super().connection_lost(exc)

    @property
    def _is_waiting(self) -> bool:
        """Return whether no request is being answered."""
        return self.cycle is None or self.cycle.response_complete

    def _wait(self) -> None:
        if self._until is None:
            self._until = self.loop.call_later(PATIENCE, self._give_up)

    def _wait_no_more(self) -> None:
        if self._until is not None:
            self._until.cancel()
            self._until = None

    def _give_up(self) -> None:
        self._until = None
        if self._is_waiting:
            self.transport.close()


class OneLength:
    """Refuses requests that say in two ways where they end (400).

    A proxy may believe the one and we the other: what comes after would be taken for the next caller's
    request (RFC 9112, section 6.1; CWE-444).
    """

    def __init__(self, app: ASGIApp) -> None:
        """Answer with *app* where there is no doubt."""
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on, or refuse it."""
        if scope["type"] == "http":
            headers = Headers(scope=scope)
            if "content-length" in headers and "transfer-encoding" in headers:
                return await refuse(_two_lengths(), scope, receive, send)
        return await self._app(scope, receive, send)


def _two_lengths() -> Problem:
    return Problem(
        HTTPStatus.BAD_REQUEST,
        "two-lengths",
        "The request has both Content-Length and Transfer-Encoding. Send one of them.",
        Connection="close",
    )
