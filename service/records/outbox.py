"""The outbox: what is to be sent, written in the transaction of what it tells of, so that neither is lost.

A message is leased by whoever sends it. Nobody else sends it meanwhile, and when its sender dies the lease
runs out: it is sent again, under the same name. What was sent is kept for a month.
"""

import datetime
import secrets
from collections.abc import Collection, Sequence
from typing import NamedTuple

from pydantic import JsonValue
from sqlalchemy import delete, func, or_, select
from sqlalchemy.orm import Session

from service.exchange.deliveries import Delivery, DeliveryQuery, Fate, Medium, Occasion
from service.nouns import Batch, BatchState, Identity, Moment
from service.problems import not_found
from service.records.audit import note
from service.records.database import Database
from service.records.ids import new_id
from service.records.outbox_tables import OutboxRow
from service.records.paging import paged

KEPT = datetime.timedelta(days=30)
"""Age from which what is over is forgotten."""


CALLBACKS = "callbacks"
"""Stands for all callbacks, of which whoever hands in a batch names as many as they like."""
ADDRESS = "://"
"""What the URL of a callback has in it, and the name or the id of a target has not."""


class Message(NamedTuple):
    """One message, leased."""

    id: str
    kind: Medium
    event: str
    target: str
    """The URL of a callback, or the name or the id of a target."""
    payload: dict[str, JsonValue]
    attempt: int
    """Which try this is, from 1."""
    lease: str

    @property
    def share(self) -> str:
        """Return with which others it shares what one target may have of those who send."""
        return CALLBACKS if ADDRESS in self.target else self.target


class Outcome(NamedTuple):
    """What came of a try."""

    state: Fate
    """`waiting` where it is to be tried again."""
    says: str
    """For people: `204 No Content`, `failed: 410 Gone`."""
    status: int | None = None
    again: Moment | None = None
    """When it is to be tried again."""


