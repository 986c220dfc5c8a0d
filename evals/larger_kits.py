"""Kits larger than any labelled brand has: its own guidelines, and those of other brands beside them."""

from collections.abc import Sequence
from hashlib import sha256

from checker.domain import BrandKit, Guideline, Kind
from checker.dossier import Lexicon
from checker.english.words import sentence_spans
from checker.kits.interpret import interpret


def grown(
    kit: BrandKit, others: Sequence[BrandKit], size: int, lexicon: Lexicon, *, as_facts: bool = True
) -> BrandKit:
    """Return *kit* with guidelines of *others* after its own, *size* in all; the same ones each time.

    Another brand's guideline gets a new id and this brand's name. Where there are too few, the first are
    parted into two, at the end of a sentence, until there are enough or nothing is left to part.

    Args:
        kit: the brand's own.
        others: other brands' kits.
        size: how many guidelines there shall be.
        lexicon: what their prose is understood with.
        as_facts: whether they come as facts, since a brand has one lead message and one voice, however large
            its kit; else as what they are.
    """
    lent = sorted(
        (_lent(guideline, other.brand, kit.brand) for other in others for guideline in other.guidelines),
        key=lambda guideline: sha256(guideline.id.encode()).digest(),
    )
    enough = _parted(lent, max(0, size - len(kit.guidelines)))
    kinds = [Kind.FACT if as_facts else guideline.kind for guideline in enough]
    more = BrandKit(
        brand=kit.brand,
        guidelines=tuple(g.model_copy(update={"kind": k}) for g, k in zip(enough, kinds, strict=True)),
    )
    understood = interpret(more, concepts=lexicon.concepts, themes=lexicon.themes)
    return kit.model_copy(update={"guidelines": kit.guidelines + understood.guidelines})


def _lent(guideline: Guideline, lender: str, borrower: str) -> Guideline:
    """Return a guideline as *borrower* would have written it: nothing but id, kind, text and teams."""
    return Guideline(
        id=f"{lender.replace(' ', '-')}.{guideline.id}",
        kind=guideline.kind,
        text=guideline.text.replace(lender, borrower),
        applies_to=guideline.applies_to,
    )


def _parted(guidelines: Sequence[Guideline], count: int) -> list[Guideline]:
    """Return *count* guidelines, or all that there are once each is a single sentence."""
    known: list[Guideline] = []
    enough = list(guidelines)
    while len(known) < len(enough) < count:
        known, enough = enough, []
        for place, guideline in enumerate(known):
            is_short = len(enough) + len(known) - place < count
            enough += _halves(guideline) if is_short else [guideline]
    return enough[:count]


def _halves(guideline: Guideline) -> list[Guideline]:
    sentences = [guideline.text[start:end] for start, end in sentence_spans(guideline.text)]
    if len(sentences) < 2:  # noqa: PLR2004 - one can't be parted
        return [guideline]
    middle = (len(sentences) + 1) // 2
    texts = (" ".join(sentences[:middle]), " ".join(sentences[middle:]))
    return [
        guideline.model_copy(update={"id": f"{guideline.id}.{number}", "text": text})
        for number, text in enumerate(texts, start=1)
    ]
