"""This states the opposite of a fact or a rule.

A fact guideline says what is true of the product or the company, or what does not exist and nobody
may offer. A draft contradicts it when it asserts what the guideline denies, gives another figure for
the same thing, or names another place.

Bad: *A litre boils within forty seconds.* (the kit: a litre boils in three minutes)
Good: *A litre boils in three minutes.*
"""

from collections.abc import Iterator

from checker.clues.examples import resembling
from checker.clues.figures import altered
from checker.clues.matching import candidate, forbidden
from checker.clues.places import displaced
from checker.clues.polarity import reversed_in
from checker.domain import Candidate, Guideline, Kind
from checker.dossier import Dossier

NAME = "contradiction"


def find(dossier: Dossier) -> Iterator[Candidate]:
    """Yield the passages that contradict a fact."""
    for guideline in dossier.kit.of(Kind.FACT):
        yield from _contradictions(dossier, guideline)


def _contradictions(dossier: Dossier, guideline: Guideline) -> Iterator[Candidate]:
    for match in forbidden(dossier, guideline):
        yield candidate(match, guideline, NAME)
    for match in resembling(dossier, guideline):
        yield candidate(match, guideline, NAME)
    for match in altered(dossier, guideline):
        yield candidate(match, guideline, NAME)
    for match in reversed_in(dossier, guideline):
        yield candidate(match, guideline, NAME)
    for match in displaced(dossier, guideline):
        yield candidate(match, guideline, NAME)
