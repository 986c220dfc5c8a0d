"""All that is kept of a document: handed out as JSON, or deleted everywhere."""

import base64
import json
from collections.abc import Iterator

from sqlalchemy import ColumnElement, select
from sqlalchemy import delete as deletion
from sqlalchemy.orm import Session

from checker.domain import Noun
from service.nouns import Draft, Identity
from service.records import hook_checks, said
from service.records.audit import note
from service.records.database import Database
from service.records.feedback import feedback_of
from service.records.packing import as_json, unsqueezed
from service.records.rows import check_of
from service.records.tables import CheckRow, DraftRow, FeedbackRow, ReportRow, WaiverRow
from service.records.waivers import waiver_of


def draft_of(row: CheckRow, kept: DraftRow) -> Draft:
    """Return the draft of a check."""
    return Draft(
        name=kept.name,
        content=unsqueezed(kept.content),
        kit=row.kit,
        team=row.team,
        channel=row.channel,
        audience=row.audience,
        labels=said.labels_in(row),
        document=row.document,
        judged=kept.judged,
    )


def delete(database: Database, which: ColumnElement[bool]) -> tuple[str, ...]:
    """Delete the checks *which*, with all that belongs to them; return what they were."""
    with database.writing() as session:
        gone = _deleted(session, which)
    database.forget()
    return gone


def erase(database: Database, document: str, by: Identity | None) -> tuple[str, ...]:
    """Delete the checks of *document* and the waivers about it; return which checks those were."""
    with database.writing() as session:
        gone = _deleted(session, CheckRow.document == document)
        session.execute(deletion(WaiverRow).where(WaiverRow.document == document))
        hook_checks.forget_document(session, document)
        if by:
            note(session, by, "erase document", document, checks=len(gone))
    database.forget()
    return gone


def export(database: Database, document: str) -> Iterator[bytes]:
    """Yield all that is kept of *document* as one JSON object, a check a piece.

    Each check is read in a transaction of its own, so that a slow reader holds nothing up.
    """
    with database.reading() as session:
        wanted = select(CheckRow.id).where(CheckRow.document == document).order_by(CheckRow.id)
        ids = tuple(session.scalars(wanted))
        waivers = session.scalars(select(WaiverRow).where(WaiverRow.document == document))
        accepted = [_plain(waiver_of(row)) for row in waivers]
    yield f'{{"document": {json.dumps(document)}, "waivers": {json.dumps(accepted)}, "checks": ['.encode()
    separator = ""
    for check in ids:
        if piece := _exported(database, check):
            yield (separator + json.dumps(piece)).encode()
            separator = ",\n"
    yield b"]}"


def _deleted(session: Session, which: ColumnElement[bool]) -> tuple[str, ...]:
    ids = tuple(session.scalars(select(CheckRow.id).where(which).order_by(CheckRow.id).with_for_update()))
    if ids:
        hook_checks.forget(session, which)
        session.execute(deletion(CheckRow).where(which))
    return ids


def _exported(database: Database, check: str) -> dict[str, object] | None:
    """Return all that is kept of one check; none where it was deleted meanwhile."""
    with database.reading() as session:
        row = session.get(CheckRow, check)
        kept, made = session.get(DraftRow, check), session.get(ReportRow, check)
        if row is None:
            return None
        said = session.scalars(select(FeedbackRow).where(FeedbackRow.check == check).order_by(FeedbackRow.id))
        feedback = [_plain(feedback_of(each)) for each in said]
        content = base64.b64encode(unsqueezed(kept.content)).decode() if kept else None
        return {
            "check": _plain(check_of(row)),
            "draft": {"name": kept.name, "judged": kept.judged, "content": content} if kept else None,
            "document": json.loads(unsqueezed(made.document)) if made and made.document else None,
            "report": json.loads(unsqueezed(made.report)) if made else None,
            "feedback": feedback,
        }


def _plain(noun: Noun) -> object:
    return json.loads(as_json(noun))
