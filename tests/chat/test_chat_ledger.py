"""The ledger: whoever asks and whoever dies, what is entered never passes the limit."""

import collections
import datetime
import operator
import signal
import sqlite3
import tempfile
from contextlib import closing

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from checker.chat.database import Database, DatabaseFailed
from checker.chat.ledger import Ledger, Reservation, Shortfall, Spending
from checker.settings import Budget
from tests.chat import store_workers as workers
from tests.chat.store_workers import NOON, at

UTC = datetime.UTC
NOTHING = Spending(0, 0)


@pytest.fixture
def database(database_url):
    return Database(database_url)


@pytest.fixture
def ledger(database):
    return Ledger(database, now=at(NOON))


def test_nothing_is_spent_at_first(ledger):
    assert ledger.spent() == NOTHING


def test_a_call_counts_at_its_estimate_until_it_is_settled(ledger):
    entry = ledger.reserve(0.3, Budget(day=1))
    before = ledger.spent()

    ledger.settle(entry, 0.1)

    assert before == Spending(0.3, 0.3)
    assert ledger.spent() == Spending(0.1, 0.1)


@pytest.mark.parametrize(
    ("budget", "estimate", "fits"),
    [
        (Budget(), 1e6, True),
        (Budget(day=1), 0.4, True),
        (Budget(day=1), 0.400000001, False),
        (Budget(month=1), 0.4, True),
        (Budget(month=1), 0.400000001, False),
        (Budget(day=1, month=0.99), 0.4, False),
        (Budget(day=0.99, month=1), 0.4, False),
        (Budget(day=0), 0.000000001, False),
        (Budget(day=0, month=0), 0, True),
        (Budget(day=float("inf")), 1e300, True),
        (Budget(check=0.0001), 0.4, True),
    ],
)
def test_a_call_fits_or_leaves_no_trace(ledger, budget, estimate, fits):
    ledger.settle(ledger.reserve(0.6, Budget()), 0.6)
    before = ledger.spent()

    entry = ledger.reserve(estimate, budget)

    assert isinstance(entry, Reservation) is fits
    assert (ledger.spent() == before) is (not fits or estimate == 0)


def test_a_first_call_that_is_too_dear_does_not_fit(ledger):
    assert isinstance(ledger.reserve(2, Budget(day=1)), Shortfall)
    assert ledger.spent() == NOTHING


@pytest.mark.parametrize(
    ("now", "budget", "period", "resets"),
    [
        ("2026-03-14T12:00Z", Budget(day=1), "day", "2026-03-15T00:00Z"),
        ("2026-12-31T23:59Z", Budget(day=1), "day", "2027-01-01T00:00Z"),
        ("2026-12-31T23:59Z", Budget(month=1), "month", "2027-01-01T00:00Z"),
        ("2026-01-31T12:00Z", Budget(month=1), "month", "2026-02-01T00:00Z"),
        ("2028-02-29T12:00Z", Budget(day=1, month=1), "month", "2028-03-01T00:00Z"),
        ("2026-03-14T23:30-05:00", Budget(day=1), "day", "2026-03-16T00:00Z"),
    ],
)
def test_a_refusal_says_what_is_spent_and_until_when(database, now, budget, period, resets):
    ledger = Ledger(database, now=at(datetime.datetime.fromisoformat(now)))
    ledger.reserve(0.75, budget)

    short = ledger.reserve(0.5, budget)

    assert short == Shortfall(period, 0.75, 1, datetime.datetime.fromisoformat(resets))


def test_a_day_begins_at_midnight_utc_and_a_month_goes_on(database):
    budget = Budget(day=1, month=1.5)
    evening = Ledger(database, now=at(datetime.datetime(2026, 3, 14, 23, 59, tzinfo=UTC)))
    morning = Ledger(database, now=at(datetime.datetime(2026, 3, 15, 0, 0, tzinfo=UTC)))
    late = evening.reserve(1, budget)

    early = morning.reserve(0.5, budget)
    evening.settle(late, 0.8)

    assert isinstance(early, Reservation)
    assert morning.spent() == Spending(0.5, 1.3)
    assert evening.spent() == Spending(0.8, 1.3)


def test_a_call_that_costs_more_than_expected_counts_in_full(ledger):
    entry = ledger.reserve(0.1, Budget(day=1))

    ledger.settle(entry, 1.2)

    assert ledger.spent() == Spending(1.2, 1.2)
    assert isinstance(ledger.reserve(0.000000001, Budget(day=1)), Shortfall)
    assert isinstance(ledger.reserve(0, Budget(day=1)), Reservation)


def test_a_million_tiny_amounts_are_exact(ledger):
    price = 0.000000005
    for _ in range(20):
        ledger.settle(ledger.reserve(50_000 * price, Budget(day=1)), 50_000 * price)

    assert ledger.spent().day == 0.005


