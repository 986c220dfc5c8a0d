"""Batches at work: checked once each, held and ended at once, gone on with by whoever is left."""

import datetime
import threading

import pytest
from dbos import DBOS, SetEnqueueOptions, SetWorkflowID

from checker.errors import UnreadableDocument
from service.batches.batches import Batches
from service.engine.line import Rank
from service.engine.task import Task
from service.jobs import upkeep
from service.jobs.work import utc
from service.jobs.workflows import BATCHES, check_draft
from service.nouns import LOCAL, BatchState, Draft, Identity, NewBatch, Scope, State
from service.problems import Problem
from service.settings import ServiceSettings
from tests.service.jobs.conftest import Bench
from tests.service.jobs.stand_ins import SECONDS, FakeEngine, report
from tests.service.records.makers import draft
from tests.service.zips import zipped

BEN = Identity(kind="person", id="ben", name="Ben", scopes=frozenset({Scope.CHECK}))
NEW = NewBatch(kit="acme", team="sales", callback="https://example.com/done")


def batches(made: Bench) -> Batches:
    return Batches(ServiceSettings(_env_prefix="NONE_"), made.records, made.jobs)


def handed_in(made: Bench, number: int, by: Identity = LOCAL) -> str:
    return batches(made).create(NEW, [draft(name=f"{n}.md") for n in range(number)], by=by).id


def wait(made: Bench, batch: str, *, done: int | None = None) -> None:
    """Wait until *batch* is over, or so many of its documents are."""
    end = datetime.datetime.now(datetime.UTC) + datetime.timedelta(seconds=SECONDS)
    while datetime.datetime.now(datetime.UTC) < end:
        found = made.records.batches.get(batch)
        if found.counts.over >= done if done is not None else found.finished:
            return
        made.jobs.work.bell.wait(batch, 0.05)
    raise AssertionError(found)


def states(made: Bench, batch: str) -> list[State]:
    return [item.state for item in made.records.batches.items(batch)]


def begun(made: Bench) -> None:
    """Wait until something is at work."""
    while not made.engine.begun:
        made.jobs.work.bell.wait("", 0.01)


def test_every_document_is_checked_once_and_the_end_is_told_once(bench):
    made, told = bench(), []
    made.records.batches.on_done(lambda _, batch: told.append(batch))

    batch = handed_in(made, 30)

    wait(made, batch)
    assert states(made, batch) == [State.DONE] * 30
    assert sorted(task.name for task in made.engine.begun) == sorted(f"{n}.md" for n in range(30))
    assert {turn.rank for turn in made.engine.turns} == {Rank.BATCH}
    assert [(one.id, one.state, one.counts.done, one.callback) for one in told] == [
        (batch, BatchState.DONE, 30, NEW.callback)
    ]


def test_what_waits_is_held_until_it_is_resumed(bench):
    made = bench(FakeEngine())
    made.engine.gate.clear()
    batch = handed_in(made, 30)
    begun(made)

    paused = batches(made).pause(batch)
    made.engine.gate.set()
    wait(made, batch, done=paused.counts.running)
    while (held := made.records.batches.get(batch)).counts.running:
        made.jobs.work.bell.wait(batch, 0.05)
    assert (held.state, held.finished) == (BatchState.PAUSED, None)
    assert held.counts.waiting >= 30 - 8 - paused.counts.running

    batches(made).resume(batch)
    wait(made, batch)
    assert states(made, batch) == [State.DONE] * 30
    assert len(made.engine.begun) == 30


def test_what_waits_is_ended_and_what_is_at_work_ends_by_itself(bench):
    made, told = bench(FakeEngine()), []
    made.records.batches.on_done(lambda _, batch: told.append(batch.state))
    made.engine.gate.clear()
    batch = handed_in(made, 30)
    begun(made)

    cancelled = batches(made).cancel(batch)
    assert cancelled.counts.waiting == 0
    made.engine.gate.set()

    wait(made, batch)
    assert {*states(made, batch)} <= {State.DONE, State.CANCELLED}
    assert states(made, batch).count(State.DONE) == len(made.engine.begun) < 30
    assert told == [BatchState.CANCELLED]
    with pytest.raises(Problem, match="cancelled"):
        batches(made).resume(batch)


def test_what_waits_for_the_judge_is_held_too(bench):
    gate = threading.Event()

    def deed(task: Task):
        assert gate.wait(SECONDS)
        return report(task)

    made = bench(FakeEngine(judge_is_set=True, judged=deed))
    batch = handed_in(made, 6)
    while sum(item.progress.step == "judge" for item in made.records.batches.items(batch)) < 3:
        made.jobs.work.bell.wait(batch, 0.05)

    batches(made).pause(batch)
    gate.set()
    while made.records.batches.get(batch).counts.running:
        made.jobs.work.bell.wait(batch, 0.05)
    assert made.records.batches.get(batch).counts.waiting > 0

    batches(made).resume(batch)
    wait(made, batch)
    assert states(made, batch) == [State.DONE] * 6
    assert sorted(task.name for task in made.engine.asked) == [f"{n}.md" for n in range(6)]


