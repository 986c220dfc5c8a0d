"""The waivers: findings that somebody accepted, for a reason, until a date."""

import datetime

from sqlalchemy import select

from checker.errors import InputError
from service.nouns import Identity, WaiverRecord
from service.problems import not_found
from service.records.audit import note
from service.records.database import Database
from service.records.ids import new_id
from service.records.tables import WaiverRow


class WaiverRecords:
    """Findings that are accepted."""

    def __init__(self, database: Database) -> None:
        """Keep them in *database*."""
        self._database = database

    def add(  # noqa: PLR0913 - a waiver says all of this
        self,
        *,
        kit: str,
        reason: str,
        expires: datetime.date,
        by: Identity,
        owner: str = "",
        finding: str = "",
        document: str = "",
        guideline: str = "",
        quote: str = "",
    ) -> WaiverRecord:
        """Accept a *finding*, or a *quote* under a *guideline* in any document.

        Args:
            kit: the kit's id.
            reason: why it is accepted.
            expires: the last day on which that holds.
            by: who writes it down.
            owner: who answers for it; *by* where empty.
            finding: the fingerprint of one finding.
            document: with *finding*: the document that it is in.
            guideline: with *quote*: the guideline that may be broken.
            quote: the exact words that may break it.

        Raises:
            InputError: if it does not say what is accepted.
        """
        if not finding and not (guideline and quote):
            raise InputError(
                "Say what is accepted: a finding, or a guideline and the words that may break it."
            )
        row = WaiverRow(
            id=new_id(),
            kit=kit,
            finding=finding,
            document=document,
            guideline=guideline,
            quote=quote,
            owner=owner or by.name,
            reason=reason,
            expires=expires,
            created=datetime.datetime.now(datetime.UTC),
        )
        with self._database.writing() as session:
            session.add(row)
            note(session, by, "add waiver", row.id, kit=kit, expires=expires.isoformat())
            return waiver_of(row)

    def end(self, waiver: str, by: Identity) -> WaiverRecord:
        """Take a waiver back, and return it; one that was taken back stays as it is.

        Raises:
            Problem: 404 if there is no such waiver.
        """
        with self._database.writing() as session:
            row = session.get(WaiverRow, waiver, with_for_update=True)
            if row is None:
                raise not_found("waiver", waiver)
            if row.ended is None:
                row.ended = datetime.datetime.now(datetime.UTC)
                note(session, by, "end waiver", waiver, kit=row.kit)
            return waiver_of(row)

    def list(self, kit: str = "", holding_on: datetime.date | None = None) -> tuple[WaiverRecord, ...]:
        """Return the waivers of *kit*, or of all, newest first; with a day, those that hold on it."""
        wanted = select(WaiverRow).order_by(WaiverRow.id.desc())
        if kit:
            wanted = wanted.where(WaiverRow.kit == kit)
        if holding_on:
            wanted = wanted.where(WaiverRow.ended.is_(None), WaiverRow.expires >= holding_on)
        with self._database.reading() as session:
            return tuple(map(waiver_of, session.scalars(wanted)))

    def get(self, waiver: str) -> WaiverRecord | None:
        """Return the waiver; none where there is none."""
        with self._database.reading() as session:
            row = session.get(WaiverRow, waiver)
            return waiver_of(row) if row else None


def waiver_of(row: WaiverRow) -> WaiverRecord:
    """Return the waiver that *row* holds."""
    return WaiverRecord.model_validate({name: getattr(row, name) for name in WaiverRecord.model_fields})
