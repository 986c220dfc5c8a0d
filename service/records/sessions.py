"""Sessions that people have ended, until they would have ended anyway: sign-out holds for copied cookies.

Only the SHA-256 of a session's id is kept, so that nobody who reads the records learns one.
"""

import datetime
import hashlib

from sqlalchemy import delete

from service.nouns import Moment
from service.records.database import Database
from service.records.tables import EndedSessionRow
from service.records.upserting import put


class SessionRecords:
    """Ended sessions, for all processes that share the records."""

    def __init__(self, database: Database) -> None:
        """Keep them in *database*."""
        self._database = database

    def add(self, session: str, until: Moment) -> None:
        """Remember that the session of that id has ended; nobody asks after *until*.

        Raises:
            RecordsUnavailable: if it can't be written.
        """
        now = datetime.datetime.now(datetime.UTC)
        with self._database.writing() as transaction:
            transaction.execute(delete(EndedSessionRow).where(EndedSessionRow.until < now))
            put(transaction, EndedSessionRow, {"digest": _digest(session), "until": until})

    def __contains__(self, session: object) -> bool:
        """Return whether the session of that id has ended.

        Raises:
            RecordsUnavailable: if it can't be looked up.
        """
        with self._database.reading() as transaction:
            return transaction.get(EndedSessionRow, _digest(str(session))) is not None


def _digest(session: str) -> str:
    return hashlib.sha256(session.encode()).hexdigest()
