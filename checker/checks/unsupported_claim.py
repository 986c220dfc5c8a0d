"""This claim is not approved, was altered, is absolute where it may not be, or lost its condition.

Claims are governed by evidence (FTC Policy Statement Regarding Advertising Substantiation, 1984; CAP
Code 3.7): the kit lists the approved wordings, and the kinds of claim that are not allowed.

Bad: *We fix it and pay the penalty.* (the kit keeps "because of us")
Good: *If it is late because of us, we fix it and pay the penalty.*
"""

from collections.abc import Iterator

from checker.clues.conditions import dropped
from checker.clues.matching import candidate
from checker.clues.statements import misstated
from checker.domain import Candidate, Kind
from checker.dossier import Dossier

NAME = "unsupported-claim"


def find(dossier: Dossier) -> Iterator[Candidate]:
    """Yield the passages that make a claim which the kit does not allow."""
    for guideline in dossier.kit.of(Kind.CLAIM):
        for match in (*misstated(dossier, guideline), *dropped(dossier, guideline)):
            yield candidate(match, guideline, NAME)
