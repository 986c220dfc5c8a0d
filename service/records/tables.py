"""The tables of the records.

Everything about a check goes with it (`ON DELETE CASCADE`), so erasing is deleting checks. Its findings are
kept without words: what they say is in the report, and what is counted stays when the report's words are
removed.
"""

import datetime

from pydantic import JsonValue
from sqlalchemy import BigInteger, ForeignKey, Index, LargeBinary, MetaData, UniqueConstraint
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

from service.nouns.checks import OF_TEST
from service.records.columns import At, Json, Name, Short, Words

NAMES = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s",
    "pk": "pk_%(table_name)s",
}
"""What constraints are called, so that migrations can name them in both databases."""

CHECKS_ID = "records_checks.id"


class Row(DeclarativeBase):
    """A row of any table."""

    metadata = MetaData(naming_convention=NAMES)
    type_annotation_map = {  # noqa: RUF012 - SQLAlchemy's
        str: Words,
        datetime.datetime: At,
        bytes: LargeBinary,
        JsonValue: Json,
    }


class TeamRow(Row):
    """A team, where something else holds for it than for all."""

    __tablename__ = "records_teams"
    name: Mapped[str] = mapped_column(Name, primary_key=True)
    retention_days: Mapped[int | None]
    may_be_judged: Mapped[bool]


class KitRow(Row):
    """A kit."""

    __tablename__ = "records_kits"
    id: Mapped[str] = mapped_column(Name, primary_key=True)
    updated: Mapped[datetime.datetime]


class KitVersionRow(Row):
    """One version of a kit."""

    __tablename__ = "records_kit_versions"
    kit: Mapped[str] = mapped_column(
        Name, ForeignKey("records_kits.id", ondelete="CASCADE"), primary_key=True
    )
    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    state: Mapped[str] = mapped_column(Short(16))
    brand: Mapped[str]
    guidelines: Mapped[int]
    source: Mapped[str]
    digest: Mapped[str] = mapped_column(Short(64))
    by: Mapped[str]
    created: Mapped[datetime.datetime]
    published: Mapped[datetime.datetime | None]
    note: Mapped[str]
    guide: Mapped[str]


class CheckRow(Row):
    """A check, as lists show it."""

    __tablename__ = "records_checks"
    id: Mapped[str] = mapped_column(Short(32), primary_key=True)
    document: Mapped[str] = mapped_column(Name)
    state: Mapped[str] = mapped_column(Short(16), index=True)
    source: Mapped[str]
    title: Mapped[str]
    sought: Mapped[str]
    """Title and source, folded for searching."""
    kit: Mapped[str] = mapped_column(Name)
    kit_version: Mapped[int]
    team: Mapped[str] = mapped_column(Name)
    channel: Mapped[str] = mapped_column(Name)
    audience: Mapped[str] = mapped_column(Name)
    labels: Mapped[JsonValue] = mapped_column(nullable=False)
    """What else tells the document apart, by name."""
    by: Mapped[str]
    by_id: Mapped[str]
    created: Mapped[datetime.datetime]
    finished: Mapped[datetime.datetime | None]
    verdict: Mapped[str | None] = mapped_column(Short(16))
    score: Mapped[int | None]
    errors: Mapped[int]
    warnings: Mapped[int]
    suggestions: Mapped[int]
    lead_message: Mapped[str | None]
    step: Mapped[str] = mapped_column(Short(16))
    done: Mapped[int] = mapped_column(BigInteger)
    of: Mapped[int] = mapped_column(BigInteger)
    problem: Mapped[str]
    unheard: Mapped[bool]
    """Whether a language model was silent: it waits for that one, or its report was made without."""
    is_kept: Mapped[bool]
    indexed: Mapped[str | None] = mapped_column(Short(64), index=True)
    """What names the origin of its passages' vectors; none where it has no passages."""
    batch: Mapped[str | None] = mapped_column(Short(32))
    """The batch that it came in; it is not there any more where that was deleted alone."""
    position: Mapped[int | None]
    """Its place in the batch."""


COUNTS = ~CheckRow.by_id.startswith(OF_TEST)
"""Whether a check is of something that was written, and not made to try a hook out."""
Index("ix_records_checks_batch_position", CheckRow.batch, CheckRow.position, unique=True)
Index("ix_records_checks_batch_state", CheckRow.batch, CheckRow.state, CheckRow.position)
Index("ix_records_checks_document_id", CheckRow.document, CheckRow.id)
Index("ix_records_checks_kit_id", CheckRow.kit, CheckRow.id)
Index("ix_records_checks_team_id", CheckRow.team, CheckRow.id)
Index("ix_records_checks_finished_team", CheckRow.finished, CheckRow.team)
Index("ix_records_checks_kit_state_document_id", CheckRow.kit, CheckRow.state, CheckRow.document, CheckRow.id)


class DraftRow(Row):
    """The bytes of a draft."""

    __tablename__ = "records_drafts"
    check: Mapped[str] = mapped_column(Short(32), ForeignKey(CHECKS_ID, ondelete="CASCADE"), primary_key=True)
    name: Mapped[str]
    content: Mapped[bytes]
    """As `packing.squeezed` returns it."""
    judged: Mapped[bool]


