"""PowerPoint presentations: slide by slide what an audience sees, then what only its makers see.

The XML is walked by our own code, for reasons that `checker.packages.package` gives. What repeats
on every slide (footers, the texts of layouts) is read once, where it first appears.
"""

from collections.abc import Iterator
from typing import NamedTuple

from checker.clues.planted import overheard
from checker.composition import Composition
from checker.domain import BlockKind, Document, Place
from checker.domain.document import Limits
from checker.errors import UnreadableDocument
from checker.packages.asides import asides
from checker.packages.drawings import (
    EQUATION,
    PICTURE,
    Gap,
    Piece,
    alternative,
    graphic,
    has_equation,
    put,
    text_of,
)
from checker.packages.facts import facts, titled
from checker.packages.namespaces import A, P, R
from checker.packages.own import is_own_shape, is_own_slide, own_authors
from checker.packages.package import Element, Package, Part, number
from checker.packages.shapes import TITLES, Canvas, Shape, canvas
from checker.packages.visibility import colour_behind, is_unseen
from checker.parsing.decoding import require_length

FORMAT = "pptx"
"""The reader's name, as reports give it."""

USUAL_SIZE = (9_144_000, 6_858_000)
"""Width and height of a slide where the file doesn't say: four to three."""

FURNITURE = frozenset({"ftr", "dt", "hdr", "sldNum"})
"""Placeholders for what repeats on every slide."""

NOT_NOTES = FURNITURE | {"sldImg"}
"""Placeholders on a page of notes that hold something else."""

MEDIA = {
    "videoFile": "video",
    "quickTimeFile": "video",
    "audioFile": "audio",
    "wavAudioFile": "audio",
    "audioCd": "audio",
}
"""What a picture plays, by the name of the element in its properties."""

HEADLINE_SIZE = 2400
"""Hundredths of a point from which a text box may be the headline of a slide that has no title."""

HEADLINE_WORDS = 20


def read(content: bytes, source: str, limits: Limits) -> tuple[Document, ...]:
    """Return the presentation as one document.

    Args:
        content: a file of the .pptx family: presentation, show or template, with or without macros.
        source: its name, for messages and reports.
        limits: what reading it may cost.

    Raises:
        UnreadableDocument: it is damaged, encrypted, over a limit or no presentation.
    """
    package = Package(content, source, limits)
    presentation = package.main(f"{P}presentation", "a PowerPoint presentation")
    composition = Composition()
    links = list(presentation.root.iterfind(f"{P}sldIdLst/{P}sldId"))
    if len(links) > limits.max_pages:
        raise UnreadableDocument(
            source, f"longer than {limits.max_pages:,} slides", "Split it and check the parts."
        )
    _read_slides(links, presentation, package, composition)
    for words, place in overheard(asides(package), composition.text):
        composition.add(words, BlockKind.COMMENT, place=place)
    document = titled(composition.finish(content, source=source, format_name=FORMAT, **facts(package)))
    require_length(document.text, source, limits)
    return (document,)


def _read_slides(
    links: list[Element], presentation: Part, package: Package, composition: Composition
) -> None:
    extent = presentation.root.find(f"{P}sldSz")
    size = (number(extent, "cx", USUAL_SIZE[0]), number(extent, "cy", USUAL_SIZE[1]))
    memory = _Memory(set(), _own_authors(presentation, package))
    position = 0
    for link in links:
        relationship = presentation.relationships.get(link.get(f"{R}id") or "")
        part = package.part(relationship.target) if relationship else None
        if part is not None and is_own_slide(part.root):
            continue
        position += 1
        if part is None:
            composition.skip("slide", "its part is missing or damaged", place=Place(slide=position))
            continue
        place = Place(slide=position, hidden=part.root.get("show") in ("0", "false"))
        _Slide(part, package, canvas(part, package, size), place, composition, memory).read()


def _own_authors(presentation: Part, package: Package) -> frozenset[str]:
    parts = (package.part(name) for name in presentation.targets("commentAuthors"))
    return frozenset().union(*(own_authors(part.root) for part in parts if part is not None))


