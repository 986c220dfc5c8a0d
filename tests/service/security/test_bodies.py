"""What may be sent: how much, and how slowly."""

import json
import socket
from collections.abc import Iterator
from contextlib import closing
from http import HTTPStatus
from typing import cast

import anyio
import pytest
from starlette.datastructures import Headers
from starlette.exceptions import HTTPException
from starlette.types import Message, Receive, Scope, Send

from service.security.bodies import BodyLimit, Measure
from tests.service.security.conftest import MakeSite, Site

JSON = {"content-type": "application/json"}
SMALL = Measure(text=100, file=1_000, pause=0.05, least=1e9)


def test_a_body_that_says_it_is_too_large_is_refused_unread(local: Site) -> None:
    def never() -> Iterator[bytes]:
        raise AssertionError("it was read")
        yield b""

    headers = JSON | {"content-length": "9" * 12}
    answer = local.browser().put("/v1/teams/a", content=never(), headers=headers)

    assert answer.status_code == HTTPStatus.REQUEST_ENTITY_TOO_LARGE
    assert answer.json()["type"] == "/problems/too-large"


def test_one_that_turns_out_to_be_is_refused_then(site: MakeSite) -> None:
    made = site(max_text=10, max_upload=1000)
    piece = b" " * 100_000

    answer = made.browser().put("/v1/teams/a", content=iter([piece] * 30), headers=JSON)

    assert answer.status_code == HTTPStatus.REQUEST_ENTITY_TOO_LARGE
    assert answer.json()["type"] == "/problems/too-large"
    assert "1,000,120" in answer.json()["detail"]


@pytest.mark.parametrize("length", ["-1", "x", "1.5", "+5", ""])
def test_a_length_that_is_none_is_refused(length: str) -> None:
    sent = _answered(SMALL, [], {"content-length": length})

    assert sent[0]["status"] == HTTPStatus.REQUEST_ENTITY_TOO_LARGE


@pytest.mark.parametrize(
    ("kind", "most"),
    [
        ("application/json", 100),
        ("APPLICATION/JSON; charset=utf-8", 100),
        ("application/x-www-form-urlencoded", 100),
        ("multipart/form-data; boundary=x", 1000),
        ("application/pdf", 1000),
        ("", 1000),
    ],
)
def test_files_may_be_larger_than_text(kind: str, most: int) -> None:
    assert SMALL.bytes_of(Headers({"content-type": kind})) == most


def test_just_enough_passes() -> None:
    sent = _answered(SMALL, [b"x" * 60, b"x" * 40], JSON)

    assert sent[0]["status"] == HTTPStatus.OK


def test_a_byte_more_does_not() -> None:
    with pytest.raises(HTTPException) as caught:
        _answered(SMALL, [b"x" * 60, b"x" * 41], JSON)

    assert caught.value.status_code == HTTPStatus.REQUEST_ENTITY_TOO_LARGE


def test_a_body_that_does_not_come_is_given_up() -> None:
    with pytest.raises(HTTPException) as caught:
        _answered(SMALL, [b"x", None], JSON)

    assert caught.value.status_code == HTTPStatus.REQUEST_TIMEOUT


def test_one_that_trickles_is_given_up_though_it_never_pauses_for_long() -> None:
    clock = iter(range(0, 1000, 10))
    measure = Measure(text=10_000, file=10_000, pause=20.0, least=100.0)
    limit = BodyLimit(_reader, measure, now=lambda: float(next(clock)))

    with pytest.raises(HTTPException) as caught:
        anyio.run(_asked, limit, [b"x"] * 50, JSON, [])

    assert caught.value.status_code == HTTPStatus.REQUEST_TIMEOUT


def test_who_announces_too_much_is_answered_before_sending_it(service_url: str) -> None:
    head = b"PUT /v1/teams/slow HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
    host, port = service_url.removeprefix("http://").split(":")
    with closing(socket.create_connection((host, int(port)))) as connection:
        connection.sendall(head + b"Content-Length: 99999999\r\n\r\n")
        answer = b"".join(iter(lambda: connection.recv(10_000), b"")).decode()

    assert answer.startswith("HTTP/1.1 413 ")
    assert json.loads(answer.partition("\r\n\r\n")[2])["type"] == "/problems/too-large"


def _answered(measure: Measure, pieces: list[bytes | None], headers: dict[str, str]) -> list[Message]:
    sent: list[Message] = []
    anyio.run(_asked, BodyLimit(_reader, measure), pieces, headers, sent)
    return sent


async def _asked(
    limit: BodyLimit, pieces: list[bytes | None], headers: dict[str, str], sent: list[Message]
) -> None:
    """Send *pieces* through *limit*; none in place of one never comes."""
    waiting = list(pieces)

    async def receive() -> Message:
        piece = waiting.pop(0)
        if piece is None:
            await anyio.sleep_forever()
        return {"type": "http.request", "body": cast("bytes", piece), "more_body": bool(waiting)}

    async def send(message: Message) -> None:
        sent.append(message)

    await limit(_scope(headers), receive, send)


def _scope(headers: dict[str, str]) -> Scope:
    raw = [(name.encode(), text.encode()) for name, text in headers.items()]
    app = type("App", (), {"state": object()})()
    return {"type": "http", "method": "PUT", "path": "/v1/x", "headers": raw, "state": {}, "app": app}


async def _reader(_scope: Scope, receive: Receive, send: Send) -> None:
    """Read all that comes, and answer."""
    while (await receive()).get("more_body"):
        pass
    await send({"type": "http.response.start", "status": 200, "headers": []})
    await send({"type": "http.response.body", "body": b""})
