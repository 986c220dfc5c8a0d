"""Stored documents as checking them again needs them: with their report, and the vectors that are there."""

import hashlib
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from sqlalchemy import func, select

from service.records.database import Database
from service.records.tables import CheckRow, PassageRow, ReportRow


def origin_of(model: str) -> str:
    """Return what the records call the *model* that vectors are of."""
    return hashlib.sha256(model.encode()).hexdigest()


class Packed(NamedTuple):
    """A document, its report and the vectors of its passages, as they are kept."""

    check: str
    document: bytes
    report: bytes
    vectors: tuple[tuple[int, int, bytes], ...]
    """Start, end and vector of each passage."""


def chunks(database: Database, checks: Sequence[str], *, most: int, size: int) -> Iterator[tuple[str, ...]]:
    """Yield *checks* whose documents are there, at most *most* at once, of *size* bytes if several."""
    part: list[str] = []
    held = 0
    for check, length in _sizes(database, checks):
        if part and (len(part) >= most or held + length > size):
            yield tuple(part)
            part, held = [], 0
        part.append(check)
        held += length
    if part:
        yield tuple(part)


def packed(database: Database, checks: Sequence[str], origin: str) -> tuple[Packed, ...]:
    """Return *checks* whose documents are there, with vectors of the model that *origin* names."""
    kept = select(ReportRow.check, ReportRow.document, ReportRow.report).where(ReportRow.check.in_(checks))
    columns = (PassageRow.check, PassageRow.start, PassageRow.end, PassageRow.vector)
    stored = select(*columns).join(CheckRow, CheckRow.id == PassageRow.check)
    stored = stored.where(PassageRow.check.in_(checks), CheckRow.indexed == origin)
    vectors: dict[str, list[tuple[int, int, bytes]]] = {}
    with database.reading() as session:
        for check, start, end, vector in session.execute(stored):
            vectors.setdefault(check, []).append((start, end, vector))
        found = session.execute(kept.order_by(ReportRow.check)).all()
    return tuple(
        Packed(check, document, report, tuple(vectors.get(check, ())))
        for check, document, report in found
        if document is not None
    )


def _sizes(database: Database, checks: Sequence[str]) -> Iterator[tuple[str, int]]:
    """Yield each of *checks* whose document is there, with the bytes of it that are kept."""
    for start in range(0, len(checks), 500):
        those = ReportRow.check.in_(checks[start : start + 500])
        wanted = select(ReportRow.check, func.length(ReportRow.document)).where(
            those, ReportRow.document.is_not(None)
        )
        with database.reading() as session:
            rows = session.execute(wanted.order_by(ReportRow.check)).all()
        yield from ((check, length) for check, length in rows)
