"""Batches whose language model is silent: what waits, until when, what ends it, and what is tried again."""

import datetime

import pytest

from checker.domain import Unjudged, Verdict
from service.nouns import BatchState, NewBatch, Progress, State
from service.records import Records
from service.records.batch_holds import FIRST, FORGOTTEN, LONGEST, SILENT
from service.records.batch_pages import Order, Shown
from service.records.batch_rows import Member
from tests.service.records.makers import ADA, TEXT, checked, draft, finding

NOON = datetime.datetime(2026, 11, 22, 12, tzinfo=datetime.UTC)
HOUR = datetime.timedelta(hours=1)
MISSING = (Unjudged(passages=1, begins="Setting", reason="no answer in 60 seconds", is_passing=True),)
UNHEARD = {"unjudged": MISSING, "verdict": Verdict.INCOMPLETE, "cost": {"calls": 1.0}}
HEARD = {"unjudged": (), "verdict": Verdict.PASS, "cost": {"calls": 1.0}}


def handed_in(records: Records, number: int) -> str:
    batch = records.batches.create(NewBatch(kit="acme"), kit_version=1, by=ADA).id
    records.batches.add(batch, [Member(draft(name=f"{n}.md")) for n in range(number)])
    records.batches.complete(batch)
    return batch


def fed(records: Records, now: datetime.datetime, most: int = 1) -> list[str]:
    """Return the checks that are handed out *now*, all of which the judge is to see."""
    found, _ = records.batches.feed(most, now)
    for check in found:
        assert records.checks.start(check)
        records.checks.part(check, checked())
        records.checks.advance(check, Progress(step="judge", of=2))
    return list(found)


def put_off(records: Records, check: str, now: datetime.datetime) -> bool:
    return records.batch_holds.put_off(check, now, HOUR)


def test_a_batch_rests_longer_each_time_until_its_patience_is_over(records: Records) -> None:
    batch, now, rests = handed_in(records, 30), NOON, []
    while put_off(records, fed(records, now)[0], now):
        again = records.batches.get(batch).again
        assert not records.batches.waits(again - datetime.timedelta(seconds=1))
        assert records.batches.feed(9, again - datetime.timedelta(seconds=1)) == ((), False)
        rests.append(again - now)
        now = again

    assert [rest.total_seconds() for rest in rests[:6]] == [40, 80, 160, 300, 300, 300]
    assert (rests[0], max(rests)) == (FIRST, LONGEST)
    assert sum(rests, datetime.timedelta()) == HOUR
    assert records.batches.waits(now)


def test_what_was_put_off_says_why_and_comes_last(records: Records) -> None:
    batch = handed_in(records, 3)
    (first,) = fed(records, NOON)

    assert put_off(records, first, NOON)

    item = records.batches.items(batch)[0]
    assert (item.state, item.problem, item.progress.step) == (State.WAITING, SILENT, "judge")
    assert records.checks.unfinished() == ()
    assert not records.checks.start(first)
    found = records.batches.get(batch)
    assert (
        found.waits == "The language model has been silent since 12:00 UTC; it is asked again at 12:00 UTC."
    )
    later = found.again
    assert fed(records, later)[0] != fed(records, later)[0]
    assert records.batches.feed(9, later) == ((first,), True)
    assert records.checks.get(first).problem == ""
    assert records.checks.unfinished()[0] == first
    assert records.batches.feed(9, later) == ((), False)


def test_what_is_on_its_way_goes_back_unasked_while_the_batch_rests(records: Records) -> None:
    handed_in(records, 2)
    first, second = fed(records, NOON, 2)
    assert not records.batch_holds.hold(second, NOON)

    put_off(records, first, NOON)

    assert records.batch_holds.hold(second, NOON)
    assert records.checks.get(second).state is State.WAITING
    assert records.batch_holds.hold(second, NOON + HOUR)
    assert records.batches.feed(9, NOON + FIRST) == ((first, second), True)


def test_as_soon_as_one_is_heard_all_goes_on(records: Records) -> None:
    batch = handed_in(records, 4)
    first, second = fed(records, NOON, 2)
    put_off(records, first, NOON)

    records.checks.finish(second, checked(**HEARD))

    found = records.batches.get(batch)
    assert found.silent is None
    assert found.waits == ""
    assert len(fed(records, NOON, 9)) == 3
    assert records.batches.get(batch).again is None
    assert not records.batches.waits(NOON)


