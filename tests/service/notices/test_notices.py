"""Messages on their way from the outbox: signed, at least once, given up where they must be."""

import contextlib
import datetime
import itertools
import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from pydantic import SecretStr
from standardwebhooks import Webhook, WebhookVerificationError

from service.exchange.deliveries import CreatedTarget, DeliveryQuery, Fate, Medium, NewTarget, Occasion
from service.notices import Notices
from service.notices.targets import CALLBACKS
from service.problems import Problem
from service.records import Records
from service.settings import Outbound, ServiceSettings
from tests.service.notices.conftest import is_over, until
from tests.service.notices.receiver import Got, Receiver, answers
from tests.service.records.makers import ADA

NOW = datetime.datetime.now(datetime.UTC)
COUNTS = {"done": 391, "failed": 9, "not_passed": 37, "passed": 354}
DONE = Occasion(
    type="batch.done",
    timestamp=NOW,
    data={"id": "b", "name": "Q4 decks", "counts": COUNTS, "url": "http://here.test/batches/b"},
)
DAY = datetime.timedelta(days=1)
STARTING = 300
"""Seconds for another process to start and to send; a busy machine takes its time."""


@contextlib.contextmanager
def running(notices: Notices) -> Iterator[Notices]:
    notices.begin()
    try:
        yield notices
    finally:
        notices.stop()


def quick(records: Records, service: ServiceSettings, **given: float) -> Notices:
    return Notices(records, service, **({"poll": 0.02} | given))


def webhook(notices: Notices, receiver: Receiver, name: str = "cms") -> CreatedTarget:
    return notices.targets.create(
        NewTarget(kind=Medium.WEBHOOK, name=name, url=f"{receiver.url}/h?k=v"), by=ADA
    )


def verified(got: Got, secret: str) -> object:
    """Return what *got* says, if it is signed with *secret*."""
    return Webhook(secret).verify(got.body, got.headers)


def test_a_webhook_comes_signed_and_once(
    records: Records, service: ServiceSettings, receiver: Receiver
) -> None:
    notices = quick(records, service)
    target = webhook(notices, receiver)
    with running(notices):
        sent = records.outbox.send(Medium.WEBHOOK, target.name, DONE)
        done = until(records, sent, is_over)

    (got,) = receiver.got
    assert (done.state, done.attempts, done.status, done.says) == (Fate.DELIVERED, 1, 204, "204 No Content")
    assert got.headers["webhook-id"] == sent
    assert got.path == "/h?k=v"
    assert verified(got, target.secret) == json.loads(DONE.model_dump_json())
    with pytest.raises(WebhookVerificationError):
        verified(got._replace(body=got.body + b" "), target.secret)


def test_callbacks_are_signed_with_the_secret_that_an_administrator_sees(
    records: Records, service: ServiceSettings, receiver: Receiver
) -> None:
    notices = quick(records, service)
    first = notices.targets.rotate(CALLBACKS, by=ADA)
    second = notices.targets.rotate(CALLBACKS, by=ADA)
    with running(notices):
        records.outbox.send(Medium.WEBHOOK, f"{receiver.url}/cb?token=hush", DONE)
        (got,) = receiver.wait_for(1)

    assert verified(got, first.secret) == verified(got, second.secret)
    listed, _ = records.outbox.list(DeliveryQuery())
    assert "hush" not in notices.targets.named(listed[0]).target


def test_the_secret_before_is_good_for_a_day(
    records: Records, service: ServiceSettings, receiver: Receiver
) -> None:
    targets = quick(records, service).targets
    target = webhook(quick(records, service), receiver)
    rotated = targets.rotate(target.id, by=ADA)
    soon, late = datetime.datetime.now(datetime.UTC), datetime.datetime.now(datetime.UTC) + DAY

    assert targets.of(target.id, soon).keys == (rotated.secret, target.secret)
    assert targets.of(target.id, late).keys == (rotated.secret,)
    records.targets.forget_former(late)
    kept = records.targets.get(target.id)
    assert kept
    assert kept.former is None


