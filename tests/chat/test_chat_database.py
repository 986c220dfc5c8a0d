"""The database: opened by many at once, and every way in which it can be taken away."""

import signal
import sqlite3
import stat
import sys
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy import make_url, select, text

from checker.chat.database import Database, DatabaseFailed, default_url
from checker.chat.tables import SPENDING, insert
from checker.errors import InputError
from tests.chat import store_workers as workers

SOON = 0.05
"""Patience, in seconds, where a test wants it to run out."""


def path_of(url):
    return Path(make_url(url).database)


def write(database, period="2026-01"):
    with database.writing() as connection:
        connection.execute(insert(SPENDING, connection).values(period=period, spent=7))


def read(database, *, patiently=True):
    with database.reading(patiently=patiently) as connection:
        return sorted(connection.scalars(select(SPENDING.c.period)))


def test_a_database_makes_its_own_tables_and_keeps_what_is_written(database_url):
    write(Database(database_url))

    assert read(Database(database_url)) == ["2026-01"]


def test_a_new_file_is_its_owners_alone_and_has_a_write_ahead_log(sqlite_url):
    write(Database(sqlite_url))

    path = path_of(sqlite_url)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700
    with closing(sqlite3.connect(path)) as connection:
        assert connection.execute("PRAGMA journal_mode").fetchone() == ("wal",)


def test_the_file_in_the_cache_may_have_any_name(tmp_path):
    cache = tmp_path / "50% off? #1 & more"

    write(Database(default_url(cache)))

    assert (cache / "chat.db").exists()
    assert read(Database(default_url(cache))) == ["2026-01"]


def test_eight_processes_may_open_a_new_database_at_once(database_url):
    opened = workers.together(workers.open_new, database_url)

    assert len(opened) == workers.MANY
    assert len(set(opened)) == 1


def test_eight_processes_may_open_new_files_at_once_again_and_again(tmp_path):
    urls = [f"sqlite:///{tmp_path / str(number)}.db" for number in range(30)]

    opened = workers.together(workers.open_each, urls)

    assert opened == [[url.removeprefix("sqlite:///") for url in urls]] * workers.MANY


@pytest.mark.parametrize(
    "url",
    [
        "",
        "kept answers",
        "mysql://reader:hush@host/name",
        "sqlite://",
        "sqlite:///:memory:",
        "postgresql://reader:hu:sh@host:port/name",
    ],
)
def test_what_names_no_shared_database_is_refused(url):
    with pytest.raises(InputError, match="BRANDCHECK_DATABASE_URL") as refusal:
        Database(url)

    assert "hush" not in str(refusal.value)


@pytest.mark.parametrize("scheme", ["postgres", "postgresql", "postgresql+psycopg2"])
def test_every_name_of_postgresql_means_the_one_driver(scheme, postgresql_url):
    write(Database(postgresql_url.replace("postgresql", scheme, 1)))

    assert read(Database(postgresql_url)) == ["2026-01"]


def test_a_missing_driver_is_named(monkeypatch):
    monkeypatch.setitem(sys.modules, "psycopg", None)

    with pytest.raises(DatabaseFailed, match=r"psycopg is not installed.* pip install"):
        Database("postgresql://reader@host/name")


def test_a_server_that_is_not_there_is_named_without_its_password(tmp_path):
    database = Database(f"postgresql://reader:hush@/name?host={tmp_path}&password=hush", patience=SOON)

    with pytest.raises(DatabaseFailed, match=r"postgresql\+psycopg://reader:\*\*\*@/name") as failure:
        write(database)

    assert "hush" not in str(failure.value)
    assert "BRANDCHECK_DATABASE_URL" in str(failure.value)


@pytest.mark.parametrize("content", [b"not a database at all" * 100, b"SQLite format 3\0" + b"\xff" * 4096])
def test_a_damaged_file_is_reported_and_left_as_it_is(sqlite_url, content):
    path = path_of(sqlite_url)
    path.parent.mkdir()
    path.write_bytes(content)

    with pytest.raises(DatabaseFailed, match=r"test\.db can't be used: .*Move the file away"):
        write(Database(sqlite_url))

    assert path.read_bytes() == content


def test_damage_that_comes_later_is_reported(sqlite_url):
    database = Database(sqlite_url)
    write(database)
    path = path_of(sqlite_url)
    with path.open("r+b") as file:
        file.seek(100)
        file.write(b"\xff" * (path.stat().st_size - 100))

    with pytest.raises(DatabaseFailed, match="Move the file away"):
        read(database)


