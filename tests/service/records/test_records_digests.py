"""Digests: one per target, team and day however many processes write them down, and what they say."""

import datetime
from concurrent.futures import ThreadPoolExecutor

import pytest
from pydantic import JsonValue

from checker.domain import Severity, Verdict
from service.exchange.deliveries import Medium
from service.nouns.telling import Tells, Wants
from service.records import Records
from service.records.digests import ALL, Day
from service.records.listeners import Listener
from service.records.outbox_tables import DigestRow
from service.records.tables import CheckRow
from tests.service.records.makers import ADA, TEXT, checked, draft, finding

HERE = "https://here.test"
UNTIL = datetime.datetime(2026, 11, 23, 7, 30, tzinfo=datetime.UTC)
"""A Monday."""
DAY = datetime.timedelta(days=1)
HOUR = datetime.timedelta(hours=1)


def day(number: int = 0, *, target: str = "t", **wants: object) -> Day:
    """Return the day that ends so many days after the Monday."""
    given = Wants.model_validate({"occasions": (Tells.DIGEST,)} | wants)
    until = UNTIL + number * DAY
    return Day(Listener(target, "Sales", Medium.SLACK, given), until.date(), until, HERE)


def done(
    records: Records,
    at: datetime.datetime,
    *found: tuple[str, Severity, float],
    verdict: Verdict | None = None,
    **given: object,
) -> str:
    """Have a draft checked whose check ends *at*, with findings by guideline, severity and confidence."""
    findings = [
        finding(f"word {number}", number=number, guideline=name, severity=severity, confidence=sure)
        for number, (name, severity, sure) in enumerate(found)
    ]
    verdict = verdict or (Verdict.FAIL if found else Verdict.PASS)
    made = checked(TEXT, *findings, verdict=verdict)
    check = records.checks.add_done(draft(**given), made, kit_version=1, by=ADA).id
    with records.database.writing() as session:
        session.get_one(CheckRow, check).finished = at
    return check


def unreadable(records: Records, at: datetime.datetime, **given: object) -> None:
    """Have a draft checked whose check fails *at*."""
    check = records.checks.add(draft(**given), kit_version=1, by=ADA).id
    records.checks.fail(check, "It is no deck.")
    with records.database.writing() as session:
        session.get_one(CheckRow, check).finished = at


def told(records: Records) -> list[dict[str, JsonValue]]:
    got = records.outbox.lease(99, seconds=60)
    assert {one.event for one in got} <= {"digest"}
    return [one.payload["data"] for one in got if isinstance(one.payload["data"], dict)]


def test_a_digest_says_how_a_team_s_drafts_fared(records: Records) -> None:
    at = UNTIL - HOUR
    bad, worse = ("plain-words", Severity.WARNING, 0.9), ("not-cheap", Severity.ERROR, 0.8)
    done(records, at, worse, document="deck", team="sales")
    newest = done(records, at + HOUR / 2, bad, worse, document="deck", team="sales")
    second = done(records, at, ("not-cheap", Severity.ERROR, 0.7), team="sales")
    third = done(records, at, ("plain-words", Severity.ERROR, 0.6), bad, team="sales")
    done(records, at, ("plain-words", Severity.SUGGESTION, 1.0), team="sales")
    for _ in range(2):
        done(records, at, team="sales")
    done(records, at, verdict=Verdict.INCOMPLETE, team="sales")
    unreadable(records, at, team="sales")
    done(records, UNTIL - 9 * DAY, worse, team="sales")
    done(records, UNTIL - 9 * DAY, team="sales")
    done(records, UNTIL - 3 * DAY, team="sales")
    done(records, UNTIL, worse, team="sales")
    done(records, at, worse, team="support")

    count = records.digests.tell(day(timezone="Europe/London"))
    sales, support = sorted(told(records), key=lambda one: str(one["team"]))

    assert count == 2
    assert sales["counts"] == {"drafts": 8, "passed": 2, "failed": 4, "incomplete": 1, "unread": 1}
    assert (sales["week"], sales["week_before"]) == ({"drafts": 9, "passed": 3}, {"drafts": 2, "passed": 1})
    assert sales["guideline"] == {"id": "plain-words", "drafts": 3}
    worst = sales["worst"]
    assert isinstance(worst, list)
    assert [one["check"] for one in worst if isinstance(one, dict)] == [newest, second, third]
    assert sales["url"] == f"{HERE}/reports?team=sales&verdict=fail&since=2026-11-22&until=2026-11-23"
    assert support["counts"] == {"drafts": 1, "passed": 0, "failed": 1, "incomplete": 0, "unread": 0}
    assert "word " not in str((sales, support))