class _Memory(NamedTuple):
    """What is known while slides are read one after the other."""

    repeated: set[str]
    """Footers and parts of layouts that were read on slides before."""
    own: frozenset[str]
    """Authors whose comments are Brandcheck's."""


class _Slide(NamedTuple):
    """One slide on its way into the document."""

    part: Part
    package: Package
    canvas: Canvas
    place: Place
    composition: Composition
    memory: _Memory

    def read(self) -> None:
        """Add the shapes, what layout and master draw, the notes, the comments."""
        shapes = _shapes(self.part, self.canvas)
        headline = _headline(shapes)
        for shape in shapes:
            place = self._at(shape.name, hidden=shape.hidden)
            self._read_shape(shape, place, shapes, is_title=shape is headline)
            self._put(alternative(shape.properties), place)
        self._put(_pictures_behind(self.part), self.place)
        self._read_backdrop()
        for name in self.part.targets("notesSlide"):
            self._read_notes(self.package.part(name))
        for name in self.part.targets("comments"):
            self._read_comments(self.package.part(name))

    def _at(self, name: str | None, *, hidden: bool = False, paragraph: int | None = None) -> Place:
        changes = {"field": name, "hidden": self.place.hidden or hidden, "paragraph": paragraph}
        return self.place.model_copy(update=changes)

    def _put(self, pieces: Iterator[Piece | Gap], place: Place) -> None:
        put(pieces, self.composition, place)

    def _read_shape(self, shape: Shape, place: Place, others: list[Shape], *, is_title: bool) -> None:
        match shape.element.tag.rpartition("}")[2]:
            case "sp" if is_title or shape.placeholder in TITLES:
                self._read_title(shape, place)
            case "sp" if shape.placeholder in FURNITURE:
                self._read_once(" ".join(_texts(shape.element)), place)
            case "sp":
                self._read_paragraphs(shape, place, colour_behind(shape, others, self.part, self.canvas))
            case "graphicFrame":
                self._read_graphic(shape.element, place)
            case _:
                self._put(_not_words(shape.element), place)

    def _read_title(self, shape: Shape, place: Place) -> None:
        kind, level = (BlockKind.TITLE, 0) if self.place.slide == 1 else (BlockKind.HEADING, 2)
        place = place.model_copy(update={"paragraph": 1})
        self.composition.add(" ".join(_texts(shape.element)), kind, level=level, place=place)

    def _read_once(self, text: str, place: Place) -> None:
        """Add *text* as a footer unless a slide before had it."""
        if text not in self.memory.repeated:
            self.memory.repeated.add(text)
            self.composition.add(text, BlockKind.FOOTER, place=place)

    def _read_paragraphs(self, shape: Shape, place: Place, behind: str) -> None:
        for index, paragraph in enumerate(shape.element.iterfind(f"{P}txBody/{A}p"), 1):
            level = self.canvas.bullet_level(shape, paragraph)
            kind = BlockKind.BULLET if level else BlockKind.PARAGRAPH
            if shape.placeholder == "subTitle":
                kind, level = BlockKind.HEADING, 3
            at = self._at(
                place.field, hidden=place.hidden or is_unseen(shape, paragraph, behind), paragraph=index
            )
            self.composition.add(text_of(paragraph), kind, level=level, place=at)
            if has_equation(paragraph):
                self.composition.skip(*EQUATION, place=at)
        if shape.element.find(f"{P}spPr/{A}blipFill") is not None:
            self.composition.skip("image", PICTURE, place=place)

    def _read_graphic(self, frame: Element, place: Place) -> None:
        data = frame.find(f"{A}graphic/{A}graphicData")
        table = None if data is None else data.find(f"{A}tbl")
        if table is not None:
            self._read_table(table, place)
        elif data is not None:
            self._put(graphic(data, self.part, self.package), place)

    def _read_table(self, table: Element, place: Place) -> None:
        for index, paragraph in enumerate(table.iter(f"{A}p"), 1):
            cell = next(paragraph.iterancestors(f"{A}tc"))
            if not {cell.get("hMerge"), cell.get("vMerge")} & {"1", "true"}:
                at = place.model_copy(update={"paragraph": index})
                self.composition.add(text_of(paragraph), BlockKind.CELL, place=at)

    def _read_backdrop(self) -> None:
        """Add what layout and master draw themselves, where no slide before had it."""
        for part in _visible_backdrop(self.part, self.canvas):
            if part.name in self.memory.repeated:
                continue
            self.memory.repeated.add(part.name)
            for shape in _shapes(part, self.canvas):
                place = self._at(shape.name, hidden=shape.hidden)
                if shape.element.tag == f"{P}pic":
                    self.composition.skip("image", PICTURE, place=place)
                elif not shape.placeholder:
                    self._read_once("\n".join(_texts(shape.element)), place)

    def _read_notes(self, notes: Part | None) -> None:
        if notes is None:
            self.composition.skip("notes", "their part is missing or damaged", place=self.place)
            return
        for shape in _shapes(notes, self.canvas):
            if shape.placeholder not in NOT_NOTES:
                for index, paragraph in enumerate(shape.element.iterfind(f"{P}txBody/{A}p"), 1):
                    place = self._at(shape.name, paragraph=index)
                    self.composition.add(text_of(paragraph), BlockKind.NOTES, place=place)

    def _read_comments(self, comments: Part | None) -> None:
        if comments is None:
            self.composition.skip("comments", "their part is missing or damaged", place=self.place)
            return
        for element in comments.root.iter(f"{P}text", f"{A}p"):
            if any(note.get("authorId") in self.memory.own for note in element.iterancestors(f"{P}cm")):
                continue
            text = text_of(element) if element.tag == f"{A}p" else element.text or ""
            self.composition.add(text, BlockKind.COMMENT, place=self._at("comment"))


