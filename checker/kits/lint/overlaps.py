"""Guidelines that say the same thing twice."""

from collections.abc import Iterator
from itertools import combinations

from rapidfuzz import fuzz

from checker.domain import BrandKit, Guideline, Severity
from checker.kits.lint.problem import Problem, meet, meeting_pairs

ALIKE = 90
"""From which likeness, of 100, two texts are near duplicates."""


def near_duplicates(kit: BrandKit) -> Iterator[Problem]:
    """Find texts that say almost the same in almost the same words."""
    folded = {guideline.id: " ".join(sorted(guideline.text.lower().split())) for guideline in kit.guidelines}
    for one, other in meeting_pairs(kit.judged):
        if fuzz.ratio(folded[one.id], folded[other.id], score_cutoff=ALIKE):
            yield Problem(
                rule="near-duplicate",
                severity=Severity.WARNING,
                guideline=other.id,
                message=f'says nearly the same as "{one.id}"',
                remedy="join them, so that a breach is reported once",
                others=(one.id,),
            )


def repeated_terms(kit: BrandKit) -> Iterator[Problem]:
    """Find a word that two guidelines rule out."""
    for one, other in combinations(kit.guidelines, 2):
        for word in sorted(_avoided(one).keys() & _avoided(other).keys()) if meet(one, other) else ():
            replacements = {_avoided(one)[word], _avoided(other)[word]}
            differs = f", with {_either(replacements)}" if len(replacements) > 1 else ""
            yield Problem(
                rule="repeated-term",
                severity=Severity.WARNING if differs else Severity.SUGGESTION,
                guideline=other.id,
                message=f'rules out "{word}" as "{one.id}" does{differs}',
                remedy="keep it in one place",
                others=(one.id,),
            )


def _avoided(guideline: Guideline) -> dict[str, str]:
    terms = guideline.terms
    return {t.avoid if t.case_sensitive else t.avoid.casefold(): t.prefer for t in terms}


def _either(replacements: set[str]) -> str:
    """Return *replacements* as a message names them."""
    return " and ".join(f'"{word}"' if word else "nothing" for word in sorted(replacements))
