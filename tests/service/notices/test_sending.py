"""One try: what receivers do to it, and where it does not go."""

import datetime
import socket
import time
from collections.abc import Callable
from typing import Any

import pytest

from service.exchange.deliveries import Fate, Medium
from service.notices.sending import Receiver as To
from service.notices.sending import send
from service.notices.signing import new_secret
from service.outbound import Guard
from service.outbound.pace import TRIES
from service.records.outbox import Message, Outcome
from service.settings import Outbound
from tests.service.notices.conftest import HERE
from tests.service.notices.receiver import Receiver, answers

NOW = datetime.datetime(2026, 11, 22, 12, tzinfo=datetime.UTC)
MESSAGE = Message("m" * 32, Medium.WEBHOOK, "test", "t", {"type": "test", "é": "“”"}, 1, "lease")
HOUR = 3600.0


def tried(receiver: Receiver, url: str = "", outbound: Outbound = HERE, **given: Any) -> Outcome:
    to = To(url or receiver.url, (new_secret(),))
    return send(
        MESSAGE._replace(**{k: v for k, v in given.items() if k == "attempt"}),
        to,
        Guard(outbound),
        NOW,
        seconds=given.get("seconds", 10.0),
    )


@pytest.mark.parametrize(
    ("status", "state", "says"),
    [
        (200, Fate.DELIVERED, "200 OK"),
        (202, Fate.DELIVERED, "202 Accepted"),
        (299, Fate.DELIVERED, "299"),
        (302, Fate.WAITING, "302 Found (redirects are not followed)"),
        (404, Fate.WAITING, "404 Not Found"),
        (410, Fate.FAILED, "failed: 410 Gone"),
        (500, Fate.WAITING, "500 Internal Server Error"),
    ],
)
def test_the_status_decides(receiver: Receiver, status: int, state: Fate, says: str) -> None:
    receiver.answer = answers(status, Location=f"{receiver.url}/elsewhere")

    outcome = tried(receiver)

    assert (outcome.state, outcome.says, outcome.status) == (state, says, status)
    assert len(receiver.got) == 1


def test_after_the_last_try_it_is_given_up(receiver: Receiver) -> None:
    receiver.answer = answers(503)

    outcome = tried(receiver, attempt=TRIES)

    assert (outcome.state, outcome.again) == (Fate.FAILED, None)
    assert outcome.says == f"failed after {TRIES} tries: 503 Service Unavailable"


@pytest.mark.parametrize("asked", ["3600", "Sun, 22 Nov 2026 13:00:00 GMT"])
def test_a_receiver_may_ask_for_time(receiver: Receiver, asked: str) -> None:
    receiver.answer = answers(429, Retry_After=asked)

    outcome = tried(receiver)

    assert outcome.again == NOW + datetime.timedelta(seconds=HOUR)


def dripping_head(handler: Any) -> None:
    """Send a head that never ends, a byte at a time."""
    handler.wfile.write(b"HTTP/1.1 200 OK\r\nX-Endless: ")
    while True:
        handler.wfile.write(b"x")
        handler.wfile.flush()
        time.sleep(0.02)


def endless_body(handler: Any) -> None:
    handler.wfile.write(b"HTTP/1.1 200 OK\r\n\r\n")
    while True:
        handler.wfile.write(b"x" * 65_536)


def hinting(handler: Any) -> None:
    """Send answers that are none yet (RFC 8297), without end."""
    while True:
        handler.wfile.write(b"HTTP/1.1 103 Early Hints\r\nlink: <x>\r\n\r\n")


def swelling_head(handler: Any) -> None:
    handler.wfile.write(b"HTTP/1.1 200 OK\r\nX-Endless: ")
    while True:
        handler.wfile.write(b"x" * 65_536)


def silent(receiver: Receiver) -> Callable[[Any], None]:
    return lambda _: receiver.released.wait(30) and None


def rubbish(handler: Any) -> None:
    handler.wfile.write(b"\x00\xff rubbish\r\n\r\n")