def test_a_folder_in_its_place_is_reported(sqlite_url):
    path_of(sqlite_url).mkdir(parents=True)

    with pytest.raises(DatabaseFailed, match="can't be used: unable to open"):
        write(Database(sqlite_url))


def test_a_file_where_the_folder_should_be_is_reported(sqlite_url):
    path_of(sqlite_url).parent.write_text("in the way")

    with pytest.raises(DatabaseFailed, match="can't be used"):
        write(Database(sqlite_url))


def test_a_locked_file_is_waited_for_and_then_reported(sqlite_url):
    database = Database(sqlite_url, patience=SOON)
    write(database)

    with closing(sqlite3.connect(path_of(sqlite_url), isolation_level=None)) as holder:
        holder.execute("BEGIN EXCLUSIVE")
        with pytest.raises(DatabaseFailed, match=r"locked.* Another program holds it"):
            write(database, "2026-02")

    write(database, "2026-03")
    assert read(database) == ["2026-01", "2026-03"]


def test_a_locked_row_is_waited_for_and_then_reported(postgresql_url):
    database = Database(postgresql_url)
    write(database)

    with database.writing() as holder:
        holder.execute(insert(SPENDING, holder).values(period="2026-02", spent=1))
        with pytest.raises(DatabaseFailed, match=r"timeout.* Another program holds it"):
            write(Database(postgresql_url, patience=SOON), "2026-02")

    assert read(database) == ["2026-01", "2026-02"]


def test_whoever_can_do_without_leaves_a_failed_database_alone(sqlite_url):
    database = Database(sqlite_url)
    path = path_of(sqlite_url)
    path.mkdir(parents=True)
    with pytest.raises(DatabaseFailed):
        read(database)
    path.rmdir()

    with pytest.raises(DatabaseFailed, match="unable to open"):
        read(database, patiently=False)

    assert read(database) == []
    assert read(database, patiently=False) == []


def test_a_file_that_may_only_be_read_can_be_read(sqlite_url):
    write(Database(sqlite_url))
    database = Database(f"sqlite:///file:{path_of(sqlite_url)}?mode=ro&uri=true")

    with pytest.raises(DatabaseFailed, match=r"readonly.* Let it be written"):
        write(database, "2026-02")

    assert read(database, patiently=False) == ["2026-01"]


def test_a_file_that_is_removed_meanwhile_is_made_again(sqlite_url):
    database = Database(sqlite_url)
    write(database)
    for file in path_of(sqlite_url).parent.iterdir():
        file.unlink()

    write(database, "2026-02")

    assert read(database) == ["2026-02"]


def test_a_file_that_is_emptied_meanwhile_costs_one_operation(sqlite_url):
    database = Database(sqlite_url)
    write(database)
    for file in path_of(sqlite_url).parent.iterdir():
        file.unlink()
    path_of(sqlite_url).touch()

    with pytest.raises(DatabaseFailed, match="no such table"):
        write(database, "2026-02")
    write(database, "2026-03")

    assert read(database) == ["2026-03"]


def test_tables_of_another_version_are_not_touched(database_url):
    write(Database(database_url))
    with Database(database_url).writing() as connection:
        connection.execute(text("UPDATE chat_schema SET version = 7"))

    with pytest.raises(DatabaseFailed, match=r"another version of Brandcheck \(tables 7, not 1\)"):
        write(Database(database_url), "2026-02")


def test_a_transaction_that_fails_leaves_nothing(database_url):
    database = Database(database_url)

    def fail():
        with database.writing() as connection:
            connection.execute(insert(SPENDING, connection).values(period="2026-01", spent=1))
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail()

    assert read(database) == []


def test_a_process_that_is_killed_while_it_writes_blocks_nobody(database_url):
    database = Database(database_url)
    write(database)

    ended = workers.alone(workers.die_writing, database_url)

    assert ended == -signal.SIGKILL
    write(database, "2026-02")
    assert read(database) == ["2026-01", "2026-02"]


def test_a_fork_shares_no_connection(database_url):
    ended = workers.alone(workers.write_beside_a_fork, database_url)

    assert ended == 0
    assert read(Database(database_url)) == ["both", "child", "parent"]


def test_threads_may_share_one_instance(database_url):
    database = Database(database_url)
    periods = [f"p-{number:02}" for number in range(40)]

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(lambda period: write(database, period), periods))

    assert read(database) == periods
