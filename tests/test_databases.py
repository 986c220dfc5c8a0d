"""The URLs of databases, and what is said when one fails."""

import pytest

from checker.databases import reason, url_of
from checker.errors import InputError


@pytest.mark.parametrize(
    ("text", "driver"),
    [
        ("postgres://anna:secret@db/records", "postgresql+psycopg"),
        ("postgresql://db/records", "postgresql+psycopg"),
        ("sqlite:///records.db", "sqlite"),
        ("sqlite+aiosqlite:///records.db", "sqlite"),
    ],
)
def test_a_database_gets_the_driver_that_is_used_here(text, driver):
    assert url_of(text, "SETTING", InputError).drivername == driver


@pytest.mark.parametrize("text", ["", "records.db", "mysql://db/records", "sqlite://", "sqlite:///:memory:"])
def test_what_can_not_be_shared_is_refused_by_the_name_of_its_setting(text):
    with pytest.raises(InputError, match="SETTING"):
        url_of(text, "SETTING", InputError)


def test_a_reason_ends_with_what_to_do():
    assert (
        reason(OSError("disk is full\nat page 3"), {"full": "Make room."}, "Look.")
        == "disk is full. Make room."
    )
    assert reason(OSError("no"), {"full": "Make room."}, "Look.") == "no. Look."
