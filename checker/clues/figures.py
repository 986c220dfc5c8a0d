"""Figures that a draft gives otherwise than the kit does."""

import re
from collections.abc import Iterator

from checker.clues.matching import Match
from checker.domain import Figure, Guideline, Passage
from checker.dossier import Dossier
from checker.english.quantities import WORDS, Quantity, find_quantities
from checker.english.speech import Span, is_negated, is_question
from checker.english.words import content_stems

NUMBER = re.compile(
    r"\d+(?:[.,]\d+)*|\b(?:" + "|".join(w for w in WORDS if w.isalpha() and w != "a") + r")\b"
)
"""A number in digits or as a word."""
SHARED = 2
"""Content words that a sentence and a figure must share to speak of the same thing."""
TELLING = 1.0
"""Weight of the shared words, by how few guidelines use them, from which they tell what is meant."""
MANY = 6
"""Words of a figure's that count at most, so that a long clause asks no more than a short one."""
NEAR = 0.5
"""Cosine to the guideline from which one shared word is enough."""
SHARED_PART = 0.5
"""… or this part of the figure's words, where it has few."""


def altered(dossier: Dossier, guideline: Guideline) -> Iterator[Match]:
    """Yield the passages that give a figure of *guideline* another value."""
    if not guideline.figures:
        return
    approved = tuple(f for g in dossier.kit.guidelines for f in g.figures)
    numbers = frozenset(n for n in _numbers(guideline.text))
    near = dossier.vectors @ dossier.encode((guideline.text,))[0]
    for row, passage in dossier.ours:
        if is_question(passage.plain):
            continue
        for quantity in find_quantities(passage.plain):
            said = passage.plain[quantity.start : quantity.end]
            figure = _same_thing(dossier, passage, quantity, guideline.figures, near=near[row])
            known = figure is None or _is_known(quantity, approved) or _numbers(said) <= numbers
            if figure and not known and _is_said(dossier, passage, quantity):
                reason = f"“{said}” where the kit says “{figure.quote}”"
                yield Match(
                    passage, Span(quantity.start, quantity.end), reason, "The figure is not the kit's.", 0.8
                )
                break


def _numbers(text: str) -> frozenset[str]:
    """Return the numbers of *text*, digits or words, as they are written; empty sets are of idioms."""
    found = NUMBER.findall(text.lower())
    return frozenset(found) or frozenset({text})


def _is_said(dossier: Dossier, passage: Passage, quantity: Quantity) -> bool:
    span = Span(quantity.start, quantity.end)
    return dossier.is_said(passage, span) and not is_negated(passage.plain, *span)


def _is_known(quantity: Quantity, approved: tuple[Figure, ...]) -> bool:
    """Return whether the kit states this very quantity somewhere."""
    return any(quantity.agrees(Quantity(0, 0, f.value, f.upper, f.unit, "")) for f in approved)


def _same_thing(
    dossier: Dossier, passage: Passage, quantity: Quantity, figures: tuple[Figure, ...], *, near: float
) -> Figure | None:
    """Return the figure that speaks of the same thing in the same unit, or none."""
    if quantity.unit == "currency":
        return None
    words = content_stems(
        passage.plain[: quantity.start] + " " + quantity.noun + " " + passage.plain[quantity.end :]
    )
    best: Figure | None = None
    most = 0.0
    for figure in figures:
        weight = _shared(dossier, words, figure, near=near)
        if figure.unit == quantity.unit and weight > most and _counts_alike(quantity, figure):
            best, most = figure, weight
    return best


def _shared(dossier: Dossier, words: frozenset[str], figure: Figure, *, near: float) -> float:
    """Return how much of what *figure* is about stands in *words*; 0 where it is too little to tell."""
    shared = words & set(figure.about)
    weight = sum(map(dossier.rarity, shared))
    enough = len(shared) >= SHARED and len(shared) >= SHARED_PART * min(len(figure.about), MANY)
    if enough and weight >= TELLING:
        return weight
    return weight if near >= NEAR and weight >= TELLING / 2 else 0.0


def _counts_alike(quantity: Quantity, figure: Figure) -> bool:
    """Return whether two counts count the same noun."""
    if quantity.unit != "count":
        return True
    return bool(content_stems(quantity.noun) & content_stems(figure.quote))
