"""Every request has an id, a line in the log, and its place in the figures.

The line names the route's template, never the address: addresses hold names, cursors and what was searched
for.
"""

import logging
import re
import secrets
import time
from http import HTTPStatus

from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import ClientDisconnect
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from service.problems import Problem
from service.security.answers import refuse
from service.security.callers import Caller
from service.security.logs import note
from service.security.metrics import Metrics

HEADER = "x-request-id"
"""The header that carries the id."""
ID = re.compile(r"[A-Za-z0-9._-]{8,64}")
"""Ids that are taken over from whoever asks, such as a proxy that has made one."""
METHODS = frozenset({"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"})
"""Methods that are counted by name; anybody may think up others."""
NOWHERE = "none"
"""The route of requests that no route answered."""


class Watch:
    """Gives ids, writes the log, counts, and answers where the program is at fault (500)."""

    def __init__(self, app: ASGIApp, metrics: Metrics) -> None:
        """Watch *app* and count into *metrics*."""
        self._app, self._metrics = app, metrics

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on."""
        if scope["type"] != "http":
            return await self._app(scope, receive, send)
        seen = _Seen(scope, send)
        with self._metrics.open.track_inprogress():
            try:
                await self._app(scope, receive, seen.send)
            finally:
                self._write(scope, seen)

    def _write(self, scope: Scope, seen: "_Seen") -> None:
        route, seconds = route_of(scope), time.perf_counter() - seen.began
        method = scope["method"] if scope["method"] in METHODS else "other"
        self._metrics.count(method, route, seen.status, seconds)
        who = scope["state"].get("caller", Caller()).identity
        note(
            "request",
            logging.ERROR if seen.status >= HTTPStatus.INTERNAL_SERVER_ERROR else logging.INFO,
            request=seen.id,
            method=method,
            route=route,
            status=seen.status,
            milliseconds=round(1000 * seconds, 1),
            bytes=seen.size,
            by=f"{who.kind} {who.id}" if who else "nobody",
        )


class _Seen:
    """What is seen of one request."""

    def __init__(self, scope: Scope, send: Send) -> None:
        given = Headers(scope=scope).get(HEADER, "")
        self.id = given if ID.fullmatch(given) else secrets.token_hex(16)
        self.began, self.status, self.size = time.perf_counter(), 0, 0
        self._send = send
        scope.setdefault("state", {})["request_id"] = self.id

    async def send(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            self.status = message["status"]
            MutableHeaders(scope=message)[HEADER] = self.id
        self.size += len(message.get("body", b""))
        await self._send(message)


class Faults:
    """Answers where the program is at fault, without a word about how (500)."""

    def __init__(self, app: ASGIApp) -> None:
        """Answer for *app*."""
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on."""
        started = False

        async def sending(message: Message) -> None:
            nonlocal started
            started = started or message["type"] == "http.response.start"
            await send(message)

        try:
            await self._app(scope, receive, sending)
        except ClientDisconnect:
            return
        except Exception as error:
            if scope["type"] != "http" or started:
                raise
            note("fault", logging.ERROR, error=error, request=scope["state"].get("request_id"))
            await refuse(fault(), scope, receive, send)


def route_of(scope: Scope) -> str:
    """Return the template of the route that answers, such as `/v1/checks/{id}`."""
    return str(getattr(scope.get("route"), "path", NOWHERE))


def fault() -> Problem:
    """Return the problem that the program is at fault."""
    return Problem(
        HTTPStatus.INTERNAL_SERVER_ERROR,
        "fault",
        "Brandcheck has made a mistake. Nothing that was acknowledged is lost. Try again; if it happens "
        "again, tell whoever runs the service the request's id.",
    )
