"""The tables of what is sent out, and of who is told."""

import datetime

from pydantic import JsonValue
from sqlalchemy import Index
from sqlalchemy.orm import Mapped, mapped_column

from service.records.columns import Name, Short
from service.records.tables import Row


class OutboxRow(Row):
    """A message that is to be sent, or was."""

    __tablename__ = "records_outbox"
    id: Mapped[str] = mapped_column(Short(32), primary_key=True)
    kind: Mapped[str] = mapped_column(Short(16))
    target: Mapped[str]
    """The URL of a callback, or the name or the id of a target."""
    event: Mapped[str]
    payload: Mapped[JsonValue] = mapped_column(nullable=False)
    state: Mapped[str] = mapped_column(Short(16))
    attempts: Mapped[int]
    next_attempt: Mapped[datetime.datetime]
    lease: Mapped[str | None] = mapped_column(Short(32))
    """The token of whoever is sending it."""
    leased_until: Mapped[datetime.datetime | None]
    """From then on they are taken for dead."""
    status: Mapped[int | None]
    says: Mapped[str]
    created: Mapped[datetime.datetime]
    delivered: Mapped[datetime.datetime | None]


Index("ix_records_outbox_state_next_attempt", OutboxRow.state, OutboxRow.next_attempt)


class TargetRow(Row):
    """Somebody who is told what happens."""

    __tablename__ = "records_targets"
    id: Mapped[str] = mapped_column(Short(32), primary_key=True)
    kind: Mapped[str] = mapped_column(Short(16))
    name: Mapped[str] = mapped_column(Name, unique=True)
    address: Mapped[str]
    """What may be shown of the URL."""
    sealed: Mapped[bytes]
    """The URL, encrypted; empty for the one that stands for all callbacks."""
    secret: Mapped[bytes | None]
    """The signing secret, encrypted; none for a notice."""
    former: Mapped[bytes | None]
    """The one before, which is good for some time more."""
    created: Mapped[datetime.datetime]
    by: Mapped[str]
    rotated: Mapped[datetime.datetime | None]
    wants: Mapped[JsonValue] = mapped_column(nullable=False)
    """What it wants to be told: `Wants` as JSON."""
    changed: Mapped[datetime.datetime | None]
    """When that was last changed."""


class HourRow(Row):
    """How much a target was told at once within an hour of the clock."""

    __tablename__ = "records_target_hours"
    target: Mapped[str] = mapped_column(Name, primary_key=True)
    hour: Mapped[datetime.datetime] = mapped_column(primary_key=True)
    """When it began."""
    told: Mapped[int]
    held: Mapped[int]
    """What it was not told, because that would have been too much."""


class DigestRow(Row):
    """The digest of a team's day for a target; it is there once, whether anything was to be told or not."""

    __tablename__ = "records_digests"
    target: Mapped[str] = mapped_column(Name, primary_key=True)
    day: Mapped[datetime.date] = mapped_column(primary_key=True)
    team: Mapped[str] = mapped_column(Name, primary_key=True)
    """The team; `ALL` for the row that ends the day."""
    until: Mapped[datetime.datetime]
    """What happened before this moment is in it."""
    message: Mapped[str | None] = mapped_column(Short(32))
    """The outbox's message; none where nothing was to be told."""