def cut(handler: Any) -> None:
    handler.connection.shutdown(socket.SHUT_RDWR)


def test_a_body_without_end_is_not_read_to_it(receiver: Receiver) -> None:
    receiver.answer = endless_body

    assert tried(receiver).state is Fate.DELIVERED


@pytest.mark.parametrize(
    ("answer", "says"),
    [
        (dripping_head, "no answer within 0.4 seconds"),
        ("silent", "no answer within 0.4 seconds"),
        (rubbish, "the answer was no HTTP"),
        (cut, "the answer was no HTTP"),
        (hinting, "no answer within 0.4 seconds"),
        (swelling_head, "the answer was no HTTP"),
    ],
    ids=["drips", "is silent", "rubbish", "cuts", "hints", "swells"],
)
def test_a_receiver_that_misbehaves_is_tried_again(
    receiver: Receiver, answer: Callable[[Any], None] | str, says: str
) -> None:
    receiver.answer = silent(receiver) if isinstance(answer, str) else answer

    outcome = tried(receiver, seconds=0.4)

    assert (outcome.state, outcome.says) == (Fate.WAITING, says)
    assert outcome.again


def test_a_receiver_that_is_not_there_is_tried_again(receiver: Receiver) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]

    outcome = tried(receiver, f"http://127.0.0.1:{port}/x")

    assert (outcome.state, outcome.says) == (Fate.WAITING, "the receiver can't be reached")


def test_encryption_that_is_none_is_said(receiver: Receiver) -> None:
    outcome = tried(receiver, receiver.url.replace("http://", "https://"))

    assert outcome.state is Fate.WAITING
    assert "no trusted encryption" in outcome.says


@pytest.mark.parametrize(
    ("url", "says"),
    [
        ("{http}", "must begin with https://"),
        ("{https}", "not on the public internet"),
        ("https://localhost:{port}/x", "not on the public internet"),
        ("https://169.254.169.254/latest/meta-data", "not on the public internet"),
        ("https://[::1]:{port}/x", "not on the public internet"),
        ("https://[::ffff:127.0.0.1]:{port}/x", "not on the public internet"),
        ("https://0.0.0.0:{port}/x", "not on the public internet"),
        ("https://2130706433:{port}/x", "not on the public internet"),
        ("https://0x7f000001:{port}/x", "not on the public internet"),
        ("https://10.0.0.1/x", "not on the public internet"),
        ("file:///etc/passwd", "no URL"),
        ("gopher://127.0.0.1/", "no URL"),
    ],
)
def test_it_goes_nowhere_inside(receiver: Receiver, url: str, says: str) -> None:
    port = receiver.url.rpartition(":")[2]
    named = url.format(http=receiver.url, https=receiver.url.replace("http", "https"), port=port)

    outcome = tried(receiver, named, outbound=Outbound())

    assert (outcome.state, receiver.got) == (Fate.FAILED, [])
    assert says in outcome.says


def test_a_name_that_changes_its_meaning_gets_nobody_inside(monkeypatch: pytest.MonkeyPatch) -> None:
    """The address that was looked at is the one that is connected to: the name is looked up once."""
    asked: list[object] = []

    def lookup(host: str, *_: object, **__: object) -> list[object]:
        asked.append(host)
        address = "93.184.216.34" if len(asked) == 1 else "127.0.0.1"
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (address, 443))]

    connected: list[tuple[str, int]] = []

    def connect(address: tuple[str, int], *_: object, **__: object) -> socket.socket:
        connected.append(address)
        raise ConnectionRefusedError

    monkeypatch.setattr(socket, "getaddrinfo", lookup)
    monkeypatch.setattr(socket, "create_connection", connect)
    outcome = send(MESSAGE, To("https://rebind.example/x", (new_secret(),)), Guard(Outbound()), NOW)

    assert outcome.state is Fate.WAITING
    assert asked == ["rebind.example"]
    assert connected == [("93.184.216.34", 443)]
