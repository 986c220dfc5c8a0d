"""This does not sound like us: hype, blame, fear, jargon, talking down.

A voice guideline says how the brand sounds, often with a *do* and a *don't*. What it rules out is
known by its words and by the kind of its bad examples.

Bad: *You should have checked the date.*
Good: *The date had passed, so the order went back.*
"""

from collections.abc import Iterator

from checker.clues.compiled import broken
from checker.clues.density import dense
from checker.clues.examples import resembling
from checker.clues.matching import candidate, forbidden
from checker.domain import Candidate, Kind
from checker.dossier import Dossier
from checker.patterns.suspicion import suspected

NAME = "off-voice"


def find(dossier: Dossier) -> Iterator[Candidate]:
    """Yield the passages that a voice guideline rules out."""
    yield from suspected(dossier, Kind.VOICE, NAME)
    for guideline in dossier.kit.of(Kind.VOICE):
        for match in (
            *broken(dossier, guideline),
            *forbidden(dossier, guideline),
            *resembling(dossier, guideline),
            *dense(dossier, guideline),
        ):
            yield candidate(match, guideline, NAME)
