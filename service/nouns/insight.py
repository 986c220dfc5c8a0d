"""What can be asked of all stored checks together."""

import datetime

from pydantic import Field

from checker.domain import Noun, Standing


class AlignmentQuery(Noun):
    """Over which stored documents to say who says what; the newest finished check of each document counts."""

    kit: str
    """The kit's id."""
    by: str = "team"
    """What the rows are: `team`, `channel`, `audience`, `week` or a label's name."""
    team: str = ""
    channel: str = ""
    audience: str = ""
    labels: dict[str, str] = Field(default_factory=dict)
    """Values that documents must have under these names."""
    since: datetime.date | None = None
    """The first day on which a document was written or, where that is not known, checked."""
    until: datetime.date | None = None
    """The last day, included."""
    kit_since: datetime.date | None = None
    """When the kit changed, for the drift; when its published version was published where none is given."""


class LedgerQuery(Noun):
    """Which claims of stored documents to list; the newest finished check of each document counts."""

    kit: str
    """The kit's id."""
    team: str = ""
    since: datetime.date | None = None
    """The first day on which a document was written or, where that is not known, checked."""
    until: datetime.date | None = None
    """The last day, included."""
    standing: Standing | None = None
    text: str = ""
    """Words in one of the claim's wordings."""


class Facets(Noun):
    """What alignment and ledger can be asked for."""

    kits: tuple[str, ...] = ()
    """Kits that documents were held against."""
    teams: tuple[str, ...] = ()
    channels: tuple[str, ...] = ()
    audiences: tuple[str, ...] = ()
    labels: dict[str, tuple[str, ...]] = Field(default_factory=dict)
    """Names of labels, each with the commonest of its values."""
