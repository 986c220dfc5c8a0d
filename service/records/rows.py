"""What the tables hold of one check, and how it becomes a noun again."""

import datetime
from collections.abc import Iterator
from typing import NamedTuple

from sqlalchemy import delete, insert
from sqlalchemy.orm import Session

from checker.domain import Checked, Finding, Report, Severity
from service.nouns import Check, Counts, Draft, Identity, Progress, State
from service.problems import not_found
from service.records import said
from service.records.columns import shown
from service.records.ids import new_id
from service.records.packing import packed
from service.records.tables import CheckRow, DraftRow, FindingRow, ReportRow
from service.records.upserting import put

SAME = (
    *("id", "document", "state", "source", "title", "kit", "kit_version", "team", "channel", "audience"),
    *(
        "labels",
        "by",
        "by_id",
        "created",
        "finished",
        "verdict",
        "score",
        "lead_message",
        "problem",
        "is_kept",
    ),
    *("batch", "position"),
)
"""Fields of a check that its row holds under the same name."""


FOUND = {"verdict": None, "score": None, "lead_message": None, "counts": Counts()}
"""What a check says that is not done: of one that is done again, what it found before is not shown."""


class Made(NamedTuple):
    """What a check found out, packed before the database is asked for a turn."""

    report: Report
    document_packed: bytes
    report_packed: bytes


def made_of(checked: Checked) -> Made:
    """Return *checked*, packed."""
    return Made(checked.report, packed(checked.document), packed(checked.report))


def check_of(row: CheckRow) -> Check:
    """Return the check that *row* holds."""
    counts = Counts(error=row.errors, warning=row.warnings, suggestion=row.suggestions)
    progress = Progress(step=row.step, done=row.done, of=row.of)
    same = {name: getattr(row, name) for name in SAME} | {"counts": counts, "progress": progress}
    return Check.model_validate(same | ({} if row.state == State.DONE else FOUND))


def locked(session: Session, check: str) -> CheckRow:
    """Return the row of *check*, which nobody else changes before the transaction ends.

    Raises:
        Problem: 404 if there is no such check.
    """
    row = session.get(CheckRow, check, with_for_update=True)
    if row is None:
        raise not_found("check", check)
    return row


def waiting(draft: Draft, *, kit_version: int, by: Identity, document: str = "") -> CheckRow:
    """Return the row of a new check of *draft*, which waits."""
    name, source = new_id(), shown(draft.name)
    return CheckRow(
        id=name,
        document=document or draft.document or name,
        state=State.WAITING,
        source=source,
        title="",
        sought=source.casefold(),
        kit=draft.kit,
        kit_version=kit_version,
        team=draft.team,
        channel=draft.channel,
        audience=draft.audience,
        labels=said.labels_of(draft.labels),
        by=by.name,
        by_id=by.id,
        created=datetime.datetime.now(datetime.UTC),
        errors=0,
        warnings=0,
        suggestions=0,
        step="waiting",
        done=0,
        of=0,
        problem="",
        unheard=False,
        is_kept=True,
        batch=None,
        position=None,
    )


def add_draft(session: Session, row: CheckRow, draft: Draft, content: bytes) -> None:
    """Add a new check and its draft, whose bytes are squeezed to *content*."""
    session.add(row)
    session.flush()
    values = {"check": row.id, "name": draft.name, "content": content, "judged": draft.judged}
    session.execute(insert(DraftRow), [values])


def describe(row: CheckRow, report: Report) -> None:
    """Say of a check what its *report* says of the document."""
    facts = report.document
    row.title = shown(facts.title)
    row.team, row.channel = row.team or shown(facts.team), row.channel or shown(facts.channel)
    row.audience = row.audience or shown(facts.audience)
    row.labels = said.labels_of(facts.labels | said.labels_in(row))
    row.sought = f"{row.title}\n{row.source}".casefold()


def end(row: CheckRow, report: Report) -> None:
    """Say that a check is done, and what its *report* comes to."""
    counts = _counts(report.findings)
    row.errors, row.warnings, row.suggestions = counts.error, counts.warning, counts.suggestion
    row.verdict, row.score = report.verdict, report.score
    row.lead_message = None if report.lead_message is None else shown(report.lead_message)
    row.state, row.step, row.problem, row.unheard = State.DONE, "done", "", report.is_unheard
    row.done = row.of = report.coverage.passages
    row.finished = datetime.datetime.now(datetime.UTC)


def add_report(session: Session, check: str, made: Made) -> None:
    """Add a document and its report to a new check."""
    session.execute(insert(ReportRow), [_report(check, made)])


def put_report(session: Session, check: str, made: Made) -> None:
    """Keep a document and its report instead of those that *check* had."""
    put(session, ReportRow, _report(check, made))


def put_figures(session: Session, check: str, report: Report) -> None:
    """Keep the figures of all findings, and what the document says, instead of those that *check* had."""
    session.execute(delete(FindingRow).where(FindingRow.check == check))
    if report.findings:
        session.execute(insert(FindingRow), list(_figures(check, report.findings)))
    said.put(session, session.get_one(CheckRow, check), report)


def put_progress(row: CheckRow, progress: Progress) -> None:
    """Say how far a check has come."""
    row.step, row.done, row.of = progress.step, progress.done, progress.of


def _report(check: str, made: Made) -> dict[str, object]:
    return {"check": check, "document": made.document_packed, "report": made.report_packed}


def _counts(findings: tuple[Finding, ...]) -> Counts:
    counted = [finding.severity for finding in findings if finding.blocks]
    return Counts(**{severity.value: counted.count(severity) for severity in Severity})


def _figures(check: str, findings: tuple[Finding, ...]) -> Iterator[dict[str, object]]:
    for position, finding in enumerate(findings):
        yield {
            "check": check,
            "position": position,
            "fingerprint": finding.id,
            "kind": finding.check,
            "guideline": finding.guideline,
            "severity": finding.severity.value,
            "origin": finding.origin,
            "confidence": finding.confidence,
            "counts": finding.blocks,
        }
