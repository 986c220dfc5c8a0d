"""What is told, from the check to what the other system gets: words where they may be, digests on time."""

import datetime
import json
from typing import Any

import pytest
from pydantic import SecretStr, ValidationError

from checker.settings import JudgeSettings
from service.exchange.deliveries import CreatedTarget, DeliveryQuery, Fate, Medium, NewTarget
from service.notices import Notices, announce
from service.nouns import Team
from service.nouns.telling import Tells, Wants
from service.problems import Problem
from service.records import Records
from service.records.tables import CheckRow
from service.settings import ServiceSettings
from tests.service.notices.conftest import is_over, until
from tests.service.notices.receiver import Receiver
from tests.service.notices.test_notices import quick, running
from tests.service.records.makers import ADA, checked, draft, finding

QUOTE = "the cheapest, says ada@example.com, <!channel>"
TEXT = f"Launch\n\nWe are {QUOTE}, of all."
EVERYTHING = (Tells.CHECK_FAILED, Tells.DIGEST)
DAY = datetime.timedelta(days=1)
UTC = datetime.UTC


def target(
    notices: Notices, receiver: Receiver, kind: Medium = Medium.SLACK, **wants: object
) -> CreatedTarget:
    new = NewTarget(
        kind=kind,
        name=f"the {kind.value}",
        url=f"{receiver.url}/{kind.value}".replace("http:", "json:" if kind is Medium.NOTICE else "http:"),
        wants=Wants.model_validate({"occasions": EVERYTHING} | wants),
    )
    return notices.targets.create(new, by=ADA)


def fails(records: Records, text: str = TEXT, **given: object) -> str:
    """Have a draft checked that fails, and return its check."""
    one = finding(QUOTE, number=1, guideline_quote="Never sell on price.")
    made = checked(text, one, title="Secret launch", team=str(given.get("team", "")))
    return records.checks.add_done(draft(**given), made, kit_version=1, by=ADA).id


def sent(records: Records, notices: Notices) -> None:
    """Send all that is in the outbox."""
    with running(notices):
        for one in records.outbox.list(DeliveryQuery())[0]:
            done = until(records, one.id, is_over)
            assert done.state is Fate.DELIVERED, done


@pytest.mark.parametrize("kind", list(Medium))
@pytest.mark.parametrize("quotes", [True, False])
def test_words_of_a_draft_are_sent_only_where_they_are_wanted(
    records: Records, service: ServiceSettings, receiver: Receiver, kind: Medium, *, quotes: bool
) -> None:
    notices = quick(records, service)
    target(notices, receiver, kind, quotes=quotes)
    announce(records, service)
    fails(records)
    kept = str(records.outbox.lease(1, seconds=0)[0].payload)
    sent(records, notices)

    body = receiver.got[-1].body.decode("utf-8")
    body = json.dumps(json.loads(body), ensure_ascii=False)
    assert "cheapest" not in kept
    assert "Secret launch" not in kept
    assert ("cheapest" in body, "Secret launch" in body, "sells low cost" in body) == (quotes,) * 3
    assert "ada@example.com" not in body
    assert "not-cheap" in body
    assert "Never sell on price." in body or kind is Medium.NOTICE


@pytest.mark.parametrize(
    ("judge", "given", "text"),
    [
        ({"forbidden_teams": ("Legal",)}, {"team": "legal"}, TEXT),
        ({"forbidden_teams": ("board",)}, {"channel": "Board"}, TEXT),
        ({}, {"team": "in the house"}, TEXT),
        ({}, {}, f"Confidential\n\n{TEXT}"),
    ],
    ids=["a team of the settings", "a channel of the settings", "a team of the records", "a mark"],
)
def test_what_no_model_may_see_no_chat_sees(  # noqa: PLR0913, PLR0917 - the parts, and a case
    records: Records,
    service: ServiceSettings,
    receiver: Receiver,
    judge: dict[str, Any],
    given: dict[str, object],
    text: str,
) -> None:
    notices = Notices(records, service, judge=JudgeSettings(**judge), poll=0.02)
    target(notices, receiver, quotes=True)
    announce(records, service)
    records.teams.put(Team(name="in the house", may_be_judged=False), by=ADA)
    fails(records, text, **given)
    sent(records, notices)

    body = receiver.got[-1].body.decode()
    assert "not-cheap" in body
    assert "cheapest" not in body
    assert "Secret launch" not in body


def test_what_is_deleted_before_it_is_sent_is_not_quoted(
    records: Records, service: ServiceSettings, receiver: Receiver
) -> None:
    notices = quick(records, service)
    target(notices, receiver, quotes=True)
    announce(records, service)
    records.teams.put(Team(name="sales", retention_days=1), by=ADA)
    fails(records, team="sales")
    records.checks.expire(datetime.datetime.now(UTC) + 2 * DAY)
    fails(records, document="erased")
    records.checks.erase("erased")
    sent(records, notices)

    bodies = b"".join(got.body for got in receiver.got).decode()
    assert len(receiver.got) == 2
    assert bodies.count("not-cheap") == 2
    assert "cheapest" not in bodies.replace("not-cheap", "")
    assert "Secret launch" not in bodies


