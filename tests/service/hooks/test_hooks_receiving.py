"""Deliveries are verified, kept once, and what was answered is durable."""

import asyncio
import dataclasses
import datetime
import sqlite3
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from http import HTTPStatus

import psycopg
import pytest

from service.exchange.hooks import HookDeliveryQuery, Receipt
from service.hooks import receiving
from service.hooks.hooks import Hooks
from service.hooks.receiving import Receiving
from service.nouns import LOCAL
from service.nouns.hooks import DeliveryState, Hook, System
from service.problems import Problem, RecordsUnavailable
from service.records import Records, hook_receipts
from service.records.hook_receipts import Arrival, Happened, HookReceipts, bounded
from service.records.hooks import Secrets
from tests.service.hooks.conftest import fill, now
from tests.service.hooks.inventing import event, sent, signature

SECRET = "a secret of sixteen"  # noqa: S105 - of a test
TOKEN = "a token of theirs"  # noqa: S105 - of a test
SIGNED_BRACE = signature(b"{", SECRET)
SECRETS = Secrets(b"sealed", None)
WEB = Hook(name="web", system=System.GENERIC, kit="acme")


def arrival(id_: str, hook: str = "web") -> Arrival:
    return Arrival(hook, {}, b"-", [Happened(id_, "publish", f"d{id_}", "", is_wanted=True)], now())


@pytest.fixture
def web(hooks: Hooks) -> Hooks:
    hooks.put(WEB, secret=SECRET, token=None, by=LOCAL)
    return hooks


def log(hooks: Hooks):
    """Return what was received, the oldest first."""
    return tuple(reversed(hooks.deliveries(HookDeliveryQuery())[0]))


def status_of(call) -> int:
    with pytest.raises(Problem) as found:
        call()
    return found.value.status


def test_a_delivery_is_kept_once_however_often_it_comes(web: Hooks) -> None:
    delivery = sent(event("a", "1"), event("b", "2"), secret=SECRET)

    first = web.receive("web", delivery)
    again = web.receive("web", delivery)

    assert first == again
    assert [(one.document, one.state, one.repeats) for one in log(web)] == [
        ("a", DeliveryState.ACCEPTED, 1),
        ("b", DeliveryState.ACCEPTED, 1),
    ]


def test_a_delivery_with_something_new_keeps_that(web: Hooks) -> None:
    web.receive("web", sent(event("a", "1"), secret=SECRET))
    receipt = web.receive("web", sent(event("a", "1"), event("b", "2"), event("b", "2"), secret=SECRET))

    assert [(one.document, one.repeats) for one in log(web)] == [("a", 1), ("b", 1)]
    assert receipt.deliveries[1] == receipt.deliveries[2]


def test_many_at_once_are_kept_once_in_both_databases(both_records: Records) -> None:
    receipts = HookReceipts(both_records.database)
    both_records.hooks.create(WEB, SECRETS, by=LOCAL)
    arrivals = [arrival(f"{number % 20}") for number in range(100)]

    with ThreadPoolExecutor(5) as pool:
        kept = list(pool.map(receipts.keep, (arrivals[first::5] for first in range(5))))

    names = {one.id for receipts in kept for receipt in receipts for one in receipt.deliveries}
    found, _ = both_records.hook_deliveries.list("web", HookDeliveryQuery(limit=200))
    assert len(names) == len(found) == 20
    assert {one.repeats for one in found} == {4}


@pytest.mark.parametrize(
    ("change", "status"),
    [
        (lambda one: dataclasses.replace(one, body=one.body + b" "), HTTPStatus.UNAUTHORIZED),
        (lambda one: dataclasses.replace(one, headers={}), HTTPStatus.UNAUTHORIZED),
        (
            lambda one: dataclasses.replace(one, at=one.at + datetime.timedelta(seconds=301)),
            HTTPStatus.UNAUTHORIZED,
        ),
    ],
    ids=["another body", "no signature", "too late"],
)
def test_what_is_not_signed_right_is_refused_and_not_kept(web: Hooks, change, status: HTTPStatus) -> None:
    assert status_of(lambda: web.receive("web", change(sent(event("a", "1"), secret=SECRET)))) == status
    assert log(web) == ()


def test_what_is_signed_and_no_delivery_is_malformed(web: Hooks) -> None:
    empty = sent(secret=SECRET)
    signed = dataclasses.replace(empty, body=b"{", headers=empty.headers | {"x-signature": SIGNED_BRACE})

    assert status_of(lambda: web.receive("web", signed)) == HTTPStatus.UNPROCESSABLE_ENTITY


def test_a_hook_that_is_not_there_or_off_takes_nothing(web: Hooks) -> None:
    delivery = sent(event("a", "1"), secret=SECRET)

    assert status_of(lambda: web.receive("other", delivery)) == HTTPStatus.NOT_FOUND
    web.put(WEB.model_copy(update={"is_on": False}), secret=None, token=None, by=LOCAL)
    assert status_of(lambda: web.receive("web", delivery)) == HTTPStatus.GONE


