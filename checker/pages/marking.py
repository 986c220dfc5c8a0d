"""A PDF file with annotations added, as a further revision behind its own bytes.

The format lets a file be changed by writing what is new behind its end (ISO 32000-2, 7.5.6). So nothing of
the original changes, a signature still fits the revision that it signed, and marks are taken out by cutting.
pypdf's own incremental writer loses the title of the file and takes every object for one of generation 0.
"""

import io
import re
import struct
from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import NamedTuple

from pypdf import PageObject, PdfReader
from pypdf.generic import (
    ArrayObject,
    DictionaryObject,
    FloatObject,
    IndirectObject,
    NameObject,
    NumberObject,
    PdfObject,
    StreamObject,
    TextStringObject,
)

from checker.composition import AUTHOR
from checker.pages.annotations import OWN, is_own
from checker.pages.entries import dictionary_of, list_of
from checker.pages.places import Point, Quad, corner

REVISION = re.compile(rb"\n%" + AUTHOR.encode() + rb" (\d{1,12})\n")
"""What stands between a file and Brandcheck's revision of it, with the length of the file."""

START = re.compile(rb"startxref\s+(\d{1,12})\s")
COLOURS = {"error": (1.0, 0.78, 0.75), "warning": (1.0, 0.9, 0.6), "suggestion": (0.76, 0.88, 1.0)}
"""Colours of severities, light enough for black letters on them."""

PRINTED = 4
"""The flag of annotations that are printed."""

ICON = 20.0
"""Points of the side of a note's sign."""

MOST_IN_A_COLUMN = 25


class Mark(NamedTuple):
    """A note on a page."""

    page: int
    """Counted from 1."""
    quads: tuple[Quad, ...]
    """The words that it is about, all on that page; where there are none, it stands at the page's edge."""
    text: str
    severity: str


class _Revision:
    """What is written behind a file.

    Args:
        content: the file.
        reader: the same, opened.
    """

    def __init__(self, content: bytes, reader: PdfReader) -> None:
        self._stream = io.BytesIO()
        self._content = content
        self._reader = reader
        self._places: dict[int, tuple[int, int]] = {}
        """Where each object starts, and its generation, by its number."""
        size = reader.trailer.get("/Size")
        known = [number for entries in reader.xref.values() for number in entries]
        self._next = max(size if isinstance(size, int) else 0, *known, *reader.xref_objStm, 0) + 1
        self._stream.write(b"\n%%%s %d\n" % (AUTHOR.encode(), len(content)))

    def add(self, value: PdfObject) -> IndirectObject:
        """Write *value* as a new object, and return a reference to it."""
        reference = IndirectObject(self._next, 0, self._reader)
        self._next += 1
        self.write(reference, value)
        return reference

    def write(self, reference: IndirectObject, value: PdfObject) -> None:
        """Write *value* in the place of what *reference* refers to."""
        self._places[reference.idnum] = len(self._content) + self._stream.tell(), reference.generation
        self._stream.write(b"%d %d obj\n" % (reference.idnum, reference.generation))
        value.write_to_stream(self._stream)
        self._stream.write(b"\nendobj\n")

    def finish(self, previous: int) -> bytes:
        """Return the file with this revision, whose list of objects goes on at *previous*."""
        trailer = DictionaryObject({NameObject("/Prev"): NumberObject(previous)})
        for name in ("/Root", "/Info", "/ID"):
            if name in self._reader.trailer:
                trailer[NameObject(name)] = self._reader.trailer.raw_get(name)
        is_table = self._content[previous : previous + 4] == b"xref"
        at = self._table(trailer) if is_table else self._list(trailer)
        self._stream.write(b"\nstartxref\n%d\n%%%%EOF\n" % at)
        return self._content + self._stream.getvalue()

    def _table(self, trailer: DictionaryObject) -> int:
        """Write the list of objects as a table, as files before PDF 1.5 have it."""
        at = len(self._content) + self._stream.tell()
        self._stream.write(b"xref\n")
        for first, places in self._runs():
            self._stream.write(b"%d %d\n" % (first, len(places)))
            self._stream.writelines(b"%010d %05d n \n" % place for place in places)
        trailer[NameObject("/Size")] = NumberObject(self._next)
        self._stream.write(b"trailer\n")
        trailer.write_to_stream(self._stream)
        return at

    def _list(self, trailer: DictionaryObject) -> int:
        """Write the list of objects as an object, as later files have it."""
        at = len(self._content) + self._stream.tell()
        number = self._next
        self._places[number] = at, 0
        runs = self._runs()
        stream = StreamObject()
        stream.update(trailer)
        stream[NameObject("/Type")] = NameObject("/XRef")
        stream[NameObject("/Size")] = NumberObject(number + 1)
        stream[NameObject("/W")] = _numbers(1, 8, 2)
        stream[NameObject("/Index")] = _numbers(*(n for first, places in runs for n in (first, len(places))))
        stream.set_data(b"".join(struct.pack(">BQH", 1, *place) for _, places in runs for place in places))
        self._stream.write(b"%d 0 obj\n" % number)
        stream.write_to_stream(self._stream)
        self._stream.write(b"\nendobj")
        return at

    def _runs(self) -> list[tuple[int, list[tuple[int, int]]]]:
        """Return the places of objects whose numbers follow one another, with the first number."""
        numbers = sorted(self._places)
        starts = [0, *(i for i, (a, b) in enumerate(pairwise(numbers), 1) if b != a + 1), len(numbers)]
        return [(numbers[i], [self._places[n] for n in numbers[i:j]]) for i, j in pairwise(starts)]


