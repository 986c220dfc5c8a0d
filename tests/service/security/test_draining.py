"""Streams end when the service is to stop; all else goes on to its end."""

import anyio
import pytest
from starlette.types import Message, Receive, Scope, Send

from service.security.draining import Drain, Draining

STREAM = [(b"content-type", b"text/event-stream; charset=utf-8")]
TEXT = [(b"content-type", b"text/plain")]
LIMIT = 10.0
"""Seconds after which a test that hangs fails."""


async def _heard(headers: list[tuple[bytes, bytes]], *, body: list[Message]) -> list[str]:
    """Return what an answer with *headers* hears from its reader, who sends *body* and stays."""
    draining, heard = Draining(), []

    async def app(_scope: Scope, receive: Receive, send: Send) -> None:
        await send({"type": "http.response.start", "status": 200, "headers": headers})
        for _ in range(len(body) + 1):
            heard.append((await receive())["type"])

    async def receive() -> Message:
        if body:
            return body.pop(0)
        draining.begin()
        return await anyio.sleep_forever()

    async def send(_message: Message) -> None:
        pass

    with anyio.move_on_after(LIMIT if headers is STREAM else 0.2):
        await Drain(app, draining)({"type": "http"}, receive, send)
    return heard


@pytest.mark.parametrize("before", [0, 1])
def test_a_stream_hears_that_its_reader_has_left(before: int) -> None:
    body: list[Message] = [{"type": "http.request"}] * before

    assert anyio.run(lambda: _heard(STREAM, body=body)) == ["http.request"] * before + ["http.disconnect"]


def test_other_answers_hear_nothing() -> None:
    assert anyio.run(lambda: _heard(TEXT, body=[{"type": "http.request"}])) == ["http.request"]


def test_nobody_need_listen() -> None:
    Draining().begin()