def test_only_what_means_published_is_to_be_checked_unless_the_hook_says_otherwise(web: Hooks) -> None:
    web.receive("web", sent(event("a", "1"), event("a", "2", event="save"), secret=SECRET))
    web.put(WEB.model_copy(update={"events": ("save",)}), secret=None, token=None, by=LOCAL)
    web.receive("web", sent(event("a", "3"), event("a", "4", event="save"), secret=SECRET))

    states = [one.state.value for one in log(web)]
    assert states == ["accepted", "ignored", "ignored", "accepted"]


def test_two_secrets_hold_for_a_day_and_then_the_newer_one(web: Hooks, records: Records) -> None:
    newer = web.rotate("web", by=LOCAL)

    web.receive("web", sent(event("a", "1"), secret=SECRET))
    web.receive("web", sent(event("a", "2"), secret=newer))
    records.database.close()
    with sqlite3.connect(records.database.path) as connection:
        connection.execute("UPDATE records_hooks SET rotated = '2020-01-01 00:00:00.000000'")
    web._known.forget()

    assert status_of(lambda: web.receive("web", sent(event("a", "3"), secret=SECRET))) == 401
    web.receive("web", sent(event("a", "4"), secret=newer))
    records.hooks.forget_former(now())
    kept = records.hooks.get("web")
    assert kept
    assert kept.former is None


def test_secrets_lie_nowhere_in_the_records(web: Hooks, records: Records) -> None:
    web.put(WEB, secret=None, token=TOKEN, by=LOCAL)
    web.receive(
        "web",
        sent(
            event("a", "1"),
            secret=SECRET,
            authorization="Bearer x",
            x_token=f"Token {SECRET}",
            cookie="c=1",
            x_forwarded_client_cert="of a proxy",
            cf_access_jwt_assertion="who asked",
        ),
    )
    records.close()

    content = records.database.path.read_bytes()
    for secret in (SECRET, TOKEN, "Bearer x", "c=1", "of a proxy", "who asked"):
        assert secret.encode() not in content
    assert b"x-signature" in content


