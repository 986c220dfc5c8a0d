"""Real databases for tests: SQLite files, and a PostgreSQL server that lives as long as the test run.

Every test may ask for them: `tests/conftest.py` makes them known. The server listens on a socket in a
folder of its own, so runs side by side don't meet, and nothing on the network reaches it. PostgreSQL refuses
to run as root; where the tests do, the server runs as another user, which no plug-in for pytest can do.
"""

import os
import pwd
import shutil
import signal
import subprocess
import tempfile
import time
import uuid
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import psycopg
import pytest

OWNER = "owner"
SETTINGS = {
    "listen_addresses": "",
    "fsync": "off",
    "full_page_writes": "off",
    "synchronous_commit": "off",
    "shared_buffers": "16MB",
}
"""No network; and speed, since nobody misses the data after a crash."""
SECONDS = 60.0
"""Time for the server to start, and to stop."""


class Server(NamedTuple):
    """A running PostgreSQL server."""

    home: Path
    """The folder of its socket and its files."""

    def url(self, name: str) -> str:
        """Return the URL of the database *name*."""
        return f"postgresql://{OWNER}@/{name}?host={self.home}"

    def execute(self, statement: str) -> None:
        """Execute *statement* in the database that every server has."""
        with psycopg.connect(self.url("postgres"), autocommit=True) as connection:
            connection.execute(statement)


@pytest.fixture(scope="session")
def postgresql_server() -> Iterator[Server]:
    """Start a PostgreSQL server, and stop it at the end."""
    home = Path(tempfile.mkdtemp(prefix="postgresql-"))
    user = None if os.geteuid() else _lesser_user()
    if user:
        shutil.chown(home, user)
    process = _start(home, user)
    try:
        yield _ready(Server(home), process)
    finally:
        process.send_signal(signal.SIGINT)
        process.wait(SECONDS)
        shutil.rmtree(home)


@pytest.fixture
def postgresql_url(postgresql_server: Server) -> Iterator[str]:
    """Return the URL of a fresh, empty PostgreSQL database."""
    name = f"test_{uuid.uuid4().hex}"
    postgresql_server.execute(f"CREATE DATABASE {name}")
    yield postgresql_server.url(name)
    postgresql_server.execute(f"DROP DATABASE {name} WITH (FORCE)")


@pytest.fixture
def sqlite_url(tmp_path: Path) -> str:
    """Return the URL of a SQLite file that is not there yet."""
    return f"sqlite:///{tmp_path / 'deep' / 'test.db'}"


@pytest.fixture(params=["sqlite", "postgresql"])
def database_url(request: pytest.FixtureRequest) -> str:
    """Return the URL of an empty database, of each kind in turn."""
    return str(request.getfixturevalue(f"{request.param}_url"))


def _start(home: Path, user: str | None) -> subprocess.Popen[bytes]:
    files = home / "files"
    wanted = ["-U", OWNER, "-A", "trust", "-E", "UTF8", "--locale=C", "--no-sync", "-D", str(files)]
    subprocess.run([_program("initdb"), *wanted], user=user, cwd=home, check=True, capture_output=True)
    settings = SETTINGS | {"unix_socket_directories": str(home)}
    options = [part for name, value in settings.items() for part in ("-c", f"{name}={value}")]
    with (home / "log").open("wb") as log:
        command = [_program("postgres"), "-D", str(files), *options]
        return subprocess.Popen(command, user=user, cwd=home, stdout=log, stderr=log)


def _ready(server: Server, process: subprocess.Popen[bytes]) -> Server:
    deadline = time.monotonic() + SECONDS
    while True:
        try:
            server.execute("SELECT 1")
        except psycopg.OperationalError:
            if process.poll() is not None or time.monotonic() > deadline:
                pytest.fail(f"PostgreSQL does not start: {(server.home / 'log').read_text()}")
            time.sleep(0.05)
        else:
            return server


def _program(name: str) -> str:
    """Return the path of PostgreSQL's program *name*; Debian keeps it out of the way."""
    debian = sorted(Path("/usr/lib/postgresql").glob(f"*/bin/{name}"))
    found = shutil.which(name) or (str(debian[-1]) if debian else None)
    if found is None:
        pytest.fail(f"{name} is not installed: these tests need PostgreSQL (apt-get install postgresql).")
    return found


def _lesser_user() -> str:
    known = {entry.pw_name for entry in pwd.getpwall()}
    return "postgres" if "postgres" in known else "nobody"
