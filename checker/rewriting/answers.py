"""The form of the model's answer: findings and reason before the change."""

from checker.domain import Noun


class SaidEdit(Noun):
    """One change."""

    findings: tuple[str, ...]
    reason: str
    passage: int
    old: str
    new: str


class Unsolved(Noun):
    """A finding for which the guidelines give no words."""

    finding: str
    reason: str


class Edits(Noun):
    """All that one call says of one draft."""

    edits: tuple[SaidEdit, ...]
    unsolved: tuple[Unsolved, ...] = ()
