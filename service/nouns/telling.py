"""What a target wants to be told, of which drafts, and when."""

import datetime
import zoneinfo
from enum import StrEnum
from typing import Annotated

from pydantic import Field, StrictBool, StringConstraints, field_validator

from checker.domain import Noun, Severity

MOST_NAMES = 50
"""Teams, or channels, that a target names."""
Called = Annotated[str, StringConstraints(min_length=1, max_length=200, pattern=r"^[^\x00-\x1f\x7f-\x9f]*$")]
"""The name of a team or a channel: one line."""


class Tells(StrEnum):
    """What a target is told without being named by whoever hands something in."""

    CHECK_FAILED = "check.failed"
    """A draft does not pass its gate."""
    BATCH_DONE = "batch.done"
    """A batch is over: done, or cancelled."""
    DIGEST = "digest"
    """Once a day, of each team: how its drafts fared."""


class Wants(Noun):
    """What a target wants to be told."""

    occasions: tuple[Tells, ...] = Field(default=(), max_length=len(Tells))
    """What it is told of its own accord; where empty, only of the batches that name it."""
    teams: tuple[Called, ...] = Field(default=(), max_length=MOST_NAMES)
    """Teams whose drafts it is told about; all where empty."""
    channels: tuple[Called, ...] = Field(default=(), max_length=MOST_NAMES)
    """Channels of the drafts that it is told about; all where empty."""
    severity: Severity = Severity.SUGGESTION
    """At once it is told of drafts with a finding of this severity or a worse one."""
    quotes: StrictBool = False
    """Whether words of drafts may be sent to it: titles, the worst findings' words, what is said of them."""
    most_per_hour: int = Field(default=10, ge=1, le=100)
    """Drafts that it is told of at once within an hour of the clock; then one message says how many more."""
    digest_at: str = Field(default="08:00", pattern=r"^([01][0-9]|2[0-3]):[0-5][0-9]$")
    """The time of day at which a digest is sent."""
    timezone: str = Field(default="UTC", max_length=60, pattern=r"^[A-Za-z0-9_+\-/]+$")
    """The zone of that time, by its name in the IANA database: `Europe/Berlin`."""
    all_clear: StrictBool = False
    """Whether it is told on Mondays where all drafts of the last seven days pass."""

    @field_validator("timezone")
    @classmethod
    def _is_known(cls, name: str) -> str:
        try:
            zoneinfo.ZoneInfo(name)
        except (ValueError, OSError, zoneinfo.ZoneInfoNotFoundError):
            raise ValueError("name a zone of the IANA database, such as Europe/Berlin") from None
        return name

    def includes(self, team: str, channel: str) -> bool:
        """Return whether drafts of *team* for *channel* are among those that it is told about."""
        of_team = not self.teams or team in self.teams
        return of_team and (not self.channels or channel in self.channels)

    def due(self, now: datetime.datetime) -> tuple[datetime.date, datetime.datetime]:
        """Return the last day whose digest is due, and the moment from which it is, in UTC.

        A time that a day does not have, when clocks go forward, is the moment that it would have been; of
        a time that it has twice it is the first.
        """
        zone = zoneinfo.ZoneInfo(self.timezone)
        at = datetime.time.fromisoformat(self.digest_at)
        today = now.astimezone(zone).date()
        for day in (today, today - datetime.timedelta(days=1)):
            moment = datetime.datetime.combine(day, at, zone).astimezone(datetime.UTC)
            if moment <= now:
                return day, moment
        raise ValueError(f"{now} has no day before it")