class ReportRow(Row):
    """What a check found out, and the document that it found it in."""

    __tablename__ = "records_reports"
    check: Mapped[str] = mapped_column(Short(32), ForeignKey(CHECKS_ID, ondelete="CASCADE"), primary_key=True)
    document: Mapped[bytes | None]
    """As `packing.packed` returns it; none once its team's retention is over."""
    report: Mapped[bytes]
    """As `packing.packed` returns it."""


class FindingRow(Row):
    """The figures of a finding."""

    __tablename__ = "records_findings"
    check: Mapped[str] = mapped_column(Short(32), ForeignKey(CHECKS_ID, ondelete="CASCADE"), primary_key=True)
    position: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    fingerprint: Mapped[str] = mapped_column(Name)
    kind: Mapped[str] = mapped_column(Short(64))
    """The check that found it."""
    guideline: Mapped[str]
    severity: Mapped[str] = mapped_column(Short(16))
    origin: Mapped[str] = mapped_column(Short(16))
    confidence: Mapped[float]
    counts: Mapped[bool]
    """Whether the gate counts it."""


Index("ix_records_findings_fingerprint_check", FindingRow.fingerprint, FindingRow.check)


class InstallationRow(Row):
    """What tells these records from all others."""

    __tablename__ = "records_installation"
    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    """Always 1."""
    id: Mapped[str] = mapped_column(Short(32))


class PassageRow(Row):
    """A passage of a document's newest draft, and its vector."""

    __tablename__ = "records_passages"
    check: Mapped[str] = mapped_column(Short(32), ForeignKey(CHECKS_ID, ondelete="CASCADE"), primary_key=True)
    position: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    start: Mapped[int]
    end: Mapped[int]
    text: Mapped[str]
    vector: Mapped[bytes]
    """384 numbers of 32 bits (IEEE 754), the smallest byte first."""


class FeedbackRow(Row):
    """What somebody thinks of a finding."""

    __tablename__ = "records_feedback"
    __table_args__ = (UniqueConstraint("check", "finding", "by_id"),)
    id: Mapped[str] = mapped_column(Short(32), primary_key=True)
    check: Mapped[str] = mapped_column(Short(32), ForeignKey(CHECKS_ID, ondelete="CASCADE"))
    finding: Mapped[str] = mapped_column(Name, index=True)
    verdict: Mapped[str] = mapped_column(Short(16))
    reason: Mapped[str]
    by: Mapped[str]
    by_id: Mapped[str] = mapped_column(Name)
    created: Mapped[datetime.datetime]


class WaiverRow(Row):
    """A finding that somebody answers for."""

    __tablename__ = "records_waivers"
    id: Mapped[str] = mapped_column(Short(32), primary_key=True)
    kit: Mapped[str] = mapped_column(Name, index=True)
    finding: Mapped[str]
    document: Mapped[str] = mapped_column(Name, index=True)
    guideline: Mapped[str]
    quote: Mapped[str]
    owner: Mapped[str]
    reason: Mapped[str]
    expires: Mapped[datetime.date]
    created: Mapped[datetime.datetime]
    ended: Mapped[datetime.datetime | None]


class KeyRow(Row):
    """A key of a program; of its secret only the digest."""

    __tablename__ = "records_keys"
    id: Mapped[str] = mapped_column(Short(32), primary_key=True)
    name: Mapped[str]
    prefix: Mapped[str] = mapped_column(Short(16))
    digest: Mapped[str] = mapped_column(Short(64), unique=True)
    scopes: Mapped[JsonValue] = mapped_column(nullable=False)
    created: Mapped[datetime.datetime]
    by: Mapped[str]
    expires: Mapped[datetime.datetime | None]
    last_used: Mapped[datetime.datetime | None]
    revoked: Mapped[datetime.datetime | None]


class PersonRow(Row):
    """Somebody who signed in."""

    __tablename__ = "records_people"
    subject: Mapped[str] = mapped_column(Name, primary_key=True)
    name: Mapped[str]
    email: Mapped[str]
    role: Mapped[str] = mapped_column(Short(16))
    last_seen: Mapped[datetime.datetime]


class EndedSessionRow(Row):
    """A session that somebody ended; of its id only the digest."""

    __tablename__ = "records_ended_sessions"
    digest: Mapped[str] = mapped_column(Short(64), primary_key=True)
    until: Mapped[datetime.datetime] = mapped_column(index=True)


class AuditRow(Row):
    """One change; triggers refuse to alter or delete it."""

    __tablename__ = "records_audit"
    id: Mapped[str] = mapped_column(Short(32), primary_key=True)
    at: Mapped[datetime.datetime]
    who: Mapped[str]
    who_id: Mapped[str]
    action: Mapped[str]
    subject: Mapped[str]
    details: Mapped[JsonValue] = mapped_column(nullable=False)


class RequestRow(Row):
    """A request that may be repeated, and what came of it."""

    __tablename__ = "records_requests"
    by_id: Mapped[str] = mapped_column(Name, primary_key=True)
    key: Mapped[str] = mapped_column(Name, primary_key=True)
    digest: Mapped[str] = mapped_column(Short(64))
    subject: Mapped[str]
    """The id of what it made; empty while it is at work."""
    created: Mapped[datetime.datetime] = mapped_column(index=True)
