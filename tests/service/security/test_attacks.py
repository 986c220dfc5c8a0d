"""What attackers have tried at the door: heads without end, two lengths, all turns at once, wrong keys."""

import asyncio
import contextlib
import socket
from collections.abc import Callable, Iterator
from http import HTTPStatus
from urllib.parse import urlsplit

import pytest
import uvicorn
from starlette.types import Receive, Scope, Send
from uvicorn.server import ServerState

from service.nouns import Role
from service.nouns import Scope as Right
from service.problems import Problem
from service.security.heads import LONGEST, PATIENCE, Heads
from service.security.rates import AT_ONCE, FAILURES, Rates
from tests.service.security.conftest import OPEN_TO_OTHERS, MakeSite

HEAD = b"GET /healthz HTTP/1.1\r\nHost: localhost\r\n"
END = b"\r\n"


def answered(url: str, *pieces: bytes) -> bytes:
    """Return all that comes back for *pieces* until the other side closes the connection."""
    address = urlsplit(url)
    with socket.create_connection((address.hostname, address.port), timeout=30) as connection:
        with contextlib.suppress(OSError):
            for piece in pieces:
                connection.sendall(piece)
        with contextlib.suppress(ConnectionResetError):
            return b"".join(iter(lambda: connection.recv(65_536), b""))
    return b""


