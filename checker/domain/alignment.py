"""Alignment: who says what, over many documents, and where teams part."""

import datetime

from pydantic import Field

from checker.domain.kit import Role
from checker.domain.noun import Noun
from checker.domain.report import Chances, Share, Verdict


class Said(Noun):
    """What one document contributes to the alignment."""

    document: str
    """Its name, unique among those that are compared: a check's id, or a source."""
    title: str = ""
    source: str
    team: str = ""
    channel: str = ""
    audience: str = ""
    labels: dict[str, str] = Field(default_factory=dict)
    """What else tells it apart: `region`, `agency`, `author`, … as somebody named them."""
    day: datetime.date | None = None
    """When it was written or checked."""
    readers: float = Field(default=1.0, ge=0)
    """How many people read it, where somebody says so."""
    verdict: Verdict
    lead: str | None = None
    """What it leads with: the name of a message."""
    messages: tuple[Share, ...] = ()
    chances: Chances | None = None
    """What the mix was worked out from, to work it out anew beside other documents; none where not kept."""
    passages: int = Field(ge=0)


class Interval(Noun):
    """A share and between which bounds it lies, at 95 % confidence."""

    value: float = Field(ge=0, le=1)
    low: float = Field(ge=0, le=1)
    high: float = Field(ge=0, le=1)
    of: int = Field(ge=0)
    """Documents that it is a share of, or a mean over."""


class Gap(Noun):
    """How far two shares lie apart, at 95 % confidence."""

    value: float = Field(ge=-1, le=1)
    low: float = Field(ge=-1, le=1)
    high: float = Field(ge=-1, le=1)

    @property
    def is_clear(self) -> bool:
        """Return whether it is on one side of zero."""
        return self.low > 0 or self.high < 0


class Voice(Noun):
    """A passage that says a message, and where it stands."""

    document: str
    title: str
    quote: str
    start: int
    end: int
    """Offsets in the document's text."""


class Message(Noun):
    """A column of the matrix."""

    name: str
    guidelines: tuple[str, ...] = ()
    """The messages of the kit that it stands for."""
    role: Role | None = None


class Cell(Noun):
    """How much a group says a message."""

    message: str
    share: Interval
    """Mean part of a document that goes to it; every document counts alike."""
    documents: int
    """Documents that say it at all."""
    leads: int
    """Documents that lead with it."""
    voices: tuple[Voice, ...] = ()
    """The clearest, one a document."""


class Group(Noun):
    """A row of the matrix: a team, a channel, an audience, a week or what a label says."""

    name: str
    """Empty for documents of which it is not known."""
    documents: int
    readers: float
    is_small: bool
    """Whether it has fewer documents than can be compared."""
    lead_match: Interval
    """Documents that lead with a lead message of the kit."""
    message_match: Interval
    """Mean part of the passages that sell anything which sells a lead or support message of the kit."""
    audience_match: Interval | None = None
    """Of documents whose audience has messages of its own, those that lead with one; none without such."""
    cells: tuple[Cell, ...]
    """One for each message, in the matrix's order."""


class Disconnect(Noun):
    """A message on which two groups part."""

    message: Message
    one: str
    other: str
    """The groups' names; *one* says it more."""
    gap: Gap
    """The share of *one* less the share of *other*."""
    readers: float
    """How many people read the smaller side."""
    rank: float
    """By what the list is sorted, the largest first; see `checker.alignment`."""
    ones: tuple[Voice, ...]
    instead: Message | None = None
    """The message by which *other* is farthest ahead of *one*."""
    others: tuple[Voice, ...]
    """What the other side says instead."""


class Drift(Noun):
    """How a share moves over weeks."""

    message: str
    """Empty for the lead match."""
    group: str
    """Empty for all documents."""
    weeks: tuple[datetime.date, ...]
    """Mondays (ISO 8601), every one from the first to the last."""
    shares: tuple[Interval | None, ...]
    """One for each week; none where a week has no document."""
    change: Gap | None = None
    """After the kit changed less before; none where either side has too few documents."""


class Alignment(Noun):
    """Who says what, over many documents."""

    by: str
    """What the rows are: `team`, `channel`, `audience`, `week` or a label's name."""
    brand: str
    documents: int
    left_out: int
    """Documents without a report, or in which nothing could be read."""
    smallest: int
    """Documents that a group must have to be compared."""
    messages: tuple[Message, ...]
    """Columns: the kit's lead first, then by share."""
    overall: Group
    groups: tuple[Group, ...]
    """Largest first, weeks by date; documents of which the group is not known last."""
    disconnects: tuple[Disconnect, ...]
    drifts: tuple[Drift, ...] = ()
    since: datetime.date | None = None
    """When the kit changed, for the drift."""
    more_groups: int = 0
    """Groups without a row: the smallest, beyond as many as can be shown."""
