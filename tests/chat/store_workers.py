"""What several processes do at once to one database, and the models that they ask."""

import datetime
import multiprocessing
import os
import signal
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from threading import Barrier
from typing import Any

from checker.asking import Answer, Question, Reply, Usage
from checker.chat.database import Database
from checker.chat.kept import Kept
from checker.chat.ledger import Ledger, Reservation
from checker.chat.pace import Clock, Pace, Rate
from checker.chat.tables import SPENDING, insert
from checker.domain import Noun
from checker.settings import Budget
from prompts import Prompt

MANY = 8
NOON = datetime.datetime(2026, 3, 14, 12, tzinfo=datetime.UTC)
USAGE = Usage(calls=1, tokens_in=1000, tokens_cached=200, tokens_out=100)

_barrier: Barrier | None = None


class Verdict(Noun):
    """An answer."""

    text: str


class OtherVerdict(Noun):
    """Another form of answer."""

    text: str
    sure: bool = False


def question(text: str, *, sample: int = 0, answer: type[Noun] = Verdict) -> Question[Any]:
    """Return a question about *text*."""
    prompt = Prompt("judge", "1", "digest", "To test.", "Judge.", "Be kind.", text)
    return Question(prompt, answer, sample)


class Echo:
    """A model that answers with what it is asked about, and remembers that."""

    def __init__(self, name: str = "openai:gpt-5-mini", usage: Usage = USAGE, model: str = "") -> None:
        self.name = name
        self.asked: list[str] = []
        self._usage = usage
        self._model = model or name

    def ask(self, question: Question[Answer]) -> Reply[Answer]:
        self.asked.append(question.prompt.data)
        return Reply(question.answer.model_validate({"text": question.prompt.data}), self._usage, self._model)


class Broken:
    """A model that fails as it is told."""

    def __init__(self, error: Exception, name: str = "openai:gpt-5-mini") -> None:
        self.name = name
        self._error = error

    def ask(self, _: Question[Answer]) -> Reply[Answer]:
        raise self._error


class Quick:
    """A clock that stands still, and notes for how long others wanted to sleep."""

    def __init__(self, now: float = 1_000_000.0) -> None:
        self.time = now
        self.slept: list[float] = []

    @property
    def clock(self) -> Clock:
        return Clock(now=lambda: self.time, sleep=self.slept.append, asleep=self._asleep)

    async def _asleep(self, seconds: float) -> None:
        self.slept.append(seconds)


def at(now: datetime.datetime) -> Callable[[], datetime.datetime]:
    """Return a clock that stands still at *now*."""
    return lambda: now


def together(deed: Callable[..., Any], *arguments: Any, count: int = MANY) -> list[Any]:
    """Return what *deed* returns in each of *count* processes that do it at the same time.

    A deed is called with its number and *arguments*.
    """
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload([__name__])
    barrier = context.Barrier(count)
    with ProcessPoolExecutor(count, context, initializer=_share, initargs=(barrier,)) as pool:
        futures = [pool.submit(_wait_and_do, deed, number, *arguments) for number in range(count)]
        return [future.result() for future in futures]


def write_beside_a_fork(url: str) -> None:
    """Write to the database before and after a fork, in both; fork only here, where no other thread is."""
    database = Database(url)
    _note(database, "parent")
    child = multiprocessing.get_context("fork").Process(target=_note, args=(database, "child"))
    child.start()
    _note(database, "both")
    child.join(50)
    raise SystemExit(child.exitcode)


def alone(deed: Callable[..., None], *arguments: Any) -> int | None:
    """Do *deed* in a process of its own, and return how that ended: minus the signal that killed it."""
    process = multiprocessing.get_context("forkserver").Process(target=deed, args=arguments)
    process.start()
    process.join(60)
    return process.exitcode


def _note(database: Database, period: str) -> None:
    with database.writing() as connection:
        connection.execute(insert(SPENDING, connection).values(period=period, spent=7))


def _share(barrier: Barrier) -> None:
    global _barrier
    _barrier = barrier


def _wait_and_do(deed: Callable[..., Any], *arguments: Any) -> Any:
    assert _barrier is not None
    _barrier.wait(60)
    return deed(*arguments)


def open_new(_: int, url: str) -> str:
    """Open a database that may not be there yet."""
    database = Database(url)
    with database.writing():
        return str(database)


def open_each(number: int, urls: list[str]) -> list[str]:
    """Open several databases, each at the same time as the others do."""
    return [_wait_and_do(open_new, number, url) for url in urls]


def ask_all(number: int, url: str, texts: list[str]) -> tuple[list[str], int]:
    """Ask about each text, each process from another one on; return the answers and the number of calls."""
    model = Echo()
    kept = Kept(model, Database(url))
    order = texts[number:] + texts[:number]
    answers = {text: kept.ask(question(text)).answer.text for text in order}
    return [answers[text] for text in texts], len(model.asked)


def spend(_: int, url: str, estimate: float, actual: float, budget: Budget) -> int:
    """Make calls for as long as they fit, at most a thousand, and return how many did."""
    ledger = Ledger(Database(url), now=at(NOON))
    for calls in range(1000):
        entry = ledger.reserve(estimate, budget)
        if not isinstance(entry, Reservation):
            return calls
        ledger.settle(entry, actual)
    return 1000


def reserve_and_die(url: str, estimate: float) -> None:
    """Enter a call and be killed before it is settled."""
    Ledger(Database(url), now=at(NOON)).reserve(estimate, Budget(day=1))
    os.kill(os.getpid(), signal.SIGKILL)


def die_writing(url: str) -> None:
    """Be killed in the middle of a transaction that holds the lock."""
    with Database(url).writing() as connection:
        connection.execute(insert(SPENDING, connection).values(period="2026-03", spent=1))
        os.kill(os.getpid(), signal.SIGKILL)


def take_turns(_: int, url: str, times: int) -> list[float]:
    """Ask for a turn several times while the clock stands still, and return the waits."""
    quick = Quick()
    pace = Pace("openai:gpt-5-mini", Rate(per_minute=60, longest=1000), Database(url), clock=quick.clock)
    waits = []
    for _ in range(times):
        before = len(quick.slept)
        pace.acquire()
        waits.append(sum(quick.slept[before:]))
    return waits
