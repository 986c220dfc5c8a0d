"""What callers ask of alignment and ledger."""

from typing import Annotated

from pydantic import Field, StringConstraints

from checker.domain import Noun, Standing
from service.exchange.texts import Day, Name, Named
from service.nouns import AlignmentQuery, LedgerQuery

MOST_LABELS = 20
"""Labels that may be asked for at once."""


Label = Annotated[Name, StringConstraints(pattern=r"^ *[^: ][^:]*: *[^ ].*$")]
"""A label's name and value, as `region:north`."""


class WantedAlignment(Noun):
    """Over which documents to say who says what; the newest finished check of each counts."""

    kit: Named
    """The kit's id."""
    by: Annotated[Name, Field(min_length=1)] = "team"
    """What the rows are: `team`, `channel`, `audience`, `week` or a label's name."""
    team: Name = ""
    """Documents of this team."""
    channel: Name = ""
    """Those for this channel."""
    audience: Name = ""
    """Those for this audience."""
    label: Annotated[tuple[Label, ...], Field(max_length=MOST_LABELS)] = ()
    """Those with this label, as `region:north`; may be repeated."""
    since: Day | None = None
    """The first day on which a document was written or, where it does not say so, checked."""
    until: Day | None = None
    """The last day, included."""
    kit_since: Day | None = None
    """When the kit changed, for the drift; when its version was published where none is given."""

    @property
    def query(self) -> AlignmentQuery:
        """Return what is asked of the records."""
        labels = {name: value for name, _, value in (label.partition(":") for label in self.label)}
        return AlignmentQuery(**self.model_dump(exclude={"label"}), labels=labels)


class WantedClaims(Noun):
    """Which claims to list; the newest finished check of each document counts."""

    kit: Named
    """The kit's id."""
    team: Name = ""
    """Claims in documents of this team."""
    since: Day | None = None
    """The first day on which a document was written or, where it does not say so, checked."""
    until: Day | None = None
    """The last day, included."""
    standing: Standing | None = None
    """Claims that stand so."""
    text: Name = ""
    """Words in one of a claim's wordings."""

    @property
    def query(self) -> LedgerQuery:
        """Return what is asked of the records."""
        return LedgerQuery(**self.model_dump())
