"""Requests that may be repeated: what came of one that carries an `Idempotency-Key`.

Only the identifier of what it made is kept, never an answer, so no draft's words are here.
"""

import datetime
from http import HTTPStatus

from sqlalchemy import Delete, delete, update

from service.nouns import Identity, Moment
from service.problems import Problem
from service.records.database import Database
from service.records.tables import RequestRow
from service.records.upserting import add_once

KEPT = datetime.timedelta(days=1)
"""Time for which a request may be repeated."""
ABANDONED = datetime.timedelta(minutes=5)
"""Time after which a request that is still at work is taken for dead."""


class RequestRecords:
    """Requests by their key and whoever made them."""

    def __init__(self, database: Database) -> None:
        """Keep them in *database*."""
        self._database = database

    def begin(self, key: str, digest: str, *, by: Identity) -> str:
        """Return the identifier of what the same request made before; empty where this is the first.

        Args:
            key: the request's `Idempotency-Key`.
            digest: the SHA-256 of all that it asks for, in hexadecimal.
            by: who makes it; others may use the same key.

        Raises:
            Problem: 422 if *key* came with another request, 409 while the same request is at work.
        """
        now = datetime.datetime.now(datetime.UTC)
        with self._database.writing() as session:
            session.execute(_expired(now))
            values = {"by_id": by.id, "key": key, "digest": digest, "subject": "", "created": now}
            if add_once(session, RequestRow, values):
                return ""
            row = session.get_one(RequestRow, (by.id, key), with_for_update=True)
            if row.digest != digest:
                raise _refused(HTTPStatus.UNPROCESSABLE_ENTITY, "used for another request: choose another")
            if not row.subject and now - row.created < ABANDONED:
                raise _refused(HTTPStatus.CONFLICT, "in use by a request that is still at work: wait for it")
            row.created = now
            return row.subject

    def end(self, key: str, subject: str, *, by: Identity) -> None:
        """Keep that the request has made *subject*."""
        with self._database.writing() as session:
            mine = (RequestRow.by_id == by.id, RequestRow.key == key)
            session.execute(update(RequestRow).where(*mine).values(subject=subject))

    def forget(self, key: str, *, by: Identity) -> None:
        """Forget a request that came to nothing, so that it may be made again."""
        with self._database.writing() as session:
            session.execute(delete(RequestRow).where(RequestRow.by_id == by.id, RequestRow.key == key))

    def expire(self, now: Moment) -> None:
        """Forget the requests that may no longer be repeated *now*."""
        with self._database.writing() as session:
            session.execute(_expired(now))


def _expired(now: Moment) -> Delete:
    return delete(RequestRow).where(RequestRow.created < now - KEPT)


def _refused(status: HTTPStatus, why: str) -> Problem:
    return Problem(status, "idempotency-key", f"This Idempotency-Key is {why}.")
