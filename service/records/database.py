"""The database of the records, SQLite or PostgreSQL: connections, transactions, and what goes wrong.

SQLite is a file of this machine in WAL mode, written by one process at a time and flushed at every commit:
what is acknowledged survives a kill and a power failure. What is deleted is overwritten (`secure_delete`).
PostgreSQL is reached through a pool whose connections are tried before use, so that a restarted server costs
nobody an answer.
"""

import random
import sqlite3
import time
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from pathlib import Path

from sqlalchemy import URL, Connection, Engine, create_engine, event
from sqlalchemy.engine.interfaces import DBAPIConnection, ExceptionContext
from sqlalchemy.exc import DataError, DBAPIError, IntegrityError, SQLAlchemyError, StatementError
from sqlalchemy.orm import Session
from sqlalchemy.pool import ConnectionPoolEntry

from checker.databases import reason, url_of
from service.problems import RecordsUnavailable
from service.records.turns import Turns

SETTING = "BRANDCHECK_SERVICE__RECORDS_URL"
"""Where the URL is set."""
FILE = "records.db"
"""The name of the SQLite file in the data folder."""
PATIENCE = 30.0
"""Seconds to wait for whoever holds a lock, and for a statement of PostgreSQL."""
CONNECTING = 10
"""Seconds to wait for a server."""
FORGETTING = 2.0
"""Seconds to wait for readers before SQLite's log is emptied."""
CONNECTIONS = 10
"""Connections that one process keeps open, and as many again that it may open for a short while."""

REMEDIES = {
    "no such table": "Its tables are not there yet: start the service, which makes them.",
    "does not exist": "Name a database that is there; its tables are made when the service starts.",
    "locked": "Another program holds it: try again.",
    "timeout": "Another program holds it, or its server is busy: try again.",
    "QueuePool": "All connections are busy: try again.",
    "readonly": f"Let it be written, or name another in {SETTING}.",
    "not a database": "Restore it from a backup, or move the file away to begin anew.",
    "malformed": "Restore it from a backup, or move the file away to begin anew.",
    "full": "Make room on the disk.",
    "No space": "Make room on the disk.",
}
"""What to do, by a word of the driver's message."""
ELSE = f"Check {SETTING} and what it names."


