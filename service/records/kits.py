"""The kits and their versions: one is published, one may be edited, the others were published once."""

import datetime
import hashlib
from collections.abc import Sequence
from http import HTTPStatus

from pydantic import JsonValue
from sqlalchemy import Select, delete, func, select, update
from sqlalchemy.orm import Session, defer

from service.nouns import Identity, Kit, KitState, KitVersion
from service.problems import Problem, not_found
from service.records.audit import note
from service.records.database import Database
from service.records.tables import KitRow, KitVersionRow
from service.records.upserting import add_once


class Stale(Problem):
    """Somebody else has changed the kit meanwhile."""

    def __init__(self, kit: str) -> None:
        """Say which *kit*."""
        super().__init__(
            HTTPStatus.PRECONDITION_FAILED,
            "stale",
            f"Somebody else has changed the kit “{kit}” since you opened it. "
            "Look at their change, then save yours again.",
        )


class KitRecords:
    """Kits; every change is in the audit log."""

    def __init__(self, database: Database) -> None:
        """Keep them in *database*."""
        self._database = database

    def list(self) -> tuple[Kit, ...]:
        """Return all kits, by id."""
        with self._database.reading() as session:
            wanted = select(KitVersionRow).order_by(KitVersionRow.kit, KitVersionRow.number)
            grouped: dict[str, list[KitVersionRow]] = {}
            for row in session.scalars(_light(wanted)):
                grouped.setdefault(row.kit, []).append(row)
            kits = session.scalars(select(KitRow).order_by(KitRow.id))
            return tuple(_kit(row, grouped[row.id]) for row in kits if row.id in grouped)

    def get(self, kit: str) -> Kit | None:
        """Return the kit; none where there is none."""
        with self._database.reading() as session:
            row = session.scalar(select(KitRow).where(KitRow.id == kit))
            versions = _versions(session, kit)
            return _kit(row, versions) if row and versions else None

    def version(self, kit: str, number: int) -> KitVersion | None:
        """Return one version of the kit; none where there is none."""
        with self._database.reading() as session:
            which = (KitVersionRow.kit == kit, KitVersionRow.number == number)
            row = session.scalar(select(KitVersionRow).where(*which))
            return version_of(row) if row else None

    def published_number(self, kit: str) -> int | None:
        """Return the number of the version that drafts are held against; none where none is published."""
        wanted = select(KitVersionRow.number).where(
            KitVersionRow.kit == kit, KitVersionRow.state == KitState.PUBLISHED
        )
        with self._database.reading() as session:
            return session.scalar(wanted)

    def published(self, kit: str) -> KitVersion | None:
        """Return the version that drafts are held against; none where none is published."""
        with self._database.reading() as session:
            row = _in_state(_versions(session, kit), KitState.PUBLISHED)
            return version_of(row) if row else None

    def versions(self, kit: str) -> tuple[KitVersion, ...]:
        """Return all versions of the kit, newest first."""
        with self._database.reading() as session:
            return tuple(map(version_of, reversed(_versions(session, kit))))

    def put_draft(  # noqa: PLR0913 - a version says all of this
        self,
        kit: str,
        source: str,
        *,
        brand: str,
        guidelines: int,
        by: Identity,
        note: str = "",
        guide: str = "",
        expected: str | None = None,
    ) -> KitVersion:
        """Keep *source* as the version that is being edited, instead of what that was.

        Args:
            kit: the kit's id; a new kit where there is none.
            source: its YAML, whole.
            brand: the brand's name.
            guidelines: how many it has.
            by: who changed it.
            note: what changed.
            guide: the text of the guide that it was imported from; empty leaves the one that there is.
            expected: the digest of what was changed: of the draft or, without one, of the published version;
                empty where there was neither. Not looked at where none is given.

        Raises:
            Stale: if that is no longer what there is.
        """
        with self._database.writing() as session:
            versions = _made(session, kit)
            draft = _in_state(versions, KitState.DRAFT)
            current = draft or _in_state(versions, KitState.PUBLISHED)
            if expected is not None and expected != (current.digest if current else ""):
                raise Stale(kit)
            row = draft or _new(kit, versions)
            row.source, row.digest, row.brand, row.guidelines = source, digest(source), brand, guidelines
            row.by, row.note, row.guide = by.name, note, guide or row.guide
            row.created = _touched(session, kit)
            session.add(row)
            _note(session, by, "edit kit", row)
            return version_of(row)

    def publish(
        self, kit: str, number: int, *, by: Identity, note: str = "", expected: str | None = None
    ) -> KitVersion:
        """Hold drafts against this version from now on; one that was published before may be again.

        Args:
            kit: the kit's id.
            number: the version's number.
            by: who publishes it.
            note: what changed; empty leaves the version's own note.
            expected: the version's digest; not looked at where none is given.

        Raises:
            Problem: 404 if there is no such version.
            Stale: if its digest is not *expected*.
        """
        with self._database.writing() as session:
            versions = _locked(session, kit)
            row = next((version for version in versions if version.number == number), None)
            if row is None:
                raise not_found("version", f"{kit}/{number}")
            if expected is not None and expected != row.digest:
                raise Stale(kit)
            before = _in_state(versions, KitState.PUBLISHED)
            if before:
                before.state = KitState.RETIRED
            row.state, row.published = KitState.PUBLISHED, _touched(session, kit)
            row.note = note or row.note
            _note(session, by, "publish kit", row, before=before.number if before else None)
            return version_of(row)

    def discard(self, kit: str, *, by: Identity) -> bool:
        """Delete the version that is being edited; return whether there was one."""
        with self._database.writing() as session:
            versions = _locked(session, kit)
            draft = _in_state(versions, KitState.DRAFT)
            if draft is None:
                return False
            _note(session, by, "discard draft of kit", draft)
            session.execute(
                delete(KitVersionRow).where(KitVersionRow.kit == kit, KitVersionRow.number == draft.number)
            )
            _touched(session, kit)
            return True

    def delete(self, kit: str, *, by: Identity) -> bool:
        """Delete the kit with all its versions; return whether it was there. Reports on drafts stay."""
        with self._database.writing() as session:
            found = session.scalar(select(func.count()).where(KitVersionRow.kit == kit)) or 0
            session.execute(delete(KitRow).where(KitRow.id == kit))
            if found:
                note(session, by, "delete kit", kit, versions=found)
            return bool(found)


