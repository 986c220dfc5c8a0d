"""The outbox: leased by one, kept in the transaction of what it tells of, forgotten after a month."""

import contextlib
import datetime

import pytest

from service.exchange.deliveries import DeliveryQuery, Fate, Medium, Occasion
from service.problems import Problem
from service.records import Records
from service.records.outbox import KEPT, Outcome
from tests.service.records.makers import ADA, HOSTILE

NOW = datetime.datetime.now(datetime.UTC)
SOON = NOW + datetime.timedelta(hours=1)
DONE = Outcome(Fate.DELIVERED, "204 No Content", 204)
TOLD = Occasion(type="batch.done", timestamp=NOW, data={"id": "b"})


def send(records: Records, target: str = "t") -> str:
    return records.outbox.send(Medium.WEBHOOK, target, TOLD)


def later(seconds: float) -> datetime.datetime:
    return SOON + datetime.timedelta(seconds=seconds)


def test_a_message_lives_and_dies_with_its_transaction(records: Records) -> None:
    with contextlib.suppress(ZeroDivisionError), records.database.writing() as session:
        lost = records.outbox.add(session, "webhook", "t", {"type": "test"})
        raise ZeroDivisionError
    with records.database.writing() as session:
        kept = records.outbox.add(session, "webhook", "t", {"type": "test"})

    assert records.outbox.get(lost) is None
    assert records.outbox.get(kept)


def test_one_leases_and_nobody_else_until_it_runs_out(records: Records) -> None:
    sent = send(records)

    (first,) = records.outbox.lease(5, seconds=60, now=SOON)
    between = records.outbox.lease(5, seconds=60, now=later(59))
    (second,) = records.outbox.lease(5, seconds=60, now=later(60))

    assert (first.id, first.attempt, first.payload["type"]) == (sent, 1, "batch.done")
    assert between == ()
    assert (second.id, second.attempt) == (sent, 2)
    assert second.lease != first.lease


def test_who_lost_the_lease_can_only_say_that_it_was_delivered(records: Records) -> None:
    send(records)
    (first,) = records.outbox.lease(1, seconds=60, now=SOON)
    (second,) = records.outbox.lease(1, seconds=60, now=later(60))

    assert not records.outbox.end(first, Outcome(Fate.FAILED, "failed: 410 Gone", 410))
    assert records.outbox.end(first, DONE)
    assert not records.outbox.end(second, Outcome(Fate.WAITING, "500", 500, later(100)))
    found = records.outbox.get(first.id)
    assert found
    assert (found.state, found.says, found.next_attempt) == (Fate.DELIVERED, "204 No Content", None)
    assert found.delivered


def test_what_is_to_be_tried_again_is_due_then(records: Records) -> None:
    send(records)
    (message,) = records.outbox.lease(1, seconds=60, now=SOON)
    records.outbox.end(message, Outcome(Fate.WAITING, "500", 500, later(100)))

    assert records.outbox.lease(1, seconds=60, now=later(99)) == ()
    assert [one.attempt for one in records.outbox.lease(1, seconds=60, now=later(100))] == [2]


def test_what_is_over_is_listed_resent_and_forgotten_after_a_month(records: Records) -> None:
    ids = [send(records, target) for target in HOSTILE]
    for message in records.outbox.lease(3, seconds=60, now=SOON):
        records.outbox.end(message, DONE)

    page, after = records.outbox.list(DeliveryQuery(limit=4))
    rest, end = records.outbox.list(DeliveryQuery(limit=200, cursor=after))
    over, _ = records.outbox.list(DeliveryQuery(state=Fate.DELIVERED))
    assert [one.id for one in page + rest] == ids[::-1]
    assert [one.target for one in page + rest] == list(HOSTILE[::-1])
    assert end == ""
    assert len(over) == 3
    again = records.outbox.resend(over[0].id, ADA)
    assert (again.state, again.attempts, again.delivered) == (Fate.WAITING, 0, None)
    assert records.outbox.expire(NOW + KEPT / 2) == 0
    assert records.outbox.expire(NOW + 2 * KEPT) == 2
    assert records.outbox.get(again.id)
    with pytest.raises(Problem):
        records.outbox.resend("nobody", ADA)