def test_too_much_that_waits_is_sent_away_until_later(web: Hooks, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(receiving, "COUNTING", -1.0)
    web._receiving._most = 2
    web.receive("web", sent(event("a", "1"), event("a", "2"), secret=SECRET))

    with pytest.raises(Problem) as found:
        web.receive("web", sent(event("a", "3"), secret=SECRET))

    assert (found.value.status, found.value.headers["Retry-After"]) == (503, "60")
    assert len(log(web)) == 2


def test_one_that_cannot_be_kept_keeps_nobody_else_out(records: Records) -> None:
    records.hooks.create(WEB, SECRETS, by=LOCAL)
    receiving_ = Receiving(records.hook_receipts, 100)
    gate = records.database.writing()
    gate.__enter__()
    futures = [
        receiving_.keep(one) for one in (arrival("1"), arrival("2", "gone"), arrival("3"), arrival("4"))
    ]
    gate.__exit__(None, None, None)

    assert status_of(lambda: futures[1].result(20)) == HTTPStatus.NOT_FOUND
    assert all(futures[number].result(20).deliveries for number in (0, 2, 3))
    receiving_.stop()


def test_records_that_cannot_be_used_are_told_to_all_who_wait(records: Records) -> None:
    class Broken(HookReceipts):
        def keep(self, arrivals):
            raise RecordsUnavailable(f"{len(arrivals)} of them")

    receiving_ = Receiving(Broken(records.database), 100)

    with pytest.raises(RecordsUnavailable):
        receiving_.keep(arrival("1")).result(20)
    receiving_.stop()


def test_what_arrived_is_kept_before_it_stops(records: Records) -> None:
    records.hooks.create(WEB, SECRETS, by=LOCAL)
    receiving_ = Receiving(records.hook_receipts, 1_000)
    futures = [receiving_.keep(arrival(f"{number}")) for number in range(300)]

    receiving_.stop()

    assert all(future.done() and future.result().deliveries for future in futures)


def test_who_waits_in_an_event_loop_is_told_there(records: Records) -> None:
    records.hooks.create(WEB, SECRETS, by=LOCAL)
    receiving_ = Receiving(records.hook_receipts, 100)

    async def sent_together() -> list[Receipt | BaseException]:
        gone_away = asyncio.ensure_future(receiving_.kept(arrival("0")))
        await asyncio.sleep(0)
        gone_away.cancel()
        coming = (receiving_.kept(arrival("1")), receiving_.kept(arrival("2", "gone")), _in_a_thread())
        return await asyncio.gather(*coming, return_exceptions=True)

    async def _in_a_thread() -> Receipt:
        return await asyncio.to_thread(lambda: receiving_.keep(arrival("3")).result(20))

    first, second, third = asyncio.run(sent_together())
    receiving_.stop()

    found, _ = records.hook_deliveries.list("web", HookDeliveryQuery())
    assert isinstance(second, Problem)
    assert second.status == HTTPStatus.NOT_FOUND
    assert isinstance(first, Receipt)
    assert isinstance(third, Receipt)
    assert {one.id for one in found} >= {first.deliveries[0].id, third.deliveries[0].id}
    assert {one.document for one in found} == {"d0", "d1", "d3"}


def test_a_loop_that_is_over_keeps_nobody_from_being_told(records: Records) -> None:
    records.hooks.create(WEB, SECRETS, by=LOCAL)
    receiving_ = Receiving(records.hook_receipts, 100)

    async def leaves() -> None:
        asyncio.ensure_future(receiving_.kept(arrival("1")))  # noqa: RUF006 - nobody waits for it
        await asyncio.sleep(0)

    with records.database.writing():
        asyncio.run(leaves())
        there = receiving_.keep(arrival("2"))

    assert there.result(20).deliveries
    receiving_.stop()


def test_how_many_wait_is_believed_for_a_second(records: Records) -> None:
    records.hooks.create(WEB, SECRETS, by=LOCAL)
    seconds = [5.0]
    receiving_ = Receiving(records.hook_receipts, 1, clock=lambda: seconds[0])

    assert not receiving_.is_fresh
    receiving_.require_room()
    assert receiving_.is_fresh
    records.hook_receipts.keep([arrival("1")])
    seconds[0] += receiving.COUNTING
    receiving_.require_room()
    seconds[0] += 0.1
    assert not receiving_.is_fresh
    assert status_of(receiving_.require_room) == HTTPStatus.SERVICE_UNAVAILABLE
    receiving_.stop()


class Pressing:
    """What takes deliveries in, on a clock that the test sets."""

    def __init__(self, records: Records) -> None:
        records.hooks.create(WEB, SECRETS, by=LOCAL)
        self.at = 7.0
        self.taking = Receiving(records.hook_receipts, 1_000, clock=lambda: self.at)

    def come(self, number: int, at: float) -> bool:
        """Return whether it is pressed when so many have come."""
        self.at = at
        futures = [self.taking.keep(arrival(f"{at} {each}")) for each in range(number)]
        assert all(future.result(20) for future in futures)
        return self.taking.is_pressed()


@pytest.fixture
def pressing(records: Records) -> Iterator[Pressing]:
    made = Pressing(records)
    yield made
    made.taking.stop()


def test_it_is_pressed_while_many_come_and_for_a_while_after(pressing: Pressing) -> None:
    assert not pressing.come(0, at=7.0)
    assert not pressing.come(receiving.MANY - 1, at=7.0)
    assert not pressing.come(receiving.MANY - 1, at=8.1)
    assert pressing.come(1, at=8.9)
    assert pressing.come(1, at=8.8 + receiving.CALM)
    assert not pressing.come(0, at=9.0 + receiving.CALM)


def test_what_comes_in_all_the_time_keeps_nobody_from_working(pressing: Pressing) -> None:
    step = receiving.CALM / 2
    pressed = [
        pressing.come(receiving.MANY, at=7.0 + step * n) for n in range(round(2 * receiving.BURST / step))
    ]

    assert pressed == [step * n < receiving.BURST for n in range(len(pressed))]
    assert pressing.come(receiving.MANY, at=pressing.at + receiving.CALM)


def test_what_another_process_was_faster_to_keep_is_kept_once_and_nothing_of_ours_is_left(
    postgresql_url: str,
) -> None:
    records = Records(postgresql_url)
    fill(records)
    records.hooks.create(WEB, SECRETS, by=LOCAL)
    receipts = HookReceipts(records.database)

    def ask(statement: str) -> int:
        with psycopg.connect(postgresql_url) as connection:
            return connection.execute(statement).fetchone()[0]

    with ThreadPoolExecutor(1) as pool:
        with records.database.writing() as session:
            (first,) = hook_receipts._kept(session, [arrival("1")])
            slower = pool.submit(receipts.keep, [arrival("1"), arrival("2"), arrival("1")])
            deadline = time.monotonic() + 30
            while not ask("SELECT count(*) FROM pg_locks WHERE NOT granted"):
                assert time.monotonic() < deadline, "Nobody waits for the faster one."
                time.sleep(0.01)
        receipts_ = slower.result(30)

    found, _ = records.hook_deliveries.list("web", HookDeliveryQuery())
    assert receipts_[0] == receipts_[2] == first
    assert {one.delivery: one.repeats for one in found} == {"1": 2, "2": 0}
    assert ask("SELECT count(*) FROM records_hook_requests") == 2
    records.close()


def test_names_of_documents_fit_and_stay_apart() -> None:
    long = "x" * 500

    assert len(bounded(long)) == 200
    assert bounded(long) != bounded(long + "y")
    assert bounded("short") == "short"
