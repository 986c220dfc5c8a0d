"""Word documents: the body in its order, then notes, comments, headers and footers.

The XML is walked by our own code, for reasons that `checker.packages.package` gives. A paragraph's
number is its place among all `w:p` of its part, so that a writer finds it again.
"""

from collections.abc import Iterator
from typing import NamedTuple

from checker.clues.planted import overheard
from checker.composition import Composition
from checker.domain import BlockKind, Document, Place
from checker.domain.document import Limits
from checker.packages.asides import asides
from checker.packages.drawings import PICTURE, Gap, Piece, alternative, graphic, put
from checker.packages.facts import facts, titled
from checker.packages.namespaces import W
from checker.packages.own import is_own_note
from checker.packages.package import Element, Package, Part, children
from checker.packages.styles import Styles
from checker.packages.words import AROUND, DELETED, EMBEDDED, GAPS, Words, inline, numbered
from checker.parsing.decoding import require_length

FORMAT = "docx"
"""The reader's name, as reports give it."""

STORIES = (
    ("footnotes", f"{W}footnote", "footnote", None),
    ("endnotes", f"{W}endnote", "endnote", None),
    ("comments", f"{W}comment", "comment", BlockKind.COMMENT),
)
"""Parts of short texts: relationship, element, field of their places, kind of block if it is always one."""

SEPARATORS = frozenset({"separator", "continuationSeparator", "continuationNotice"})
"""Footnotes that are no notes but the line above them."""

HELD = ("wordprocessingShape", "wordprocessingGroup", "wordprocessingCanvas")
"""Kinds of drawing that hold text boxes and further drawings."""

DRAWN_GAPS = {
    "pic": Gap("image", PICTURE),
    "imagedata": Gap("image", PICTURE),
    "OLEObject": EMBEDDED,
    "contentPart": Gap("ink", "handwriting is not read"),
}
"""What inside drawings is not read, by name of element."""


class _Reading(NamedTuple):
    """What all parts of a document share while it is read."""

    package: Package
    styles: Styles
    composition: Composition


def read(content: bytes, source: str, limits: Limits) -> tuple[Document, ...]:
    """Return the text as one document.

    Args:
        content: a file of the .docx family: document or template, with or without macros.
        source: its name, for messages and reports.
        limits: what reading it may cost.

    Raises:
        UnreadableDocument: it is damaged, encrypted, over a limit or no Word document.
    """
    package = Package(content, source, limits)
    main = package.main(f"{W}document", "a Word document")
    styles = next((package.part(name) for name in main.targets("styles")), None)
    reading = _Reading(package, Styles(styles.root if styles else None), Composition())
    body = _Story(main, reading)
    for element in main.root.iterfind(f"{W}body"):
        body.read(element)
    _read_stories(main, reading)
    _read_margins(main, reading)
    for words, place in overheard(asides(package), reading.composition.text):
        reading.composition.add(words, BlockKind.COMMENT, place=place)
    document = titled(
        reading.composition.finish(content, source=source, format_name=FORMAT, **facts(package))
    )
    require_length(document.text, source, limits)
    return (document,)


def _read_stories(main: Part, reading: _Reading) -> None:
    """Add footnotes, endnotes and comments."""
    for relationship, tag, field, only in STORIES:
        for name in main.targets(relationship):
            part = reading.package.part(name)
            if part is None:
                reading.composition.skip(relationship, "their part is missing or damaged")
                continue
            story = _Story(part, reading, field, only)
            for element in part.root.iterfind(tag):
                if element.get(f"{W}type") not in SEPARATORS and not is_own_note(element):
                    story.read(element)


def _read_margins(main: Part, reading: _Reading) -> None:
    """Add headers and footers, those of the same words once."""
    seen: set[str] = set()
    for kind, target in main.relationships.values():
        part = reading.package.part(target) if kind in ("header", "footer") else None
        if part is not None:
            words = " ".join("".join(map(str, part.root.itertext())).split())
            if words not in seen:
                _Story(part, reading, kind, BlockKind.FOOTER).read(part.root)
            seen.add(words)


