"""Which checks a list holds."""

import datetime

from sqlalchemy import Select, select

from service.nouns import CheckQuery
from service.records.tables import CheckRow

MOST_WORDS = 20
"""Words that are searched for; further ones are left aside."""


def wanted_by(query: CheckQuery) -> "Select[CheckRow]":
    """Return the checks that *query* asks for, in no order."""
    wanted = select(CheckRow)
    for name in ("kit", "team", "channel", "document", "verdict", "state", "batch"):
        if value := getattr(query, name):
            wanted = wanted.where(getattr(CheckRow, name) == value)
    if query.since:
        wanted = wanted.where(CheckRow.created >= _midnight(query.since, datetime.time.min))
    if query.until:
        wanted = wanted.where(CheckRow.created <= _midnight(query.until, datetime.time.max))
    for word in query.text.casefold().split()[:MOST_WORDS]:
        wanted = wanted.where(CheckRow.sought.contains(word, autoescape=True))
    return wanted


def _midnight(day: datetime.date, time: datetime.time) -> datetime.datetime:
    return datetime.datetime.combine(day, time, datetime.UTC)
