"""Seats: each is held by one process at a time, and free when that ends or loses its connection."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack

import psycopg
import pytest

from service.jobs.seats import SEATS, Seats, first_free, name_of, seat_of
from service.jobs.store import Store

ALONE = """
    SELECT pg_terminate_backend(pid, 30000) FROM pg_stat_activity
    WHERE datname = current_database() AND pid <> pg_backend_pid()
"""


@pytest.fixture
def arrive(database_url: str) -> Iterator[Callable[[], Seats]]:
    """Return what lets one more process arrive at the same seats."""
    store = Store(database_url)
    store.prepare()
    with ExitStack() as stack:

        def make() -> Seats:
            seats = store.seats()
            stack.callback(seats.close)
            return seats

        yield make


def test_who_comes_takes_the_first_seat_that_is_free(arrive):
    one, two, three = arrive(), arrive(), arrive()

    assert [first_free(seats) for seats in (one, two, three)] == [0, 1, 2]
    two.close()
    assert first_free(arrive()) == 1


def test_a_seat_is_held_by_one_at_a_time(arrive):
    one, two = arrive(), arrive()
    assert one.take(7)
    assert one.take(7)

    assert not two.take(7)

    one.leave(7)
    one.leave(7)
    assert two.take(7)
    assert not one.take(7)


def test_a_seat_that_is_looked_at_and_left_is_free_for_its_owner(arrive):
    reaper, owner = arrive(), arrive()
    assert reaper.take(0)
    assert reaper.take(1)

    reaper.leave(1)

    assert owner.take(1)
    assert not owner.take(0)


def test_when_all_seats_are_taken_that_is_said(arrive):
    one = arrive()
    for seat in range(SEATS):
        assert one.take(seat)

    with pytest.raises(RuntimeError, match="256 processes work already"):
        first_free(arrive())


def test_seats_are_taken_again_after_the_connection_was_lost(postgresql_url):
    one, two = Store(postgresql_url).seats(), Store(postgresql_url).seats()
    assert one.take(0)
    with psycopg.connect(postgresql_url, autocommit=True) as other:
        other.execute(ALONE)

    assert one.take(0)

    assert not two.take(0)
    one.close()
    two.close()


def test_a_seat_that_somebody_took_meanwhile_is_lost(postgresql_url):
    one, two = Store(postgresql_url).seats(), Store(postgresql_url).seats()
    assert one.take(0)
    with psycopg.connect(postgresql_url, autocommit=True) as other:
        other.execute(ALONE)
    assert two.take(0)

    assert not one.take(0)

    one.close()
    two.close()


@pytest.mark.parametrize(
    ("name", "seat"), [("seat-0", 0), ("seat-12", 12), ("local", None), ("seat-x", None), ("", None)]
)
def test_names_of_processes_say_where_they_sit(name, seat):
    assert seat_of(name) == seat
    if seat is not None:
        assert name_of(seat) == name
