"""When something is tried again."""

import datetime

import pytest

from service.outbound import again, asked_of
from service.outbound.pace import TRIES

NOW = datetime.datetime(2026, 11, 22, 12, tzinfo=datetime.UTC)
HOUR = 3600.0


def test_the_tries_take_about_a_day() -> None:
    pauses = [(again(attempt, NOW) or NOW) - NOW for attempt in range(1, TRIES)]

    assert 20 * HOUR < sum(pause.total_seconds() for pause in pauses) < 31 * HOUR
    assert pauses[0].total_seconds() < 10
    assert again(TRIES, NOW) is None


@pytest.mark.parametrize(
    ("header", "seconds"),
    [
        ("120", 120.0),
        ("Sun, 22 Nov 2026 12:00:30 GMT", 30.0),
        ("Sat, 21 Nov 2026 12:00:00 GMT", 0.0),
        ("", None),
        ("soon", None),
        ("-5", None),
        ("٣", None),
        ("9" * 400, 999_999_999.0),
    ],
)
def test_what_is_asked_for_is_read(header: str, seconds: float | None) -> None:
    assert asked_of(header, NOW) == seconds
