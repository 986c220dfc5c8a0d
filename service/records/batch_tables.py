"""The tables of batches: what holds for their documents, and uploads that are not yet taken apart.

The documents of a batch are checks (`CheckRow.batch`, `CheckRow.position`).
"""

import datetime

from pydantic import JsonValue
from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from service.records.columns import Name, Short
from service.records.tables import Row

BATCHES_ID = "records_batches.id"


class BatchRow(Row):
    """Documents that were handed in together."""

    __tablename__ = "records_batches"
    id: Mapped[str] = mapped_column(Short(32), primary_key=True)
    name: Mapped[str]
    state: Mapped[str] = mapped_column(Short(16))
    kit: Mapped[str] = mapped_column(Name)
    kit_version: Mapped[int]
    team: Mapped[str] = mapped_column(Name)
    channel: Mapped[str] = mapped_column(Name)
    audience: Mapped[str] = mapped_column(Name)
    labels: Mapped[JsonValue] = mapped_column(nullable=False)
    judged: Mapped[bool]
    callback: Mapped[str]
    notify: Mapped[JsonValue] = mapped_column(nullable=False)
    notes: Mapped[JsonValue] = mapped_column(nullable=False)
    by: Mapped[str]
    by_id: Mapped[str]
    created: Mapped[datetime.datetime]
    finished: Mapped[datetime.datetime | None]
    is_received: Mapped[bool]
    """Whether all uploads are here; before that nobody is shown it."""
    is_whole: Mapped[bool]
    """Whether all documents are recorded."""
    of: Mapped[int]
    """Documents recorded so far."""
    fed: Mapped[int]
    """Documents before this position were handed to the jobs, unless they had been over already."""
    is_again: Mapped[bool]
    """Whether jobs of its documents may have ended before: it was retried."""
    silent: Mapped[datetime.datetime | None]
    """Since when its language model is silent."""
    again: Mapped[datetime.datetime | None]
    """Before then nothing of it is handed out; set while the model is silent, or documents may be put off."""


Index("ix_records_batches_state", BatchRow.state, BatchRow.is_whole)


class UploadRow(Row):
    """A file that was sent with a batch, until its documents are recorded."""

    __tablename__ = "records_uploads"
    batch: Mapped[str] = mapped_column(
        Short(32), ForeignKey(BATCHES_ID, ondelete="CASCADE"), primary_key=True
    )
    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    name: Mapped[str]
    size: Mapped[int]
    """Bytes."""
    taken: Mapped[int]
    """Entries of it that are recorded, where it is an archive."""


class ChunkRow(Row):
    """A piece of an upload."""

    __tablename__ = "records_chunks"
    batch: Mapped[str] = mapped_column(
        Short(32), ForeignKey(BATCHES_ID, ondelete="CASCADE"), primary_key=True
    )
    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    position: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    content: Mapped[bytes]
