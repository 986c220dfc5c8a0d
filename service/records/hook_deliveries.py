"""The log of what hooks received: what became of each delivery, until it is forgotten."""

import datetime
from http import HTTPStatus

from sqlalchemy import Select, delete, func, select, update
from sqlalchemy.orm import Session

from service.exchange.hooks import HookDeliveryQuery
from service.nouns import Identity, Moment
from service.nouns.hooks import DeliveryState, HookDelivery
from service.problems import Problem, not_found
from service.records.audit import note
from service.records.database import Database
from service.records.hook_checks import CheckFate
from service.records.hook_tables import HookCheckRow, HookDeliveryRow, HookRequestRow
from service.records.hook_work import Job, job_of
from service.records.paging import paged

SAME = tuple(HookDelivery.model_fields)
"""Fields of a delivery that its row holds under the same name."""
OPEN = (DeliveryState.ACCEPTED, DeliveryState.CHECKING)
FORGOTTEN = 500
"""Requests that one transaction forgets."""


class HookDeliveries:
    """Deliveries to hooks, for people."""

    def __init__(self, database: Database) -> None:
        """Read them from *database*."""
        self._database = database

    def list(self, hook: str, query: HookDeliveryQuery) -> tuple[tuple[HookDelivery, ...], str]:
        """Return a page of the deliveries to *hook*, newest first, and the next cursor; empty at the end.

        Args:
            hook: its name; empty for all hooks.
            query: which of them.

        Raises:
            InputError: if the cursor is none of ours.
        """
        with self._database.reading() as session:
            by = HookDeliveryRow.id
            rows, after = paged(session, _wanted(hook, query), by, cursor=query.cursor, limit=query.limit)
            return tuple(map(delivery_of, rows)), after

    def get(self, delivery: str) -> HookDelivery | None:
        """Return the delivery; none where there is none."""
        with self._database.reading() as session:
            row = session.get(HookDeliveryRow, delivery)
            return delivery_of(row) if row else None

    def job(self, delivery: str) -> Job | None:
        """Return the delivery with what came in, leased to nobody; none where there is none."""
        with self._database.reading() as session:
            row = session.get(HookDeliveryRow, delivery)
            return job_of(session, row) if row else None

    def replay(self, delivery: str, *, by: Identity) -> HookDelivery:
        """Have the delivery worked on once more, now, and return it.

        Raises:
            Problem: 404 if there is none, 409 while it is being checked, 410 if what came is gone.
        """
        with self._database.writing() as session:
            row = session.get(HookDeliveryRow, delivery, with_for_update=True)
            if row is None:
                raise not_found("delivery", delivery)
            _require_replayable(row)
            _give_up_checks(session, delivery)
            _begin_anew(row)
            note(session, by, "replay hook delivery", delivery, hook=row.hook, event=row.event)
            return delivery_of(row)

    def counts(self, since: Moment) -> dict[str, int]:
        """Return how many deliveries are in which state: all that are open, the others *since* then."""
        recent = (HookDeliveryRow.state.in_(OPEN)) | (HookDeliveryRow.received >= since)
        by_state = select(HookDeliveryRow.state, func.count()).where(recent).group_by(HookDeliveryRow.state)
        with self._database.reading() as session:
            return {str(state): int(number) for state, number in session.execute(by_state)}

    def expire(self, before: Moment) -> int:
        """Forget what came *before* then and is over; return how many requests that were."""
        count = 0
        while gone := self._forgotten(before):
            count += gone
        with self._database.reading() as session:
            if session.scalar(_over_before(before).limit(1)) is None:
                return count
        with self._database.writing() as session:
            session.execute(delete(HookDeliveryRow).where(HookDeliveryRow.id.in_(_over_before(before))))
        return count

    def _forgotten(self, before: Moment) -> int:
        """Delete some requests from *before* then that nobody is going to read; return how many."""
        waits = select(HookDeliveryRow.id).where(
            HookDeliveryRow.request == HookRequestRow.id, HookDeliveryRow.state == DeliveryState.ACCEPTED
        )
        old = (
            select(HookRequestRow.id)
            .where(HookRequestRow.received < before, ~waits.exists())
            .order_by(HookRequestRow.received)
            .limit(FORGOTTEN)
        )
        with self._database.reading() as session:
            ids = tuple(session.scalars(old))
        if ids:
            with self._database.writing() as session:
                session.execute(delete(HookRequestRow).where(HookRequestRow.id.in_(ids)))
        return len(ids)


def delivery_of(row: HookDeliveryRow) -> HookDelivery:
    """Return the delivery that *row* holds."""
    return HookDelivery.model_validate({name: getattr(row, name) for name in SAME})


def _wanted(hook: str, query: HookDeliveryQuery) -> "Select[HookDeliveryRow]":
    wanted = select(HookDeliveryRow)
    if hook:
        wanted = wanted.where(HookDeliveryRow.hook == hook)
    if query.state:
        wanted = wanted.where(HookDeliveryRow.state == query.state)
    if query.document:
        wanted = wanted.where(HookDeliveryRow.document == query.document)
    return wanted


def _require_replayable(row: HookDeliveryRow) -> None:
    if row.state == DeliveryState.CHECKING:
        detail = "This delivery is being checked. Wait until that is over."
        raise Problem(HTTPStatus.CONFLICT, "under-way", detail)
    if row.request is None:
        detail = "What came with this delivery is not kept any more. Publish it once more in its system."
        raise Problem(HTTPStatus.GONE, "delivery-gone", detail)


def _give_up_checks(session: Session, delivery: str) -> None:
    """Have nothing more written back for the checks that *delivery* led to before."""
    still = (HookCheckRow.delivery == delivery, HookCheckRow.state.in_((CheckFate.CHECKING, CheckFate.DUE)))
    session.execute(update(HookCheckRow).where(*still).values(state=CheckFate.SUPERSEDED, lease=None))


def _begin_anew(row: HookDeliveryRow) -> None:
    row.state, row.attempts, row.next_attempt = DeliveryState.ACCEPTED, 0, datetime.datetime.now(datetime.UTC)
    row.lease = row.leased_until = row.finished = None
    row.says, row.written, row.checks = "", "", []


def _over_before(before: Moment) -> "Select[str]":
    return select(HookDeliveryRow.id).where(
        HookDeliveryRow.received < before, HookDeliveryRow.state.not_in(OPEN)
    )
