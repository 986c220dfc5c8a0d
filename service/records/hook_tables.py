"""The tables of hooks: where a CMS sends to, what it sent, and the checks that came of it."""

import datetime

from pydantic import JsonValue
from sqlalchemy import ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from service.records.columns import Name, Short
from service.records.tables import CHECKS_ID, Row

HOOKS_NAME = "records_hooks.name"


class HookRow(Row):
    """A hook, with its secrets encrypted."""

    __tablename__ = "records_hooks"
    name: Mapped[str] = mapped_column(Name, primary_key=True)
    terms: Mapped[JsonValue] = mapped_column(nullable=False)
    """All of the `Hook` that its maker says."""
    digest: Mapped[str] = mapped_column(Short(64))
    """Of *terms*: what its ETag is."""
    secret: Mapped[bytes]
    former: Mapped[bytes | None]
    """The secret before, which is good for some time more."""
    token: Mapped[bytes | None]
    created: Mapped[datetime.datetime]
    by: Mapped[str]
    rotated: Mapped[datetime.datetime | None]


class HookRequestRow(Row):
    """A request as it came in, kept to be read again."""

    __tablename__ = "records_hook_requests"
    id: Mapped[str] = mapped_column(Short(32), primary_key=True)
    hook: Mapped[str] = mapped_column(Name, ForeignKey(HOOKS_NAME, ondelete="CASCADE"), index=True)
    head: Mapped[JsonValue] = mapped_column(nullable=False)
    """Method, URL and headers, without what may be a secret."""
    body: Mapped[bytes]
    """As `packing.squeezed` returns it."""
    received: Mapped[datetime.datetime] = mapped_column(index=True)


class HookDeliveryRow(Row):
    """One event out of a request."""

    __tablename__ = "records_hook_deliveries"
    __table_args__ = (UniqueConstraint("hook", "key"),)
    id: Mapped[str] = mapped_column(Short(32), primary_key=True)
    hook: Mapped[str] = mapped_column(Name, ForeignKey(HOOKS_NAME, ondelete="CASCADE"))
    key: Mapped[str] = mapped_column(Short(64))
    """A digest of the sender's own name for it."""
    delivery: Mapped[str]
    event: Mapped[str]
    document: Mapped[str] = mapped_column(Name, index=True)
    version: Mapped[str]
    request: Mapped[str | None] = mapped_column(
        Short(32), ForeignKey("records_hook_requests.id", ondelete="SET NULL"), index=True
    )
    """None once the request is past its retention, or what it is about was erased."""
    is_test: Mapped[bool]
    state: Mapped[str] = mapped_column(Short(16))
    says: Mapped[str]
    checks: Mapped[JsonValue] = mapped_column(nullable=False)
    written: Mapped[str]
    repeats: Mapped[int]
    attempts: Mapped[int]
    next_attempt: Mapped[datetime.datetime]
    lease: Mapped[str | None] = mapped_column(Short(32))
    """The token of whoever is working on it."""
    leased_until: Mapped[datetime.datetime | None]
    """From then on they are taken for dead."""
    received: Mapped[datetime.datetime] = mapped_column(index=True)
    finished: Mapped[datetime.datetime | None]


Index("ix_records_hook_deliveries_state_next_attempt", HookDeliveryRow.state, HookDeliveryRow.next_attempt)
Index("ix_records_hook_deliveries_hook_id", HookDeliveryRow.hook, HookDeliveryRow.id)


class HookCheckRow(Row):
    """A check that a delivery led to, and how far its verdict has got on its way back."""

    __tablename__ = "records_hook_checks"
    check: Mapped[str] = mapped_column(Short(32), ForeignKey(CHECKS_ID, ondelete="CASCADE"), primary_key=True)
    delivery: Mapped[str] = mapped_column(
        Short(32), ForeignKey("records_hook_deliveries.id", ondelete="CASCADE"), index=True
    )
    hook: Mapped[str] = mapped_column(Name)
    document: Mapped[str] = mapped_column(Name)
    locale: Mapped[str]
    version: Mapped[str]
    """Sorts after those of earlier versions of the same document."""
    writes_back: Mapped[bool]
    state: Mapped[str] = mapped_column(Short(16))
    says: Mapped[str]
    """What was written, or why it was not."""
    attempts: Mapped[int]
    next_attempt: Mapped[datetime.datetime]
    lease: Mapped[str | None] = mapped_column(Short(32))
    leased_until: Mapped[datetime.datetime | None]


Index("ix_records_hook_checks_state_next_attempt", HookCheckRow.state, HookCheckRow.next_attempt)
Index(
    "ix_records_hook_checks_hook_document_locale",
    HookCheckRow.hook,
    HookCheckRow.document,
    HookCheckRow.locale,
)
