"""What a document opens with, held against the patterns of what the kit wants first."""

from collections.abc import Iterator

from checker.clues.compiled import patterns
from checker.clues.matching import Match
from checker.domain import Compiled, Guideline
from checker.dossier import Dossier
from checker.english.speech import Span
from checker.english.tokens import tokens

TITLES = 0.8
"""Lead weight of titles, subject lines and the first slide after the title."""
MIN_WORDS = 3
"""Words that an opening needs to say anything."""
ECHOES = 0.4
"""Cosine to an on-brand headline from which an opening says the same."""
CONFIDENCE = 0.6


def misled(dossier: Dossier, guideline: Guideline) -> Iterator[Match]:
    """Yield the opening of the document where it is not about what *guideline* wants first."""
    compiled = guideline.compiled
    opening = _opening(dossier)
    if compiled is None or not compiled.opening or not opening:
        return
    if any(_is_right(dossier, guideline, row) for row in opening):
        return
    passage = dossier.passages[opening[0]]
    why = "The opening is not about what the kit leads with."
    yield Match(passage, Span(0, len(passage.plain)), "", why, CONFIDENCE)


def _is_right(dossier: Dossier, guideline: Guideline, row: int) -> bool:
    """Return whether a passage is about what *guideline* wants first, by its words or by its meaning."""
    sharp = guideline.compiled or Compiled()
    if any(known.find(dossier.passages[row].plain) for known in patterns(sharp.opening)):
        return True
    good = (*sharp.on_brand, *guideline.examples.on_brand, *guideline.allows)
    return bool(good) and float((dossier.encode(good) @ dossier.vectors[row]).max()) >= ECHOES


def _opening(dossier: Dossier) -> tuple[int, ...]:
    """Return the rows of the subject line or title, of a deck of the first slide after its cover."""
    titles = [row for row, passage in dossier.ours if passage.lead_weight >= TITLES]
    if dossier.document.channel == "deck":
        titles = titles[1:]
    telling = [row for row in titles if len(tokens(dossier.passages[row].plain)) >= MIN_WORDS]
    blocks = [dossier.passages[row].block for row in telling]
    return tuple(row for row, block in zip(telling, blocks, strict=True) if block == blocks[0])
