"""The database itself: opened by many at once, and every way in which it can be taken away."""

import datetime
import os
import shutil
import signal
import sqlite3
import stat
import subprocess
import sys
import tempfile
import traceback
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path

import psycopg
import pytest
from sqlalchemy import make_url, select, text
from sqlalchemy.exc import IntegrityError

from checker.chat.database import Database as Answers
from checker.chat.tables import SPENDING, insert
from checker.errors import InputError
from checker.settings import Settings
from service.nouns import CheckQuery, State
from service.records import Records, RecordsUnavailable, records_url
from service.records.database import Database
from service.records.tables import TeamRow
from service.settings import ServiceSettings
from tests import databases
from tests.service.records.makers import ADA, checked, draft, finding
from tests.service.records.writer import content

ACKNOWLEDGED = 12
"""Drafts that must be acknowledged before their writer is killed."""


def pragma(records, name):
    with records.database.writing() as session:
        return session.scalar(text(f"PRAGMA {name}"))


def test_a_new_file_is_its_owners_alone(sqlite_url):
    records = Records(sqlite_url)

    records.prepare()

    path = Path(make_url(sqlite_url).database)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700
    records.close()


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("journal_mode", "wal"),
        ("foreign_keys", 1),
        ("synchronous", 2),
        ("secure_delete", 1),
        ("busy_timeout", 30_000),
    ],
)
def test_sqlite_is_set_up_to_lose_nothing_and_to_keep_nothing_deleted(sqlite_records_url, name, value):
    records = Records(sqlite_records_url)

    assert pragma(records, name) == value
    records.database.forget()
    assert pragma(records, name) == value
    records.close()


def test_nothing_is_made_before_it_is_prepared(sqlite_url):
    records = Records(sqlite_url)

    with pytest.raises(RecordsUnavailable, match="not there or of another version"):
        records.ping()

    assert not Path(make_url(sqlite_url).database).parent.exists()


def test_a_fresh_database_is_reachable_and_not_ready(database_url):
    records = Records(database_url)
    with pytest.raises(RecordsUnavailable):
        records.ping()

    records.prepare()

    records.ping()
    records.close()


@pytest.mark.parametrize(
    ("url", "says"),
    [
        ("nonsense", "no URL"),
        ("mysql://host/name", "not known here"),
        ("sqlite://", "can't be shared"),
        ("sqlite:///:memory:", "can't be shared"),
        ("sqlite:///file:x?mode=memory&uri=true", "can't be shared"),
    ],
)
def test_a_url_that_names_no_such_thing_is_refused(url, says):
    with pytest.raises(InputError, match=says):
        Records(url)


def test_a_server_that_is_not_there_says_so_without_its_password():
    records = Records("postgresql://me:hush@127.0.0.1:1/none")

    with pytest.raises(RecordsUnavailable, match=r"127\.0\.0\.1:1") as caught:
        records.prepare()

    assert "hush" not in "".join(traceback.format_exception(caught.value))
    with pytest.raises(RecordsUnavailable):
        records.ping()


def test_a_database_that_is_not_there_says_what_to_do(postgresql_server):
    records = Records(postgresql_server.url("nothing_of_that_name"))

    with pytest.raises(RecordsUnavailable, match="Name a database that is there"):
        records.prepare()


def test_a_database_that_does_not_hold_every_character_is_refused(postgresql_server):
    postgresql_server.execute(
        "CREATE DATABASE latin ENCODING 'LATIN1' LC_COLLATE 'C' LC_CTYPE 'C' TEMPLATE template0"
    )
    records = Records(postgresql_server.url("latin"))

    with pytest.raises(RecordsUnavailable, match="ENCODING 'UTF8'"):
        records.prepare()

    with pytest.raises(RecordsUnavailable):
        records.ping()
    records.close()


def test_a_file_that_is_no_database_is_left_alone(tmp_path):
    path = tmp_path / "notes.txt"
    path.write_text("Dear diary, " * 1000)

    with pytest.raises(RecordsUnavailable, match="not a database"):
        Records(f"sqlite:///{path}").prepare()

    assert path.read_text().startswith("Dear diary")


def test_a_folder_in_the_files_place_is_refused(tmp_path):
    with pytest.raises(RecordsUnavailable, match="unable to open"):
        Records(f"sqlite:///{tmp_path}").prepare()


def test_who_has_to_wait_too_long_is_told(sqlite_records_url):
    database = Database(sqlite_records_url, patience=0.05)
    path = make_url(sqlite_records_url).database

    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        with (
            pytest.raises(RecordsUnavailable, match="Another program holds it: try again"),
            database.writing() as session,
        ):
            session.execute(text("SELECT 1"))
        with database.reading() as session:
            assert session.query(TeamRow).count() == 0
    database.close()


def test_a_row_that_somebody_holds_too_long_is_given_up(postgresql_records_url):
    database = Database(postgresql_records_url, patience=0.1)
    records = Records(postgresql_records_url)
    check = records.checks.add(draft(), kit_version=1, by=ADA)

    with psycopg.connect(postgresql_records_url) as other:
        other.execute("SELECT 1 FROM records_checks FOR UPDATE")
        with (
            pytest.raises(RecordsUnavailable, match=r"timeout.*try again"),
            database.writing() as session,
        ):
            session.execute(text("UPDATE records_checks SET source = ''"))

    assert records.checks.get(check.id) == check
    database.close()
    records.close()


def test_what_goes_wrong_tells_no_words_of_a_draft(records):
    with pytest.raises(IntegrityError) as caught, records.database.writing() as session:
        session.add(TeamRow(name="quokka", retention_days=None, may_be_judged=None))

    assert "quokka" not in "".join(traceback.format_exception(caught.value))
    assert "null" in str(caught.value).lower()


