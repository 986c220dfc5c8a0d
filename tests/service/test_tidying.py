"""What is done without anybody asking: retention, index and ledgers, again and again, whatever goes wrong."""

import datetime
import threading

import pytest

from checker.errors import InputError
from service.problems import RecordsUnavailable
from service.tidying import Tidying

PATIENCE = 30.0
"""Seconds until a round that does not come fails a test."""


class Checks:
    """Counts how often retention is asked for; may be broken."""

    def __init__(self) -> None:
        self.asked: list[datetime.datetime] = []
        self.rounds = threading.Semaphore(0)
        self.broken = False

    def expire(self, now: datetime.datetime) -> int:
        self.asked.append(now)
        self.rounds.release()
        if self.broken:
            raise RecordsUnavailable("The records are gone.")
        return len(self.asked)


class Records:
    """Records that hold nothing but checks."""

    def __init__(self) -> None:
        self.checks = Checks()


class Index:
    """Counts how often it is brought up to date; may be broken."""

    def __init__(self) -> None:
        self.asked = 0
        self.broken = False

    def refresh(self) -> None:
        self.asked += 1
        if self.broken:
            raise InputError("The index is held by another program.")


class Insight:
    """Counts how often its ledgers are brought up to date; may be broken."""

    def __init__(self) -> None:
        self.asked = 0
        self.broken = False

    def renew(self) -> int:
        self.asked += 1
        if self.broken:
            raise InputError("The local model can't be had.")
        return 0


@pytest.fixture
def insight() -> Insight:
    return Insight()


@pytest.fixture
def records() -> Records:
    return Records()


@pytest.fixture
def index() -> Index:
    return Index()


def test_retention_is_seen_to_at_once_and_in_every_round(
    records: Records, index: Index, insight: Insight
) -> None:
    tidying = Tidying(records, index, insight, pause=0.001)

    tidying.begin()

    assert all(records.checks.rounds.acquire(timeout=PATIENCE) for _ in range(3))
    tidying.stop()
    assert index.asked >= 1
    assert insight.asked >= 1
    assert records.checks.asked[0].tzinfo is datetime.UTC


def test_a_service_that_has_just_started_does_not_index(
    records: Records, index: Index, insight: Insight
) -> None:
    tidying = Tidying(records, index, insight)
    tidying.begin()
    assert records.checks.rounds.acquire(timeout=PATIENCE)

    tidying.stop()

    assert (len(records.checks.asked), index.asked, insight.asked) == (1, 0, 0)


def test_it_goes_on_when_something_breaks(records: Records, index: Index, insight: Insight) -> None:
    records.checks.broken = index.broken = insight.broken = True
    tidying = Tidying(records, index, insight, pause=0.001)

    tidying.begin()

    assert all(records.checks.rounds.acquire(timeout=PATIENCE) for _ in range(3))
    tidying.stop()
    assert tidying.index_problem == "The index is held by another program."


def test_a_problem_of_the_index_is_over_when_it_is(records: Records, index: Index, insight: Insight) -> None:
    tidying = Tidying(records, index, insight)
    index.broken = True
    tidying.refresh()
    assert tidying.index_problem

    index.broken = False
    tidying.refresh()

    assert tidying.index_problem == ""


def test_what_was_never_begun_can_be_stopped(records: Records, index: Index, insight: Insight) -> None:
    Tidying(records, index, insight).stop()
