"""Who is told at once of drafts that fail: in the same transaction, those who want it, and not too much."""

import datetime
from concurrent.futures import ThreadPoolExecutor

import pytest

from checker.domain import Severity, Verdict
from service.exchange.deliveries import Medium
from service.nouns import NewBatch
from service.nouns.telling import Tells, Wants
from service.records import Records
from service.records.announcing import Announcer
from service.records.batch_rows import Member
from service.records.listeners import Listener
from tests.service.records.makers import ADA, TEXT, checked, draft, finding

HERE = "https://here.test"
FAILED = (Tells.CHECK_FAILED,)
NOW = datetime.datetime.now(datetime.UTC)
HOUR = datetime.timedelta(hours=1)
OTHER = Listener("settings-ops", "ops", Medium.NOTICE, Wants(occasions=FAILED))
"""A target that stands in the settings."""


@pytest.fixture
def announcer(records: Records) -> Announcer:
    """Return what tells of all that ends in *records*."""
    announcer = Announcer(HERE)
    records.batches.on_done(announcer.batch)
    records.checks.on_end(announcer.check)
    return announcer


def target(records: Records, name: str = "sales", kind: Medium = Medium.SLACK, **wants: object) -> str:
    made = records.targets.create(
        kind,
        name,
        address="…",
        url=b"sealed",
        secret=None,
        by=ADA,
        wants=Wants.model_validate({"occasions": FAILED} | wants),
    )
    assert made
    return made.id


def failing(
    records: Records, *, severity: Severity = Severity.ERROR, number: int = 1, **given: object
) -> str:
    """Have a draft checked that fails, and return its check."""
    found = checked(TEXT, finding(number=number, severity=severity))
    return records.checks.add_done(draft(**given), found, kit_version=1, by=ADA).id


def told(records: Records) -> list[tuple[str, str]]:
    """Return who is told of what, and take it on."""
    return sorted((one.target, one.event) for one in records.outbox.lease(99, seconds=60))


@pytest.mark.usefixtures("announcer")
def test_whoever_wants_it_is_told_without_a_word_of_the_draft(records: Records) -> None:
    mine = target(records, quotes=True)
    check = failing(records, team="sales", channel="web")

    (message,) = records.outbox.lease(9, seconds=60)

    assert (message.kind, message.target, message.event) == (Medium.SLACK, mine, "check.failed")
    data = message.payload["data"]
    assert isinstance(data, dict)
    assert data["url"] == f"{HERE}/reports/{check}"
    assert data["counts"] == {"error": 1, "warning": 0, "suggestion": 0}
    assert data["worst"] == [
        {
            "check": check,
            "source": "draft.txt",
            "url": f"{HERE}/reports/{check}#f-{1:016x}",
            "finding": f"{1:016x}",
            "kind": "off-message",
            "guideline": "not-cheap",
            "severity": "error",
        }
    ]
    assert not [word for word in ("cheapest", "Set up", "ten minutes") if word in str(message.payload)]


@pytest.mark.usefixtures("announcer")
@pytest.mark.parametrize(
    ("wants", "given", "messages"),
    [
        ({}, {}, 1),
        ({"occasions": ()}, {}, 0),
        ({"occasions": (Tells.DIGEST, Tells.BATCH_DONE)}, {}, 0),
        ({"teams": ("sales",)}, {"team": "sales"}, 1),
        ({"teams": ("sales",)}, {"team": "support"}, 0),
        ({"teams": ("sales",)}, {}, 0),
        ({"channels": ("web", "email")}, {"channel": "email"}, 1),
        ({"channels": ("web",), "teams": ("sales",)}, {"channel": "email", "team": "sales"}, 0),
        ({"severity": "error"}, {"severity": Severity.ERROR}, 1),
        ({"severity": "error"}, {"severity": Severity.WARNING}, 0),
        ({"severity": "warning"}, {"severity": Severity.ERROR}, 1),
        ({"severity": "suggestion"}, {"severity": Severity.SUGGESTION}, 1),
    ],
)
def test_what_a_target_wants_decides(
    records: Records, wants: dict[str, object], given: dict[str, object], messages: int
) -> None:
    target(records, **wants)
    failing(records, **given)

    assert len(told(records)) == messages


