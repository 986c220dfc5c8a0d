"""One request: what comes back of it, and what does not."""

from collections.abc import Iterator
from typing import Any

import pytest

from service.outbound import Asking, Bounds, Guard, NotAllowed, Unreachable, asked
from service.settings import Outbound
from tests.service.notices.conftest import HERE
from tests.service.notices.receiver import Receiver, answers, receiving

BOUNDS = Bounds(10.0, 1_000)


@pytest.fixture
def receiver() -> Iterator[Receiver]:
    with receiving() as running:
        yield running


def test_an_answer_is_read_whole_and_its_headers_in_lower_case(receiver: Receiver) -> None:
    receiver.answer = answers(404, b"not here", X_Says="No")
    asking = Asking("POST", f"{receiver.url}/x?y=1", {"User-Agent": "mine"}, b"body")

    answer = asked(asking, Guard(HERE), BOUNDS)

    assert (answer.status, answer.body, answer.is_whole) == (404, b"not here", True)
    assert (answer.said, answer.headers["x-says"]) == ("404 Not Found", "No")
    (got,) = receiver.got
    assert (got.path, got.body, got.headers["user-agent"]) == ("/x?y=1", b"body", "mine")


def test_no_more_is_read_than_is_wanted(receiver: Receiver) -> None:
    receiver.answer = answers(200, b"x" * 1_001)

    answer = asked(Asking("POST", receiver.url), Guard(HERE), BOUNDS)

    assert (len(answer.body), answer.is_whole) == (1_000, False)


def test_an_answer_that_breaks_off_is_not_whole(receiver: Receiver) -> None:
    def broken(handler: Any) -> None:
        handler.wfile.write(b"HTTP/1.1 200 OK\r\nContent-Length: 99\r\n\r\nhalf")

    receiver.answer = broken

    assert not asked(Asking("POST", receiver.url), Guard(HERE), BOUNDS).is_whole


@pytest.mark.parametrize(
    "url",
    [
        "https://[::1",
        "https://",
        "http://a b/",
        "https://x:99999/",
        "ftp://example.com/",
        "https://é.example/",
        "",
    ],
)
def test_what_is_no_address_is_not_asked(url: str) -> None:
    with pytest.raises((NotAllowed, Unreachable)):
        asked(Asking("GET", url), Guard(Outbound()), BOUNDS)


def test_a_header_that_http_does_not_carry_is_not_sent(receiver: Receiver) -> None:
    asking = Asking("POST", receiver.url, {"Authorization": "Bearer clé"})

    with pytest.raises(NotAllowed):
        asked(asking, Guard(HERE), BOUNDS)
    assert receiver.got == []


def test_a_header_cannot_smuggle_another(receiver: Receiver) -> None:
    asking = Asking("POST", receiver.url, {"X-A": "b\r\nX-Evil: yes"})

    with pytest.raises(Unreachable):
        asked(asking, Guard(HERE), BOUNDS)
    assert receiver.got == []