@pytest.mark.parametrize(
    "line",
    [b"X: " + b"a" * LONGEST, b"X: a\r\n" * (LONGEST // 6), b"a" * LONGEST],
    ids=["value", "many", "name"],
)
def test_a_head_that_does_not_end_is_given_up(service_url: str, line: bytes) -> None:
    assert b"200 OK" not in answered(service_url, HEAD, *[line] * 20)


def test_one_that_ends_in_time_is_answered(service_url: str) -> None:
    last = b"X: " + b"a" * (LONGEST // 2) + b"\r\nConnection: close\r\n"

    assert answered(service_url, HEAD, last, END).startswith(b"HTTP/1.1 200")


@pytest.mark.parametrize("method", [b"GET /static/none", b"POST /v1/checks", b"POST /healthz"])
def test_nothing_is_smuggled_behind_one_of_two_lengths(service_url: str, method: bytes) -> None:
    two = b" HTTP/1.1\r\nHost: localhost\r\nContent-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n"

    said = answered(service_url, method + two + HEAD + END)

    assert said.startswith(b"HTTP/1.1 400")
    assert b"two-lengths" in said
    assert said.count(b"HTTP/1.1 ") == 1


class _Line(asyncio.Transport):
    """A connection of which only the end is of interest."""

    is_closed = False

    def get_extra_info(self, name: str, default: object = None) -> object:
        del name
        return default

    def write(self, data: object) -> None:
        pass

    def is_closing(self) -> bool:
        return self.is_closed

    def close(self) -> None:
        self.is_closed = True

    def resume_reading(self) -> None:
        pass


class _Clock(asyncio.SelectorEventLoop):
    """A loop that makes delayed calls when it is told to, and not before."""

    def __init__(self) -> None:
        super().__init__()
        self.delayed: list[tuple[float, asyncio.TimerHandle]] = []

    def call_later(
        self, delay: float, callback: Callable[..., object], *args: object, context: object = None
    ) -> asyncio.TimerHandle:
        del context
        handle = asyncio.TimerHandle(0, callback, args, self)
        self.delayed.append((delay, handle))
        return handle

    def waits(self) -> list[float]:
        return [delay for delay, handle in self.delayed if not handle.cancelled()]

    def pass_time(self) -> None:
        """Make all delayed calls that were not taken back, and then what is to be done at once."""
        due, self.delayed = self.delayed, []
        for _, handle in due:
            if not handle.cancelled():
                handle._run()
        self.run_soon()

    def run_soon(self) -> None:
        for _ in range(5):
            self.run_until_complete(_nothing())


async def _nothing() -> None:
    pass


async def _app(_scope: Scope, receive: Receive, send: Send) -> None:
    await receive()
    await send({"type": "http.response.start", "status": 204, "headers": []})
    await send({"type": "http.response.body"})


@pytest.fixture
def clock() -> Iterator[_Clock]:
    loop = _Clock()
    yield loop
    loop.close()


def connected(clock: _Clock) -> tuple[Heads, _Line]:
    config = uvicorn.Config(_app, log_config=None, access_log=False, ws="none", http=Heads, lifespan="off")
    config.load()
    heads, line = Heads(config, ServerState(), {}, clock), _Line()
    heads.connection_made(line)
    return heads, line


@pytest.mark.parametrize("pieces", [(), (b"G",), (HEAD,), (HEAD, b"X: a\r\n", b"X: b\r\n")], ids=repr)
def test_a_head_that_does_not_come_is_given_up_once(clock: _Clock, pieces: tuple[bytes, ...]) -> None:
    heads, line = connected(clock)
    for piece in pieces:
        heads.data_received(piece)
    assert clock.waits() == [PATIENCE]

    clock.pass_time()

    assert line.is_closed


def test_a_request_has_all_the_time_it_needs(clock: _Clock) -> None:
    heads, line = connected(clock)
    heads.data_received(HEAD + b"Content-Length: 3\r\n" + END + b"a")

    clock.pass_time()

    assert PATIENCE not in clock.waits()
    assert not line.is_closed


def test_the_next_head_is_not_waited_for_longer(clock: _Clock) -> None:
    heads, line = connected(clock)
    heads.data_received(HEAD + END)
    clock.run_soon()
    assert PATIENCE not in clock.waits()

    heads.data_received(b"GET")
    heads.data_received(b" /")

    assert clock.waits() == [PATIENCE]
    clock.pass_time()
    assert line.is_closed


def test_a_connection_that_is_lost_is_not_waited_for(clock: _Clock) -> None:
    heads, _ = connected(clock)

    heads.connection_lost(ConnectionResetError())

    assert clock.waits() == []


def test_nobody_takes_all_turns() -> None:
    rates = Rates(1)
    with contextlib.ExitStack() as mine:
        for _ in range(AT_ONCE):
            mine.enter_context(rates.turn("key a"))
        with pytest.raises(Problem, match=f"{AT_ONCE} of your requests") as refused:
            mine.enter_context(rates.turn("key a"))
        with rates.turn("key b"):
            pass

    assert refused.value.status == HTTPStatus.TOO_MANY_REQUESTS
    assert refused.value.headers == {"Retry-After": "1"}


def test_a_turn_ends_with_its_request_whatever_comes_of_it(site: MakeSite) -> None:
    made = site(**OPEN_TO_OTHERS, requests_per_minute=1_000)
    program, stranger = made.with_key(Right.READ), made.browser()
    asked = [(program, "/v1/teams"), (program, "/v1/keys"), (program, "/v1/none"), (stranger, "/v1/teams")]

    for client, path in asked * AT_ONCE:
        assert client.get(path).status_code != HTTPStatus.TOO_MANY_REQUESTS
        assert client.post(path, json={}).status_code != HTTPStatus.TOO_MANY_REQUESTS


@pytest.mark.usefixtures("one_minute")
def test_wrong_keys_of_a_neighbour_shut_nobody_s_session_out(site: MakeSite) -> None:
    made = site(**OPEN_TO_OTHERS, requests_per_minute=1_000)
    person, guesser = made.as_person(Role.WRITER), made.browser(authorization="Bearer wrong")

    guessed = [guesser.get("/v1/teams").status_code for _ in range(FAILURES + 1)]

    assert guessed == [HTTPStatus.UNAUTHORIZED] * FAILURES + [HTTPStatus.TOO_MANY_REQUESTS]
    assert person.get("/v1/teams").status_code == HTTPStatus.OK
