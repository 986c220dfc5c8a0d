"""A delivery as it comes in: raw bytes, read only where a hook of that name takes them.

Deliveries have threads of their own, so that neither they nor those who wait for a report wait for one
another; while one is being written down it holds no thread.
"""

import asyncio
import datetime

from anyio import CapacityLimiter
from anyio.lowlevel import RunVar
from anyio.to_thread import run_sync
from fastapi import Request

from service.api.describing import Document
from service.exchange.hooks import Receipt
from service.hooks.protocol import Received
from service.parts import Parts, parts

THREADS = 8
"""Deliveries that are verified at once."""
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
    hooks, own = parts(request).hooks, _threads()
    await run_sync(hooks.require, name, limiter=own)
    came = as_received(request, await request.body(), parts(request))
    future = await run_sync(hooks.taken, name, came, limiter=own)
    return await asyncio.wrap_future(future)


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
