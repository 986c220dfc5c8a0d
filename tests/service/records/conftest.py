"""Records in databases of each kind whose tables are there and empty."""

import shutil
import uuid
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import psycopg
import pytest
from psycopg import sql

from service.records import Records
from service.records.tables import Row
from tests.retrievers.conftest import _no_proxy, start_chroma  # noqa: F401 - fixtures

if TYPE_CHECKING:
    from tests.databases import Server

ALONE = """
    SELECT pg_terminate_backend(pid) FROM pg_stat_activity
    WHERE datname = current_database() AND pid <> pg_backend_pid()
"""
"""Ends the connections that a test has left open."""


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a SQLite file with the tables."""
    path = tmp_path_factory.mktemp("template") / "records.db"
    _prepare(f"sqlite:///{path}")
    return path


@pytest.fixture(scope="session")
def postgresql_template(postgresql_server: "Server") -> str:
    """Return the URL of a PostgreSQL database with the tables; a new one for each test would take longer."""
    name = f"records_{uuid.uuid4().hex}"
    postgresql_server.execute(f"CREATE DATABASE {name}")
    url = postgresql_server.url(name)
    _prepare(url)
    return url


@pytest.fixture
def sqlite_records_url(sqlite_template: Path, tmp_path: Path) -> str:
    """Return the URL of a SQLite file with the tables."""
    return f"sqlite:///{shutil.copy(sqlite_template, tmp_path / 'records.db')}"


@pytest.fixture
def postgresql_records_url(postgresql_template: str) -> Iterator[str]:
    """Return the URL of a PostgreSQL database with empty tables."""
    yield postgresql_template
    with psycopg.connect(postgresql_template, autocommit=True) as connection:
        connection.execute(ALONE)
        connection.execute("SET session_replication_role = replica")
        for table in reversed(Row.metadata.sorted_tables):
            connection.execute(sql.SQL("DELETE FROM {}").format(sql.Identifier(table.name)))


@pytest.fixture(params=["sqlite", "postgresql"])
def records_url(request: pytest.FixtureRequest) -> str:
    """Return the URL of a database with the tables, of each kind in turn."""
    return str(request.getfixturevalue(f"{request.param}_records_url"))


@pytest.fixture
def records(records_url: str) -> Iterator[Records]:
    """Return records that hold nothing yet, in SQLite and in PostgreSQL."""
    records = Records(records_url)
    yield records
    records.close()


def _prepare(url: str) -> None:
    records = Records(url)
    records.prepare()
    records.close()
