"""What came in, kept durably: each event of a delivery once, however often it is sent.

A transaction keeps all that has come meanwhile with a few statements, however many they are.
"""

import hashlib
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from pydantic import JsonValue
from sqlalchemy import Table, bindparam, delete, func, insert, select, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from service.exchange.hooks import Kept, Receipt
from service.nouns import Moment
from service.nouns.hooks import DeliveryState
from service.problems import not_found
from service.records.database import Database
from service.records.hook_tables import HookDeliveryRow, HookRequestRow
from service.records.ids import new_id

LONGEST_DOCUMENT = 200
"""Characters of a document's name; of a longer one the end becomes a digest."""
DIGITS = 16
UNWANTED = "No check is made after this event."
Values = dict[str, object]
Key = tuple[str, str]
"""A hook, and a digest of what the sender calls an event."""
_KEPT = HookDeliveryRow.__table__
_ASKED = HookRequestRow.__table__


class Happened(NamedTuple):
    """One event as it is kept."""

    id: str
    """The sender's name for it."""
    name: str
    document: str
    version: str
    is_wanted: bool
    """Whether a check is to be made of it."""


class Arrival(NamedTuple):
    """One request as it is kept."""

    hook: str
    head: JsonValue
    """Method, URL and headers, without what may be a secret."""
    body: bytes
    """As `packing.squeezed` returns it."""
    events: Sequence[Happened]
    at: Moment
    is_test: bool = False

    def keyed(self) -> Iterator[tuple[Key, Happened]]:
        """Yield its events with what each is known by."""
        for event in self.events:
            yield (self.hook, key_of(event.id)), event


class HookReceipts:
    """Keeps what comes in."""

    def __init__(self, database: Database) -> None:
        """Keep it in *database*."""
        self._database = database

    def keep(self, arrivals: Sequence[Arrival]) -> tuple[Receipt, ...]:
        """Keep *arrivals* in one transaction, and return what became of each; durable when it returns.

        Raises:
            Problem: 404 if a hook is not there any more; then nothing is kept.
            RecordsUnavailable: if they can't be kept.
        """
        try:
            with self._database.writing(is_first=True) as session:
                return _kept(session, arrivals)
        except IntegrityError as error:
            raise not_found("hook", arrivals[0].hook) from error

    def waiting(self, most: int) -> int:
        """Return how many deliveries wait to be worked on, counted up to *most*."""
        waits = select(HookDeliveryRow.id).where(HookDeliveryRow.state == DeliveryState.ACCEPTED).limit(most)
        with self._database.reading() as session:
            return session.scalar(select(func.count()).select_from(waits.subquery())) or 0


def bounded(document: str) -> str:
    """Return the name of a *document* in at most so many characters as a name may have."""
    if len(document) <= LONGEST_DOCUMENT:
        return document
    digest = hashlib.sha256(document.encode("utf-8", "surrogatepass")).hexdigest()[:DIGITS]
    return f"{document[: LONGEST_DOCUMENT - DIGITS - 1]}~{digest}"


def key_of(event: str) -> str:
    """Return what stands for the sender's own name of an *event*."""
    return hashlib.sha256(event.encode("utf-8", "surrogatepass")).hexdigest()


def _kept(session: Session, arrivals: Sequence[Arrival]) -> tuple[Receipt, ...]:
    before = _known(session, arrivals)
    requests, rows = _new(arrivals, before)
    if not rows or _add(session, requests, rows) == len(rows):
        known = before | dict(map(_kept_of, rows))
    else:
        known = _known(session, arrivals)
        _drop_unread(session, requests)
    again = [known[key].id for arrival in arrivals for key, _ in arrival.keyed()]
    _count(session, list((Counter(again) - Counter(str(row["id"]) for row in rows)).elements()))
    return tuple(Receipt(deliveries=tuple(known[key] for key, _ in one.keyed())) for one in arrivals)


def _known(session: Session, arrivals: Sequence[Arrival]) -> dict[Key, Kept]:
    """Return what is kept of the events of *arrivals*."""
    keys = {key for arrival in arrivals for key, _ in arrival.keyed()}
    column = _table(_KEPT).c
    of = (column.hook.in_({hook for hook, _ in keys}), column.key.in_({digest for _, digest in keys}))
    wanted = select(column.hook, column.key, column.id, column.state).where(*of)
    found = session.connection().execute(wanted)
    return {(hook, key): Kept(id=id_, state=DeliveryState(state)) for hook, key, id_, state in found}


def _new(arrivals: Sequence[Arrival], known: Mapping[Key, Kept]) -> tuple[list[Values], list[Values]]:
    """Return the rows of what is not known yet: requests, and what happened."""
    requests, rows, seen = list[Values](), list[Values](), set(known)
    for arrival in arrivals:
        news = [(key, event) for key, event in arrival.keyed() if key not in seen]
        request = None
        if any(event.is_wanted for _, event in news):
            requests.append(_request(arrival))
            request = str(requests[-1]["id"])
        for key, event in news:
            if key not in seen:
                rows.append(_row(arrival, event, key, request))
            seen.add(key)
    return requests, rows


def _add(session: Session, requests: list[Values], rows: list[Values]) -> int:
    """Add rows, but for those that another process has added meanwhile; return how many were added."""
    connection = session.connection()
    is_file = connection.dialect.name == "sqlite"
    if requests:
        connection.execute(insert(_table(_ASKED)), requests)
    adding = (sqlite.insert if is_file else postgresql.insert)(_table(_KEPT))
    return connection.execute(adding.on_conflict_do_nothing(), rows).rowcount


def _drop_unread(session: Session, requests: list[Values]) -> None:
    """Delete those of *requests* of which another process has kept everything that happened."""
    asked, kept = _table(_ASKED).c, _table(_KEPT).c
    ours = asked.id.in_([request["id"] for request in requests])
    read = select(kept.id).where(kept.request == asked.id)
    session.connection().execute(delete(_table(_ASKED)).where(ours, ~read.exists()))


def _kept_of(row: Values) -> tuple[Key, Kept]:
    """Return what is told of a *row* that was added, and what it is known by."""
    key = (str(row["hook"]), str(row["key"]))
    return key, Kept(id=str(row["id"]), state=DeliveryState(str(row["state"])))


def _count(session: Session, again: Sequence[str]) -> None:
    """Count that deliveries came once more."""
    if again:
        table = _table(_KEPT)
        counting = update(table).where(table.c.id == bindparam("which")).values(repeats=table.c.repeats + 1)
        session.connection().execute(counting, [{"which": name} for name in again])


def _row(arrival: Arrival, event: Happened, key: Key, request: str | None) -> Values:
    return {
        "id": new_id(),
        "hook": arrival.hook,
        "key": key[1],
        "delivery": event.id,
        "event": event.name,
        "document": bounded(event.document),
        "version": event.version,
        "request": request if event.is_wanted else None,
        "is_test": arrival.is_test,
        "state": DeliveryState.ACCEPTED if event.is_wanted else DeliveryState.IGNORED,
        "says": "" if event.is_wanted else UNWANTED,
        "checks": [],
        "written": "",
        "repeats": 0,
        "attempts": 0,
        "next_attempt": arrival.at,
        "lease": None,
        "leased_until": None,
        "received": arrival.at,
        "finished": None if event.is_wanted else arrival.at,
    }


def _request(arrival: Arrival) -> Values:
    return {
        "id": new_id(),
        "hook": arrival.hook,
        "head": arrival.head,
        "body": arrival.body,
        "received": arrival.at,
    }


def _table(table: object) -> Table:
    if not isinstance(table, Table):
        raise TypeError(f"{table} is no table")
    return table
