"""The people who signed in, and the teams whose drafts are checked."""

import datetime

from sqlalchemy import select

from checker.errors import InputError
from service.nouns import Identity, Person, Role, Team
from service.records.audit import note
from service.records.database import Database
from service.records.tables import PersonRow, TeamRow
from service.records.upserting import put

LONGEST = 36_500
"""Days of retention at most; who wants longer sets none."""


class PersonRecords:
    """People, as their provider last described them."""

    def __init__(self, database: Database) -> None:
        """Keep them in *database*."""
        self._database = database

    def seen(self, subject: str, name: str, email: str, role: Role) -> Person:
        """Keep who signed in just now, and return them.

        Args:
            subject: the issuer's name for them.
            name: what others are shown.
            email: their address; may be empty.
            role: what they are here for.
        """
        now = datetime.datetime.now(datetime.UTC)
        person = Person(subject=subject, name=name, email=email, role=role, last_seen=now)
        with self._database.writing() as session:
            put(session, PersonRow, person.model_dump())
        return person

    def list(self) -> tuple[Person, ...]:
        """Return all, who was here last first."""
        wanted = select(PersonRow).order_by(PersonRow.last_seen.desc(), PersonRow.subject)
        with self._database.reading() as session:
            return tuple(map(_person, session.scalars(wanted)))

    def get(self, subject: str) -> Person | None:
        """Return the person; none where nobody of that name was here."""
        with self._database.reading() as session:
            row = session.scalar(select(PersonRow).where(PersonRow.subject == subject))
            return _person(row) if row else None


class TeamRecords:
    """Teams for which something else holds than for all."""

    def __init__(self, database: Database) -> None:
        """Keep them in *database*."""
        self._database = database

    def list(self) -> tuple[Team, ...]:
        """Return all, by name."""
        with self._database.reading() as session:
            return tuple(map(_team, session.scalars(select(TeamRow).order_by(TeamRow.name))))

    def put(self, team: Team, *, by: Identity) -> Team:
        """Keep what holds for *team* from now on, and return it.

        Raises:
            InputError: if its drafts are to be kept longer than `LONGEST` days.
        """
        if (team.retention_days or 0) > LONGEST:
            raise InputError(
                f"Drafts can be kept for {LONGEST:,} days at most, or for ever: then say nothing."
            )
        with self._database.writing() as session:
            put(session, TeamRow, team.model_dump())
            note(session, by, "set team", team.name, **team.model_dump(exclude={"name"}))
        return team

    def get(self, name: str) -> Team | None:
        """Return the team; none where nothing special holds for it."""
        with self._database.reading() as session:
            row = session.scalar(select(TeamRow).where(TeamRow.name == name))
            return _team(row) if row else None

    def of(self, name: str) -> Team:
        """Return what holds for the team called *name*, whether anything special does or not."""
        return self.get(name) or Team(name=name)


def _person(row: PersonRow) -> Person:
    return Person.model_validate({name: getattr(row, name) for name in Person.model_fields})


def _team(row: TeamRow) -> Team:
    return Team.model_validate({name: getattr(row, name) for name in Team.model_fields})