class Database:
    """One database; each process has its own instance, and threads may share it."""

    def __init__(self, url: str, *, patience: float = PATIENCE) -> None:
        """Name the database; it is opened when it is first used.

        Args:
            url: SQLAlchemy's URL of a SQLite file or of a PostgreSQL database.
            patience: seconds to wait for whoever holds a lock.

        Raises:
            RecordsUnavailable: if *url* names no such thing, or its driver is not installed.
        """
        self._url = _url(url)
        self._patience = patience
        with self._translated():
            self._engine = self._opened()
        self._writer = self._engine.execution_options(begin="BEGIN IMMEDIATE")
        self._turns = Turns()

    @property
    def is_file(self) -> bool:
        """Return whether this is SQLite."""
        return self._url.get_backend_name() == "sqlite"

    @property
    def path(self) -> Path:
        """Return SQLite's file."""
        return Path(self._url.database or "")

    def __str__(self) -> str:
        """Return where the database is, without its password."""
        return str(self.path if self.is_file else self._url.set(query={}).render_as_string())

    @contextmanager
    def reading(self) -> Iterator[Session]:
        """Yield a session within a transaction that only reads.

        Raises:
            RecordsUnavailable: if anything about the database goes wrong.
        """
        with self._translated(), Session(self._engine, expire_on_commit=False) as session, session.begin():
            yield session

    @contextmanager
    def writing(self, *, is_first: bool = False) -> Iterator[Session]:
        """Yield a session within a transaction that is durable when it ends, unless an error leaves it.

        Args:
            is_first: whether it goes before those of this process that write to a SQLite file and are not.

        Raises:
            RecordsUnavailable: if anything about the database goes wrong.
        """
        with (
            self._translated(),
            self._turn(is_first=is_first),
            Session(self._writer, expire_on_commit=False) as session,
            session.begin(),
        ):
            yield session

    @contextmanager
    def changing(self) -> Iterator[Connection]:
        """Yield a connection within a transaction that may change tables; it waits for others who do.

        SQLite's foreign keys are checked at its end and not before, so that tables can be written anew.

        Raises:
            RecordsUnavailable: if anything about the database goes wrong.
        """
        with self._translated(), self._turn():
            self._make_file()
            with self._engine.connect() as connection:
                connection.execution_options(begin="BEGIN EXCLUSIVE")
                with self._unkeyed(connection), connection.begin():
                    yield connection
                    self._check_keys(connection)

    def forget(self) -> None:
        """Leave nothing of what was deleted in SQLite's log; next time, if somebody reads for too long."""
        if self.is_file:
            with self._translated(), self._engine.connect() as connection:
                _execute(connection, f"PRAGMA busy_timeout = {round(1000 * FORGETTING)}")
                _execute(connection, "PRAGMA wal_checkpoint(TRUNCATE)")
                _execute(connection, f"PRAGMA busy_timeout = {round(1000 * self._patience)}")

    def close(self) -> None:
        """Close all connections; whoever asks again opens new ones."""
        self._engine.dispose()

    def _turn(self, *, is_first: bool = False) -> AbstractContextManager[object]:
        return self._turns.turn(is_first=is_first) if self.is_file else nullcontext()

    def _opened(self) -> Engine:
        if self.is_file:
            waits: dict[str, object] = {"timeout": self._patience, "check_same_thread": False}
        else:
            waits = {
                "connect_timeout": CONNECTING,
                "tcp_user_timeout": 1000 * CONNECTING,
                "prepare_threshold": None,
            }
        engine = create_engine(
            self._url,
            connect_args=waits,
            pool_size=CONNECTIONS,
            max_overflow=CONNECTIONS,
            pool_timeout=self._patience,
            hide_parameters=True,
            pool_pre_ping=not self.is_file,
        )
        event.listen(engine, "connect", _prepare_file if self.is_file else self._limit)
        event.listen(engine, "begin", self._begin)
        event.listen(engine, "handle_error", _hide_values)
        return engine

    def _limit(self, connection: DBAPIConnection, _entry: ConnectionPoolEntry) -> None:
        """Let no statement of PostgreSQL take longer than the patience."""
        try:
            connection.cursor().execute(f"SET statement_timeout = {round(self._patience * 1000)}")
            connection.commit()
        except BaseException:
            connection.close()
            raise

    def _begin(self, connection: Connection) -> None:
        options = connection.get_execution_options()
        if self.is_file:
            connection.exec_driver_sql(options.get("begin", "BEGIN"))
        elif options.get("begin") == "BEGIN EXCLUSIVE":
            connection.exec_driver_sql("SET LOCAL statement_timeout = 0")

    @contextmanager
    def _unkeyed(self, connection: Connection) -> Iterator[None]:
        if not self.is_file:
            yield
            return
        _execute(connection, "PRAGMA foreign_keys = OFF")
        try:
            yield
        finally:
            _execute(connection, "PRAGMA foreign_keys = ON")

    def _check_keys(self, connection: Connection) -> None:
        if self.is_file and (lost := connection.exec_driver_sql("PRAGMA foreign_key_check").fetchall()):
            raise RecordsUnavailable(f"{self}: {len(lost)} rows point at nothing. Nothing was changed.")

    def _make_file(self) -> None:
        """Make SQLite's file, its owner's alone, and switch it to a write-ahead log."""
        if not self.is_file:
            return
        self.path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        if not self.path.exists():
            self.path.touch(mode=0o600)
        deadline = time.monotonic() + self._patience
        while not self._writes_ahead(deadline):
            time.sleep(random.uniform(0.01, 0.05))  # noqa: S311 - spreads processes, guards nothing

    def _writes_ahead(self, deadline: float) -> bool:
        """Return whether the switch worked; SQLite does not wait for others who make it."""
        try:
            with self._engine.connect() as connection:
                _execute(connection, "PRAGMA journal_mode = WAL")
        except sqlite3.OperationalError as error:
            if "locked" not in str(error) or time.monotonic() > deadline:
                raise
            return False
        return True

    @contextmanager
    def _translated(self) -> Iterator[None]:
        """Turn what is wrong with the database into a `RecordsUnavailable`; what is wrong with us passes."""
        try:
            yield
        except (SQLAlchemyError, sqlite3.Error, OSError, ImportError) as error:
            if isinstance(error, (IntegrityError, DataError)):
                raise
            if isinstance(error, StatementError) and not isinstance(error, DBAPIError):
                raise error.orig or error from error
            raise RecordsUnavailable(
                f"The records {self} can't be used: {reason(error, REMEDIES, ELSE)}"
            ) from error


def file_url(folder: Path) -> str:
    """Return the URL of the SQLite file in *folder*."""
    return URL.create("sqlite", database=str(folder / FILE)).render_as_string()


def _execute(connection: Connection, statement: str) -> None:
    """Execute *statement* outside of any transaction."""
    connection.connection.cursor().execute(statement)


def _hide_values(context: ExceptionContext) -> None:
    """Leave of a message what it says first: PostgreSQL's details quote the row, and so the draft."""
    for error in (context.original_exception, context.sqlalchemy_exception):
        if error is not None and error.args and isinstance(error.args[0], str):
            error.args = (error.args[0].strip().partition("\n")[0],)


def _prepare_file(connection: DBAPIConnection, _entry: ConnectionPoolEntry) -> None:
    connection.isolation_level = None
    cursor = connection.cursor()
    for setting in ("synchronous = FULL", "foreign_keys = ON", "secure_delete = ON"):
        cursor.execute(f"PRAGMA {setting}")


def _url(text: str) -> URL:
    url = url_of(text, SETTING, RecordsUnavailable)
    if "uri" in url.query:
        raise RecordsUnavailable(f"{SETTING}: with “uri” it can't be shared. Name a file (sqlite:///…).")
    return url
