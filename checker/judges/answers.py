"""The form of the judge's answer: reason and quote before verdict, nothing that code can count."""

from typing import Literal

from checker.domain import Noun


class Ruling(Noun):
    """What becomes of one suspicion."""

    id: str
    reason: str
    breach: bool
    replacement: str | None


class Requirement(Noun):
    """What became of one required guideline."""

    guideline: str
    reason: str
    passage: int | None
    quote: str
    status: Literal["present", "absent", "not-needed"]


class Breach(Noun):
    """A breach that no rule suspected."""

    passage: int
    quote: str
    reason: str
    guideline: str
    check: Literal[
        "off-message", "contradiction", "unsupported-claim", "wrong-term", "off-voice", "missing-element"
    ]
    replacement: str | None


class Answer(Noun):
    """All that one call says of one window."""

    lead: str
    """What the draft leads with, in a few words."""
    lead_guideline: str | None
    """The message guideline that this is, if it is one."""
    suspicions: tuple[Ruling, ...]
    required: tuple[Requirement, ...]
    findings: tuple[Breach, ...]
    kept: tuple[str, ...]
