"""Files that were sent with a batch, kept in pieces until their documents are recorded.

They are in the database so that whoever goes on after a kill has them, on this machine or another.
"""

import datetime
from collections.abc import Iterator
from typing import NamedTuple

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from service.nouns import Identity, Moment
from service.records.batch_rows import opened_row
from service.records.batch_tables import BatchRow, ChunkRow, UploadRow
from service.records.database import Database
from service.records.tables import CheckRow

PIECE = 4_000_000
"""Bytes of a piece."""
ABANDONED = datetime.timedelta(hours=6)
"""Time after which a batch whose uploads are not all here is taken for given up."""


class Upload(NamedTuple):
    """A file that was sent with a batch."""

    batch: str
    number: int
    name: str
    size: int
    """Bytes."""
    taken: int
    """Entries of it that are recorded, where it is an archive."""


class UploadRecords:
    """Files that wait to be taken apart."""

    def __init__(self, database: Database) -> None:
        """Keep them in *database*."""
        self._database = database

    def open(self, by: Identity) -> str:
        """Return the id of a batch to send files with; nobody is shown it before it is created."""
        with self._database.writing() as session:
            row = opened_row(by)
            session.add(row)
            session.flush()
            return row.id

    def put(self, batch: str, number: int, position: int, content: bytes) -> None:
        """Keep the piece of that *position* of the file of that *number*."""
        with self._database.writing() as session:
            session.add(ChunkRow(batch=batch, number=number, position=position, content=content))

    def end(self, batch: str, number: int, name: str, size: int) -> None:
        """Say that the file of that *number* is here whole."""
        with self._database.writing() as session:
            session.add(UploadRow(batch=batch, number=number, name=name, size=size, taken=0))

    def drop(self, batch: str) -> None:
        """Give a batch up whose files were to come."""
        with self._database.writing() as session:
            session.execute(delete(BatchRow).where(BatchRow.id == batch, ~BatchRow.is_received))

    def waiting(self) -> tuple[str, ...]:
        """Return the batches whose files are here and not all taken apart, the oldest first."""
        wanted = select(BatchRow.id).where(BatchRow.is_received, ~BatchRow.is_whole)
        with self._database.reading() as session:
            return tuple(session.scalars(wanted.order_by(BatchRow.id)))

    def of(self, batch: str) -> tuple[Upload, ...]:
        """Return the files of *batch* that wait to be taken apart, in order."""
        wanted = select(UploadRow).where(UploadRow.batch == batch).order_by(UploadRow.number)
        with self._database.reading() as session:
            return tuple(map(_upload, session.scalars(wanted)))

    def content(self, upload: Upload) -> Iterator[bytes]:
        """Yield the file, piece by piece."""
        mine = (ChunkRow.batch == upload.batch, ChunkRow.number == upload.number)
        with self._database.reading() as session:
            positions = tuple(
                session.scalars(select(ChunkRow.position).where(*mine).order_by(ChunkRow.position))
            )
        for position in positions:
            with self._database.reading() as session:
                found = select(ChunkRow.content).where(*mine, ChunkRow.position == position)
                content = session.scalar(found)
            if content is not None:
                yield content

    def forget(self, upload: Upload) -> None:
        """Delete a file whose documents are recorded."""
        with self._database.writing() as session:
            _forget(session, upload)

    def expire(self, now: Moment) -> None:
        """Delete what came with batches that were given up before they were whole."""
        given_up = select(BatchRow.id).where(~BatchRow.is_received, BatchRow.created < now - ABANDONED)
        with self._database.writing() as session:
            ids = tuple(session.scalars(given_up))
            session.execute(delete(CheckRow).where(CheckRow.batch.in_(ids)))
            session.execute(delete(BatchRow).where(BatchRow.id.in_(ids)))


def _upload(row: UploadRow) -> Upload:
    return Upload(row.batch, row.number, row.name, row.size, row.taken)


def _forget(session: Session, upload: Upload) -> None:
    for table in (ChunkRow, UploadRow):
        session.execute(delete(table).where(table.batch == upload.batch, table.number == upload.number))
