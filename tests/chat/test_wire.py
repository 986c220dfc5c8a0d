import time
from collections.abc import Iterator
from email.utils import formatdate

import httpx2
import pytest

from checker.asking import Usage
from checker.chat import wire
from checker.chat.wire import OutOfTime, TooLarge, Trip
from tests.stub_server import StubServer, drips, fails, floods, page, stalls


@pytest.fixture
def http() -> Iterator[httpx2.Client]:
    with wire.client() as client:
        yield client


def begun(timeout: float = 5.0, seconds: float = 5.0) -> Trip:
    trip = Trip(timeout, seconds)
    wire.begin(trip)
    return trip


def test_requests_are_counted(http):
    trip = begun()
    with StubServer(always=page("hello")) as server:
        texts = [http.post(server.url).text for _ in range(3)]

    assert texts == ["hello"] * 3
    assert trip.requests == 3
    assert trip.usage == Usage(calls=3)


def test_calls_count_where_requests_are_not_seen():
    trip = begun()
    trip.calls, trip.tokens = 2, Usage(tokens_in=5)

    assert trip.usage == Usage(calls=2, tokens_in=5)


@pytest.mark.parametrize("late", [stalls(), drips(0.02)])
def test_an_answer_that_takes_too_long_is_given_up_even_if_bytes_keep_coming(http, late):
    begun(timeout=0.2)

    with StubServer(late) as server, pytest.raises(httpx2.ReadTimeout):
        http.post(server.url)


def test_no_request_leaves_when_the_time_for_all_is_over(http):
    trip = begun()
    trip.ends = time.monotonic()

    with StubServer() as server, pytest.raises(OutOfTime):
        http.post(server.url)
    assert (server.requests, trip.requests) == ([], 0)


def test_the_time_for_all_bounds_that_of_the_last_request(http):
    begun(timeout=60.0, seconds=0.2)

    with StubServer(stalls()) as server, pytest.raises(httpx2.ReadTimeout):
        http.post(server.url)


def test_an_answer_larger_than_any_is_not_read_to_its_end(http):
    begun()

    with StubServer(floods(wire.LARGEST // 1_000_000 + 1)) as server, pytest.raises(TooLarge):
        http.post(server.url)


def test_a_redirect_is_not_followed(http):
    begun()
    with StubServer() as elsewhere, StubServer(fails(307, {"Location": elsewhere.url})) as server:
        status = http.post(server.url, content=b"{}").status_code

    assert (status, elsewhere.requests) == (307, [])


@pytest.mark.parametrize(
    ("status", "headers", "may_wait"),
    [
        (429, {"Retry-After": "1"}, True),
        (429, {"Retry-After": "6"}, False),
        (429, {"Retry-After-Ms": "1000"}, True),
        (429, {"Retry-After-Ms": "6000"}, False),
        (503, {"Retry-After": "6"}, False),
        (503, {"Retry-After": formatdate(time.time() + 86_400, usegmt=True)}, False),
        (503, {"Retry-After": formatdate(time.time() - 86_400, usegmt=True)}, True),
        (408, {"Retry-After": "1e999"}, False),
        (500, {"Retry-After": "soon"}, True),
        (500, {}, True),
        (400, {"Retry-After": "6"}, True),
    ],
)
def test_nobody_waits_for_longer_than_the_time_for_all(http, status, headers, may_wait):
    begun(seconds=5.0)
    with StubServer(fails(status, headers)) as server:
        response = http.post(server.url)

    assert ("x-should-retry" not in response.headers) == may_wait
