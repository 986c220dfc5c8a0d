"""The pace: turns in order, over all processes, on a clock that the test holds."""

import asyncio
import dataclasses
import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st
from langchain_core.language_models import FakeListChatModel
from langchain_core.rate_limiters import BaseRateLimiter
from pydantic import ValidationError

from checker.chat.database import Database
from checker.chat.pace import HOUR, Pace, Rate
from checker.chat.tables import PACE
from checker.errors import RateLimited
from tests.chat import store_workers as workers
from tests.chat.store_workers import Quick

MODEL = "openai:gpt-5-mini"
ONCE_A_SECOND = Rate(per_minute=60)
MODELS = itertools.count()


@pytest.fixture
def database(database_url):
    return Database(database_url)


@pytest.fixture
def lost(tmp_path):
    """A database that can't be opened."""
    return Database(f"sqlite:///{tmp_path}", patience=0.05)


@pytest.fixture
def quick():
    return Quick()


def test_it_is_langchains_limiter_and_langchain_asks_it(database, quick):
    pace = Pace(MODEL, ONCE_A_SECOND, database, clock=quick.clock)
    chat = FakeListChatModel(responses=["Tea."], rate_limiter=pace)

    answers = [chat.invoke("What?").content for _ in range(3)]

    assert isinstance(pace, BaseRateLimiter)
    assert answers == ["Tea."] * 3
    assert quick.slept == [1, 2]


def test_turns_come_one_interval_apart(database, quick):
    pace = Pace(MODEL, Rate(per_minute=120), database, clock=quick.clock)

    taken = [pace.acquire() for _ in range(4)]

    assert taken == [True] * 4
    assert quick.slept == [0.5, 1.0, 1.5]


def test_time_that_passes_makes_turns_free_but_saves_none_up(database, quick):
    pace = Pace(MODEL, ONCE_A_SECOND, database, clock=quick.clock)
    pace.acquire()
    quick.time += 60

    for _ in range(3):
        pace.acquire()

    assert quick.slept == [1, 2]


def test_a_burst_goes_at_once(database, quick):
    pace = Pace(MODEL, Rate(per_minute=60, burst=3), database, clock=quick.clock)

    for _ in range(5):
        pace.acquire()
    quick.time += 2
    pace.acquire()

    assert quick.slept == [1, 2, 1]


def test_who_does_not_want_to_wait_is_told_and_takes_no_turn(database, quick):
    pace = Pace(MODEL, ONCE_A_SECOND, database, clock=quick.clock)

    taken = [pace.acquire(blocking=False) for _ in range(3)]
    quick.time += 1
    taken += [pace.acquire(blocking=False) for _ in range(2)]

    assert taken == [True, False, False, True, False]
    assert quick.slept == []


def test_who_does_not_want_to_wait_may_use_the_burst(database, quick):
    pace = Pace(MODEL, Rate(per_minute=60, burst=3), database, clock=quick.clock)

    assert [pace.acquire(blocking=False) for _ in range(4)] == [True, True, True, False]


def test_a_turn_that_is_too_far_off_is_refused_and_not_taken(database, quick):
    pace = Pace(MODEL, Rate(per_minute=60, longest=2), database, clock=quick.clock)
    for _ in range(3):
        pace.acquire()

    for _ in range(2):
        with pytest.raises(RateLimited, match=r"than 60 a minute .* within 2 seconds.*REQUESTS_PER_MINUTE"):
            pace.acquire()
    quick.time += 1
    pace.acquire()

    assert quick.slept == [1, 2, 2]


def test_models_have_turns_of_their_own(database, quick):
    for model in (MODEL, "openai:gpt-5"):
        Pace(model, ONCE_A_SECOND, database, clock=quick.clock).acquire()

    assert quick.slept == []


