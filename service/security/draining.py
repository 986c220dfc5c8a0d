"""Ends what would never end by itself when the service is to stop: streams of events."""

import asyncio
import contextlib

from starlette.types import ASGIApp, Message, Receive, Scope, Send

STREAM = b"text/event-stream"


class Draining:
    """Whether the service is to stop."""

    def __init__(self) -> None:
        """Begin with no."""
        self._event, self._has_begun = asyncio.Event(), False
        self._loop: asyncio.AbstractEventLoop | None = None

    def begin(self) -> None:
        """Stop; may be called from a signal's handler."""
        self._has_begun = True
        if self._loop is not None:
            self._loop.call_soon_threadsafe(self._event.set)

    async def wait(self) -> None:
        """Return once it is to stop."""
        self._loop = asyncio.get_running_loop()
        if not self._has_begun:
            await self._event.wait()


class Drain:
    """Tells streams that their reader has left when the service is to stop; it then asks again."""

    def __init__(self, app: ASGIApp, draining: Draining) -> None:
        """Answer with *app* until *draining* begins."""
        self._app, self._draining = app, draining

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on."""
        if scope["type"] != "http":
            return await self._app(scope, receive, send)
        is_stream = False

        async def sending(message: Message) -> None:
            nonlocal is_stream
            if message["type"] == "http.response.start":
                is_stream = any(
                    name == b"content-type" and STREAM in value for name, value in message["headers"]
                )
            await send(message)

        async def receiving() -> Message:
            return await self._first(receive) if is_stream else await receive()

        return await self._app(scope, receiving, sending)

    async def _first(self, receive: Receive) -> Message:
        """Return what comes first: the next message, or the end of the service."""
        reading = asyncio.ensure_future(receive())
        stopping = asyncio.ensure_future(self._draining.wait())
        try:
            await asyncio.wait((reading, stopping), return_when=asyncio.FIRST_COMPLETED)
            return reading.result() if reading.done() else {"type": "http.disconnect"}
        finally:
            for task in (reading, stopping):
                task.cancel()
                with contextlib.suppress(asyncio.CancelledError):
                    await task
