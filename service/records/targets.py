"""Who is told what happens; their addresses and signing secrets are kept as they come: encrypted."""

import datetime
from typing import NamedTuple

from sqlalchemy import select

from service.exchange.deliveries import Medium, Target
from service.nouns import Identity, Moment
from service.nouns.telling import Wants
from service.problems import not_found
from service.records.audit import note
from service.records.database import Database
from service.records.ids import new_id
from service.records.outbox_tables import TargetRow
from service.records.upserting import add_once


class Sealed(NamedTuple):
    """A target with what is secret about it, encrypted."""

    target: Target
    url: bytes
    secret: bytes | None
    former: bytes | None


class TargetRecords:
    """Targets by their names."""

    def __init__(self, database: Database) -> None:
        """Keep them in *database*."""
        self._database = database

    def create(  # noqa: PLR0913 - the columns of a target
        self,
        kind: Medium,
        name: str,
        *,
        address: str,
        url: bytes,
        secret: bytes | None,
        by: Identity,
        id_: str = "",
        wants: Wants = Wants(),  # noqa: B008 - frozen
    ) -> Target | None:
        """Keep a target, and return it; none where there is one of that name.

        Args:
            kind: who it is.
            name: what people call it.
            address: what may be shown of its URL.
            url: the URL, encrypted.
            secret: its signing secret, encrypted; none for a notice.
            by: who makes it.
            id_: its id, where there is to be only one of it.
            wants: what it wants to be told of its own accord.
        """
        now = datetime.datetime.now(datetime.UTC)
        row = {
            "id": id_ or new_id(),
            "kind": kind,
            "name": name,
            "address": address,
            "sealed": url,
            "secret": secret,
            "former": None,
            "created": now,
            "by": by.name,
            "rotated": None,
            "wants": wants.model_dump(mode="json"),
            "changed": now,
        }
        with self._database.writing() as session:
            if session.scalar(select(TargetRow.id).where(TargetRow.name == name)) is not None:
                return None
            if not add_once(session, TargetRow, row):
                return None
            note(session, by, "create target", str(row["id"]), name=name, kind=kind)
            return target_of(session.get_one(TargetRow, row["id"]))

    def list(self) -> tuple[Target, ...]:
        """Return all targets by name."""
        with self._database.reading() as session:
            return tuple(map(target_of, session.scalars(select(TargetRow).order_by(TargetRow.name))))

    def get(self, target: str) -> Sealed | None:
        """Return the target of that id with what is secret about it; none where there is none."""
        with self._database.reading() as session:
            row = session.get(TargetRow, target)
            return Sealed(target_of(row), row.sealed, row.secret, row.former) if row else None

    def put(self, target: str, wants: Wants, *, by: Identity) -> Target:
        """Tell the target from now on what it *wants*, and return it.

        Raises:
            Problem: 404 if there is no such target.
        """
        with self._database.writing() as session:
            row = session.get(TargetRow, target, with_for_update=True)
            if row is None:
                raise not_found("target", target)
            row.wants, row.changed = wants.model_dump(mode="json"), datetime.datetime.now(datetime.UTC)
            note(session, by, "set target", target, name=row.name, quotes=wants.quotes)
            return target_of(row)

    def rotate(self, target: str, secret: bytes, *, by: Identity) -> Target:
        """Sign with another *secret*, encrypted, from now on, and with the one before for some time more.

        Raises:
            Problem: 404 if there is no such webhook.
        """
        with self._database.writing() as session:
            row = session.get(TargetRow, target, with_for_update=True)
            if row is None or row.secret is None:
                raise not_found("webhook", target)
            row.former, row.secret = row.secret, secret
            row.rotated = datetime.datetime.now(datetime.UTC)
            note(session, by, "rotate secret", target, name=row.name)
            return target_of(row)

    def delete(self, target: str, by: Identity) -> None:
        """Tell the target nothing more.

        Raises:
            Problem: 404 if there is no such target.
        """
        with self._database.writing() as session:
            row = session.get(TargetRow, target, with_for_update=True)
            if row is None:
                raise not_found("target", target)
            note(session, by, "delete target", target, name=row.name)
            session.delete(row)

    def forget_former(self, before: Moment) -> None:
        """Forget the secrets that were replaced *before* then."""
        with self._database.writing() as session:
            old = select(TargetRow).where(TargetRow.former.is_not(None), TargetRow.rotated < before)
            for row in session.scalars(old):
                row.former = None


def target_of(row: TargetRow) -> Target:
    """Return the target that *row* holds."""
    same = ("id", "kind", "name", "address", "created", "by", "rotated", "wants", "changed")
    return Target.model_validate({name: getattr(row, name) for name in same})
