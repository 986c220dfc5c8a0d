"""Passages that say nearly what a guideline's off-brand example says."""

from collections.abc import Iterator

from checker.clues.matching import Match
from checker.domain import Guideline
from checker.dossier import Dossier
from checker.english.speech import Span, is_question

NEAR = 0.74
"""Cosine to an off-brand example from which a passage says the same."""
CLEARER = 0.05
"""How much nearer that must be than the nearest on-brand example."""


def resembling(dossier: Dossier, guideline: Guideline) -> Iterator[Match]:
    """Yield the passages that resemble an off-brand example of *guideline* and no on-brand one."""
    bad = guideline.examples.off_brand
    if not bad or not dossier.passages:
        return
    nearest = (dossier.vectors @ dossier.encode(bad).T).max(axis=1)
    good = guideline.examples.on_brand
    best = (dossier.vectors @ dossier.encode(good).T).max(axis=1) if good else nearest * 0
    for row, passage in dossier.ours:
        close = nearest[row] >= NEAR and nearest[row] >= best[row] + CLEARER
        if close and not is_question(passage.plain) and dossier.is_said(passage, Span(0, len(passage.plain))):
            yield Match(
                passage, Span(0, len(passage.plain)), "close to an example of what the kit avoids", "", 0.65
            )
