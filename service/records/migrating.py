"""Bring the tables to the form that this program needs, and back: Alembic's migrations.

A migration runs whole or not at all, and one process at a time. To write one, run `alembic -c
service/records/migrations/alembic.ini -x url=sqlite:////tmp/new.db upgrade head`, change `tables`, then the
same with `revision --autogenerate -m "what changed"` instead of `upgrade head`.
"""

from pathlib import Path
from threading import Lock

from alembic import command
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from alembic.util import CommandError
from sqlalchemy import Connection, func, select

from service.problems import RecordsUnavailable
from service.records.database import Database

SCRIPTS = Path(__file__).parent / "migrations"
VERSIONS = "records_version"
"""The table that says which migration was the last."""
CHANGING = 0x7265636F726473
"""The number of PostgreSQL's advisory lock under which tables are changed."""

_alone = Lock()
"""Alembic's `op` is one for the whole process."""


def is_current(database: Database) -> bool:
    """Return whether *database* has the tables that this program needs.

    Raises:
        RecordsUnavailable: if it can't be reached.
    """
    if database.is_file and not database.path.exists():
        return False
    with database.reading() as session:
        return _revision(session.connection()) == _scripts().get_current_head()


def upgrade(database: Database, to: str = "head") -> None:
    """Bring *database* forward to the migration *to*.

    Raises:
        RecordsUnavailable: if that can't be done, or a newer program has changed it.
    """
    with _alone, database.changing() as connection:
        _lock(connection, database)
        _refuse_other(connection, database)
        _refuse_newer(connection, database)
        command.upgrade(_config(connection), to)


def downgrade(database: Database, to: str) -> None:
    """Bring *database* back to the migration *to*; `base` leaves no tables.

    Raises:
        RecordsUnavailable: if that can't be done.
    """
    with _alone, database.changing() as connection:
        _lock(connection, database)
        command.downgrade(_config(connection), to)


def _lock(connection: Connection, database: Database) -> None:
    if not database.is_file:
        connection.execute(select(func.pg_advisory_xact_lock(CHANGING)))


def _refuse_other(connection: Connection, database: Database) -> None:
    """Refuse a database that can't hold every character."""
    if database.is_file:
        return
    encoding = connection.exec_driver_sql("SHOW server_encoding").scalar()
    if encoding != "UTF8":
        raise RecordsUnavailable(
            f"The records {database} are in {encoding}, which does not hold every character. "
            "Create the database anew: CREATE DATABASE … ENCODING 'UTF8' TEMPLATE template0."
        )


def _refuse_newer(connection: Connection, database: Database) -> None:
    revision = _revision(connection)
    try:
        _scripts().get_revision(revision or "base")
    except CommandError as error:
        raise RecordsUnavailable(
            f"The records {database} were changed by a newer Brandcheck (“{revision}”). "
            "Install that version, or name other records in BRANDCHECK_SERVICE__RECORDS_URL."
        ) from error


def _revision(connection: Connection) -> str | None:
    return MigrationContext.configure(connection, opts={"version_table": VERSIONS}).get_current_revision()


def _scripts() -> ScriptDirectory:
    return ScriptDirectory(str(SCRIPTS))


def _config(connection: Connection) -> Config:
    config = Config()
    config.set_main_option("script_location", str(SCRIPTS).replace("%", "%%"))
    config.attributes["connection"] = connection
    return config
