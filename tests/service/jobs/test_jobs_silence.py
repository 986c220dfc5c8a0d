"""A judge that is silent for a while: batches wait for it, people who wait for one draft do not."""

import datetime
from collections import Counter
from pathlib import Path

import pytest

from checker.asking import Question, Reply
from checker.chat.breaker import Breaker
from checker.chat.database import Database
from checker.chat.kept import Kept
from checker.domain import Checked, Unjudged, Verdict
from checker.errors import TimedOut, Unreachable
from service.batches.batches import Batches
from service.engine.task import Task
from service.nouns import LOCAL, Batch, BatchState, NewBatch, State
from service.settings import ServiceSettings
from tests.drafts import draft as document
from tests.judges.judging import Scripted, answer, checker
from tests.service.jobs.conftest import Bench, Make
from tests.service.jobs.stand_ins import SECONDS, FakeEngine
from tests.service.records.makers import checked, draft

MISSING = (Unjudged(passages=1, begins="Setting", reason="no answer in 60 seconds", is_passing=True),)


class Clock:
    """A clock that a test moves on."""

    def __init__(self) -> None:
        self.now = datetime.datetime.now(datetime.UTC)

    def __call__(self) -> datetime.datetime:
        return self.now

    def seconds(self) -> float:
        return self.now.timestamp()


class Judge:
    """A judge that answers unless it is silent."""

    def __init__(self) -> None:
        self.is_silent = True

    def __call__(self, _: Task) -> tuple[Checked, ...]:
        cost = {"calls": 1.0}
        if self.is_silent:
            return (checked(unjudged=MISSING, verdict=Verdict.INCOMPLETE, cost=cost),)
        return (checked(unjudged=(), verdict=Verdict.PASS, cost=cost),)


def batches(made: Bench) -> Batches:
    return Batches(ServiceSettings(_env_prefix="NONE_"), made.records, made.jobs)


def handed_in(made: Bench, *texts: str) -> str:
    drafts = [draft(text.encode(), name=f"{n}.md") for n, text in enumerate(texts)]
    return batches(made).create(NewBatch(kit="acme"), drafts, by=LOCAL).id


def until(made: Bench, batch: str, is_so: object) -> Batch:
    """Return *batch* once it is so."""
    end = datetime.datetime.now(datetime.UTC) + datetime.timedelta(seconds=SECONDS)
    while datetime.datetime.now(datetime.UTC) < end:
        found = made.records.batches.get(batch)
        if is_so(found):
            return found
        made.jobs.work.bell.wait(batch, 0.05)
    raise AssertionError(found)


def rests(found: Batch) -> bool:
    """Return whether a batch waits for its judge, and nothing of it is at work."""
    return bool(found.waits) and not found.counts.running


def goes_on(made: Bench, batch: str, clock: Clock) -> None:
    """Let the time come at which the judge is asked again."""
    clock.now = made.records.batches.get(batch).again
    made.jobs.look(batch)


def states(made: Bench, batch: str) -> set[State]:
    return {item.state for item in made.records.batches.items(batch)}


@pytest.fixture
def jobs_url(sqlite_jobs_url: str) -> str:
    """Return the URL of SQLite's records: what differs between databases is tried with the records."""
    return sqlite_jobs_url


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def judge() -> Judge:
    return Judge()


@pytest.fixture
def place(bench: Make, clock: Clock, judge: Judge) -> Bench:
    return bench(FakeEngine(judge_is_set=True, judged=judge), now=clock)


def test_a_judge_that_comes_back_hears_every_document(place, judge, clock):
    batch = handed_in(place, "one", "two", "three")
    found = until(place, batch, rests)
    assert found.again == clock.now + datetime.timedelta(seconds=40)
    assert found.counts.waiting == 3

    goes_on(place, batch, clock)
    found = until(place, batch, lambda now: rests(now) and now.again > clock.now)
    assert found.again == clock.now + datetime.timedelta(seconds=80)
    judge.is_silent = False
    goes_on(place, batch, clock)

    found = until(place, batch, lambda now: now.finished)
    assert (found.counts.passed, found.counts.incomplete, found.counts.unheard) == (3, 0, 0)
    assert sorted(task.name for task in place.engine.begun) == ["0.md", "1.md", "2.md"]
    assert len(place.engine.asked) == 3 + 2


