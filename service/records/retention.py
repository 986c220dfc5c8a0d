"""What is left of a check when its team's retention is over: the figures, and none of the draft's words."""

import datetime

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from checker.domain import Report
from service.nouns import Moment, State
from service.records import hook_checks, said
from service.records.database import Database
from service.records.packing import packed, unpacked
from service.records.tables import CheckRow, DraftRow, PassageRow, ReportRow, TeamRow

BATCH = 100
"""Checks that one transaction strips."""


def expire(database: Database, now: Moment) -> tuple[str, ...]:
    """Delete the drafts that are past their team's retention *now*; return of which checks they were."""
    gone: list[str] = []
    for team, days in _retentions(database):
        before = now - datetime.timedelta(days=days)
        while stripped := _strip(database, team, before):
            gone.extend(stripped)
    if gone:
        database.forget()
    return tuple(gone)


def without_words(report: Report) -> Report:
    """Return *report* without the draft's words, and without what could repeat them."""
    findings = tuple(
        finding.model_copy(update={"quote": "", "explanation": "", "suggestion": None})
        for finding in report.findings
    )
    unjudged = tuple(part.model_copy(update={"begins": ""}) for part in report.unjudged)
    facts = report.document.model_copy(update={"title": ""})
    messages = tuple(
        share.model_copy(update={"quote": "", "start": 0, "end": 0}) for share in report.messages
    )
    gone = {"findings": findings, "unjudged": unjudged, "document": facts, "messages": messages}
    return report.model_copy(update=gone | {"claims": (), "complaints": ()})


def _retentions(database: Database) -> tuple[tuple[str, int], ...]:
    with database.reading() as session:
        teams = session.scalars(select(TeamRow).where(TeamRow.retention_days.is_not(None)))
        return tuple((team.name, team.retention_days) for team in teams if team.retention_days)


def _strip(database: Database, team: str, before: Moment) -> tuple[str, ...]:
    """Strip the oldest checks of *team* from *before* that are over; return which, at most `BATCH`."""
    over = (State.DONE, State.FAILED, State.CANCELLED)
    with database.writing() as session:
        wanted = (
            select(CheckRow)
            .where(CheckRow.team == team, CheckRow.is_kept, CheckRow.created < before)
            .where(CheckRow.state.in_(over))
            .order_by(CheckRow.id)
            .limit(BATCH)
            .with_for_update()
        )
        rows = tuple(session.scalars(wanted))
        for row in rows:
            _stripped(session, row)
        return tuple(row.id for row in rows)


def _stripped(session: Session, row: CheckRow) -> None:
    session.execute(delete(DraftRow).where(DraftRow.check == row.id))
    session.execute(delete(PassageRow).where(PassageRow.check == row.id))
    said.strip(session, row.id)
    hook_checks.forget(session, CheckRow.id == row.id)
    kept = session.get(ReportRow, row.id)
    if kept:
        kept.report, kept.document = packed(without_words(unpacked(Report, kept.report))), None
    row.title, row.is_kept, row.indexed = "", False, None
    row.sought = row.source.casefold()