def test_a_moment_without_a_zone_is_a_fault_of_ours(records):
    with pytest.raises(ValueError, match="no time zone"):
        records.keys.create("k", [], datetime.datetime(2027, 1, 1), ADA)


def add_and_fail(session):
    session.add(TeamRow(name="support", retention_days=None, may_be_judged=True))
    session.flush()
    raise ZeroDivisionError


def test_a_transaction_that_fails_leaves_nothing(records):
    with pytest.raises(ZeroDivisionError), records.database.writing() as session:
        add_and_fail(session)

    assert records.teams.list() == ()


def test_connections_that_the_server_ends_cost_nobody_an_answer(postgresql_records_url):
    records = Records(postgresql_records_url)
    check = records.checks.add(draft(), kit_version=1, by=ADA)
    with ThreadPoolExecutor(5) as pool:
        list(pool.map(lambda _: records.checks.get(check.id), range(20)))

    with psycopg.connect(postgresql_records_url, autocommit=True) as other:
        ended = other.execute(
            "SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity "
            "WHERE datname = current_database() AND pid <> pg_backend_pid()"
        ).fetchone()

    assert ended[0] >= 1
    assert records.checks.get(check.id) == check
    assert records.checks.add(draft(), kit_version=1, by=ADA)
    records.close()


@pytest.fixture
def own_server():
    """Yield the folder of a PostgreSQL server that a test may stop, and the user that it runs as."""
    home = Path(tempfile.mkdtemp(prefix="postgresql-"))
    user = None if os.geteuid() else databases._lesser_user()
    if user:
        shutil.chown(home, user)
    yield home, user
    shutil.rmtree(home)


def stop(process):
    process.send_signal(signal.SIGINT)
    process.wait(databases.SECONDS)


def test_a_server_that_is_restarted_is_missed_only_while_it_is_away(own_server):
    home, user = own_server
    process = databases._start(home, user)
    server = databases._ready(databases.Server(home), process)
    records = Records(server.url("postgres"))
    records.prepare()
    check = records.checks.add(draft(), kit_version=1, by=ADA)

    stop(process)
    with pytest.raises(RecordsUnavailable):
        records.checks.get(check.id)
    with pytest.raises(RecordsUnavailable):
        records.ping()
    process = subprocess.Popen(process.args, user=user, cwd=home, stderr=subprocess.DEVNULL)
    databases._ready(server, process)

    assert records.checks.get(check.id) == check
    records.ping()
    records.close()
    stop(process)


def test_many_threads_write_at_once_and_all_is_kept(records):
    def write(number):
        if number % 2:
            return records.checks.add(draft(), kit_version=1, by=ADA).id
        return records.checks.add_done(draft(), checked("t", finding()), kit_version=1, by=ADA).id

    with ThreadPoolExecutor(16) as pool:
        ids = list(pool.map(write, range(100)))

    assert len(set(ids)) == 100
    listed, _ = records.checks.list(CheckQuery(limit=200))
    assert [check.id for check in listed] == sorted(ids, reverse=True)


@pytest.mark.parametrize("number", range(2))
def test_what_a_killed_writer_was_told_is_kept_is_kept(records_url, number):
    code = [sys.executable, "-m", "tests.service.records.writer", records_url]
    with subprocess.Popen(code, stdout=subprocess.PIPE, text=True) as process:
        lines = [process.stdout.readline() for _ in range(ACKNOWLEDGED + 7 * number)]
        process.send_signal(signal.SIGKILL)
        lines += process.stdout.readlines()

    acknowledged = dict(line.split() for line in lines if line.endswith("\n"))
    records = Records(records_url)
    records.ping()
    for id_, count in acknowledged.items():
        assert records.checks.draft(id_).content == content(int(count))
        check, made = records.checks.get(id_), records.checks.checked(id_)
        if int(count) % 2:
            assert (check.state, made) == (State.WAITING, None)
        else:
            assert made.document.text == f"text {count}"
            assert (check.state, check.counts.error, len(made.report.findings)) == (State.DONE, 50, 50)
    assert len(acknowledged) >= ACKNOWLEDGED
    assert records.checks.add(draft(), kit_version=1, by=ADA)
    if records.database.is_file:
        assert pragma(records, "integrity_check") == "ok"
        assert pragma(records, "foreign_key_check") is None
    records.close()


def test_the_records_may_share_a_database_with_the_kept_answers(database_url):
    answers, records = Answers(database_url), Records(database_url)
    with answers.writing() as connection:
        connection.execute(insert(SPENDING, connection).values(period="2026-11", spent=7))

    records.prepare()
    check = records.checks.add(draft(), kit_version=1, by=ADA)

    with answers.reading() as connection:
        assert connection.scalar(select(SPENDING.c.spent)) == 7
    assert records.checks.get(check.id) == check
    records.ping()
    records.close()


def test_the_records_have_their_own_database_else_the_shared_one_else_a_file(tmp_path):
    own = ServiceSettings(records_url="sqlite:///own.db", data=tmp_path)
    none = ServiceSettings(data=tmp_path / "50% off? #1 & more")
    shared = Settings(database_url="postgresql://host/shared")

    assert records_url(shared, own) == "sqlite:///own.db"
    assert records_url(shared, none) == "postgresql://host/shared"
    records = Records(records_url(Settings(database_url=""), none))
    records.prepare()
    records.close()
    assert (tmp_path / "50% off? #1 & more" / "records.db").exists()
