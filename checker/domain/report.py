"""A finding and a report: what one check found out."""

from enum import StrEnum
from typing import Literal, NamedTuple

from pydantic import Field

from checker.domain.document import Document, NotRead, Place
from checker.domain.kit import Role, Severity
from checker.domain.noun import Noun


class Location(Place):
    """Where a finding's words are."""

    start: int
    """Offset of the first code point in the document's text."""
    end: int
    line: int
    """Counted from 1: in the file where its text was read as it is, else in the text that was read."""
    column: int
    """Counted from 1, in code points."""


class Candidate(NamedTuple):
    """What a check suspects, before its words and its guideline are verified."""

    check: str
    guideline: str
    start: int
    """Offset of the first code point in the document's text; equals *end* where something is missing."""
    end: int
    confidence: float
    explanation: str
    suggestion: str | None = None
    origin: Literal["rule", "local", "judge"] = "rule"


class Finding(Noun):
    """One breach of one guideline, with its evidence."""

    id: str = ""
    """A fingerprint that survives edits elsewhere in the document."""
    check: str
    guideline: str
    severity: Severity
    confidence: float = Field(ge=0, le=1)
    origin: Literal["rule", "local", "judge"]
    location: Location
    quote: str
    """The exact words; empty where the breach is that something is missing."""
    guideline_quote: str
    """The guideline's own words."""
    explanation: str
    suggestion: str | None = None
    """A replacement for the quote."""
    waived_by: str | None = None
    """Who accepted it, until when."""


class Verdict(StrEnum):
    """What the gate says."""

    PASS = "pass"  # noqa: S105 - a verdict, not a password
    FAIL = "fail"
    INCOMPLETE = "incomplete"


class Share(Noun):
    """One row of the message mix."""

    message: str
    """A theme's name."""
    guidelines: tuple[str, ...] = ()
    """The messages of the kit that name this theme."""
    role: Role | None = None
    share: float
    """Part of the weighted passages, 0 to 1."""
    passages: int


class Coverage(Noun):
    """What was read and what was not."""

    passages: int
    words: int
    share: float
    """Parts read by all parts met, 0 to 1."""
    not_read: tuple[NotRead, ...] = ()


class DocumentFacts(Noun):
    """What a report says of the document."""

    source: str
    title: str
    format: str
    digest: str
    words: int
    team: str
    channel: str
    audience: str
    guessed: tuple[str, ...] = ()


class Report(Noun):
    """All that one check found out."""

    schema_version: str = "1.0"
    document: DocumentFacts
    kit: dict[str, str]
    engine: dict[str, str]
    verdict: Verdict
    score: int
    scores: dict[str, int]
    lead_message: str | None
    messages: tuple[Share, ...]
    findings: tuple[Finding, ...]
    guidelines: dict[str, str]
    coverage: Coverage
    unjudged: tuple[str, ...] = ()
    cost: dict[str, float] = Field(default_factory=dict)


class Checked(NamedTuple):
    """A document and its report, as reporters take them."""

    document: Document
    report: Report