def test_a_single_draft_is_reported_at_once(place):
    check = place.checks.submit(draft(), by=LOCAL, wait=SECONDS)

    assert (check.state, check.verdict) == (State.DONE, Verdict.INCOMPLETE)


def test_a_service_that_stops_while_a_batch_waits_goes_on_when_it_is_back(bench, place, judge, clock):
    batch = handed_in(place, "one", "two")
    until(place, batch, rests)
    waiting = next(task.name for task in place.engine.asked)
    place.jobs.close(0)

    judge.is_silent = False
    after = bench(FakeEngine(judge_is_set=True, judged=judge), now=clock)
    after.jobs.resume()
    goes_on(after, batch, clock)

    until(after, batch, lambda now: now.finished)
    assert states(after, batch) == {State.DONE}
    assert waiting not in {task.name for task in after.engine.begun}


def test_a_worker_that_is_killed_once_a_check_was_put_off_asks_nothing_more(place):
    """Its half of the check is done again by whoever takes it over."""
    batch = handed_in(place, "one")
    until(place, batch, rests)
    (item,) = place.records.batches.items(batch)

    place.jobs.work.judge(item.id)
    place.jobs.work.offline(item.id)

    assert len(place.engine.asked) == len(place.engine.begun) == 1
    assert states(place, batch) == {State.WAITING}


def test_what_is_cancelled_waits_no_longer_and_what_was_paused_asks_at_once(place, judge):
    given, other = handed_in(place, "one", "two"), handed_in(place, "three")
    until(place, given, rests)
    until(place, other, rests)

    assert batches(place).cancel(given).finished
    batches(place).pause(other)
    judge.is_silent = False
    batches(place).resume(other)

    until(place, other, lambda now: now.finished)
    assert (states(place, given), states(place, other)) == ({State.CANCELLED}, {State.DONE})


def test_patience_has_an_end_and_trying_again_takes_up_what_was_not_heard(bench, judge, clock):
    place = bench(FakeEngine(judge_is_set=True, judged=judge), now=clock, max_silence=30)
    batch = handed_in(place, "one")
    assert until(place, batch, rests).again == clock.now + datetime.timedelta(seconds=30)

    goes_on(place, batch, clock)
    found = until(place, batch, lambda now: now.finished)
    assert (found.state, found.counts.incomplete, found.counts.unheard) == (BatchState.DONE, 1, 1)

    judge.is_silent = False
    again = batches(place).retry_failed(batch)
    assert (again.counts.waiting, again.silent) == (1, None)
    found = until(place, batch, lambda now: now.finished)
    assert (found.counts.passed, found.counts.unheard, found.counts.all) == (1, 0, 1)
    assert len(place.engine.begun) == 1


class Line(Scripted):
    """A model on a line that breaks after some answers, until it is mended."""

    def __init__(self, answers: int) -> None:
        super().__init__(answer())
        self.left = answers
        self.answered: Counter[str] = Counter()

    def ask(self, question: Question) -> Reply:
        if self.left <= 0:
            raise TimedOut("no answer in 60 seconds")
        self.left -= 1
        self.answered[question.digest] += 1
        return super().ask(question)


def test_behind_the_real_breaker_each_question_is_answered_and_paid_once(bench, clock, tmp_path: Path):
    line = Line(answers=1)
    breaker = Breaker(line, failures=2, rest=30.0, clock=clock.seconds)
    checks = checker(Kept(breaker, Database(f"sqlite:///{tmp_path / 'kept.db'}")), window=2_000).check

    def judged(task: Task) -> tuple[Checked, ...]:
        return (checks(document(task.content.decode())),)

    made = bench(FakeEngine(judge_is_set=True, judged=judged), now=clock)
    paragraph = "The pot was warm and the room was still. " * 12
    batch = handed_in(made, "\n\n".join(f"Part {n}. {paragraph}" for n in range(20)), "The tea is ready.")
    until(made, batch, rests)
    with pytest.raises(Unreachable, match="rests after"):
        breaker.ask(Question(prompt=None, answer=None))
    line.left = 1_000

    goes_on(made, batch, clock)

    found = until(made, batch, lambda now: now.finished)
    assert (found.counts.done, found.counts.unheard) == (2, 0)
    assert len(line.answered) > 3
    assert set(line.answered.values()) == {1}