def _shapes(part: Part, backdrop: Canvas) -> list[Shape]:
    tree = part.root.find(f"{P}cSld/{P}spTree")
    found = () if tree is None else backdrop.shapes(tree)
    return [shape for shape in found if not is_own_shape(shape.element)]


def _texts(shape: Element) -> Iterator[str]:
    return (text for p in shape.iterfind(f"{P}txBody/{A}p") if (text := text_of(p, " ").strip()))


def _headline(shapes: list[Shape]) -> Shape | None:
    """Return the text box that is the headline of a slide without a title: short, large, largest."""
    texts = [shape for shape in shapes if any(_texts(shape.element))]
    sizes = {id(shape): _largest(shape.element) for shape in texts}
    if not texts or any(shape.placeholder in TITLES for shape in texts):
        return None
    best = max(texts, key=lambda shape: sizes[id(shape)])
    is_alone = sum(size == sizes[id(best)] for size in sizes.values()) == 1
    is_short = len(" ".join(_texts(best.element)).split()) <= HEADLINE_WORDS
    return best if is_alone and is_short and sizes[id(best)] >= HEADLINE_SIZE and not best.hidden else None


def _largest(shape: Element) -> int:
    return max((number(run, "sz") for run in shape.iterfind(f"{P}txBody/{A}p/{A}r/{A}rPr")), default=0)


def _not_words(shape: Element) -> Iterator[Gap]:
    """Yield what *shape* is, if it is a picture, film, sound or drawn by hand."""
    marks = shape.iterfind(f"{P}nvPicPr/{P}nvPr/*")
    played = next((MEDIA[name] for mark in marks if (name := mark.tag.rpartition("}")[2]) in MEDIA), None)
    if played:
        yield Gap(played, "sound and film are not read")
    elif shape.tag == f"{P}pic":
        yield Gap("image", PICTURE)
    elif shape.tag == f"{P}contentPart":
        yield Gap("ink", "handwriting is not read")


def _pictures_behind(part: Part) -> Iterator[Gap]:
    ground = part.root.find(f"{P}cSld/{P}bg")
    if ground is not None and next(ground.iter(f"{A}blip"), None) is not None:
        yield Gap("image", PICTURE)


def _visible_backdrop(slide: Part, backdrop: Canvas) -> Iterator[Part]:
    """Yield layout and master, as far as they show through."""
    above = slide
    for part in (backdrop.layout, backdrop.master):
        if part is None or above.root.get("showMasterSp") in ("0", "false"):
            return
        yield part
        above = part