class OutboxRecords:
    """Messages, each sent at least once."""

    def __init__(self, database: Database) -> None:
        """Keep them in *database*."""
        self._database = database

    @staticmethod
    def add(session: Session, kind: Medium | str, target: str, payload: dict[str, JsonValue]) -> str:
        """Write down what is to be sent, within the transaction of what it tells of, and return its id.

        Args:
            session: the transaction; nothing is sent before it is committed.
            kind: of the target.
            target: the URL of a callback, or the name or the id of a target.
            payload: an `Occasion` as JSON; no words of any draft.
        """
        now = datetime.datetime.now(datetime.UTC)
        row = OutboxRow(
            id=new_id(),
            kind=Medium(kind),
            target=target,
            event=str(payload.get("type", "")),
            payload=payload,
            state=Fate.WAITING,
            attempts=0,
            next_attempt=now,
            lease=None,
            leased_until=None,
            status=None,
            says="",
            created=now,
            delivered=None,
        )
        session.add(row)
        return row.id

    def send(self, kind: Medium, target: str, occasion: Occasion) -> str:
        """Write down that *target* alone is to be told of *occasion*, and return the message's id.

        Raises:
            RecordsUnavailable: if it can't be kept.
        """
        with self._database.writing() as session:
            return self.add(session, kind, target, occasion.model_dump(mode="json"))

    def lease(
        self, most: int, *, seconds: float, without: Collection[str] = (), now: Moment | None = None
    ) -> tuple[Message, ...]:
        """Return up to *most* messages that are due, the longest due first; nobody else gets them meanwhile.

        Args:
            most: how many to lease at once.
            seconds: time after which another may take them.
            without: targets to which enough is being sent already, as `Message.share` names them.
            now: the moment; the present where none is given.

        Raises:
            RecordsUnavailable: if they can't be read.
        """
        now = now or datetime.datetime.now(datetime.UTC)
        due = (
            select(OutboxRow)
            .where(OutboxRow.state == Fate.WAITING, OutboxRow.next_attempt <= now)
            .where(or_(OutboxRow.leased_until.is_(None), OutboxRow.leased_until <= now))
            .where(OutboxRow.target.not_in(without))
            .order_by(OutboxRow.next_attempt, OutboxRow.id)
            .limit(most)
        )
        if CALLBACKS in without:
            due = due.where(~OutboxRow.target.contains(ADDRESS))
        with self._database.reading() as session:
            if session.scalar(due.with_only_columns(OutboxRow.id).limit(1)) is None:
                return ()
        with self._database.writing() as session:
            rows = tuple(session.scalars(due.with_for_update(skip_locked=True)))
            for row in rows:
                row.lease, row.attempts = secrets.token_hex(16), row.attempts + 1
                row.leased_until = now + datetime.timedelta(seconds=seconds)
            return tuple(map(_message, rows))

    def end(self, message: Message, outcome: Outcome) -> bool:
        """Keep what came of a try; return whether the lease was still ours and it was kept.

        What was delivered is kept in any case: that happened.

        Raises:
            RecordsUnavailable: if it can't be kept.
        """
        with self._database.writing() as session:
            row = session.get(OutboxRow, message.id, with_for_update=True)
            is_ours = row is not None and row.lease == message.lease
            if row is None or not (is_ours or outcome.state is Fate.DELIVERED):
                return False
            _put(row, outcome)
            return True

    def get(self, delivery: str) -> Delivery | None:
        """Return the delivery; none where there is none."""
        with self._database.reading() as session:
            row = session.get(OutboxRow, delivery)
            return delivery_of(row) if row else None

    def list(self, query: DeliveryQuery) -> tuple[tuple[Delivery, ...], str]:
        """Return a page of deliveries, newest first, and the next cursor; empty at the end.

        Raises:
            InputError: if the cursor is none of ours.
        """
        wanted = select(OutboxRow)
        if query.state:
            wanted = wanted.where(OutboxRow.state == query.state)
        with self._database.reading() as session:
            rows, after = paged(session, wanted, OutboxRow.id, cursor=query.cursor, limit=query.limit)
            return tuple(map(delivery_of, rows)), after

    def resend(self, delivery: str, by: Identity) -> Delivery:
        """Have the message sent again, now and under its old name, and return it.

        Raises:
            Problem: 404 if there is no such delivery.
        """
        with self._database.writing() as session:
            row = session.get(OutboxRow, delivery, with_for_update=True)
            if row is None:
                raise not_found("delivery", delivery)
            row.state, row.attempts = Fate.WAITING, 0
            row.next_attempt = datetime.datetime.now(datetime.UTC)
            row.lease = row.leased_until = row.delivered = None
            note(session, by, "resend message", delivery, event=row.event)
            return delivery_of(row)

    def failed(self, since: Moment) -> int:
        """Return how many messages were given up that were written down *since* then."""
        gone = select(func.count()).where(OutboxRow.state == Fate.FAILED, OutboxRow.created >= since)
        with self._database.reading() as session:
            return session.scalar(gone) or 0

    def expire(self, now: Moment) -> int:
        """Forget what was over a month before *now*, and return how many messages that were.

        Raises:
            RecordsUnavailable: if that can't be done.
        """
        old = (OutboxRow.state != Fate.WAITING, OutboxRow.created < now - KEPT)
        with self._database.writing() as session:
            gone: Sequence[str] = session.scalars(delete(OutboxRow).where(*old).returning(OutboxRow.id)).all()
            return len(gone)


def told_of(batch: Batch, address: str) -> Occasion:
    """Return what others are told of a *batch* that is over; its page is below *address*."""
    facts = batch.model_dump(mode="json", exclude={"callback", "notify", "by_id"})
    name = "batch.cancelled" if batch.state is BatchState.CANCELLED else "batch.done"
    now = datetime.datetime.now(datetime.UTC)
    url = f"{address}/batches/{batch.id}"
    return Occasion(type=name, timestamp=batch.finished or now, data=facts | {"url": url})


def delivery_of(row: OutboxRow) -> Delivery:
    """Return the delivery that *row* holds."""
    same = ("id", "kind", "event", "target", "state", "attempts", "status", "says", "created", "delivered")
    again = row.next_attempt if row.state == Fate.WAITING else None
    return Delivery.model_validate({name: getattr(row, name) for name in same} | {"next_attempt": again})


def _message(row: OutboxRow) -> Message:
    payload = row.payload if isinstance(row.payload, dict) else {}
    return Message(row.id, Medium(row.kind), row.event, row.target, payload, row.attempts, row.lease or "")


def _put(row: OutboxRow, outcome: Outcome) -> None:
    now = datetime.datetime.now(datetime.UTC)
    row.state, row.says, row.status = outcome.state, outcome.says, outcome.status
    row.next_attempt = outcome.again or row.next_attempt
    row.delivered = now if outcome.state is Fate.DELIVERED else None
    row.lease = row.leased_until = None
