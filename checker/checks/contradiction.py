"""This states the opposite of a fact or a rule.

A fact guideline says what is true of the product or the company, or what does not exist and nobody
may offer. A draft contradicts it when it asserts what the guideline denies, gives another figure for
the same thing, or names another place.

Bad: *A litre boils within forty seconds.* (the kit: a litre boils in three minutes)
Good: *A litre boils in three minutes.*
"""

from collections.abc import Iterator

from checker.clues.matching import candidate
from checker.clues.places import displaced
from checker.clues.statements import misstated
from checker.domain import Candidate, Kind
from checker.dossier import Dossier

NAME = "contradiction"


def find(dossier: Dossier) -> Iterator[Candidate]:
    """Yield the passages that contradict a fact."""
    for guideline in dossier.kit.of(Kind.FACT):
        for match in (*misstated(dossier, guideline), *displaced(dossier, guideline)):
            yield candidate(match, guideline, NAME)
