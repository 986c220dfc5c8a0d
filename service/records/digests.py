"""Digests: what a target is told once a day of each team, written down once however many processes do it.

A row stands for a target, a team and a day of the target's time zone. It is written in one transaction with
the message, so a day's digest is told once or, where nothing is to be told, not at all. The day's last row is
of no team: it says that the day is done, and from where the next digest goes on.
"""

import datetime
from dataclasses import dataclass

from pydantic import JsonValue
from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session

from service.exchange.deliveries import Occasion
from service.nouns import Moment
from service.nouns.telling import Tells
from service.records import digest_queries
from service.records.announcing import reports_at
from service.records.database import Database
from service.records.digest_queries import Fared, Stretch
from service.records.listeners import Listener
from service.records.outbox import OutboxRecords
from service.records.outbox_tables import DigestRow
from service.records.upserting import add_once

ALL = "\n"
"""Stands for all teams, in the row that ends a day; the name of a team is one line."""
LONGEST = datetime.timedelta(days=7)
"""Time that one digest tells of at most: where the service was not there for some days."""
WEEK = 7
KEPT = datetime.timedelta(days=60)
"""Age from which rows are forgotten."""
MONDAY = 0


@dataclass(frozen=True)
class Day:
    """One day's digests for one target."""

    listener: Listener
    day: datetime.date
    until: Moment
    """When it ends: the time of day at which digests are sent."""
    address: str
    """Where the service's pages are."""


class DigestRecords:
    """Which digests were sent."""

    def __init__(self, database: Database) -> None:
        """Keep them in *database*."""
        self._database = database

    def is_told(self, day: Day) -> bool:
        """Return whether nothing of *day* is left to be told."""
        with self._database.reading() as session:
            return session.get(DigestRow, (day.listener.id, day.day, ALL)) is not None

    def tell(self, day: Day) -> int:
        """Write down the digests of *day* that nobody has written down; return how many messages that makes.

        Raises:
            RecordsUnavailable: if they can't be kept; those that were kept stay.
        """
        with self._database.reading() as session:
            stretch = self._stretch(session, day)
            teams = digest_queries.teams_in(session, stretch, day.listener.wants)
        told = sum(self._tell_team(day, stretch, team) for team in teams)
        return told + self._end(day)

    def expire(self, now: Moment) -> None:
        """Forget the digests of long ago.

        Raises:
            RecordsUnavailable: if that can't be done.
        """
        with self._database.writing() as session:
            session.execute(delete(DigestRow).where(DigestRow.until < now - KEPT))

    def _stretch(self, session: Session, day: Day) -> Stretch:
        """Return what the digest is about: from where the last one ended, a day where there is none."""
        mine = (DigestRow.target == day.listener.id, DigestRow.team == ALL, DigestRow.day < day.day)
        last = session.scalar(select(func.max(DigestRow.until)).where(*mine))
        since = last or day.until - datetime.timedelta(days=1)
        return Stretch(max(since, day.until - LONGEST), day.until)

    def _tell_team(self, day: Day, stretch: Stretch, team: str) -> int:
        """Write down the digest of *team*; return 1 where that makes a message, else 0."""
        with self._database.writing() as session:
            if not _begun(session, day, team):
                return 0
            counts = digest_queries.fared(session, stretch, day.listener.wants, team)
            if counts.is_clear:
                return 0
            return _written(session, day, team, _digest_of(session, day, stretch, team, counts))

    def _end(self, day: Day) -> int:
        """Say that *day* is done, and that all is clear where that is wanted; return as `_tell_team` does."""
        with self._database.writing() as session:
            if (
                not _begun(session, day, ALL)
                or not day.listener.wants.all_clear
                or day.day.weekday() != MONDAY
            ):
                return 0
            week = Stretch(day.until, day.until).before(WEEK)
            counts = digest_queries.fared(session, week, day.listener.wants)
            if not counts.is_clear:
                return 0
            data = _head(day, week, "") | {"counts": dict(counts._asdict()), "is_clear": True}
            return _written(session, day, ALL, data)


def _begun(session: Session, day: Day, team: str) -> bool:
    """Take the digest on; return whether nobody else has."""
    row = {"target": day.listener.id, "day": day.day, "team": team, "until": day.until, "message": None}
    return add_once(session, DigestRow, row)


def _written(session: Session, day: Day, team: str, data: dict[str, JsonValue]) -> int:
    occasion = Occasion(type=Tells.DIGEST, timestamp=day.until, data=data)
    kind, target = day.listener.kind, day.listener.id
    message = OutboxRecords.add(session, kind, target, occasion.model_dump(mode="json"))
    session.get_one(DigestRow, (target, day.day, team)).message = message
    return 1


def _digest_of(
    session: Session, day: Day, stretch: Stretch, team: str, counts: Fared
) -> dict[str, JsonValue]:
    """Return what is told of a team's day; no words of any draft."""
    wants = day.listener.wants
    week = Stretch(stretch.until, stretch.until).before(WEEK)
    weeks = {
        name: digest_queries.fared(session, one, wants, team)
        for name, one in (("week", week), ("week_before", week.before(WEEK)))
    }
    broken = digest_queries.broken_most(session, stretch, wants, team)
    return _head(day, stretch, team) | {
        "counts": dict(counts._asdict()),
        **{name: {"drafts": one.drafts, "passed": one.passed} for name, one in weeks.items()},
        "guideline": {"id": broken[0], "drafts": broken[1]} if broken else None,
        "worst": list(digest_queries.worst_in(session, stretch, wants, team, day.address)),
    }


def _head(day: Day, stretch: Stretch, team: str) -> dict[str, JsonValue]:
    days = (stretch.since.date(), stretch.until.date())
    return {
        "team": team,
        "day": day.day.isoformat(),
        "timezone": day.listener.wants.timezone,
        "since": stretch.since.isoformat(),
        "until": stretch.until.isoformat(),
        "url": reports_at(day.address, day.listener.wants, days, team),
    }