def unmarked(content: bytes) -> bytes:
    """Return *content* without the revision that an earlier copy has behind it."""
    for found in reversed([*REVISION.finditer(content)]):
        is_last = content.count(b"startxref", found.end()) == 1
        return content[: found.start()] if int(found[1]) == found.start() and is_last else content
    return content


def marked(content: bytes, reader: PdfReader, marks: Sequence[Mark]) -> bytes | None:
    """Return *content* with *marks* instead of those it has; none where it says not where its objects are.

    Args:
        content: a file that is not encrypted.
        reader: the same, opened.
        marks: what is to be noted.
    """
    starts = START.findall(content)
    if not starts:
        return None
    revision = _Revision(content, reader)
    for number, page in enumerate(reader.pages, 1):
        reference = page.indirect_reference
        here = [mark for mark in marks if mark.page == number]
        there = list_of(page.get("/Annots"))
        kept = [entry for entry in there if not is_own(dictionary_of(entry))]
        if reference is None or (not here and len(kept) == len(there)):
            continue
        places = _beside(here, page)
        added = [
            revision.add(_annotation(mark, where, f"{OWN}{number}-{index}", revision))
            for index, (mark, where) in enumerate(zip(here, places, strict=True), 1)
        ]
        changed = DictionaryObject({name: page.raw_get(name) for name in page})
        changed[NameObject("/Annots")] = ArrayObject([*kept, *added])
        revision.write(reference, changed)
    return revision.finish(int(starts[-1]))


def _beside(marks: Iterable[Mark], page: PageObject) -> list[Point]:
    """Return where each of *marks* stands that is about no words: below one another, at the right edge."""
    found = []
    loose = 0
    for mark in marks:
        column, row = divmod(loose, MOST_IN_A_COLUMN)
        found.append(corner(page, (column + 1) * (ICON + 8), (row + 1) * (ICON + 8)))
        loose += not mark.quads
    return found


def _annotation(mark: Mark, beside: Point, name: str, revision: _Revision) -> DictionaryObject:
    """Return *mark* as a highlight, or as a note *beside* the text."""
    points = [place for quad in mark.quads for place in quad.points]
    x, y = beside
    points = points or [(x, y), (x + ICON, y + ICON)]
    edges = (*map(min, zip(*points, strict=True)), *map(max, zip(*points, strict=True)))
    annotation = DictionaryObject(
        {
            NameObject("/Type"): NameObject("/Annot"),
            NameObject("/Subtype"): NameObject("/Highlight" if mark.quads else "/Text"),
            NameObject("/Rect"): _floats(*edges),
            NameObject("/C"): _floats(*COLOURS[mark.severity]),
            NameObject("/F"): NumberObject(PRINTED),
            NameObject("/T"): TextStringObject(AUTHOR),
            NameObject("/NM"): TextStringObject(name),
            NameObject("/Contents"): TextStringObject(mark.text),
        }
    )
    if mark.quads:
        annotation[NameObject("/QuadPoints")] = _floats(*(edge for place in points for edge in place))
        look = revision.add(_look(mark, edges))
        annotation[NameObject("/AP")] = DictionaryObject({NameObject("/N"): look})
    return annotation


def _look(mark: Mark, edges: Sequence[float]) -> StreamObject:
    """Return the drawing of a highlight, through which the letters show."""
    under = DictionaryObject({NameObject("/BM"): NameObject("/Multiply")})
    states = DictionaryObject({NameObject("/G"): under})
    form = StreamObject()
    form[NameObject("/Type")] = NameObject("/XObject")
    form[NameObject("/Subtype")] = NameObject("/Form")
    form[NameObject("/BBox")] = _floats(*edges)
    form[NameObject("/Resources")] = DictionaryObject({NameObject("/ExtGState"): states})
    lines = ["/G gs", "{:g} {:g} {:g} rg".format(*COLOURS[mark.severity])]
    for quad in mark.quads:
        one, two, three, four = (f"{x:.2f} {y:.2f}" for x, y in quad.points)
        lines.append(f"{one} m {two} l {four} l {three} l h f")
    form.set_data("\n".join(lines).encode("ascii"))
    return form


def _numbers(*values: int) -> ArrayObject:
    return ArrayObject([NumberObject(value) for value in values])


def _floats(*values: float) -> ArrayObject:
    return ArrayObject([FloatObject(round(value, 3)) for value in values])
