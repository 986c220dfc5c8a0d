"""The audit log: every change of a kit, waiver, key, team or setting, and of what is kept.

Triggers in the database refuse to alter or delete an entry, whoever asks.
"""

import datetime

from pydantic import JsonValue
from sqlalchemy import select
from sqlalchemy.orm import Session

from service.nouns import AuditEntry, Identity
from service.records.database import Database
from service.records.ids import new_id
from service.records.paging import paged
from service.records.tables import AuditRow


class AuditRecords:
    """Who changed what, and when."""

    def __init__(self, database: Database) -> None:
        """Keep them in *database*."""
        self._database = database

    def add(self, who: Identity, action: str, subject: str, **details: JsonValue) -> None:
        """Write down that *who* did *action*, a verb and a noun, to *subject*; no draft text, no secrets.

        Raises:
            RecordsUnavailable: if it can't be written.
        """
        with self._database.writing() as session:
            note(session, who, action, subject, **details)

    def list(self, cursor: str = "", limit: int = 50) -> tuple[tuple[AuditEntry, ...], str]:
        """Return a page of entries, newest first, and the next cursor; empty at the end.

        Raises:
            InputError: if *cursor* is none of ours.
            RecordsUnavailable: if they can't be read.
        """
        with self._database.reading() as session:
            rows, after = paged(session, select(AuditRow), AuditRow.id, cursor=cursor, limit=limit)
            return tuple(map(_entry, rows)), after


def note(session: Session, who: Identity, action: str, subject: str, **details: JsonValue) -> None:
    """Write an entry within the transaction that makes the change."""
    session.add(
        AuditRow(
            id=new_id(),
            at=datetime.datetime.now(datetime.UTC),
            who=who.name,
            who_id=who.id,
            action=action,
            subject=subject,
            details=details,
        )
    )


def _entry(row: AuditRow) -> AuditEntry:
    return AuditEntry.model_validate(
        {name: getattr(row, name) for name in AuditEntry.model_fields},
    )
