"""What facts and claims have in common: all the ways to state them wrongly."""

from collections.abc import Iterator

from checker.clues.compiled import broken
from checker.clues.examples import resembling
from checker.clues.figures import altered
from checker.clues.matching import Match, forbidden
from checker.clues.polarity import reversed_in
from checker.domain import Guideline
from checker.dossier import Dossier


def misstated(dossier: Dossier, guideline: Guideline) -> Iterator[Match]:
    """Yield the passages that assert what *guideline* rules out, alter its figures or turn it round."""
    yield from broken(dossier, guideline)
    yield from forbidden(dossier, guideline)
    yield from resembling(dossier, guideline)
    yield from altered(dossier, guideline)
    yield from reversed_in(dossier, guideline)
