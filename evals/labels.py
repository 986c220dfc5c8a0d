"""The nouns of the evals: brands, their cases, and what a careful brand manager would flag in each."""

from enum import StrEnum
from pathlib import Path
from typing import Literal

from checker.domain import Noun


class FaultKind(StrEnum):
    """What is wrong at a place, in the labels' words."""

    DISCONNECT = "disconnect"
    CONTRADICTION = "contradiction"
    CLAIM = "claim"
    TERM = "term"
    VOICE = "voice"
    MISSING = "missing"


class Tier(StrEnum):
    """How hard the faults of a brand's drafts are to see."""

    EVERYDAY = "everyday"
    HARD = "hard"


class Split(StrEnum):
    """What a brand may be used for."""

    HELD_BACK = "held back"
    TUNED = "tuned on"


class Fault(Noun):
    """One thing that a draft is labelled with."""

    kind: FaultKind
    quote: str
    """The exact words that carry it; empty where something is missing."""
    guideline: str
    severity: Literal["high", "medium", "low"]
    why: str


class Lookalike(Noun):
    """Words that look like a fault and are fine."""

    quote: str
    why: str


class Labels(Noun):
    """All that one draft is labelled with."""

    verdict: Literal["flag", "clean"]
    lead_message: str
    findings: tuple[Fault, ...]
    lookalikes: tuple[Lookalike, ...] = ()


class Case(Noun):
    """One labelled draft."""

    brand: str
    id: str
    draft: Path
    """The draft's file."""
    kit: Path
    """The file of the guidelines that it is checked against."""
    body: str
    """The draft without its front matter; labels and flags are placed in it."""
    labels: Labels

    @property
    def words(self) -> int:
        """Return the number of the body's words, separated by white space."""
        return len(self.body.split())


class Brand(Noun):
    """An invented company with its guidelines and labelled drafts."""

    name: str
    tier: Tier
    split: Split
    cases: tuple[Case, ...]
    """In the order of their ids."""
    digest: str
    """SHA-256 of its guidelines, labels and drafts."""
