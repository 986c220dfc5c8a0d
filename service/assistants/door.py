"""The way in by HTTP: `POST /mcp` (streamable HTTP), for whom the API lets in.

By the time that a request comes here, the service has looked at its host, its key, its rate and its size.
What is left is that no page of a browser speaks here: not one of another site (`Origin`, against DNS
rebinding), and none without a key. There are no sessions, so none can be fixed or taken over, and no request
but POST.
"""

import contextlib
import json
from collections.abc import AsyncIterator
from http import HTTPStatus

from mcp.server.streamable_http_manager import StreamableHTTPSessionManager
from mcp_types import INVALID_REQUEST, ErrorData, JSONRPCError
from starlette.requests import Request
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Send
from starlette.types import Scope as Connection

from service.assistants.desk import Desk
from service.assistants.inside import Inside
from service.assistants.server import Context, server_of
from service.nouns import Identity, Scope
from service.parts import Parts
from service.problems import Problem
from service.security.access import refuse_pages
from service.security.answers import refuse
from service.security.bodies import Measure
from service.security.callers import caller_of, unknown

PATH = "/mcp"
"""Where assistants ask."""
ENOUGH = frozenset({Scope.READ, Scope.CHECK})
"""Rights, any of which lets an assistant in; each tool asks for its own."""


class Door:
    """Answers `POST /mcp`; as an application of its own, to be given to a route."""

    path = PATH
    """What the log and the figures call it."""

    def __init__(self, parts: Parts) -> None:
        """Answer by *parts*, once `open` is entered."""
        self._parts = parts
        self._answering: ASGIApp | None = None

    @contextlib.asynccontextmanager
    async def open(self) -> AsyncIterator[None]:
        """Answer as long as this is entered."""
        server = server_of(self._desk, keeps=True)
        most = Measure.of(self._parts.service).text
        manager = StreamableHTTPSessionManager(server, stateless=True, max_request_body_size=most)
        async with manager.run():
            self._answering = manager.handle_request
            try:
                yield
            finally:
                self._answering = None

    async def __call__(self, connection: Connection, receive: Receive, send: Send) -> None:
        """Let the request in, or refuse it."""
        request = Request(connection, receive)
        connection["route"] = self
        try:
            _admit(request)
        except Problem as problem:
            return await refuse(problem, connection, receive, send)
        if self._answering is None:
            return await refuse(_closed(), connection, receive, send)
        if _is_json(request):
            body = await request.body()
            if _has_wrong_id(body):
                return await _wrong_id()(connection, receive, send)
            receive = _again(body, receive)
        return await self._answering(connection, receive, send)

    def _desk(self, context: Context) -> Desk:
        """Return the desk of whoever has made the request that is answered."""
        return Inside(self._parts, identified(context.request))


def identified(request: object) -> Identity:
    """Return who has made *request*.

    Raises:
        Problem: 401 if nobody known has.
    """
    who = caller_of(request).identity if isinstance(request, Request) else None
    if who is None or who.kind == "person":
        raise unknown()
    return who


def _admit(request: Request) -> None:
    if request.method != "POST":
        raise Problem(
            HTTPStatus.METHOD_NOT_ALLOWED,
            "method-not-allowed",
            "Assistants ask by POST; there are no sessions, and nothing to listen to.",
            Allow="POST",
        )
    refuse_pages(request, caller_of(request))
    if not identified(request).scopes & ENOUGH:
        raise Problem(
            HTTPStatus.FORBIDDEN,
            "not-allowed",
            "This key may neither read nor check. Ask an administrator for one that may.",
            WWW_Authenticate='Bearer error="insufficient_scope", scope="read check"',
        )


def _is_json(request: Request) -> bool:
    return request.headers.get("content-type", "").partition(";")[0].strip().lower() == "application/json"


def _has_wrong_id(body: bytes) -> bool:
    """Return whether *body* is a request whose id is neither a text nor a whole number, as MCP wants it.

    The SDK takes such a request for a notification, and whoever sent it would wait for an answer in vain.
    """
    try:
        told = json.loads(body)
    except (ValueError, RecursionError):
        return False
    if not isinstance(told, dict) or not {"id", "method"} <= told.keys():
        return False
    return isinstance(told["id"], bool) or not isinstance(told["id"], str | int)


def _wrong_id() -> Response:
    error = ErrorData(
        code=INVALID_REQUEST, message="A request's id is a text or a whole number, and not null."
    )
    said = JSONRPCError(jsonrpc="2.0", id=None, error=error)
    return Response(
        said.model_dump_json(by_alias=True), HTTPStatus.BAD_REQUEST, media_type="application/json"
    )


def _again(body: bytes, receive: Receive) -> Receive:
    """Return what gives a *body* that was read once more, and then goes on as *receive* does."""
    given: list[Message] = [{"type": "http.request", "body": body, "more_body": False}]

    async def receiving() -> Message:
        return given.pop() if given else await receive()

    return receiving


def _closed() -> Problem:
    return Problem(
        HTTPStatus.SERVICE_UNAVAILABLE, "closed", "The service starts or stops. Ask again in a moment."
    )
