"""A delivery as it comes in: raw bytes, read only where a hook of that name takes them.

Small ones are verified where they come in: to hand them to a thread would take longer. Large ones, and those
for which the records are to be asked, have threads of their own, so that neither they nor those who wait for
a report wait for one another. While one is being written down it holds no thread.
"""

import datetime
from collections.abc import Callable
from typing import TypeVar, TypeVarTuple

from anyio import CapacityLimiter
from anyio.lowlevel import RunVar
from anyio.to_thread import run_sync
from fastapi import Request

from service.api.describing import Document
from service.exchange.hooks import Receipt
from service.hooks.hooks import Hooks
from service.hooks.protocol import Received
from service.parts import Parts, parts

Given = TypeVarTuple("Given")
T = TypeVar("T")

THREADS = 8
"""Deliveries that are verified in threads at once."""
SMALL = 32_768
"""Bytes that are verified and read in less than a millisecond."""
BODY: Document = {
    "requestBody": {
        "required": True,
        "description": "Whatever the system sends, with its signature where the system puts it.",
        "content": {"*/*": {"schema": {"type": "string", "format": "binary"}}},
    }
}
"""The body in OpenAPI's words."""
_LIMIT: RunVar[CapacityLimiter] = RunVar("deliveries to hooks")


async def received(name: str, request: Request) -> Receipt:
    """Return what becomes of the delivery that *request* brings to the hook *name*, once it is durable.

    Raises:
        Problem: 404 if there is no such hook, 410 if it is off, 413 if it is too large, 401 if its signature
            is not right, 422 if it is not what the system sends, 503 if too much waits.
        RecordsUnavailable: if it can't be kept.
    """
    hooks = parts(request).hooks
    await _done(hooks, 0, hooks.require, name)
    came = as_received(request, await request.body(), parts(request))
    return await hooks.kept(await _done(hooks, len(came.body), hooks.verified, name, came))


async def _done(hooks: Hooks, size: int, do: Callable[[*Given], T], *given: *Given) -> T:
    """Return what comes of doing it about so many bytes; in a thread where others would wait for it."""
    if size <= SMALL and hooks.is_fresh:
        return do(*given)
    return await run_sync(do, *given, limiter=_threads())


def as_received(request: Request, body: bytes, made: Parts) -> Received:
    """Return *request* with its *body* as connectors see it: with the address that its sender knows."""
    path = request.scope.get("raw_path", b"") or request.url.path.encode()
    query = request.scope.get("query_string", b"")
    host = request.headers.get("host", "")
    origin = made.service.public_url.rstrip("/") or f"{request.url.scheme}://{host}"
    address = f"{origin}{path.decode('latin-1')}" + (f"?{query.decode('latin-1')}" if query else "")
    return Received(
        method=request.method,
        url=address,
        headers={name.lower(): value for name, value in request.headers.items()},
        body=body,
        at=datetime.datetime.now(datetime.UTC),
    )


def _threads() -> CapacityLimiter:
    """Return what bounds the deliveries of this event loop."""
    try:
        return _LIMIT.get()
    except LookupError:
        limit = CapacityLimiter(THREADS)
        _LIMIT.set(limit)
        return limit