def test_there_is_one_per_team_and_day_however_many_write_it(records: Records) -> None:
    for team in ("", "sales", "support"):
        done(records, UNTIL - HOUR, ("x", Severity.ERROR, 1.0), team=team)

    with ThreadPoolExecutor(6) as pool:
        counts = list(pool.map(lambda _: records.digests.tell(day()), range(6)))

    assert sum(counts) == 3
    assert sorted(str(one["team"]) for one in told(records)) == ["", "sales", "support"]
    assert records.digests.is_told(day())
    assert not records.digests.is_told(day(1))
    assert not records.digests.is_told(day(target="another"))


def test_what_broke_off_in_the_middle_goes_on(records: Records) -> None:
    for team in ("sales", "support"):
        done(records, UNTIL - HOUR, ("x", Severity.ERROR, 1.0), team=team)
    with records.database.writing() as session:
        row = {"target": "t", "day": UNTIL.date(), "team": "sales", "until": UNTIL, "message": "sent"}
        session.add(DigestRow(**row))

    assert records.digests.tell(day()) == 1
    assert [one["team"] for one in told(records)] == ["support"]


def test_no_team_s_name_ends_the_day(records: Records) -> None:
    for team in ("*", "all", "support"):
        done(records, UNTIL - HOUR, ("x", Severity.ERROR, 1.0), team=team)
    with records.database.writing() as session:
        for team in ("*", "all"):
            row = {"target": "t", "day": UNTIL.date(), "team": team, "until": UNTIL, "message": "sent"}
            session.add(DigestRow(**row))

    assert not records.digests.is_told(day())
    assert records.digests.tell(day()) == 1
    assert [one["team"] for one in told(records)] == ["support"]


def test_where_nothing_is_to_be_told_nothing_is_sent(records: Records) -> None:
    done(records, UNTIL - HOUR, team="sales")

    assert records.digests.tell(day()) == 0
    assert told(records) == []
    assert records.digests.is_told(day())


@pytest.mark.parametrize(
    ("wants", "teams"),
    [
        ({}, ["sales", "support"]),
        ({"teams": ("sales",)}, ["sales"]),
        ({"teams": ("nobody",)}, []),
        ({"channels": ("web",)}, ["support"]),
    ],
)
def test_only_what_is_wanted_is_in_it(records: Records, wants: dict[str, object], teams: list[str]) -> None:
    done(records, UNTIL - HOUR, ("x", Severity.ERROR, 1.0), team="sales", channel="email")
    done(records, UNTIL - HOUR, ("x", Severity.ERROR, 1.0), team="support", channel="web")

    records.digests.tell(day(**wants))

    assert sorted(str(one["team"]) for one in told(records)) == teams


def test_days_on_which_nobody_was_there_are_made_up_for(records: Records) -> None:
    records.digests.tell(day())
    done(records, UNTIL + HOUR, ("x", Severity.ERROR, 1.0), team="sales")
    done(records, UNTIL + 3 * DAY - HOUR, ("x", Severity.ERROR, 1.0), team="sales")

    records.digests.tell(day(3))
    late = done(records, UNTIL + 3 * DAY + HOUR, ("x", Severity.ERROR, 1.0), team="sales")
    records.digests.tell(day(30))
    third, thirtieth = told(records)[:1], records.digests.is_told(day(30))

    assert [one["counts"]["drafts"] for one in third] == [2]
    assert thirtieth
    assert late


@pytest.mark.parametrize(
    ("number", "wants", "messages"),
    [(0, {"all_clear": True}, 1), (0, {}, 0), (1, {"all_clear": True}, 0), (7, {"all_clear": True}, 1)],
)
def test_on_mondays_all_is_clear_where_that_is_wanted(
    records: Records, number: int, wants: dict[str, object], messages: int
) -> None:
    for hours in (1, 30, 100):
        done(records, UNTIL + number * DAY - hours * HOUR, team="sales")
    done(records, UNTIL + number * DAY - 8 * DAY, ("x", Severity.ERROR, 1.0), team="sales")

    count = records.digests.tell(day(number, **wants))

    got = told(records)
    assert count == messages
    assert [(one["is_clear"], one["counts"]["drafts"]) for one in got] == [(True, 3)] * messages


def test_all_is_not_clear_after_a_week_with_a_draft_that_fails(records: Records) -> None:
    done(records, UNTIL - 5 * DAY, ("x", Severity.ERROR, 1.0), team="sales")

    assert records.digests.tell(day(all_clear=True)) == 0
    assert told(records) == []


def test_old_digests_are_forgotten(records: Records) -> None:
    records.digests.tell(day())
    records.digests.tell(day(1))

    records.digests.expire(UNTIL + 60 * DAY + HOUR)

    with records.database.reading() as session:
        assert session.get(DigestRow, ("t", UNTIL.date(), ALL)) is None
        assert session.get(DigestRow, ("t", (UNTIL + DAY).date(), ALL)) is not None
