"""Passages that say nearly what a guideline's off-brand example says."""

from collections.abc import Iterator

import numpy as np

from checker.clues.matching import Match
from checker.domain import Guideline, Passage
from checker.dossier import Dossier
from checker.english.quantities import find_quantities
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
    cosines = dossier.vectors @ dossier.encode(bad).T
    good = guideline.examples.on_brand
    best = (dossier.vectors @ dossier.encode(good).T).max(axis=1) if good else cosines.max(axis=1) * 0
    close = cosines.max(axis=1) >= np.maximum(NEAR, best + CLEARER)
    for row, passage in dossier.ours:
        if not close[row]:
            continue
        whole = Span(0, len(passage.plain))
        example = bad[int(cosines[row].argmax())]
        if _same_figures(passage.plain, example) and _is_statement(dossier, passage, whole):
            yield Match(passage, whole, "close to an example of what the kit avoids", "", 0.65)


def _is_statement(dossier: Dossier, passage: Passage, whole: Span) -> bool:
    return not is_question(passage.plain) and dossier.is_said(passage, whole)


def _same_figures(sentence: str, example: str) -> bool:
    """Return whether *sentence* gives the figures of *example*, which vectors hardly tell apart."""
    given = find_quantities(sentence)
    return all(any(quantity.agrees(other) for other in given) for quantity in find_quantities(example))
