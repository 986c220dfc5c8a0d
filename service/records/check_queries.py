"""Which checks a list holds."""

import datetime

from sqlalchemy import ColumnElement, Select, and_, select

from checker.domain import Verdict
from service.nouns import CheckQuery, State
from service.records.tables import CheckRow

MOST_WORDS = 20
"""Words that are searched for; further ones are left aside."""


def wanted_by(query: CheckQuery) -> "Select[CheckRow]":
    """Return the checks that *query* asks for, in no order."""
    wanted = select(CheckRow)
    for name in ("kit", "team", "channel", "document", "state", "batch"):
        if value := getattr(query, name):
            wanted = wanted.where(getattr(CheckRow, name) == value)
    if query.verdict:
        wanted = wanted.where(says(query.verdict))
    for word in query.text.casefold().split()[:MOST_WORDS]:
        wanted = wanted.where(CheckRow.sought.contains(word, autoescape=True))
    return _within(wanted, query)


def _within(wanted: "Select[CheckRow]", query: CheckQuery) -> "Select[CheckRow]":
    """Return *wanted* for the days that *query* asks for."""
    if query.since:
        wanted = wanted.where(CheckRow.created >= _midnight(query.since, datetime.time.min))
    if query.until:
        wanted = wanted.where(CheckRow.created <= _midnight(query.until, datetime.time.max))
    return wanted


def says(verdict: Verdict) -> ColumnElement[bool]:
    """Return whether a check says *verdict*: it is done, and not being tried again."""
    return and_(CheckRow.state == State.DONE, CheckRow.verdict == verdict)


def _midnight(day: datetime.date, time: datetime.time) -> datetime.datetime:
    return datetime.datetime.combine(day, time, datetime.UTC)
