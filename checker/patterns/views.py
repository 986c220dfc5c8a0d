"""A document as the stretches that patterns look at."""

from collections.abc import Iterator
from pathlib import PurePath

from checker.domain import Block, BlockKind, Document
from checker.patterns import asciidoc, restructured
from checker.patterns.markdown import front_matter, pieces_of
from checker.patterns.muting import Switches
from checker.patterns.sentences import sentences_of
from checker.patterns.stretch import Stretch, Traced, foreign, joined, traced
from checker.patterns.walking import Walker

BREAK = "\n\n"
"""What parts the paragraphs of a plain text."""
PARTS = {
    BlockKind.TITLE: "text.heading.h1",
    BlockKind.SUBJECT: "text.heading.h1",
    BlockKind.BULLET: "text.list",
    BlockKind.CELL: "text.table.cell",
    BlockKind.QUOTED: "text.blockquote",
    BlockKind.ALT_TEXT: "text.attr.alt",
}
"""What the blocks of other formats are."""
KINDS = {
    **dict.fromkeys((".md", ".markdown", ".mdown", ".mkd", ".mdx"), "markdown"),
    **dict.fromkeys((".txt", ".text"), "text"),
    ".rst": "restructured",
    **dict.fromkeys((".adoc", ".asciidoc"), "asciidoc"),
}
"""How files are read whose name says it, where they are read as they stand."""
OUTLINES = {"restructured": restructured.pieces_of, "asciidoc": asciidoc.pieces_of}
"""What reads the formats of which an outline is known."""
UNREAD = frozenset({BlockKind.CODE, BlockKind.COMMENT})


class View:
    """A document's stretches, as far as patterns ask for them."""

    def __init__(self, document: Document, *, styles: frozenset[str], families: frozenset[str]) -> None:
        """See *document*.

        Args:
            document: what is read.
            styles: the styles that its comments may choose from.
            families: `sentence` and `paragraph`, where a pattern reads such.
        """
        self.switches = Switches(styles)
        self._document = document
        self._families = families
        self._suffix = PurePath(document.source).suffix.lower() or f".{document.format}"

    def stretches(self) -> Iterator[Stretch]:
        """Yield the stretches in order, the document as a whole last."""
        summary: list[Traced] = []
        for stretch in self._blocks():
            if stretch.scope.startswith("text") and ".attr." not in stretch.scope:
                summary += (stretch.traced, foreign(BREAK))
            yield from self._parts(stretch)
            yield stretch
        yield Stretch(joined(summary), f"summary{self._suffix}")
        yield Stretch(traced(self._document.text, 0), f"raw{self._suffix}")

    def _blocks(self) -> Iterator[Stretch]:
        document = self._document
        is_plain = document.format in {"markdown", "text"}
        kind = KINDS.get(self._suffix, document.format) if is_plain else ""
        if kind in OUTLINES:
            yield from Walker(self._suffix, self.switches).walk(OUTLINES[kind](document.text))
        elif kind == "markdown":
            yield from front_matter(document.text, self._suffix)
            yield from Walker(self._suffix, self.switches).walk(pieces_of(document.text))
        elif kind == "text":
            yield Stretch(traced(document.text, 0), f"text{self._suffix}")
        else:
            yield from (
                _stretch(document, block, self._suffix) for block in document.blocks if _is_read(block)
            )

    def _parts(self, stretch: Stretch) -> Iterator[Stretch]:
        """Yield the paragraphs and sentences of a *stretch*."""
        if "paragraph" in self._families and stretch.scope == f"text{self._suffix}":
            for start, end in _paragraphs(stretch.text):
                yield _part(stretch, start, end, "paragraph")
        if "sentence" in self._families and stretch.scope.startswith("text"):
            for start, end in sentences_of(stretch.text):
                yield _part(stretch, start, end, "sentence")


def _paragraphs(text: str) -> Iterator[tuple[int, int]]:
    start = 0
    while start < len(text):
        at = text.find(BREAK, start)
        end = at + len(BREAK) if at >= 0 else len(text)
        yield start, end
        start = end


def _part(stretch: Stretch, start: int, end: int, family: str) -> Stretch:
    return Stretch(stretch.traced[start:end], f"{family}.{stretch.scope}", muted=stretch.muted)


def _is_read(block: Block) -> bool:
    return block.kind not in UNREAD and block.speaker == "us"


def _stretch(document: Document, block: Block, suffix: str) -> Stretch:
    """Return a *block* of a format that is not Vale's."""
    part = PARTS.get(block.kind, "text")
    if block.kind is BlockKind.HEADING:
        part = f"text.heading.h{min(max(block.level, 1), 6)}"
    pieces: list[Traced] = []
    at = block.start
    for start, end in block.markup:
        pieces.append(traced(document.text[at:start], at))
        at = max(at, end)
    pieces.append(traced(document.text[at : block.end], at))
    return Stretch(joined(pieces), f"{part}{suffix}")
