"""A finding and a report: what one check found out."""

from base64 import b64decode
from enum import StrEnum
from typing import Literal, NamedTuple

from pydantic import Field, ValidationInfo, field_validator

from checker.domain.claim import Complaint, Statement
from checker.domain.document import Document, NotRead, Place
from checker.domain.kit import Role, Severity
from checker.domain.noun import Noun

PASSAGE, NOTHING = 255, 254
"""First bytes of the pairs of `Chances`: here a passage begins; it may sell nothing."""
CHOICES = 254
"""Messages that `Chances` can name."""


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
    needs_review: bool = False
    """Whether answers differ, so that a person must decide."""


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
    needs_review: bool = False
    """Whether the judge's answers differ; then it blocks nothing until a person decides."""

    @property
    def blocks(self) -> bool:
        """Return whether the gate counts it."""
        return self.waived_by is None and not self.needs_review


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
    quote: str = ""
    """The passage that sells it most clearly, exactly as it stands."""
    start: int = 0
    end: int = 0
    """Its offsets in the document's text."""


class Chances(Noun):
    """How likely each passage in the brand's own words sells each message, by itself; for mixes of many."""

    messages: tuple[str, ...] = Field(max_length=CHOICES)
    """The names of those that any passage may sell."""
    pairs: str
    """Two bytes a thing in Base64 (RFC 4648); `checker.clues.chances` says which."""

    @property
    def raw(self) -> bytes:
        """Return the bytes."""
        return b64decode(self.pairs, validate=True)

    @field_validator("pairs")
    @classmethod
    def _are_whole(cls, pairs: str, known: ValidationInfo) -> str:
        """Refuse pairs that are none, or that name messages that are not there."""
        raw, names = b64decode(pairs, validate=True), len(known.data.get("messages", ()))
        if len(raw) % 2 or raw[:1] not in {b"", bytes([PASSAGE])}:
            raise ValueError("not pairs that begin with a passage")
        if any(place >= names for place in set(raw[::2]) - {PASSAGE, NOTHING}):
            raise ValueError("a message that is not there")
        return pairs


class Unjudged(Noun):
    """A part of a document that a judge was to look at and did not."""

    passages: int
    begins: str
    """The words with which the part begins."""
    reason: str
    """Why, in a few words without a full stop."""
    is_passing: bool = False
    """Whether asking some minutes later may help: the model was silent, out of reach or too busy."""

    @property
    def text(self) -> str:
        """Return it as one line."""
        what = "1 passage" if self.passages == 1 else f"{self.passages} passages"
        return f"{what} from “{self.begins}”: {self.reason}"


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
    labels: dict[str, str] = Field(default_factory=dict)
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
    """What the document leads with: a theme's name or, with a judge, a few words."""
    lead_guideline: str | None = None
    """The message of the kit that this is, where a judge says so."""
    messages: tuple[Share, ...]
    chances: Chances | None = None
    """What the mix was worked out from; none in reports of versions that did not keep it."""
    claims: tuple[Statement, ...] = ()
    """What the document states that somebody may have to prove, in its order."""
    complaints: tuple[Complaint, ...] = ()
    """What customers in it are unhappy about, in its order."""
    findings: tuple[Finding, ...]
    guidelines: dict[str, str]
    coverage: Coverage
    unjudged: tuple[Unjudged, ...] = ()
    cost: dict[str, float] = Field(default_factory=dict)
    """What the judge used: calls, tokens in, cached and out, money, kept answers, findings dropped."""

    @property
    def passages_unjudged(self) -> int:
        """Return how many passages were not judged that should have been."""
        return sum(part.passages for part in self.unjudged)

    @property
    def is_unheard(self) -> bool:
        """Return whether it lacks what a model would say that was silent for a passing reason."""
        return any(part.is_passing for part in self.unjudged)


class Checked(NamedTuple):
    """A document and its report, as reporters take them."""

    document: Document
    report: Report
