"""What finished checks say together, written in the transaction that finishes them.

`put` writes the rows of one report, `strip` leaves their figures when a team's retention is over. Reports
that are older than these tables have no rows; they are left out and counted until `refresh` makes those.
"""

import datetime
from collections.abc import Callable, Iterable, Mapping

from pydantic import JsonValue
from sqlalchemy import delete, insert, select, update
from sqlalchemy.orm import Session

from checker.alignment import said_of
from checker.claims.spoken import form, spoken, written
from checker.domain import DocumentFacts, Report, Share, Statement
from service.nouns import State
from service.nouns.checks import OF_TEST
from service.records.columns import shown
from service.records.database import Database
from service.records.packing import unpacked
from service.records.said_tables import ClaimRow, ComplaintRow, LabelRow, MessageRow, SaidRow
from service.records.tables import COUNTS, CheckRow, ReportRow, Row

MOST_LABELS = 50
LONGEST_LABEL = 100
"""Characters of a label's name."""
LONGEST_VALUE = 500
"""Characters of what a label says."""
PARTS: tuple[type[LabelRow | MessageRow | ClaimRow | ComplaintRow | SaidRow], ...] = (
    LabelRow,
    MessageRow,
    ClaimRow,
    ComplaintRow,
    SaidRow,
)
"""The tables that hold what a check says."""

Tell = Callable[[int, int], None]
"""Takes how many reports are done, and of how many."""


def labels_of(given: Mapping[str, str]) -> dict[str, JsonValue]:
    """Return *given*, which a draft may say of itself, as they are kept: not too many, not too long."""
    kept = ((shown(name)[:LONGEST_LABEL], shown(value)[:LONGEST_VALUE]) for name, value in given.items())
    return dict(list(kept)[:MOST_LABELS])


def put(session: Session, row: CheckRow, report: Report) -> None:
    """Write what the finished check of *row* says, instead of what was written of it before.

    Of a check that tries a hook out nothing is written.
    """
    forget(session, row.id)
    if row.by_id.startswith(OF_TEST):
        return
    said = said_of(report.model_copy(update={"document": _listed(row, report.document)}), document=row.id)
    _insert(session, LabelRow, ({"name": name, "value": value} for name, value in said.labels.items()), row)
    _insert(session, MessageRow, map(_message, said.messages), row, is_numbered=True)
    claims = (_claim(statement, report.kit.get("brand", "")) for statement in report.claims)
    _insert(session, ClaimRow, claims, row, is_numbered=True)
    complaints = (complaint.model_dump() for complaint in report.complaints)
    _insert(session, ComplaintRow, complaints, row, is_numbered=True)
    values = {
        "check": row.id,
        "lead": said.lead,
        "day": said.day or (row.finished or row.created).date(),
        "readers": said.readers,
        "passages": said.passages,
        "claims": len(report.claims),
        "complaints": len(report.complaints),
        "chances": said.chances.model_dump(mode="json") if said.chances else None,
        "made": _now(),
    }
    session.execute(insert(SaidRow), [values])


def forget(session: Session, check: str) -> None:
    """Delete what is written of *check*."""
    for table in PARTS:
        session.execute(delete(table).where(table.check == check))


def strip(session: Session, check: str) -> None:
    """Leave of what is written of *check* the figures, and none of the draft's words."""
    session.execute(update(MessageRow).where(MessageRow.check == check).values(quote="", start=0, end=0))
    gone = {"text": "", "start": 0, "end": 0}
    bare = gone | {"measures": [], "origin": None, "vector": None, "form": None, "spoken": None}
    session.execute(update(ClaimRow).where(ClaimRow.check == check).values(**bare))
    session.execute(update(ComplaintRow).where(ComplaintRow.check == check).values(**gone))
    session.execute(update(SaidRow).where(SaidRow.check == check).values(made=_now()))


def refresh(database: Database, tell: Tell = lambda *_: None) -> int:
    """Write what the finished checks say that have no rows, from their reports; return how many there were.

    Args:
        database: where they are kept.
        tell: takes how many are done, and of how many.
    """
    wanted = select(CheckRow.id).where(
        CheckRow.state == State.DONE, COUNTS, CheckRow.id.not_in(select(SaidRow.check))
    )
    with database.reading() as session:
        due = tuple(session.scalars(wanted.order_by(CheckRow.id)))
    for done, check in enumerate(due):
        tell(done, len(due))
        _refresh(database, check)
    tell(len(due), len(due))
    return len(due)


def _refresh(database: Database, check: str) -> None:
    with database.reading() as session:
        content = session.scalar(select(ReportRow.report).where(ReportRow.check == check))
    report = unpacked(Report, content) if content else None
    with database.writing() as session:
        row = session.get(CheckRow, check, with_for_update=True)
        if row is None or report is None:
            return
        row.labels = labels_of(report.document.labels | labels_in(row))
        put(session, row, report)
        if not row.is_kept:
            strip(session, check)


def _listed(row: CheckRow, facts: DocumentFacts) -> DocumentFacts:
    """Return *facts* of a document as the records list it."""
    listed = {"title": row.title, "source": row.source, "team": row.team, "channel": row.channel}
    return facts.model_copy(update=listed | {"audience": row.audience, "labels": labels_in(row)})


def labels_in(row: CheckRow) -> dict[str, str]:
    """Return the labels of a check."""
    kept = row.labels
    return {name: str(value) for name, value in kept.items()} if isinstance(kept, dict) else {}


def _insert(
    session: Session,
    table: type[Row],
    values: Iterable[dict[str, object]],
    row: CheckRow,
    *,
    is_numbered: bool = False,
) -> None:
    rows = [
        each | {"check": row.id} | ({"position": position} if is_numbered else {})
        for position, each in enumerate(values)
    ]
    if rows:
        session.execute(insert(table), rows)


def _message(share: Share) -> dict[str, object]:
    return share.model_dump(mode="json") | {"guidelines": list(share.guidelines)}


def _claim(statement: Statement, brand: str) -> dict[str, object]:
    found = written(spoken(statement.text, statement.measures, brand))
    values = {"origin": None, "vector": None, "form": form(brand), "spoken": found}
    return statement.model_dump(mode="json") | values


def _now() -> datetime.datetime:
    return datetime.datetime.now(datetime.UTC)