def test_nothing_secret_is_kept_in_the_clear_or_shown(
    records: Records, service: ServiceSettings, receiver: Receiver, tmp_path: Path
) -> None:
    service = service.model_copy(update={"notices": {"ops": SecretStr("json://me:hush-set@127.0.0.1:9/x")}})
    notices = quick(records, service)
    target = webhook(notices, receiver)
    notices.targets.create(
        NewTarget(kind=Medium.NOTICE, name="team", url="json://me:hush-kept@127.0.0.1:9/path-hush"),
        by=ADA,
    )
    records.close()
    kept = b"".join(path.read_bytes() for path in tmp_path.glob("records.db*"))

    assert b"hush" not in kept
    assert target.secret.encode() not in kept
    assert target.secret.removeprefix("whsec_").encode() not in kept
    shown = [one.model_dump_json() for one in notices.targets.list()]
    assert [json.loads(one)["name"] for one in shown] == ["cms", "ops", "team"]
    assert not [one for one in shown if "hush" in one or "127.0.0.1:9" in one or "secret" in one]


def test_another_secret_of_the_service_opens_nothing_and_says_so(
    records: Records, service: ServiceSettings, receiver: Receiver
) -> None:
    target = webhook(quick(records, service), receiver)
    other = service.model_copy(update={"secret": SecretStr("another secret of thirty-two characters")})
    with running(quick(records, other)):
        done = until(records, records.outbox.send(Medium.WEBHOOK, target.id, DONE), is_over)

    assert done.state is Fate.FAILED
    assert "Enter it anew" in done.says
    assert receiver.got == []


def test_notices_come_in_plain_words(records: Records, service: ServiceSettings, receiver: Receiver) -> None:
    address = receiver.url.replace("http://", "json://")
    service = service.model_copy(update={"notices": {"brand team": SecretStr(f"{address}/set")}})
    notices = quick(records, service)
    notices.targets.create(NewTarget(kind=Medium.NOTICE, name="made here", url=f"{address}/made"), by=ADA)
    with running(notices):
        sent = [records.outbox.send(Medium.NOTICE, name, DONE) for name in ("brand team", "made here")]
        done = [until(records, one, is_over) for one in sent]

    assert [(one.state, one.says) for one in done] == [(Fate.DELIVERED, "sent")] * 2
    says = {got.path: json.loads(got.body) for got in receiver.got}
    assert says.keys() == {"/set", "/made"}
    assert says["/set"]["title"] == "Batch ‘Q4 decks’ is done"
    assert says["/set"]["message"] == (
        "Batch ‘Q4 decks’ is done: 391 of 400 documents checked, 9 could not be read. "
        "37 fail, 354 pass.\nhttp://here.test/batches/b"
    )


def test_a_notice_goes_nowhere_inside_unless_the_settings_say_so(
    records: Records, service: ServiceSettings, receiver: Receiver
) -> None:
    notices = quick(records, service.model_copy(update={"outbound": Outbound()}))
    address = receiver.url.replace("http://", "json://")
    notices.targets.create(NewTarget(kind=Medium.NOTICE, name="inside", url=address), by=ADA)
    with running(notices):
        done = until(records, records.outbox.send(Medium.NOTICE, "inside", DONE), is_over)

    assert (done.state, receiver.got) == (Fate.FAILED, [])
    assert "Whoever runs this service can allow it" in done.says


def test_a_target_that_is_gone_fails_in_words(records: Records, service: ServiceSettings) -> None:
    with running(quick(records, service)):
        done = until(records, records.outbox.send(Medium.NOTICE, "nobody", DONE), is_over)

    assert (done.state, done.says) == (Fate.FAILED, "failed: There is no target “nobody”.")