def test_what_failed_is_tried_again_alone(bench):
    fails = {"3.md", "5.md"}

    def deed(task: Task):
        if task.name in fails:
            raise UnreadableDocument(task.name, "it is damaged", "Save it again.")
        return report(task)

    made = bench(FakeEngine(offline=deed))
    batch = handed_in(made, 8)
    wait(made, batch)
    assert made.records.batches.get(batch).counts.failed == 2
    fails.clear()

    again = batches(made).retry_failed(batch)

    assert (again.state, again.counts.waiting, again.finished) == (BatchState.RUNNING, 2, None)
    wait(made, batch)
    assert states(made, batch) == [State.DONE] * 8
    assert len(made.engine.begun) == 10


def test_those_who_hand_in_take_turns(bench):
    made = bench(FakeEngine())
    made.jobs.close(0)
    large, small = handed_in(made, 40), handed_in(made, 3, by=BEN)

    now = utc()
    first, _ = made.records.batches.feed(10, now)

    whose = [made.records.checks.get(check).batch for check in first]
    assert (whose.count(large), whose.count(small)) == (5, 3)
    assert made.records.batches.feed(100, now)[0]
    assert made.records.batches.feed(100, now) == ((), False)


def test_a_batch_that_is_deleted_leaves_nothing(bench):
    made = bench(FakeEngine())
    made.engine.gate.clear()
    batch = handed_in(made, 12)
    begun(made)

    batches(made).delete(batch)
    made.engine.gate.set()

    assert made.records.batches.get(batch) is None
    assert made.records.batches.items(batch) == ()
    assert made.records.checks.unfinished() == ()


def test_uploads_are_taken_apart_and_forgotten(bench):
    made = bench()
    content = zipped({"Legal/a.md": "one", "b.zip": "x", "__MACOSX/._a.md": "x"})
    batch = made.records.uploads.open(LOCAL)
    for position in range(0, len(content), 100):
        made.records.uploads.put(batch, 0, position // 100, content[position : position + 100])
    made.records.uploads.end(batch, 0, "night.zip", len(content))
    assert made.records.batches.get(batch) is None

    batches(made).begin(NewBatch(kit="acme"), batch, by=LOCAL)

    wait(made, batch)
    found = made.records.batches.get(batch)
    assert (found.is_whole, found.counts.done, found.counts.failed) == (True, 1, 1)
    assert found.notes == ("night.zip: 1 files that macOS or Windows had added were left out.",)
    assert made.records.uploads.of(batch) == ()
    assert {task.name for task in made.engine.begun} == {"Legal/a.md"}


def test_taking_apart_goes_on_where_it_was_left(bench):
    made = bench()
    content = zipped({f"{n:03}.md": f"text {n}" for n in range(250)})
    batch = made.records.uploads.open(LOCAL)
    made.records.uploads.put(batch, 0, 0, content)
    made.records.uploads.end(batch, 0, "night.zip", len(content))
    made.records.batches.create(NEW, kit_version=1, by=LOCAL, batch=batch)

    unpacking = made.jobs.work._unpacking
    assert not unpacking.unpack(batch, lambda: True)
    assert made.records.batches.get(batch).counts.all == 100
    assert unpacking.unpack(batch)

    found = made.records.batches.items(batch, limit=300)
    assert [item.source for item in found] == [f"{n:03}.md" for n in range(250)]
    assert made.records.batches.get(batch).is_whole


def test_jobs_of_an_older_version_are_adopted_and_of_a_newer_left_alone(bench):
    made = bench()
    made.jobs.resume()
    checks = [made.records.checks.add(draft(), kit_version=1, by=LOCAL).id for _ in range(2)]
    for check, version in zip(checks, ("1", "3"), strict=True):
        with SetWorkflowID(check), SetEnqueueOptions(app_version=version):
            DBOS.enqueue_workflow(BATCHES, check_draft, check, "", "")

    assert upkeep.adopt() == 1
    made.jobs.resume()

    assert made.jobs.wait(checks[0], SECONDS)
    assert made.records.checks.get(checks[1]).state is State.WAITING
    assert DBOS.get_workflow_status(checks[1]).app_version == "3"
    DBOS.delete_workflows([checks[1]])


def test_documents_that_are_too_many_are_refused_and_nothing_is_kept(bench):
    made = bench()
    few = Batches(ServiceSettings(_env_prefix="NONE_", max_documents=2), made.records, made.jobs)

    with pytest.raises(Problem, match="at most 2 documents"):
        few.create(NEW, (Draft(name="a.md", content=b"a", kit="acme") for _ in range(3)), by=LOCAL)

    assert made.records.batches.list() == ((), "")
    assert made.records.checks.unfinished() == ()
