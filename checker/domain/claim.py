"""Claims: what documents state that somebody may have to prove, and the ledger of them."""

import datetime
from enum import StrEnum
from typing import Literal

from checker.domain.noun import Noun


class Basis(StrEnum):
    """What makes a sentence a claim that somebody may have to prove."""

    FIGURE = "figure"
    DATE = "date"
    CONDITION = "condition"
    COMPARISON = "comparison"
    CERTIFICATION = "certification"


class Measure(Noun):
    """A quantity or date of a claim, normalised so that two wordings can be compared."""

    text: str
    """As it is written."""
    low: float
    high: float
    """In *unit*; equal where it is no range. Dates are days since 0001-01-01 (`date.toordinal`)."""
    unit: str
    """`minute`, `percent`, an ISO 4217 code, `date`, an SI base unit, or a counted noun in the singular."""
    about: tuple[str, ...] = ()
    """Stems, in lower case, that say what it measures."""
    bound: Literal["", "at-most", "at-least"] = ""
    """Whether it is a limit (“under ten minutes”, “from £9”)."""


class Statement(Noun):
    """A claim as one document words it: one passage."""

    start: int
    end: int
    """Offsets in the document's text."""
    text: str
    """The passage, without markup."""
    bases: tuple[Basis, ...]
    measures: tuple[Measure, ...] = ()


class Complaint(Noun):
    """What a customer is unhappy about."""

    start: int
    end: int
    text: str
    theme: str
    """The name of the theme that it is about."""


class Stood(Noun):
    """A statement and where it stands."""

    statement: Statement
    document: str
    """The document's name: a check's id, or a source."""
    title: str
    source: str
    team: str = ""
    channel: str = ""
    day: datetime.date | None = None


class Complained(Noun):
    """A complaint and where it stands."""

    complaint: Complaint
    document: str
    title: str
    day: datetime.date | None = None


class Standing(StrEnum):
    """How a claim stands with the kit."""

    APPROVED = "approved"
    ALTERED = "altered"
    """It is about an approved claim and says something else: another figure, or a condition is gone."""
    UNAPPROVED = "unapproved"
    EXPIRED = "expired"
    """The approved claim no longer holds."""


class Wording(Noun):
    """One way in which a claim is put."""

    text: str
    standing: Standing
    measures: tuple[Measure, ...]
    documents: int
    teams: tuple[str, ...]
    places: tuple[Stood, ...]
    """Where it stands; the newest first, as many as are shown."""


class Claim(Noun):
    """All wordings of one claim, over all documents."""

    id: str
    """Digest of its first wording; stays while that stands somewhere."""
    wording: str
    """The commonest."""
    wordings: tuple[Wording, ...]
    bases: tuple[Basis, ...]
    documents: int
    teams: tuple[str, ...]
    standing: Standing
    """The worst of its wordings'."""
    guideline: str = ""
    """The approved claim or fact of the kit that it is about; empty for none."""
    approved: str = ""
    """That one's words."""
    proof: str = ""
    owner: str = ""
    expires: datetime.date | None = None


class Value(Noun):
    """One of the values that documents give for the same thing."""

    measure: Measure
    documents: int
    teams: tuple[str, ...]
    places: tuple[Stood, ...]
    is_approved: bool
    """Whether the kit states it."""


class Conflict(Noun):
    """Values for the same thing that can't all be true."""

    claim: str
    """The claim's id."""
    about: str
    """What is measured, in words of the documents."""
    guideline: str = ""
    values: tuple[Value, ...]
    """At least two; the one in most documents first."""


class Expiring(Noun):
    """An approved claim that stands in documents and soon no longer holds, or has expired."""

    guideline: str
    approved: str
    owner: str
    expires: datetime.date
    days: int
    """Until then; below 0 where it has expired."""
    documents: int
    places: tuple[Stood, ...]


class CounterEvidence(Noun):
    """What campaigns promise and customers complain about: the same theme."""

    theme: str
    promises: int
    """Documents of ours that sell the theme."""
    complaints: int
    """Tickets that complain about it."""
    promised: tuple[Stood, ...]
    complained: tuple[Complained, ...]


class Ledger(Noun):
    """All claims of many documents: conflicts and what expires first."""

    brand: str
    documents: int
    statements: int
    conflicts: tuple[Conflict, ...]
    expiring: tuple[Expiring, ...]
    claims: tuple[Claim, ...]
    """The worst standing first, then by documents."""
    counter_evidence: tuple[CounterEvidence, ...] = ()
