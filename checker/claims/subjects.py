"""What a sentence is about once its numbers are masked: stems, clauses, qualifiers.

A measure belongs to its clause: “Set-up takes ten minutes and replies come within a day” measures two things.
"""

import re
from collections.abc import Sequence
from functools import lru_cache

from checker.claims.measures import Found, measures_in
from checker.domain import Measure
from checker.english.words import content_stems

CLAUSE = re.compile(
    r"[;:—()]|(?<!\d),(?!\d)| [-–] |\b(?=[abstw])(?:but|while|whereas|so|although|though|because|which|who|where)\b|[.!?]\s",
    re.IGNORECASE,
)
JOINT = re.compile(r"\b(?:and|or|plus|then)\b", re.IGNORECASE)
"""What parts clauses only where each has a measure: “up and running” is one."""
LIMITS = frozenset(
    "under below less fewer least most maximum minimum max min within up from more over about around nearly almost roughly "
    "approximately exact exactly littl low high earli late sinc until befor after by between".split()
)
"""Stems of words that say how a number is meant, not what it is about."""
FEW = 1
"""Content words that a clause needs to say by itself what is measured."""


@lru_cache(maxsize=16_384)
def masked(text: str) -> str:
    """Return *text* with its measures blanked out, of the same length."""
    characters = list(text)
    for one in measures_in(text):
        characters[one.start : one.end] = " " * (one.end - one.start)
    return "".join(characters)


def about(text: str, found: Found) -> tuple[str, ...]:
    """Return the stems of what *found* measures in *text*, sorted."""
    bare = masked(text)
    others = [(one.start, one.end) for one in measures_in(text)]
    start, end = clause_of(bare, (found.start, found.end), others)
    stems = content_stems(bare[start:end]) - LIMITS
    if len(stems) < FEW:
        stems = content_stems(bare) - LIMITS
    return tuple(sorted(stems))


def described(text: str) -> tuple[Measure, ...]:
    """Return the measures of *text* with what each is about."""
    return tuple(one.measure.model_copy(update={"about": about(text, one)}) for one in measures_in(text))


@lru_cache(maxsize=16_384)
def _cuts(text: str) -> tuple[int, ...]:
    """Return where the clauses of *text* end and begin, wherever its measures stand."""
    return tuple([cut for match in CLAUSE.finditer(text) for cut in match.span()])


def clause_of(text: str, place: tuple[int, int], measures: Sequence[tuple[int, int]]) -> tuple[int, int]:
    """Return where the clause of *text* around *place* lies, given where all its measures stand."""
    start, end = place
    cuts = [0, *_cuts(text), len(text)]
    before = max((stop for _, stop in measures if stop <= start), default=len(text))
    after = min((begin for begin, _ in measures if begin >= end), default=0)
    for match in JOINT.finditer(text) if len(measures) > 1 else ():
        if before <= match.start() < start or end <= match.start() < after:
            cuts.extend(match.span())
    return max(cut for cut in cuts if cut <= start), min(cut for cut in cuts if cut >= end)