def test_coroutines_take_turns_with_everybody_else(database, quick):
    pace = Pace(MODEL, Rate(per_minute=60, longest=3), database, clock=quick.clock)
    pace.acquire()

    async def take():
        waited = await asyncio.gather(*(pace.aacquire() for _ in range(3)))
        return [*waited, await pace.aacquire(blocking=False)]

    assert asyncio.run(take()) == [True, True, True, False]
    assert sorted(quick.slept) == [1, 2, 3]
    with pytest.raises(RateLimited):
        asyncio.run(pace.aacquire())


@pytest.mark.parametrize("wrong", [10 * HOUR, 100 * 365 * 24 * HOUR, -10 * HOUR, -1_000_000.0])
def test_a_clock_that_was_wrong_stops_nobody(database, quick, wrong):
    astray = Quick(quick.time + wrong)
    Pace(MODEL, ONCE_A_SECOND, database, clock=astray.clock).acquire()
    pace = Pace(MODEL, ONCE_A_SECOND, database, clock=quick.clock)

    for _ in range(2):
        pace.acquire()

    assert quick.slept == [1]


def test_where_no_clock_is_given_the_databases_own_counts(database):
    quick = Quick()
    pace = Pace(MODEL, Rate(per_minute=1), database, clock=dataclasses.replace(quick.clock, now=None))

    for _ in range(3):
        pace.acquire()

    first, second = quick.slept
    assert 0 < first <= 60 < second <= 120
    with database.reading() as connection:
        assert connection.execute(PACE.select()).one().model == MODEL


def test_eight_processes_share_the_turns_and_each_is_taken_once(database_url):
    done = workers.together(workers.take_turns, database_url, 5)

    turns = sorted(wait for waits in done for wait in waits)
    assert turns == list(range(8 * 5))
    assert all(waits == sorted(waits) for waits in done)


def test_without_the_database_each_process_keeps_the_rate_for_itself(lost, quick):
    told = []
    pace = Pace(MODEL, Rate(per_minute=60, burst=2, longest=2), lost, clock=quick.clock, tell=told.append)

    taken = [pace.acquire() for _ in range(4)]

    assert taken == [True] * 4
    assert quick.slept == [1, 2]
    assert pace.acquire(blocking=False) is False
    with pytest.raises(RateLimited):
        pace.acquire()
    [sentence] = told
    assert sentence.startswith("Each process keeps the rate of requests for itself. The database ")


@pytest.fixture(scope="module")
def places(tmp_path_factory):
    """A database, and one that can't be opened."""
    folder = tmp_path_factory.mktemp("pace")
    return {
        "shared": Database(f"sqlite:///{folder / 'chat.db'}"),
        "alone": Database(f"sqlite:///{folder}", patience=0),
    }


@pytest.mark.parametrize("place", ["shared", "alone"])
@given(
    per_minute=st.floats(0.1, 6000),
    burst=st.integers(1, 5),
    pauses=st.lists(st.floats(0, 100), min_size=1, max_size=30),
)
def test_never_more_than_the_rate_and_the_burst_in_any_stretch(places, place, per_minute, burst, pauses):
    rate = Rate(per_minute=per_minute, burst=burst, longest=1e9)
    quick, told, starts = Quick(), [], []
    model = f"openai:{next(MODELS)}"
    pace = Pace(model, rate, places[place], clock=quick.clock, tell=told.append)
    for pause in pauses:
        quick.time += pause
        quick.slept.clear()
        pace.acquire()
        starts.append(quick.time + sum(quick.slept))

    assert starts == sorted(starts)
    assert bool(told) is (place == "alone")
    for first in range(len(starts)):
        for last in range(first, len(starts)):
            seconds = starts[last] - starts[first]
            assert last - first + 1 <= burst + seconds / rate.interval + 1e-3


@pytest.mark.parametrize("wrong", [{"per_minute": 0}, {"per_minute": -1}, {"per_minute": 1, "burst": 0}])
def test_a_rate_that_is_none_is_refused(wrong):
    with pytest.raises(ValidationError):
        Rate(**wrong)
