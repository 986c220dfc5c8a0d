"""Ended sessions: known to everybody, without their ids, until they would have ended anyway."""

import datetime

from sqlalchemy import text

from service.records import Records

NOW = datetime.datetime.now(datetime.UTC)
HOUR = datetime.timedelta(hours=1)


def test_an_ended_session_is_known_and_no_other(records: Records) -> None:
    records.sessions.add("mine", NOW + HOUR)
    records.sessions.add("mine", NOW + HOUR)

    assert "mine" in records.sessions
    assert "yours" not in records.sessions


def test_no_id_is_kept(records: Records) -> None:
    records.sessions.add("a-very-secret-id", NOW + HOUR)

    with records.database.reading() as session:
        rows = session.execute(text("SELECT * FROM records_ended_sessions")).all()
    assert len(rows) == 1
    assert "a-very-secret-id" not in str(rows)


def test_what_nobody_asks_after_any_more_is_forgotten(records: Records) -> None:
    records.sessions.add("old", NOW - HOUR)
    records.sessions.add("new", NOW + HOUR)

    assert "old" not in records.sessions
    assert "new" in records.sessions
