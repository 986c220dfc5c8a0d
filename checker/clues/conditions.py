"""Approved claims that lost a condition on the way into a draft."""

from collections.abc import Iterator

from checker.clues.matching import Match
from checker.domain import Condition, Guideline, Passage
from checker.dossier import Dossier, fold
from checker.english.quantities import find_quantities
from checker.english.speech import NEGATORS, Span, is_question
from checker.english.words import content_stems

MAKES_CLAIM = 0.6
"""The part of a claim's content words that a sentence holds when it makes that claim."""
NEAR = 0.8
"""Cosine from which a sentence makes the claim with fewer of its words."""
SOME = 0.3
"""The part of the claim's content words that it then still needs."""


def dropped(dossier: Dossier, guideline: Guideline) -> Iterator[Match]:
    """Yield the passages that make an approved claim of *guideline* without its condition."""
    for row, passage in dossier.ours:
        if is_question(passage.plain) or not dossier.is_own(passage, Span(0, len(passage.plain))):
            continue
        lost = [c for c in guideline.conditions if _makes(dossier, passage, row, c) and not _kept(passage, c)]
        if lost:
            kept = " or ".join(f"“{words}”" for words in lost[0].keep)
            yield Match(
                passage,
                Span(0, len(passage.plain)),
                f"the approved claim without {kept}",
                "It lost its condition.",
                0.75,
            )


def _makes(dossier: Dossier, passage: Passage, row: int, condition: Condition) -> bool:
    words = content_stems(passage.plain)
    weights = {word: dossier.rarity(word) for word in condition.anchors}
    part = sum(weight for word, weight in weights.items() if word in words) / sum(weights.values())
    if part <= SOME:
        return False
    if not _same_figures(passage.plain, condition.claim) or _denies(passage.plain, condition.claim):
        return False
    if dossier.repeats_another(passage, condition.claim):
        return False
    if part >= MAKES_CLAIM:
        return True
    vector = dossier.encode((condition.claim,))[0]
    return float(dossier.vectors[row] @ vector) >= NEAR


def _denies(sentence: str, claim: str) -> bool:
    """Return whether *sentence* denies something and *claim* does not."""
    return bool(NEGATORS.search(sentence)) and not NEGATORS.search(claim)


def _same_figures(sentence: str, claim: str) -> bool:
    """Return whether *sentence* gives a figure of the claim's, where the claim has any."""
    figures = find_quantities(claim)
    return not figures or any(q.agrees(f) for q in find_quantities(sentence) for f in figures)


def _kept(passage: Passage, condition: Condition) -> bool:
    said = fold(passage.plain)
    stems = content_stems(passage.plain)
    return any(
        fold(keep) in said or (content_stems(keep) and content_stems(keep) <= stems)
        for keep in condition.keep
    )
