"""Verdicts that are to be written back: one of a document at a time, and never an older one over a newer."""

import datetime
import secrets
from typing import NamedTuple

from sqlalchemy import ColumnElement, Select, and_, func, or_, select
from sqlalchemy.orm import Session, aliased

from service.nouns import Moment
from service.records.database import Database
from service.records.hook_checks import CheckFate, settle
from service.records.hook_tables import HookCheckRow, HookDeliveryRow
from service.records.hook_work import Job, job_of

LEASING = 0x686F6F6B73
"""The number of PostgreSQL's advisory lock under which verdicts are leased."""
STANDS = "A newer version's verdict stands."


class Due(NamedTuple):
    """A verdict that is to be written, leased."""

    check: str
    locale: str
    attempt: int
    """Which try this is, from 1."""
    lease: str
    job: Job
    """The delivery that led to the check."""


class HookVerdicts:
    """Verdicts on their way back."""

    def __init__(self, database: Database) -> None:
        """Lease them from *database*."""
        self._database = database

    def lease(self, *, seconds: float, now: Moment | None = None) -> Due | None:
        """Return the verdict that is longest due, of a document of which none is leased; none where none is.

        Args:
            seconds: time after which another may take it.
            now: the moment; the present where none is given.
        """
        now = now or datetime.datetime.now(datetime.UTC)
        due = _due(now)
        with self._database.reading() as session:
            if session.scalar(due.with_only_columns(HookCheckRow.check)) is None:
                return None
        with self._database.writing() as session:
            if not self._database.is_file:
                session.execute(select(func.pg_advisory_xact_lock(LEASING)))
            while (row := session.scalar(due)) is not None:
                if not _is_superseded(session, row):
                    return _leased(session, row, now + datetime.timedelta(seconds=seconds))
                row.state, row.says = CheckFate.SUPERSEDED, STANDS
                settle(session, row.delivery)
            return None

    def end(self, due: Due, fate: CheckFate, says: str, *, again: Moment | None = None) -> bool:
        """Say what became of a verdict; return whether its lease was still ours, or it was written.

        Args:
            due: which one.
            fate: `due` where it is to be tried again.
            says: what was written, or why it was not.
            again: when it is to be tried again.
        """
        with self._database.writing() as session:
            row = session.get(HookCheckRow, due.check, with_for_update=True)
            if row is None or (row.lease != due.lease and fate is not CheckFate.WRITTEN):
                return False
            row.state, row.says = fate, says
            row.next_attempt = again or row.next_attempt
            row.lease = row.leased_until = None
            settle(session, row.delivery)
            return True

    def waiting(self) -> int:
        """Return how many verdicts are to be written."""
        with self._database.reading() as session:
            due = select(func.count()).where(HookCheckRow.state == CheckFate.DUE)
            return session.scalar(due) or 0


def _due(now: Moment) -> "Select[HookCheckRow]":
    other = aliased(HookCheckRow)
    is_free = or_(HookCheckRow.leased_until.is_(None), HookCheckRow.leased_until <= now)
    at_work = select(other.check).where(_same(other), other.leased_until > now)
    return (
        select(HookCheckRow)
        .where(HookCheckRow.state == CheckFate.DUE, HookCheckRow.next_attempt <= now, is_free)
        .where(~at_work.exists())
        .order_by(HookCheckRow.next_attempt, HookCheckRow.check)
        .limit(1)
    )


def _same(other: type[HookCheckRow]) -> ColumnElement[bool]:
    """Return that *other* is about the same document in the same locale."""
    return and_(
        other.hook == HookCheckRow.hook,
        other.document == HookCheckRow.document,
        other.locale == HookCheckRow.locale,
    )


def _is_superseded(session: Session, row: HookCheckRow) -> bool:
    """Return whether the verdict of a newer version was written, or is to be."""
    newer = or_(
        HookCheckRow.version > row.version,
        and_(HookCheckRow.version == row.version, HookCheckRow.delivery > row.delivery),
        and_(
            HookCheckRow.version == row.version,
            HookCheckRow.delivery == row.delivery,
            HookCheckRow.check > row.check,
        ),
    )
    found = select(HookCheckRow.check).where(
        HookCheckRow.hook == row.hook,
        HookCheckRow.document == row.document,
        HookCheckRow.locale == row.locale,
        HookCheckRow.state.in_((CheckFate.DUE, CheckFate.WRITTEN)),
        newer,
    )
    return session.scalar(found.limit(1)) is not None


def _leased(session: Session, row: HookCheckRow, until: Moment) -> Due:
    row.lease, row.attempts, row.leased_until = secrets.token_hex(16), row.attempts + 1, until
    delivery = session.get_one(HookDeliveryRow, row.delivery)
    return Due(row.check, row.locale, row.attempts, row.lease, job_of(session, delivery))