@pytest.mark.parametrize(
    "said",
    [UNHEARD, HEARD | {"cost": {"calls": 0.0}}, HEARD | {"cost": {}}],
    ids=["unheard", "kept", "not judged"],
)
def test_a_report_for_which_no_answer_came_tells_nothing(records: Records, said: dict[str, object]) -> None:
    batch = handed_in(records, 2)
    first, second = fed(records, NOON, 2)
    put_off(records, first, NOON)

    records.checks.finish(second, checked(**said))

    assert records.batches.get(batch).silent == NOON


def test_after_a_long_time_in_which_nobody_asked_a_silence_begins_anew(records: Records) -> None:
    batch = handed_in(records, 3)
    put_off(records, fed(records, NOON)[0], NOON)
    late = records.batches.get(batch).again + FORGOTTEN + HOUR

    assert put_off(records, fed(records, late)[0], late)

    assert records.batches.get(batch).again == late + FIRST


def test_a_paused_batch_keeps_what_was_put_off_and_asks_at_once_when_it_goes_on(records: Records) -> None:
    batch = handed_in(records, 1)
    (first,) = fed(records, NOON)
    put_off(records, first, NOON)

    records.batches.pause(batch)
    assert not records.batches.waits(NOON + HOUR)
    assert records.batches.get(batch).waits == ""

    assert records.batches.resume(batch).silent is None
    assert records.batches.feed(9, NOON) == ((first,), True)


def test_in_a_cancelled_batch_what_was_put_off_ends_and_what_is_asked_is_reported(records: Records) -> None:
    batch = handed_in(records, 2)
    first, second = fed(records, NOON, 2)
    put_off(records, first, NOON)

    records.batches.cancel(batch)

    assert not put_off(records, second, NOON)
    records.checks.finish(second, checked(**UNHEARD))
    assert [item.state for item in records.batches.items(batch)] == [State.CANCELLED, State.DONE]
    assert records.batches.get(batch).finished


def test_a_check_without_a_batch_is_never_put_off(records: Records) -> None:
    check = records.checks.add(draft(), kit_version=1, by=ADA).id
    records.checks.start(check)

    assert not put_off(records, check, NOON)
    assert not records.batch_holds.hold(check, NOON)
    assert records.checks.get(check).state is State.RUNNING


def ended(records: Records) -> tuple[str, str]:
    """Return a batch that is done, and of its documents the one whose language model was silent."""
    batch = handed_in(records, 2)
    first, second = fed(records, NOON, 2)
    records.checks.finish(first, checked(TEXT, finding(number=1), **UNHEARD | {"verdict": Verdict.FAIL}))
    records.checks.finish(second, checked(**HEARD))
    return batch, first


def test_what_was_not_heard_is_tried_again_and_its_new_report_replaces_the_old(records: Records) -> None:
    batch, first = ended(records)
    counts = records.batches.get(batch).counts
    assert (counts.unheard, counts.again, counts.not_passed, counts.failed) == (1, 1, 1, 0)

    again = records.batches.retry(batch)

    assert (again.state, again.counts.waiting, again.counts.done) == (BatchState.RUNNING, 1, 1)
    waiting = records.checks.get(first)
    assert (waiting.verdict, waiting.score, waiting.counts.error) == (None, None, 0)
    shown = records.batch_pages.page(batch, order=Order.WORST, shown=Shown.FAIL, number=1, size=9)
    assert shown == ((), 0)
    assert fed(records, NOON) == [first]
    records.checks.finish(first, checked(TEXT, finding(number=1), finding(number=2), **HEARD))
    counts = records.batches.get(batch).counts
    assert (counts.done, counts.unheard, counts.passed) == (2, 0, 2)
    assert len(records.checks.report(first).findings) == 2
    assert records.checks.get(first).counts.error == 2


def test_what_was_found_holds_again_where_trying_again_is_cancelled(records: Records) -> None:
    batch, first = ended(records)
    before = records.checks.get(first)
    records.batches.retry(batch)

    cancelled = records.batches.cancel(batch)

    after = records.checks.get(first)
    assert (cancelled.counts.cancelled, cancelled.counts.done, cancelled.counts.unheard) == (0, 2, 1)
    assert after.model_copy(update={"finished": None, "progress": before.progress}) == before.model_copy(
        update={"finished": None}
    )
