"""The seven checks, listed: each a module with `NAME` and `find(dossier)`."""

from collections.abc import Iterator
from typing import Protocol

from checker.checks import (
    contradiction,
    missing_element,
    off_message,
    off_voice,
    planted_instruction,
    unsupported_claim,
    wrong_term,
)
from checker.domain import Candidate
from checker.dossier import Dossier


class Check(Protocol):
    """What a check module offers."""

    NAME: str
    """Its kebab-case name, as reports and `brandcheck explain` use it."""

    def find(self, dossier: Dossier) -> Iterator[Candidate]:
        """Yield what it suspects."""
        ...


CHECKS: tuple[Check, ...] = (
    off_message,
    contradiction,
    unsupported_claim,
    wrong_term,
    off_voice,
    missing_element,
    planted_instruction,
)
"""All checks, in the order of a report."""