def test_what_fails_is_tried_again_under_its_name(
    records: Records, service: ServiceSettings, receiver: Receiver
) -> None:
    target = webhook(quick(records, service), receiver)
    sent = records.outbox.send(Medium.WEBHOOK, target.id, DONE)
    receiver.answer = answers(500)
    with running(quick(records, service)) as notices:
        waiting = until(records, sent, lambda one: one.attempts == 1 and bool(one.says))
        receiver.answer = answers(200)
        records.outbox.resend(sent, ADA)
        notices.wake()
        done = until(records, sent, is_over)

    assert (waiting.state, waiting.status, waiting.says) == (Fate.WAITING, 500, "500 Internal Server Error")
    assert waiting.next_attempt
    assert waiting.next_attempt > waiting.created
    assert done.state is Fate.DELIVERED
    first, second = receiver.got
    assert first.headers["webhook-id"] == second.headers["webhook-id"] == sent
    assert first.body == second.body
    assert next((one.action, one.subject) for one in records.audit.list()[0]) == ("resend message", sent)


def test_a_sender_that_is_killed_between_sending_and_marking_sends_again(
    url: str, records: Records, service: ServiceSettings, receiver: Receiver, tmp_path: Path
) -> None:
    target = webhook(quick(records, service), receiver)
    count = itertools.count()

    def held_the_first_time(handler: object) -> None:
        if next(count) == 0:
            receiver.released.wait(30)
        answers(204)(handler)  # type: ignore[arg-type]  # as it came

    receiver.answer = held_the_first_time
    sent = records.outbox.send(Medium.WEBHOOK, target.id, DONE)
    command = [sys.executable, "-m", "tests.service.notices.sender", url, str(tmp_path)]
    process = subprocess.Popen(command, stdin=subprocess.DEVNULL)
    try:
        receiver.wait_for(1, STARTING)
    finally:
        process.kill()
        process.wait()
    with running(quick(records, service)):
        done = until(records, sent, is_over)

    assert (done.state, done.attempts) == (Fate.DELIVERED, 2)
    first, second = receiver.got
    assert first.headers["webhook-id"] == second.headers["webhook-id"] == sent
    assert verified(second, target.secret) == verified(first, target.secret)


def test_several_senders_send_each_message_once(
    url: str, records: Records, service: ServiceSettings, receiver: Receiver
) -> None:
    target = webhook(quick(records, service), receiver)
    sent = {records.outbox.send(Medium.WEBHOOK, target.id, DONE) for _ in range(30)}
    others = [Records(url) for _ in range(3)]
    with contextlib.ExitStack() as stack:
        for other in others:
            stack.enter_context(running(quick(other, service)))
        receiver.wait_for(30)
        for one in sent:
            assert until(records, one, is_over).state is Fate.DELIVERED
    for other in others:
        other.close()

    assert sorted(got.headers["webhook-id"] for got in receiver.got) == sorted(sent)


@pytest.mark.parametrize(
    ("kind", "address"),
    [
        (Medium.WEBHOOK, "ftp://example.com/x"),
        (Medium.WEBHOOK, "example.com/x"),
        (Medium.WEBHOOK, "https:///x"),
        (Medium.WEBHOOK, "https://user:pass@example.com/x"),
        (Medium.WEBHOOK, "https://example.com:99999/x"),
        (Medium.WEBHOOK, "https://example.com/a b"),
        (Medium.NOTICE, "https://example.com/x"),
        (Medium.NOTICE, "nobody://knows"),
        (Medium.NOTICE, "syslog://"),
        (Medium.NOTICE, "file:///etc/passwd"),
    ],
)
def test_what_is_no_address_is_no_target(
    records: Records, service: ServiceSettings, kind: Medium, address: str
) -> None:
    with pytest.raises(Exception, match="no address that") as caught:
        quick(records, service).targets.create(NewTarget(kind=kind, name="x", url=address), by=ADA)

    assert address not in str(caught.value)
    assert records.targets.list() == ()


def test_a_name_is_given_once(records: Records, service: ServiceSettings) -> None:
    targets = quick(records, service.model_copy(update={"notices": {"ops": SecretStr("json://h")}})).targets
    for name in ("cms", "ops", "cms", CALLBACKS):
        new = NewTarget(kind=Medium.WEBHOOK, name=name, url="https://example.com/x")
        if name == "cms" and not records.targets.list():
            targets.create(new, by=ADA)
            continue
        with pytest.raises(Problem, match="already"):
            targets.create(new, by=ADA)
