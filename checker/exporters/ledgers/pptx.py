"""The ledger as slides: the sentence, a slide for each conflict, what expires, the claims as tables."""

from collections.abc import Iterator, Sequence

from checker.domain import Ledger, Standing
from checker.exporters import deck, figures
from checker.exporters.deck import MARGIN, WIDTH, Deck, Said, Shaded, batches
from checker.exporters.ledgers import words
from checker.exporters.ledgers.view import Contradiction, Ending, Listed, Opposed, Sided, view
from checker.exporters.quotes import Quote
from checker.presentation.wording import counted

FORMAT = "pptx"
SUFFIX = ".pptx"
MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.presentationml.presentation"

_MOST_CONFLICTS = 20
_MOST_CLAIMS = 60
"""Claims in tables, the worst first; the rest is counted."""
_ROWS = 8
"""Claims on a slide."""
_VALUES = 4
"""Values of a conflict side by side."""
_QUOTE = 200
_FULL = WIDTH - 2 * MARGIN


def render(ledger: Ledger, /) -> bytes:
    """Return *ledger* as slides."""
    worst = [claim for claim in ledger.claims if claim.standing is not Standing.APPROVED]
    shown, made = view(ledger, claims=worst[:_MOST_CLAIMS]), Deck(words.title(ledger))
    slide = made.slide(shown.title, shown.method, size=20)
    said = [
        Said(figures.cut(shown.sentence, 400), 30),
        *([Said(shown.base, 20, "quiet")] if shown.base else []),
    ]
    deck.write(slide, (MARGIN, 1.6, _FULL, 5), said)
    for conflict in shown.conflicts[:_MOST_CONFLICTS]:
        _add_conflict(made, conflict, shown.method)
    for endings in batches(shown.expiring, 4):
        _add_endings(made, endings, shown.method)
    for claims in batches(shown.claims, _ROWS):
        _add_claims(made, claims, shown.method)
    for evidence in shown.evidence[:_MOST_CONFLICTS]:
        _add_evidence(made, evidence, shown.method)
    slide = made.slide("How to read this", shown.method)
    deck.write(
        slide, (MARGIN, 1.5, _FULL, 5.4), [Said(line, 16) for line in _method(shown.method, len(worst))]
    )
    return made.finish()


def _method(lines: Sequence[str], worst: int) -> Iterator[str]:
    yield from lines
    if worst > _MOST_CLAIMS:
        yield f"{counted(worst - _MOST_CLAIMS, 'more claim')}: in the table that can be saved."


def _add_conflict(made: Deck, conflict: Contradiction, notes: Sequence[str]) -> None:
    """Add a conflict with its values side by side."""
    slide = made.slide(figures.cut(conflict.sentence, 200), notes, size=24)
    values = conflict.values[:_VALUES]
    wide = _FULL / len(values)
    for i, value in enumerate(values):
        deck.write(slide, (MARGIN + i * wide, 1.8, wide - 0.2, 5), list(_value(value)))
    more = len(conflict.values) - len(values)
    if more:
        deck.write(
            slide, (MARGIN, 6.9, _FULL, 0.4), [Said(f"And {counted(more, 'more value')}.", 12, "quiet")]
        )


def _value(value: Sided) -> Iterator[Said]:
    yield Said(figures.cut(value.value, 60), 24, bold=True)
    note = f"{value.note}{'. The kit says so.' if value.is_approved else ''}"
    yield Said(figures.cut(note, 120), 14, "quiet")
    yield from _quoted(value.quotes[:2])


def _quoted(quotes: Sequence[Quote]) -> Iterator[Said]:
    for quote in quotes:
        yield Said(f"“{figures.cut(quote.text, _QUOTE)}”", 20)
        yield Said(figures.cut(quote.title, 80), 13, "quiet")


def _add_endings(made: Deck, endings: Sequence[Ending], notes: Sequence[str]) -> None:
    slide = made.slide("Approved claims that end", notes)
    said: list[Said] = []
    for one in endings:
        owner = f" Ask {one.owner}." if one.owner else ""
        said.append(Said(f"“{figures.cut(one.approved, _QUOTE)}”", 18, bold=True))
        said.append(Said(figures.cut(f"{one.state}. {one.note}.{owner}", 200), 16))
    deck.write(slide, (MARGIN, 1.5, _FULL, 5.4), said)


def _add_claims(made: Deck, claims: Sequence[Listed], notes: Sequence[str]) -> None:
    slide = made.slide("Claims that the kit does not back", notes)
    head = [Shaded(name, "line", bold=True) for name in ("Claim", "Standing", "Made in", "The kit says")]
    rows = [head, *(_claim(claim) for claim in claims)]
    about = f"A table of {counted(len(claims), 'claim')} with their standing and what the kit says."
    deck.tabulate(slide, (MARGIN, 1.3, _FULL, 0.6 * len(rows)), rows, about)


def _claim(claim: Listed) -> list[Shaded]:
    kit = f"{claim.guideline}: {claim.approved}" if claim.guideline else "nothing"
    return [
        Shaded(f"“{figures.cut(claim.wording, 110)}”"),
        Shaded(claim.standing, bold=True),
        Shaded(figures.cut(claim.note, 90)),
        Shaded(figures.cut(kit, 110), colour="ink" if claim.guideline else "quiet"),
    ]


def _add_evidence(made: Deck, evidence: Opposed, notes: Sequence[str]) -> None:
    slide = made.slide(figures.cut(evidence.sentence, 200), notes, size=24)
    half = (_FULL - 0.5) / 2
    sides = (("We promise", evidence.promised), ("Customers say", evidence.complained))
    for i, (name, quotes) in enumerate(sides):
        said = [Said(name, 16, bold=True), *_quoted(quotes)]
        deck.write(slide, (MARGIN + i * (half + 0.5), 1.8, half, 5), said)
