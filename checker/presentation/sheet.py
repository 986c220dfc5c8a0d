"""A draft laid out as its readers know it: slides or pages, paragraphs, marked pieces.

Nothing of the text is lost: what lies between two blocks (list markers, front matter, table
rules) is shown too, as markup or as a loose paragraph.
"""

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby, pairwise
from typing import NamedTuple

from checker.domain import Block, BlockKind, Document, Finding, Place
from checker.presentation.neutral import neutral, one_line

LOOSE = "loose"
"""The kind of a paragraph that no block covers."""


class Piece(NamedTuple):
    """A stretch of a paragraph that is alike throughout."""

    text: str
    """The draft's words, neutral."""
    numbers: tuple[int, ...]
    """The findings that quote it, as numbers in the caller's order."""
    ends: tuple[int, ...]
    """Those of them whose quotation ends with it."""
    markup: bool


class Paragraph(NamedTuple):
    """A block with what belongs to it on its line."""

    kind: str
    """A block's kind, or `LOOSE`."""
    level: int
    speaker: str
    place: Place
    pieces: tuple[Piece, ...]


class Section(NamedTuple):
    """A slide, a page, a ticket or a field; or all of a document that has none of them."""

    name: str
    """`Slide 3`, or what a field is called; empty where a document has no such parts."""
    kind: str
    """`slide`, `page`, `ticket`, `field` or `text`."""
    hidden: bool
    body: tuple[Paragraph, ...]
    notes: tuple[Paragraph, ...]


class _Stretch(NamedTuple):
    """A paragraph's extent in the document's text."""

    start: int
    end: int
    block: Block | None
    """The block that it shows; none for loose text."""
    place: Place


def lay_out(document: Document, findings: Sequence[Finding]) -> tuple[Section, ...]:
    """Return *document* as sections, with *findings* marked by their position in the sequence."""
    groups = groupby(_stretches(document), key=lambda stretch: _part(stretch.place))
    sections = []
    for (kind, name), group in groups:
        paragraphs = [_paragraph(document, stretch, findings) for stretch in group]
        sections.append(_section(kind, name, [p for p in paragraphs if p.pieces]))
    return tuple(section for section in sections if section.body or section.notes)


def _part(place: Place) -> tuple[str, str]:
    """Return the kind and the name of the part of a document that a *place* is in."""
    numbered = {"slide": place.slide, "page": place.page, "ticket": place.ticket}
    for kind, number in numbered.items():
        if number:
            return kind, f"{kind.capitalize()} {neutral(str(number))}"
    return ("field", one_line(place.name)) if place.name else ("text", "")


def _section(kind: str, name: str, paragraphs: list[Paragraph]) -> Section:
    """Return a section with its notes apart."""
    hidden = bool(paragraphs) and all(paragraph.place.hidden for paragraph in paragraphs)
    body = tuple(p for p in paragraphs if p.kind != BlockKind.NOTES)
    notes = tuple(p for p in paragraphs if p.kind == BlockKind.NOTES)
    return Section(name=name, kind=kind, hidden=hidden, body=body, notes=notes)


def _stretches(document: Document) -> Iterator[_Stretch]:
    """Yield the whole text as stretches, in order: a block each, and the loose lines between them."""
    position, place = 0, Place()
    blocks = [block for block in _apart(document.blocks) if block.end > block.start]
    for i in range(len(blocks)):
        block = blocks[i]
        start = _line_start(document.text, position, block.start)
        yield from _loose(document.text, position, start, place=place)
        until = blocks[i + 1].start if i + 1 < len(blocks) else len(document.text)
        position, place = _line_end(document.text, block.end, until), block.place
        yield _Stretch(start, position, block, place)
    yield from _loose(document.text, position, len(document.text), place=place)


def _apart(blocks: Iterable[Block]) -> Iterator[Block]:
    """Yield *blocks* in order of place, one that overlaps its predecessor cut to what is left."""
    reached = 0
    for block in sorted(blocks, key=lambda block: (block.start, -block.end)):
        yield block.model_copy(update={"start": max(block.start, reached)})
        reached = max(reached, block.end)


def _line_start(text: str, reached: int, start: int) -> int:
    """Return where a block's paragraph starts: with its line's markers, unless they are blank."""
    line_start = max(text.rfind("\n", reached, start) + 1, reached)
    return line_start if text[line_start:start].strip() else start


def _line_end(text: str, end: int, until: int) -> int:
    """Return where a block's paragraph ends: with the rest of its line, unless that is blank."""
    line_end = text.find("\n", end, until)
    if line_end < 0 and until == len(text):
        line_end = until
    return line_end if line_end >= 0 and text[end:line_end].strip() else end


def _loose(text: str, start: int, end: int, *, place: Place) -> Iterator[_Stretch]:
    """Yield the words between two blocks, if there are any, as one stretch."""
    lost = text[start:end]
    if lost.strip():
        lead = len(lost) - len(lost.lstrip())
        yield _Stretch(start + lead, start + len(lost.rstrip()), None, place)


def _paragraph(document: Document, stretch: _Stretch, findings: Sequence[Finding]) -> Paragraph:
    """Return what a *stretch* shows."""
    block = stretch.block
    inside = [(n, f.location.start, f.location.end) for n, f in enumerate(findings)]
    marks = [mark for mark in inside if mark[1] < stretch.end and mark[2] > stretch.start]
    markup = (*block.markup, (stretch.start, block.start), (block.end, stretch.end)) if block else ()
    return Paragraph(
        kind=block.kind.value if block else LOOSE,
        level=block.level if block else 0,
        speaker=block.speaker if block else "us",
        place=stretch.place,
        pieces=tuple(_pieces(document.text, stretch, marks=marks, markup=markup)),
    )


def _pieces(
    text: str, stretch: _Stretch, *, marks: list[tuple[int, int, int]], markup: Sequence[tuple[int, int]]
) -> Iterator[Piece]:
    """Yield a *stretch* cut wherever a mark or markup starts or ends."""
    spans = [(start, end) for _, start, end in marks] + list(markup)
    edges = {stretch.start, stretch.end, *(edge for span in spans for edge in span)}
    cuts = sorted(edge for edge in edges if stretch.start <= edge <= stretch.end)
    for start, end in pairwise(cuts):
        numbers = tuple(n for n, mark_start, mark_end in marks if mark_start <= start < mark_end)
        ends = tuple(n for n, _, mark_end in marks if start < mark_end <= end)
        plain = not any(span_start <= start < span_end for span_start, span_end in markup)
        yield Piece(neutral(text[start:end]), numbers, ends, not plain)
