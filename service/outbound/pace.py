"""When a message is tried again: soon at first, then ever more seldom, for about a day in all."""

import datetime
import email.utils
import random

from service.nouns import Moment

FIRST = 5.0
"""Seconds before the second try."""
GROWTH = 4.0
"""How much longer each further pause is."""
LONGEST = 6 * 3600.0
"""Seconds of the longest pause."""
TRIES = 11
"""Tries of a message: the pauses between them come to 25 hours and a half."""
SPREAD = 0.2
"""Part by which a pause is made shorter or longer, so that not all come back at once."""
MOST_ASKED = 24 * 3600.0
"""Seconds that a receiver may ask us to wait at most."""


def again(attempt: int, now: Moment, *, asked: float | None = None) -> Moment | None:
    """Return when to try again after try number *attempt*, from 1; none where it is given up.

    Args:
        attempt: which try failed.
        now: when it failed.
        asked: seconds that the receiver wants to be left alone.
    """
    if attempt >= TRIES:
        return None
    pause = min(FIRST * GROWTH ** (attempt - 1), LONGEST)
    spread = pause * random.uniform(1 - SPREAD, 1 + SPREAD)  # noqa: S311 - spreads tries, guards nothing
    return now + datetime.timedelta(seconds=max(spread, min(asked or 0.0, MOST_ASKED)))


def asked_of(header: str, now: Moment) -> float | None:
    """Return the seconds that `Retry-After` asks for (RFC 9110, section 10.2.3); none for rubbish."""
    text = header.strip()
    if text.isascii() and text.isdecimal():
        return float(text[:9])
    try:
        until = email.utils.parsedate_to_datetime(text)
    except ValueError:
        return None
    aware = until if until.tzinfo else until.replace(tzinfo=datetime.UTC)
    return max(0.0, (aware - now).total_seconds())