@pytest.mark.usefixtures("announcer")
def test_what_passes_what_nobody_could_judge_and_what_failed_is_not_told_at_once(records: Records) -> None:
    target(records)
    for verdict in (Verdict.PASS, Verdict.INCOMPLETE):
        records.checks.add_done(draft(), checked(verdict=verdict), kit_version=1, by=ADA)
    waiting = records.checks.add(draft(), kit_version=1, by=ADA)
    records.checks.fail(waiting.id, "It is no deck.")

    assert told(records) == []


@pytest.mark.usefixtures("announcer")
def test_a_check_that_ends_twice_is_told_once(records: Records) -> None:
    mine = target(records)
    check = records.checks.add(draft(), kit_version=1, by=ADA)
    for _ in range(2):
        records.checks.finish(check.id, checked(TEXT, finding()))

    assert told(records) == [(mine, "check.failed")]


def test_what_is_rolled_back_is_not_told(records: Records) -> None:
    target(records)
    announcer = Announcer(HERE)
    records.checks.on_end(announcer.check)

    def breaks(*_: object) -> None:
        raise RuntimeError("in the middle")

    records.checks.on_end(breaks)
    with pytest.raises(RuntimeError):
        failing(records)

    assert told(records) == []


def test_targets_of_the_settings_are_told_too(records: Records) -> None:
    records.checks.on_end(Announcer(HERE, [OTHER]).check)
    mine = target(records)
    failing(records)

    assert told(records) == sorted([(mine, "check.failed"), (OTHER.id, "check.failed")])


@pytest.mark.usefixtures("announcer")
def test_a_batch_is_told_once_to_whoever_wants_batches_and_its_drafts_to_the_others(records: Records) -> None:
    batches = target(records, "batches", occasions=(Tells.CHECK_FAILED, Tells.BATCH_DONE), teams=("sales",))
    drafts = target(records, "drafts")
    target(records, "elsewhere", occasions=(Tells.BATCH_DONE,), teams=("support",))
    named = target(records, "named", Medium.TEAMS, occasions=(Tells.BATCH_DONE,))
    new = NewBatch(kit="acme", team="sales", notify=("named",))
    batch = records.batches.create(new, kit_version=1, by=ADA).id
    records.batches.add(batch, [Member(draft(team="sales"))] * 2)
    records.batches.complete(batch)
    for item in records.batches.items(batch):
        records.checks.finish(item.id, checked(TEXT, finding()))

    got = records.outbox.lease(99, seconds=60)

    assert sorted((one.target, one.event, one.kind) for one in got) == sorted(
        [
            (batches, "batch.done", Medium.SLACK),
            ("named", "batch.done", Medium.TEAMS),
            *[(drafts, "check.failed", Medium.SLACK)] * 2,
        ]
    )
    assert named


def test_beyond_so_many_an_hour_one_message_says_how_many(records: Records, announcer: Announcer) -> None:
    mine = target(records, most_per_hour=3, teams=("sales",))
    other = target(records, "other", most_per_hour=100)
    for _ in range(40):
        failing(records, team="sales")

    at_once = told(records)
    early = announcer.release(records.database, NOW)
    later = datetime.datetime.now(datetime.UTC) + HOUR + HOUR
    with ThreadPoolExecutor(4) as pool:
        released = list(pool.map(lambda _: announcer.release(records.database, later), range(4)))
    (message,) = records.outbox.lease(9, seconds=60)

    assert [one for one, _ in at_once].count(mine) == 3
    assert [one for one, _ in at_once].count(other) == 40
    assert (early, sorted(released)) == (0, [0, 0, 0, 1])
    assert (message.target, message.event) == (mine, "checks.held")
    data = message.payload["data"]
    assert isinstance(data, dict)
    assert (data["held"], data["told"]) == (37, 3)
    assert str(data["url"]).startswith(f"{HERE}/reports?team=sales&verdict=fail&since=")
    assert announcer.release(records.database, later) == 0


def test_many_at_once_are_counted_one_by_one(records: Records, announcer: Announcer) -> None:
    mine = target(records, most_per_hour=5)
    with ThreadPoolExecutor(6) as pool:
        list(pool.map(lambda _: failing(records), range(24)))

    at_once = [one for one, _ in told(records)]
    announcer.release(records.database, datetime.datetime.now(datetime.UTC) + HOUR + HOUR)
    held = [one.payload["data"] for one in records.outbox.lease(9, seconds=60)]

    assert at_once == [mine] * 5
    assert [one["held"] for one in held if isinstance(one, dict)] == [19]
