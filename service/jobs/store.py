"""Where DBOS keeps the jobs: a file beside SQLite's records, or a schema of the PostgreSQL database."""

import time
from pathlib import Path

from sqlalchemy import Engine, create_engine, event, make_url
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.pool import ConnectionPoolEntry

from service.jobs.seats import FileSeats, Seats, ServerSeats

PATIENCE = 30.0
"""Seconds to wait for whoever holds a lock."""
CONNECTIONS = 10
"""Connections to PostgreSQL that jobs keep open."""


class Store:
    """The database of the jobs."""

    def __init__(self, records_url: str) -> None:
        """Name it after the records' URL; nothing is opened before it is used."""
        url = make_url(records_url)
        self.is_file = url.get_backend_name() == "sqlite"
        if self.is_file:
            records = Path(url.database or "records.db")
            self._path = records.with_name(f"{records.stem}-jobs{records.suffix}")
            self.url = f"sqlite:///{self._path}"
        else:
            self.url = url.set(drivername="postgresql").render_as_string(hide_password=False)

    def prepare(self) -> None:
        """Make SQLite's file where there is none, its owner's alone."""
        if self.is_file and not self._path.exists():
            self._path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            self._path.touch(mode=0o600)

    def seats(self) -> Seats:
        """Return the seats of the processes that share it."""
        return FileSeats(self._path) if self.is_file else ServerSeats(self.url)

    def engine(self) -> Engine | None:
        """Return an engine for DBOS, or none where its own will do.

        SQLite's is ours: DBOS sets no write-ahead log, and needs a function that SQLite has since 3.42.
        """
        if not self.is_file:
            return None
        engine = create_engine(self.url, connect_args={"timeout": PATIENCE, "check_same_thread": False})
        event.listen(engine, "connect", _prepare)
        return engine


def _prepare(connection: DBAPIConnection, _entry: ConnectionPoolEntry) -> None:
    connection.isolation_level = "IMMEDIATE"
    connection.create_function("unixepoch", 1, _seconds, deterministic=True)
    cursor = connection.cursor()
    for setting in ("journal_mode = WAL", "synchronous = FULL", "foreign_keys = ON"):
        cursor.execute(f"PRAGMA {setting}")


def _seconds(_modifier: str) -> float:
    """Return the time, as `unixepoch('subsec')` does: the only way in which DBOS calls it."""
    return time.time()