def test_targets_of_the_settings_are_chats_too(
    records: Records, service: ServiceSettings, receiver: Receiver
) -> None:
    named = {
        "sales": SecretStr(f"slack+{receiver.url}/hush"),
        "ops": SecretStr(f"teams+{receiver.url}/hush"),
        "real": SecretStr("https://hooks.slack.com/services/hush"),
        "mail": SecretStr("json://127.0.0.1:9/hush"),
    }
    tells = {"sales": Wants(occasions=EVERYTHING), "ops": Wants(occasions=EVERYTHING, teams=("ops",))}
    service = service.model_copy(update={"notices": named, "tells": tells})
    notices = quick(records, service)
    announce(records, service)
    fails(records, team="sales")
    sent(records, notices)

    (got,) = receiver.got
    listed = {one.name: one for one in notices.targets.list()}
    assert "blocks" in json.loads(got.body)
    assert {name: one.kind.value for name, one in listed.items()} == {
        "sales": "slack",
        "ops": "teams",
        "real": "slack",
        "mail": "notice",
    }
    assert "hush" not in str(listed)
    assert listed["sales"].wants == tells["sales"]
    with pytest.raises(Problem, match="BRANDCHECK_SERVICE__TELLS"):
        notices.targets.put(listed["sales"].id, Wants(), by=ADA)


def test_settings_that_tell_nobody_are_refused(service: ServiceSettings) -> None:
    with pytest.raises(ValidationError, match="none of those in notices"):
        ServiceSettings(_env_prefix="NONE_", data=service.data, tells={"nobody": Wants()})


def test_a_digest_goes_out_once_when_it_is_due(
    records: Records, service: ServiceSettings, receiver: Receiver
) -> None:
    notices = [quick(records, service) for _ in range(3)]
    made = target(notices[0], receiver, occasions=(Tells.DIGEST,), timezone="Europe/Berlin", quotes=True)
    assert made.changed
    first = made.wants.due(made.changed + DAY)[1]
    check = fails(records, team="sales")
    with records.database.writing() as session:
        session.get_one(CheckRow, check).finished = first - DAY / 2

    counts = [one.tell_due(first + minutes * DAY / 1440) for minutes in (0, 2, 3) for one in notices]
    sent(records, notices[0])

    assert sorted(counts) == [0] * 8 + [1]
    assert counts.index(1) == 3
    (got,) = receiver.got
    body = json.loads(got.body)
    assert body["blocks"][0]["text"]["text"] == "sales: 0 of 1 draft passed"
    assert "the cheapest" in got.body.decode()


def test_what_is_wanted_anew_is_told_from_the_next_day_on(
    records: Records, service: ServiceSettings, receiver: Receiver
) -> None:
    notices = quick(records, service)
    made = target(notices, receiver, occasions=())
    changed = notices.targets.put(made.id, Wants(occasions=(Tells.DIGEST,)), by=ADA)
    assert changed.changed
    day, moment = changed.wants.due(changed.changed)

    assert notices.tell_due(changed.changed + DAY / 1440) == 0
    assert moment <= changed.changed
    assert day


@pytest.mark.parametrize(
    ("at", "zone", "now", "moment"),
    [
        ("08:00", "UTC", "2026-11-22T07:59:59Z", "2026-11-21T08:00:00Z"),
        ("08:00", "UTC", "2026-11-22T08:00:00Z", "2026-11-22T08:00:00Z"),
        ("08:00", "Europe/Berlin", "2026-11-22T07:00:00Z", "2026-11-22T07:00:00Z"),
        ("08:00", "Europe/Berlin", "2026-07-01T06:00:00Z", "2026-07-01T06:00:00Z"),
        ("00:00", "Asia/Tokyo", "2026-11-22T15:00:00Z", "2026-11-22T15:00:00Z"),
        ("23:59", "America/Los_Angeles", "2026-11-22T07:58:00Z", "2026-11-21T07:59:00Z"),
        ("02:30", "Europe/Berlin", "2026-03-29T12:00:00Z", "2026-03-29T01:30:00Z"),
        ("02:30", "Europe/Berlin", "2026-10-25T00:45:00Z", "2026-10-25T00:30:00Z"),
        ("02:30", "Europe/Berlin", "2026-10-25T01:45:00Z", "2026-10-25T00:30:00Z"),
    ],
)
def test_a_digest_is_due_at_its_time_of_day(at: str, zone: str, now: str, moment: str) -> None:
    day, until_ = Wants(digest_at=at, timezone=zone).due(datetime.datetime.fromisoformat(now))

    assert until_ == datetime.datetime.fromisoformat(moment)
    assert isinstance(day, datetime.date)


@pytest.mark.parametrize(
    "wrong",
    [
        {"timezone": "Mars/Olympus"},
        {"timezone": "../../etc/passwd"},
        {"timezone": ""},
        {"digest_at": "24:00"},
        {"digest_at": "8:00"},
        {"most_per_hour": 0},
        {"teams": ("a\nb",)},
        {"teams": ("",)},
        {"occasions": ("check.passed",)},
        {"severity": "fatal"},
        {"else": 1},
    ],
)
def test_what_makes_no_sense_is_not_wanted(wrong: dict[str, object]) -> None:
    with pytest.raises(ValidationError):
        Wants.model_validate(wrong)
