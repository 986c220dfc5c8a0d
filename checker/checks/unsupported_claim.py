"""This claim is not approved, was altered, is absolute where it may not be, or lost its condition.

Claims are governed by evidence (FTC Policy Statement Regarding Advertising Substantiation, 1984; CAP
Code 3.7): the kit lists the approved wordings, and the kinds of claim that are not allowed.

Bad: *We fix it and pay the penalty.* (the kit keeps "because of us")
Good: *If it is late because of us, we fix it and pay the penalty.*
"""

from collections.abc import Iterator

from checker.clues.conditions import dropped
from checker.clues.examples import resembling
from checker.clues.figures import altered
from checker.clues.matching import candidate, forbidden
from checker.clues.polarity import reversed_in
from checker.domain import Candidate, Guideline, Kind
from checker.dossier import Dossier

NAME = "unsupported-claim"


def find(dossier: Dossier) -> Iterator[Candidate]:
    """Yield the passages that make a claim which the kit does not allow."""
    for guideline in dossier.kit.of(Kind.CLAIM):
        yield from _claims(dossier, guideline)


def _claims(dossier: Dossier, guideline: Guideline) -> Iterator[Candidate]:
    for match in forbidden(dossier, guideline):
        yield candidate(match, guideline, NAME)
    for match in resembling(dossier, guideline):
        yield candidate(match, guideline, NAME)
    for match in altered(dossier, guideline):
        yield candidate(match, guideline, NAME)
    for match in reversed_in(dossier, guideline):
        yield candidate(match, guideline, NAME)
    for match in dropped(dossier, guideline):
        yield candidate(match, guideline, NAME)