def digest(source: str) -> str:
    """Return the SHA-256 of a kit's *source*, in hexadecimal."""
    return hashlib.sha256(source.encode(errors="surrogatepass")).hexdigest()


def version_of(row: KitVersionRow) -> KitVersion:
    """Return the version that *row* holds."""
    return KitVersion.model_validate({name: getattr(row, name) for name in KitVersion.model_fields})


def _kit(row: KitRow, versions: Sequence[KitVersionRow]) -> Kit:
    published, draft = (_in_state(versions, state) for state in (KitState.PUBLISHED, KitState.DRAFT))
    told = published or draft or versions[-1]
    return Kit(
        id=row.id,
        brand=told.brand,
        published=published.number if published else None,
        draft=draft.number if draft else None,
        guidelines=told.guidelines,
        updated=row.updated,
    )


def _light(wanted: "Select[KitVersionRow]") -> "Select[KitVersionRow]":
    """Return the query without the versions' long texts."""
    return wanted.options(defer(KitVersionRow.source), defer(KitVersionRow.guide))


def _versions(session: Session, kit: str) -> tuple[KitVersionRow, ...]:
    wanted = select(KitVersionRow).where(KitVersionRow.kit == kit).order_by(KitVersionRow.number)
    return tuple(session.scalars(wanted))


def _in_state(versions: Sequence[KitVersionRow], state: KitState) -> KitVersionRow | None:
    return next((version for version in versions if version.state == state), None)


def _locked(session: Session, kit: str) -> tuple[KitVersionRow, ...]:
    """Return the kit's versions; nobody else can change them in this transaction."""
    session.get(KitRow, kit, with_for_update=True)
    return _versions(session, kit)


def _made(session: Session, kit: str) -> tuple[KitVersionRow, ...]:
    """Return the kit's versions as `_locked` does, of a new kit where there is none."""
    add_once(session, KitRow, {"id": kit, "updated": datetime.datetime.now(datetime.UTC)})
    return _locked(session, kit)


def _new(kit: str, versions: Sequence[KitVersionRow]) -> KitVersionRow:
    number = versions[-1].number + 1 if versions else 1
    return KitVersionRow(kit=kit, number=number, state=KitState.DRAFT, guide="")


def _touched(session: Session, kit: str) -> datetime.datetime:
    """Say that the kit changed now, and return when that is."""
    now = datetime.datetime.now(datetime.UTC)
    session.execute(update(KitRow).where(KitRow.id == kit).values(updated=now))
    return now


def _note(session: Session, by: Identity, action: str, row: KitVersionRow, **details: JsonValue) -> None:
    note(session, by, action, row.kit, number=row.number, digest=row.digest, **details)
