"""The database around the language model, SQLite or PostgreSQL: kept answers, spending, the pace of calls.

SQLite is a file of this machine, shared by its processes; PostgreSQL is for many machines. Every operation
is one short transaction on a connection of its own, so nothing is shared across a fork, a process may be
killed at any moment, and a server may be restarted between two operations.
"""

import random
import sqlite3
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Lock
from typing import NamedTuple

from sqlalchemy import (
    URL,
    Connection,
    Engine,
    NullPool,
    create_engine,
    event,
    func,
    inspect,
    select,
)
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.pool import ConnectionPoolEntry

from checker.chat.tables import SCHEMA, TABLES, VERSIONS, insert
from checker.databases import reason, url_of
from checker.errors import InputError

SETTING = "BRANDCHECK_DATABASE_URL"
"""Where the URL is set."""
REST = 30.0
"""Seconds for which whoever can do without the database leaves it alone after a failure."""
FILE = "chat.db"
"""The name of the SQLite file in the cache."""
CREATING = 0x6272616E64
"""The number of PostgreSQL's advisory lock under which tables are created."""

REMEDIES = {
    "locked": f"Another program holds it: try again, or name another in {SETTING}.",
    "timeout": "Another program holds it, or its server is busy: try again.",
    "readonly": f"Let it be written, or name another in {SETTING}.",
    "not a database": "Move the file away; the kept answers and the record of spending in it are lost.",
    "malformed": "Move the file away; the kept answers and the record of spending in it are lost.",
    "full": "Make room on the disk.",
}
"""What to do, by a word of the driver's message."""
ELSE = f"Check {SETTING} and what it names."


class DatabaseFailed(InputError):
    """The database can't be reached, read or written."""


class Failure(NamedTuple):
    """What went wrong the last time that somebody read, or wrote."""

    at: float
    """Seconds on the monotonic clock."""
    text: str