class _Story:
    """One part of a document on its way into it.

    Args:
        part: the part.
        reading: what it shares with the others.
        field: what it is, for its places; none for the body.
        only: the kind of all its blocks, if they are all of one.
    """

    def __init__(
        self, part: Part, reading: _Reading, field: str | None = None, only: BlockKind | None = None
    ) -> None:
        self._part = part
        self._package, self._styles, self._composition = reading
        self._field = field
        self._only = only
        self._numbers = {paragraph: index for index, paragraph in enumerate(numbered(part.root), 1)}

    def read(self, container: Element, plain: BlockKind = BlockKind.PARAGRAPH) -> None:
        """Add what lies in *container*, paragraphs that are nothing special as *plain*."""
        for child in children(container):
            if child.tag in AROUND:
                self.read(child, plain)
            elif child.tag == f"{W}p":
                self._read_paragraph(child, plain)
            elif child.tag == f"{W}tbl":
                self._read_table(child)
            elif child.tag in GAPS:
                self._composition.skip(*GAPS[child.tag], place=Place(field=self._field))

    def _read_table(self, element: Element) -> None:
        """Add the cells below *element*: a table, a row or what holds rows or cells."""
        for child in children(element):
            if child.find(f"{W}trPr/{W}del") is not None:
                self._composition.skip(*DELETED, place=Place(field=self._field))
            elif child.tag == f"{W}tr" or child.tag in AROUND:
                self._read_table(child)
            elif child.tag == f"{W}tc" and not _is_covered(child):
                self.read(child, BlockKind.CELL)

    def _read_paragraph(self, paragraph: Element, plain: BlockKind) -> None:
        role = self._styles.role(paragraph)
        kind = self._only or (plain if role.kind is BlockKind.PARAGRAPH else role.kind)
        parts = list(inline(paragraph, self._styles))
        for hidden in (False, True):
            text = "".join(part.text for part in parts if isinstance(part, Words) and part.hidden is hidden)
            self._composition.add(
                " ".join(text.split("\n")) if kind in (BlockKind.TITLE, BlockKind.HEADING) else text,
                kind,
                level=0 if self._only else role.level,
                speaker="other" if kind is BlockKind.QUOTED else "us",
                place=self._place(paragraph, hidden=hidden),
            )
        place = self._place(paragraph)
        put(iter(dict.fromkeys(part for part in parts if isinstance(part, Gap))), self._composition, place)
        for part in parts:
            if not isinstance(part, Words | Gap):
                self._read_drawing(part, place)

    def _place(self, paragraph: Element, *, hidden: bool = False) -> Place:
        return Place(paragraph=self._numbers[paragraph], field=self._field, hidden=hidden)

    def _read_drawing(self, drawing: Element, place: Place) -> None:
        """Add the texts, charts and gaps inside *drawing*, however deep they lie."""
        for child in children(drawing):
            name = child.tag.rpartition("}")[2]
            if child.tag == f"{W}txbxContent":
                self.read(child)
            elif name in DRAWN_GAPS:
                self._composition.skip(*DRAWN_GAPS[name], place=place)
            elif name == "graphicData" and child.get("uri", "").rpartition("/")[2] not in HELD:
                put(graphic(child, self._part, self._package), self._composition, place)
            else:
                put(_own_words(child, name), self._composition, place)
                self._read_drawing(child, place)


def _is_covered(cell: Element) -> bool:
    """Return whether *cell* is merged into the one above, so that nobody sees what it holds."""
    mark = cell.find(f"{W}tcPr/{W}vMerge")
    return mark is not None and mark.get(f"{W}val", "continue") == "continue"


def _own_words(element: Element, name: str) -> Iterator[Piece]:
    """Yield the words in the attributes of a part of a drawing."""
    if name == "docPr":
        yield from alternative(element)
    elif name == "textpath":
        yield Piece(element.get("string", ""), BlockKind.PARAGRAPH)
    elif name == "shape":
        yield Piece(element.get("alt", ""), BlockKind.ALT_TEXT)
