"""How a team's drafts fared in a stretch of time; of each document its newest check counts."""

import datetime
from typing import NamedTuple

from pydantic import JsonValue
from sqlalchemy import Select, case, func, select
from sqlalchemy.orm import Session

from checker.domain import Severity, Verdict
from service.nouns import Moment, State
from service.nouns.telling import Wants
from service.records.tables import COUNTS, CheckRow, FindingRow

OVER = (State.DONE, State.FAILED)
SHOWN = 3
"""Findings that a digest names."""
MISSING = "missing-element"
"""The check whose findings show no words of the draft; of findings as grave they come last."""
LOOKED_AT = 300
"""Findings among which one of each of so many documents is looked for, the worst first."""


class Stretch(NamedTuple):
    """A time, without its end."""

    since: Moment
    until: Moment

    def before(self, days: int) -> "Stretch":
        """Return the stretch of so many *days* that ends where this one begins."""
        return Stretch(self.since - datetime.timedelta(days), self.since)


class Fared(NamedTuple):
    """How drafts fared."""

    drafts: int
    passed: int
    failed: int
    incomplete: int
    unread: int
    """Drafts whose check failed: nothing was found out about them."""

    @property
    def is_clear(self) -> bool:
        """Return whether all of them pass; true of none."""
        return self.passed == self.drafts


def teams_in(session: Session, stretch: Stretch, wants: Wants) -> tuple[str, ...]:
    """Return the teams, by name, whose drafts were checked in *stretch*; empty for drafts of none."""
    found = session.scalars(_checks(stretch, wants).with_only_columns(CheckRow.team).distinct())
    return tuple(sorted(found))


def fared(session: Session, stretch: Stretch, wants: Wants, team: str | None = None) -> Fared:
    """Return how the drafts of *team*, of all where it is none, fared in *stretch*."""
    newest = newest_of(stretch, wants, team).subquery()
    counted = (
        select(CheckRow.state, CheckRow.verdict, func.count())
        .join(newest, newest.c.id == CheckRow.id)
        .group_by(CheckRow.state, CheckRow.verdict)
    )
    found = {(state, verdict): number for state, verdict, number in session.execute(counted)}
    by = {verdict: found.get((State.DONE, verdict.value), 0) for verdict in Verdict}
    unread = sum(number for (state, _), number in found.items() if state == State.FAILED)
    return Fared(sum(found.values()), by[Verdict.PASS], by[Verdict.FAIL], by[Verdict.INCOMPLETE], unread)


def worst_in(
    session: Session, stretch: Stretch, wants: Wants, team: str, address: str
) -> tuple[dict[str, JsonValue], ...]:
    """Return what leads to the worst findings, one a document, in the form of `announcing.pointer`."""
    newest = newest_of(stretch, wants, team).subquery()
    rank = case({one.value: one.rank for one in Severity}, value=FindingRow.severity, else_=len(Severity))
    wanted = (
        select(FindingRow, CheckRow)
        .join(newest, newest.c.id == FindingRow.check)
        .join(CheckRow, CheckRow.id == FindingRow.check)
        .where(FindingRow.counts)
        .order_by(
            rank,
            FindingRow.kind == MISSING,
            FindingRow.confidence.desc(),
            FindingRow.check.desc(),
            FindingRow.position,
        )
        .limit(LOOKED_AT)
    )
    firsts: dict[str, dict[str, JsonValue]] = {}
    for finding, check in session.execute(wanted):
        if check.id not in firsts and len(firsts) < SHOWN:
            firsts[check.id] = _pointer(finding, check, address)
    return tuple(firsts.values())


def broken_most(session: Session, stretch: Stretch, wants: Wants, team: str) -> tuple[str, int] | None:
    """Return the guideline that most drafts break, and how many do; none where none is broken."""
    newest = newest_of(stretch, wants, team).subquery()
    drafts = func.count(FindingRow.check.distinct())
    wanted = (
        select(FindingRow.guideline, drafts)
        .join(newest, newest.c.id == FindingRow.check)
        .where(FindingRow.counts)
        .group_by(FindingRow.guideline)
        .order_by(drafts.desc(), FindingRow.guideline)
        .limit(1)
    )
    found = session.execute(wanted).first()
    return (found[0], found[1]) if found else None


def newest_of(stretch: Stretch, wants: Wants, team: str | None) -> "Select[str]":
    """Return the newest check of each document in *stretch*."""
    wanted = _checks(stretch, wants)
    if team is not None:
        wanted = wanted.where(CheckRow.team == team)
    return wanted.with_only_columns(func.max(CheckRow.id).label("id")).group_by(CheckRow.document)


def _checks(stretch: Stretch, wants: Wants) -> "Select[CheckRow]":
    wanted = select(CheckRow).where(
        CheckRow.finished >= stretch.since,
        CheckRow.finished < stretch.until,
        CheckRow.state.in_(OVER),
        COUNTS,
    )
    if wants.teams:
        wanted = wanted.where(CheckRow.team.in_(wants.teams))
    if wants.channels:
        wanted = wanted.where(CheckRow.channel.in_(wants.channels))
    return wanted


def _pointer(finding: FindingRow, check: CheckRow, address: str) -> dict[str, JsonValue]:
    return {
        "check": check.id,
        "source": check.source,
        "url": f"{address}/reports/{check.id}#f-{finding.fingerprint}",
        "finding": finding.fingerprint,
        "kind": finding.kind,
        "guideline": finding.guideline,
        "severity": finding.severity,
    }
