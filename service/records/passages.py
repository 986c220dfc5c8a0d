"""The passages of every document's newest draft, in its authors' own words, with their vectors.

They are what the index is made from: it may be lost at any time, these may not. A check's passages go with
it, and with its draft when its team's retention is over.
"""

import hashlib
from collections.abc import Iterator, Sequence
from typing import NamedTuple

import numpy as np
from sqlalchemy import Select, delete, func, insert, select, update

from checker.domain import Document, Passage
from checker.dossier import UNSPOKEN, Encode
from checker.splitter import split
from service.nouns import State
from service.records.columns import shown
from service.records.database import Database
from service.records.ids import new_id
from service.records.packing import unpacked
from service.records.tables import COUNTS, CheckRow, InstallationRow, PassageRow, ReportRow
from service.records.upserting import add_once


class Stored(NamedTuple):
    """A passage as the index takes it."""

    check: str
    position: int
    vector: bytes
    kit: str
    team: str

    @property
    def name(self) -> str:
        """Return what the index calls it."""
        return f"{self.check}:{self.position}"


class Said(NamedTuple):
    """A passage and where it stands."""

    check: str
    document: str
    source: str
    title: str
    team: str
    start: int
    """Offset of the first code point in the document's text."""
    end: int
    text: str


class Passages:
    """Passages in the records."""

    def __init__(self, database: Database, origin: str) -> None:
        """Keep them in *database*, with vectors of the model that *origin* names."""
        self._database = database
        self._origin = hashlib.sha256(origin.encode()).hexdigest()

    def owner(self) -> str:
        """Return what tells these records from all others that an index may hold."""
        with self._database.writing() as session:
            add_once(session, InstallationRow, {"number": 1, "id": new_id()})
            return session.get_one(InstallationRow, 1).id

    def due(self) -> tuple[str, ...]:
        """Return the checks whose passages are to be added, oldest first."""
        wanted = (
            select(CheckRow.id)
            .where(CheckRow.id.in_(_newest()))
            .where(CheckRow.indexed.is_distinct_from(self._origin))
        )
        with self._database.reading() as session:
            return tuple(session.scalars(wanted.order_by(CheckRow.id)))

    def add(self, check: str, encode: Encode) -> None:
        """Keep the passages of *check*; nothing where its draft is gone."""
        with self._database.reading() as session:
            content = session.scalar(select(ReportRow.document).where(ReportRow.check == check))
        rows = list(_rows(check, unpacked(Document, content), encode)) if content else []
        with self._database.writing() as session:
            row = session.get(CheckRow, check, with_for_update=True)
            if row is None or not row.is_kept:
                return
            session.execute(delete(PassageRow).where(PassageRow.check == check))
            row.indexed = self._origin
            if rows:
                session.execute(insert(PassageRow), rows)

    def drop_old(self) -> None:
        """Delete the passages of drafts that are no longer their document's newest."""
        old = select(CheckRow.id).where(CheckRow.indexed.is_not(None), CheckRow.id.not_in(_newest()))
        with self._database.writing() as session:
            ids = tuple(session.scalars(old.order_by(CheckRow.id).with_for_update()))
            for check in ids:
                session.execute(delete(PassageRow).where(PassageRow.check == check))
                session.execute(update(CheckRow).where(CheckRow.id == check).values(indexed=None))

    def names(self) -> frozenset[str]:
        """Return what the index calls those that it should hold."""
        wanted = select(PassageRow.check, PassageRow.position).join(CheckRow, CheckRow.id == PassageRow.check)
        with self._database.reading() as session:
            found = session.execute(wanted.where(CheckRow.indexed == self._origin))
            return frozenset(f"{check}:{position}" for check, position in found)

    def stored(self, names: Sequence[str]) -> Iterator[Stored]:
        """Yield the passages of these *names* that are there."""
        columns = (PassageRow.check, PassageRow.position, PassageRow.vector, CheckRow.kit, CheckRow.team)
        wanted = select(*columns).join(CheckRow, CheckRow.id == PassageRow.check)
        for check, positions in _by_check(names):
            with self._database.reading() as session:
                rows = session.execute(wanted.where(PassageRow.check == check)).all()
            yield from (Stored(*row) for row in rows if row[1] in positions)

    def said(self, names: Sequence[str]) -> dict[str, Said]:
        """Return the passages of these *names* that are there, by name."""
        wanted = select(PassageRow, CheckRow).join(CheckRow, CheckRow.id == PassageRow.check)
        found: dict[str, Said] = {}
        with self._database.reading() as session:
            for check, positions in _by_check(names):
                those = wanted.where(PassageRow.check == check, PassageRow.position.in_(positions))
                for passage, row in session.execute(those):
                    found[f"{check}:{passage.position}"] = _said(passage, row)
        return found


def _newest() -> "Select[str]":
    """Return the newest finished check of each document whose draft is there."""
    kept = select(func.max(CheckRow.id)).where(CheckRow.state == State.DONE, CheckRow.is_kept, COUNTS)
    return kept.group_by(CheckRow.document)


def _rows(check: str, document: Document, encode: Encode) -> Iterator[dict[str, object]]:
    passages = [passage for passage in split(document) if _is_ours(passage)]
    vectors = encode([shown(passage.plain) for passage in passages])
    for position, (passage, vector) in enumerate(zip(passages, vectors, strict=True)):
        yield {
            "check": check,
            "position": position,
            "start": passage.start,
            "end": passage.end,
            "text": passage.text,
            "vector": np.asarray(vector, dtype="<f4").tobytes(),
        }


def _said(passage: PassageRow, row: CheckRow) -> Said:
    return Said(
        check=row.id,
        document=row.document,
        source=row.source,
        title=row.title,
        team=row.team,
        start=passage.start,
        end=passage.end,
        text=passage.text,
    )


def _is_ours(passage: Passage) -> bool:
    return passage.block.speaker == "us" and passage.block.kind not in UNSPOKEN


def _by_check(names: Sequence[str]) -> Iterator[tuple[str, set[int]]]:
    """Yield each check that *names* name, with its positions among them."""
    found: dict[str, set[int]] = {}
    for name in names:
        check, _, position = name.partition(":")
        found.setdefault(check, set()).add(int(position))
    yield from found.items()