def test_books_that_are_locked_are_corrected_later(sqlite_url):
    database = Database(sqlite_url, patience=0.05)
    ledger = Ledger(database, now=at(NOON))
    entry = ledger.reserve(0.3, Budget(day=1))

    with closing(sqlite3.connect(sqlite_url.removeprefix("sqlite:///"), isolation_level=None)) as holder:
        holder.execute("BEGIN EXCLUSIVE")
        ledger.settle(entry, 0.1)
        with pytest.raises(DatabaseFailed):
            ledger.reserve(0.3, Budget(day=1))

    ledger.reserve(0.5, Budget(day=1))
    assert ledger.spent() == Spending(0.6, 0.6)


def test_books_that_are_lost_are_reported(tmp_path):
    path = tmp_path / "chat.db"
    path.write_bytes(b"nothing of the kind" * 1000)
    ledger = Ledger(Database(f"sqlite:///{path}"))

    with pytest.raises(DatabaseFailed, match="the record of spending in it"):
        ledger.spent()
    with pytest.raises(DatabaseFailed):
        ledger.reserve(0.1, Budget(day=1))


def test_eight_processes_make_as_many_calls_as_fit_and_no_more(database_url):
    counts = workers.together(workers.spend, database_url, 0.01, 0.01, Budget(day=1.005))

    assert sum(counts) == 100
    assert Ledger(Database(database_url), now=at(NOON)).spent() == Spending(1, 1)


def test_eight_processes_use_what_estimates_leave(database_url):
    counts = workers.together(workers.spend, database_url, 0.05, 0.01, Budget(month=1))

    spent = Ledger(Database(database_url), now=at(NOON)).spent()
    assert spent.month == pytest.approx(sum(counts) * 0.01)
    assert 1 - 8 * 0.05 < spent.month <= 1


def test_a_call_whose_process_dies_counts_at_its_estimate_for_its_day(database_url):
    ledger = Ledger(Database(database_url), now=at(NOON))

    ends = [workers.alone(workers.reserve_and_die, database_url, 0.3) for _ in range(2)]

    assert ends == [-signal.SIGKILL] * 2
    assert ledger.spent() == Spending(0.6, 0.6)
    assert isinstance(ledger.reserve(0.4, Budget(day=1)), Reservation)
    assert isinstance(ledger.reserve(0.4, Budget(day=1)), Shortfall)
    tomorrow = Ledger(Database(database_url), now=at(NOON + datetime.timedelta(days=1)))
    assert isinstance(tomorrow.reserve(1, Budget(day=1)), Reservation)


PROCESSES = st.integers(0, 5)


class Books(RuleBasedStateMachine):
    """Six processes that make calls and die, day after day; its own books are in hundred-thousandths."""

    def __init__(self):
        super().__init__()
        self.now = NOON
        self.folder = tempfile.TemporaryDirectory()
        self.ledger = Ledger(Database(f"sqlite:///{self.folder.name}/chat.db"), now=lambda: self.now)
        self.books = collections.Counter()
        self.under_way = [[] for _ in range(6)]

    def teardown(self):
        self.folder.cleanup()

    @initialize(limit=st.integers(0, 1000))
    def agree(self, limit):
        self.limits = (100 * limit, 150 * limit)
        self.budget = Budget(day=limit / 1000, month=1.5 * limit / 1000)

    @property
    def periods(self):
        return (f"{self.now:%Y-%m-%d}", f"{self.now:%Y-%m}")

    @rule(process=PROCESSES, estimate=st.integers(1, 400))
    def reserve(self, process, estimate):
        entry = self.ledger.reserve(estimate / 1000, self.budget)
        taken = [self.books[period] + 100 * estimate for period in self.periods]
        assert isinstance(entry, Reservation) is all(map(operator.le, taken, self.limits))
        if isinstance(entry, Reservation):
            self.under_way[process].append((entry, estimate, self.periods))
            self.books.update(dict.fromkeys(self.periods, 100 * estimate))

    @rule(process=PROCESSES, percent=st.integers(0, 100))
    def settle(self, process, percent):
        if self.under_way[process]:
            entry, estimate, periods = self.under_way[process].pop(0)
            self.ledger.settle(entry, estimate * percent / 100_000)
            self.books.update(dict.fromkeys(periods, estimate * percent - 100 * estimate))

    @rule(process=PROCESSES)
    def die(self, process):
        self.under_way[process].clear()

    @rule(hours=st.integers(1, 30))
    def wait(self, hours):
        self.now += datetime.timedelta(hours=hours)

    @invariant()
    def no_limit_is_passed(self):
        spent = [round(amount * 100_000) for amount in self.ledger.spent()]
        assert spent == [self.books[period] for period in self.periods]
        assert all(map(operator.le, spent, getattr(self, "limits", spent)))


TestBooks = Books.TestCase
TestBooks.settings = settings(max_examples=30, stateful_step_count=30, deadline=None)
