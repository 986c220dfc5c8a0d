"""The tables of what finished checks say together: labels, messages, claims and complaints.

They repeat what reports hold, in columns, so that thousands of documents can be compared without unpacking
thousands of reports. They go with their check; once its team's retention is over, figures stay and words go.
"""

import datetime

from pydantic import JsonValue
from sqlalchemy import Float, ForeignKey, Index, Text
from sqlalchemy.orm import Mapped, mapped_column

from service.records.columns import Name, Short
from service.records.tables import CHECKS_ID, Row


class LabelRow(Row):
    """A label of a check, by which documents are found; `CheckRow.labels` has them all."""

    __tablename__ = "records_labels"
    check: Mapped[str] = mapped_column(Short(32), ForeignKey(CHECKS_ID, ondelete="CASCADE"), primary_key=True)
    name: Mapped[str] = mapped_column(Name, primary_key=True)
    value: Mapped[str]


Index("ix_records_labels_name_check", LabelRow.name, LabelRow.check)


class SaidRow(Row):
    """What a finished check contributes, beside what `CheckRow` says of it."""

    __tablename__ = "records_said"
    check: Mapped[str] = mapped_column(Short(32), ForeignKey(CHECKS_ID, ondelete="CASCADE"), primary_key=True)
    lead: Mapped[str | None]
    """The name of the message that it leads with."""
    day: Mapped[datetime.date]
    """When the document was written or, where it does not say so, checked."""
    readers: Mapped[float] = mapped_column(Float(53))
    passages: Mapped[int]
    claims: Mapped[int]
    """How many claims it makes."""
    complaints: Mapped[int]
    """How many complaints it holds."""
    chances: Mapped[JsonValue | None]
    """What its mix was worked out from, as in the report; none in rows of versions that did not keep it."""
    made: Mapped[datetime.datetime]
    """When these rows were last written."""


Index("ix_records_said_made", SaidRow.made)


class MessageRow(Row):
    """A message that a document sells: a row of its mix."""

    __tablename__ = "records_messages"
    check: Mapped[str] = mapped_column(Short(32), ForeignKey(CHECKS_ID, ondelete="CASCADE"), primary_key=True)
    position: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    message: Mapped[str]
    guidelines: Mapped[JsonValue] = mapped_column(nullable=False)
    role: Mapped[str | None] = mapped_column(Short(16))
    share: Mapped[float] = mapped_column(Float(53))
    passages: Mapped[int]
    quote: Mapped[str]
    """The passage that sells it most clearly; empty once the words are gone."""
    start: Mapped[int]
    end: Mapped[int]


class ClaimRow(Row):
    """A claim that a document makes."""

    __tablename__ = "records_claims"
    check: Mapped[str] = mapped_column(Short(32), ForeignKey(CHECKS_ID, ondelete="CASCADE"), primary_key=True)
    position: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    start: Mapped[int]
    end: Mapped[int]
    text: Mapped[str]
    """The passage; empty once the words are gone."""
    bases: Mapped[JsonValue] = mapped_column(nullable=False)
    measures: Mapped[JsonValue] = mapped_column(nullable=False)
    origin: Mapped[str | None] = mapped_column(Short(64))
    """What names the model that *vector* is of; none where there is no vector yet."""
    vector: Mapped[bytes | None]
    """384 numbers of 32 bits (IEEE 754), the smallest byte first."""
    form: Mapped[str | None] = mapped_column(Short(64))
    """How *spoken* was worked out; none where it has not been yet."""
    spoken: Mapped[str | None] = mapped_column(Text)
    """What it speaks of, as `checker.claims.spoken` writes it."""


class ComplaintRow(Row):
    """A complaint of a customer that a document holds."""

    __tablename__ = "records_complaints"
    check: Mapped[str] = mapped_column(Short(32), ForeignKey(CHECKS_ID, ondelete="CASCADE"), primary_key=True)
    position: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    start: Mapped[int]
    end: Mapped[int]
    text: Mapped[str]
    """What they say; empty once the words are gone."""
    theme: Mapped[str]