class Database:
    """The tables in one database; each process has its own instance, and threads may share it."""

    def __init__(self, url: str, *, patience: float = 10.0) -> None:
        """Name the database; it is opened when it is first used.

        Args:
            url: SQLAlchemy's URL of a SQLite file or of a PostgreSQL database.
            patience: seconds to wait for whoever holds a lock, and for a server to answer.

        Raises:
            DatabaseFailed: if *url* names no such thing, or its driver is not installed.
        """
        self._url = url_of(url, SETTING, DatabaseFailed)
        self._patience = patience
        self._path = Path(self._url.database or "") if self.is_file and "uri" not in self._url.query else None
        self._engine = self._open()
        self._is_prepared = False
        self._failures: dict[str, Failure] = {}
        self._lock = Lock()

    @property
    def is_file(self) -> bool:
        """Tell whether this is SQLite, where all processes share one machine and its clock."""
        return self._url.get_backend_name() == "sqlite"

    def __str__(self) -> str:
        """Return where the database is, without its password."""
        return str(self._path or self._url.set(query={}).render_as_string())

    @contextmanager
    def reading(self, *, patiently: bool = True) -> Iterator[Connection]:
        """Yield a connection within a transaction that only reads; *patiently* as in `writing`."""
        with self._transaction("BEGIN", patiently=patiently) as connection:
            yield connection

    @contextmanager
    def writing(self, *, patiently: bool = True) -> Iterator[Connection]:
        """Yield a connection within a transaction that is committed unless an error leaves it.

        Args:
            patiently: whether to try even if the database failed less than `REST` seconds ago.

        Raises:
            DatabaseFailed: if anything about the database goes wrong.
        """
        with self._transaction("BEGIN IMMEDIATE", patiently=patiently) as connection:
            yield connection

    @contextmanager
    def _transaction(self, begin: str, *, patiently: bool) -> Iterator[Connection]:
        last = self._failures.get(begin)
        if not patiently and last and time.monotonic() < last.at + REST:
            raise DatabaseFailed(last.text)
        try:
            self._prepare()
            with self._engine.connect() as connection:
                connection.execution_options(begin=begin)
                with connection.begin():
                    yield connection
        except (SQLAlchemyError, sqlite3.Error, OSError) as error:
            self._is_prepared = False
            text = f"The database {self} can't be used: {reason(error, REMEDIES, ELSE)}"
            self._failures[begin] = Failure(time.monotonic(), text)
            raise DatabaseFailed(text) from error
        self._failures.pop(begin, None)

    def _open(self) -> Engine:
        waits: dict[str, object] = {"timeout": self._patience}
        if not self.is_file:
            seconds = max(1, round(self._patience))
            waits = {
                "connect_timeout": seconds,
                "tcp_user_timeout": 1000 * seconds,
                "prepare_threshold": None,
            }
        try:
            engine = create_engine(self._url, poolclass=NullPool, connect_args=waits)
        except (ImportError, SQLAlchemyError) as error:
            raise DatabaseFailed(
                f"The database {self} can't be used: {reason(error, REMEDIES, ELSE)}"
            ) from error
        if self.is_file:
            event.listen(engine, "connect", _leave_transactions_to_us)
        event.listen(engine, "begin", self._begin)
        return engine

    def _begin(self, connection: Connection) -> None:
        if self.is_file:
            connection.exec_driver_sql(connection.get_execution_options().get("begin", "BEGIN IMMEDIATE"))
        else:
            connection.exec_driver_sql(f"SET LOCAL statement_timeout = {round(self._patience * 1000)}")

    def _prepare(self) -> None:
        """Make sure that the tables are there, also when the file was removed since."""
        with self._lock:
            if self._is_prepared and (self._path is None or self._path.exists()):
                return
            if self._path:
                self._path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
                if not self._path.exists():
                    self._path.touch(mode=0o600)
            version = self._version() or self._created()
            if version != SCHEMA:
                raise DatabaseFailed(
                    f"The database {self} belongs to another version of Brandcheck (tables {version}, "
                    f"not {SCHEMA}). Name another in {SETTING}."
                )
            self._is_prepared = True

    def _version(self) -> int | None:
        with self._engine.connect() as connection:
            connection.execution_options(begin="BEGIN")
            if not inspect(connection).has_table(VERSIONS.name):
                return None
            version: int | None = connection.scalar(select(func.max(VERSIONS.c.version)))
            return version

    def _created(self) -> int | None:
        if self.is_file:
            self._write_ahead()
        with self._engine.begin() as connection:
            if not self.is_file:
                connection.execute(select(func.pg_advisory_xact_lock(CREATING)))
            TABLES.create_all(connection)
            connection.execute(insert(VERSIONS, connection).values(version=SCHEMA).on_conflict_do_nothing())
        return self._version()

    def _write_ahead(self) -> None:
        """Switch a new file to a write-ahead log; SQLite does not wait for others who do the same."""
        deadline = time.monotonic() + self._patience
        while True:
            connection = self._engine.raw_connection()
            try:
                connection.cursor().execute("PRAGMA journal_mode = WAL")
            except sqlite3.OperationalError as error:
                if "locked" not in str(error) or time.monotonic() > deadline:
                    raise
            else:
                return
            finally:
                connection.close()
            time.sleep(random.uniform(0.01, 0.05))  # noqa: S311 - spreads processes, guards nothing


def default_url(cache: Path) -> str:
    """Return the URL of the SQLite file in the folder *cache*."""
    return URL.create("sqlite", database=str(cache / FILE)).render_as_string()


def _leave_transactions_to_us(connection: DBAPIConnection, _entry: ConnectionPoolEntry) -> None:
    connection.isolation_level = None
    connection.text_factory = _text
    connection.cursor().execute("PRAGMA synchronous = NORMAL")


def _text(stored: bytes) -> str:
    """Return what is *stored*, damaged or not: an answer that is no text is no reason to give up the rest."""
    return stored.decode(errors="surrogateescape")
