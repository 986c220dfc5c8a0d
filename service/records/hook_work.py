"""What is to be done about deliveries: leased, so that nobody does it twice, and the dead worker's is done.

Whoever holds a lease works alone. A lease that ran out is another's: what its holder says after that is not
kept.
"""

import datetime
import secrets
from collections.abc import Sequence
from typing import NamedTuple

from pydantic import JsonValue
from sqlalchemy import func, insert, or_, select
from sqlalchemy.orm import Session

from service.nouns import Check, Draft, Identity, Moment
from service.nouns.hooks import DeliveryState
from service.records import rows
from service.records.database import Database
from service.records.hook_checks import CheckFate
from service.records.hook_tables import HookCheckRow, HookDeliveryRow, HookRequestRow
from service.records.packing import squeezed, unsqueezed


class Job(NamedTuple):
    """A delivery, leased."""

    id: str
    hook: str
    delivery: str
    """The sender's own name for its event."""
    document: str
    version: str
    is_test: bool
    attempt: int
    """Which try this is, from 1."""
    lease: str
    head: JsonValue
    """None where what came in is not kept any more."""
    body: bytes
    received: Moment


class Planned(NamedTuple):
    """A check that is to be made of a delivery."""

    draft: Draft
    locale: str


class HookWork:
    """Deliveries that wait to be worked on."""

    def __init__(self, database: Database) -> None:
        """Lease them from *database*."""
        self._database = database

    def lease(
        self, most: int, *, seconds: float, without: Sequence[str] = (), now: Moment | None = None
    ) -> tuple[Job, ...]:
        """Return up to *most* deliveries that are due, the longest due first; nobody else gets them.

        Args:
            most: how many at most.
            seconds: time after which another may take them.
            without: hooks of which enough is worked on already.
            now: the moment; the present where none is given.
        """
        now = now or datetime.datetime.now(datetime.UTC)
        due = (
            select(HookDeliveryRow)
            .where(HookDeliveryRow.state == DeliveryState.ACCEPTED, HookDeliveryRow.next_attempt <= now)
            .where(or_(HookDeliveryRow.leased_until.is_(None), HookDeliveryRow.leased_until <= now))
            .where(HookDeliveryRow.hook.not_in(without))
            .order_by(HookDeliveryRow.next_attempt, HookDeliveryRow.id)
            .limit(most)
        )
        with self._database.reading() as session:
            if session.scalar(due.with_only_columns(HookDeliveryRow.id).limit(1)) is None:
                return ()
        with self._database.writing() as session:
            found = tuple(session.scalars(due.with_for_update(skip_locked=True)))
            for row in found:
                row.lease, row.attempts = secrets.token_hex(16), row.attempts + 1
                row.leased_until = now + datetime.timedelta(seconds=seconds)
            return tuple(job_of(session, row) for row in found)

    def begin(
        self, job: Job, planned: Sequence[Planned], *, kit_version: int, writes_back: bool, by: Identity
    ) -> tuple[Check, ...] | None:
        """Record the checks of *job*, and that they are being made; none if its lease is over."""
        made = [rows.waiting(one.draft, kit_version=kit_version, by=by) for one in planned]
        contents = [squeezed(one.draft.content) for one in planned]
        with self._database.writing() as session:
            row = _ours(session, job)
            if row is None:
                return None
            for check, one, content in zip(made, planned, contents, strict=True):
                rows.add_draft(session, check, one.draft, content)
                values = _asked_for(job, check.id, one.locale, writes_back=writes_back)
                session.execute(insert(HookCheckRow), [values])
            row.state, row.says = DeliveryState.CHECKING, ""
            row.checks = [check.id for check in made]
            row.lease = row.leased_until = None
            return tuple(map(rows.check_of, made))

    def end(self, job: Job, state: DeliveryState, says: str, *, again: Moment | None = None) -> bool:
        """Say what became of *job*; return whether its lease was still ours.

        Args:
            job: the delivery.
            state: `accepted` where it is to be tried again.
            says: what became of it, for people.
            again: when it is to be tried again.
        """
        with self._database.writing() as session:
            row = _ours(session, job)
            if row is None:
                return False
            row.state, row.says = state, says
            row.next_attempt = again or row.next_attempt
            row.finished = None if again else datetime.datetime.now(datetime.UTC)
            row.lease = row.leased_until = None
            return True

    def under_way(self, most: int) -> int:
        """Return how many checks of deliveries are being made, counted up to *most*."""
        made = select(HookCheckRow.check).where(HookCheckRow.state == CheckFate.CHECKING).limit(most)
        with self._database.reading() as session:
            return session.scalar(select(func.count()).select_from(made.subquery())) or 0


def _ours(session: Session, job: Job) -> HookDeliveryRow | None:
    row = session.get(HookDeliveryRow, job.id, with_for_update=True)
    return row if row is not None and row.lease == job.lease else None


def job_of(session: Session, row: HookDeliveryRow) -> Job:
    """Return the delivery that *row* holds, with what came in."""
    kept = session.get(HookRequestRow, row.request) if row.request else None
    return Job(
        id=row.id,
        hook=row.hook,
        delivery=row.delivery,
        document=row.document,
        version=row.version,
        is_test=row.is_test,
        attempt=row.attempts,
        lease=row.lease or "",
        head=kept.head if kept else None,
        body=unsqueezed(kept.body) if kept else b"",
        received=row.received,
    )


def _asked_for(job: Job, check: str, locale: str, *, writes_back: bool) -> dict[str, object]:
    return {
        "check": check,
        "delivery": job.id,
        "hook": job.hook,
        "document": job.document,
        "locale": locale,
        "version": job.version,
        "writes_back": writes_back and not job.is_test,
        "state": CheckFate.CHECKING,
        "says": "",
        "attempts": 0,
        "next_attempt": datetime.datetime.now(datetime.UTC),
        "lease": None,
        "leased_until": None,
    }
