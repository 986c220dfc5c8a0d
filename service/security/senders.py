"""Systems that send to hooks: nobody is recognised there, the signature is their key.

What bounds them: unknown names cost a look into memory, before anything of the body is read; bodies are small
(`bodies`); of those that are not signed right an address has so many a minute (`rates`); and what is signed
right is bounded by what waits to be worked on (`service.hooks.receiving`), not by how often it comes, since
one system may publish a hundred pages in a second.
"""

import re
from http import HTTPStatus

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from service.problems import Problem
from service.security.answers import refuse
from service.security.rates import DELIVERED_AT_ONCE, Rates

HOOK = re.compile(r"/v1/hooks/([^/]+)")
"""Where systems send to."""
WRONG = frozenset(
    {
        HTTPStatus.UNAUTHORIZED,
        HTTPStatus.REQUEST_TIMEOUT,
        HTTPStatus.REQUEST_ENTITY_TOO_LARGE,
        HTTPStatus.UNPROCESSABLE_ENTITY,
    }
)
"""Answers to what had to be read and was none of what the hook takes."""


def delivery_to(scope: Scope) -> str | None:
    """Return the name of the hook that a request is sent to; none where it is another request."""
    found = HOOK.fullmatch(scope["path"]) if scope["method"] == "POST" else None
    return found[1] if found else None


class Senders:
    """Passes on what is sent to hooks, as long as not too much of it is wrong."""

    def __init__(self, app: ASGIApp, rates: Rates) -> None:
        """Pass it to *app*, counted in *rates*."""
        self._app, self._rates = app, rates

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a delivery on, or refuse it."""
        address = scope["client"][0] if scope.get("client") else ""
        sender = f"{address} {delivery_to(scope)}"
        try:
            self._rates.deliver(sender)
            with self._rates.turn(f"deliveries {address}", DELIVERED_AT_ONCE):
                await self._app(scope, receive, self._counting(sender, send))
        except Problem as problem:
            await refuse(problem, scope, receive, send)

    def _counting(self, sender: str, send: Send) -> Send:
        async def sending(message: Message) -> None:
            if message["type"] == "http.response.start":
                self._count(sender, message["status"])
            await send(message)

        return sending

    def _count(self, sender: str, status: int) -> None:
        if status == HTTPStatus.ACCEPTED or status in WRONG:
            self._rates.delivered(sender, is_right=status == HTTPStatus.ACCEPTED)
