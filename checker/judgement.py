"""What a judge makes of a document, and what anything that judges must offer."""

from dataclasses import dataclass, field
from typing import Protocol

from checker.asking import Usage
from checker.domain import Candidate, Finding, Unjudged
from checker.dossier import Dossier


@dataclass(frozen=True)
class Judgement:
    """What a judge makes of a document."""

    candidates: tuple[Candidate, ...] = ()
    """All that stands: what the checks found and the judge left, and what it added; still to be verified."""
    kept: frozenset[str] = frozenset()
    """Ids of the guidelines that were looked at and hold."""
    lead: str | None = None
    """What the document leads with, in a few words."""
    lead_guideline: str | None = None
    """The message of the kit that this is."""
    unjudged: tuple[Unjudged, ...] = ()
    """What was not judged, and why."""
    usage: Usage = field(default_factory=Usage)
    dropped: int = 0
    """Findings of the judge that could not be verified."""
    engine: dict[str, str] = field(default_factory=dict)
    """The model and the digests of the prompts, as reports name them."""


class Judge(Protocol):
    """Anything that judges."""

    def judge(self, dossier: Dossier, findings: tuple[Finding, ...]) -> Judgement:
        """Return what to make of the dossier's document, in which the checks found *findings*.

        It never raises for want of an answer: what could not be judged is said in `unjudged`.
        """
        ...
