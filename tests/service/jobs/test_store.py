"""Where the jobs are kept: beside the records, for their owner alone, ahead of a crash."""

import time

import pytest

from service.jobs.store import Store


def test_a_file_beside_the_records_is_its_owners_alone(tmp_path):
    store = Store(f"sqlite:///{tmp_path / 'new' / 'records.db'}")

    store.prepare()
    store.prepare()

    path = tmp_path / "new" / "records-jobs.db"
    assert path.stat().st_mode & 0o777 == 0o600
    assert store.url == f"sqlite:///{path}"


def test_its_engine_writes_ahead_and_knows_the_time(tmp_path):
    store = Store(f"sqlite:///{tmp_path / 'records.db'}")
    store.prepare()
    engine = store.engine()

    with engine.connect() as connection:
        mode = connection.exec_driver_sql("PRAGMA journal_mode").scalar()
        now = connection.exec_driver_sql("SELECT unixepoch('subsec')").scalar()

    engine.dispose()
    assert mode == "wal"
    assert abs(now - time.time()) < 60


@pytest.mark.parametrize(
    ("given", "url"),
    [
        ("postgresql://ann:secret@db/brand", "postgresql://ann:secret@db/brand"),
        ("postgresql+psycopg://ann@/brand?host=/run", "postgresql://ann@/brand?host=%2Frun"),
    ],
)
def test_on_a_server_they_are_in_the_records_database(given, url):
    store = Store(given)

    assert store.url == url
    assert store.engine() is None
