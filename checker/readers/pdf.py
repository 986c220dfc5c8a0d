"""PDF files: pages in order, their columns in reading order, their lines joined to paragraphs.

A PDF has no paragraphs, only words at places; `checker.pages` puts them together. Headings are what is larger
than most of the text, or bold and short. What repeats in the margins is read once, where it first appears.
"""

import io
import logging
import re
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from itertools import groupby
from typing import NamedTuple

from pypdf import PageObject, PasswordType, PdfReader

from checker.clues.planted import overheard
from checker.composition import Composition, tidy
from checker.domain import BlockKind, Document, Place
from checker.domain.document import Limits
from checker.errors import UnreadableDocument
from checker.pages.annotations import Missing, Note, annotations
from checker.pages.asides import asides
from checker.pages.damage import DAMAGE
from checker.pages.entries import dictionary_of, resolved
from checker.pages.fonts import UNKNOWN
from checker.pages.furniture import Body, Furniture, foot_apart
from checker.pages.hyphens import joined, vocabulary
from checker.pages.lines import Row, rows
from checker.pages.order import blocks
from checker.pages.paragraphs import ENDS, Paragraph, paragraphs
from checker.pages.press import Press, Sheet
from checker.pages.roles import Roles, usual_size
from checker.parsing.decoding import require_length, require_size

FORMAT = "pdf"
"""The reader's name, as reports give it."""

RESAVE = "Open it in a PDF program, save or print it to a new PDF and check that."
SPLIT = "Split it and check the parts."
UNLOCK = "Remove the password in a PDF program and check it again."

PROGRAM_TITLES = re.compile(
    r"microsoft (word|powerpoint) - .*|(untitled|powerpoint presentation).*|.*\.\w{3,5}"
)
"""Titles that programs give of their own accord."""

QUIET = ("pypdf", "pdfminer")
"""Libraries whose warnings about damage say what this reader says too, in its own way."""

MOST_MISSING = 2_000
"""Pages that a file may say it has without having them."""

SHORT = 4
"""Words below which a paragraph is no sentence that goes on in the next column."""

for _name in QUIET:
    logging.getLogger(_name).setLevel(logging.CRITICAL)


class _Leaf(NamedTuple):
    """A page whose words are lines."""

    place: Place
    body: Body
    others: tuple[tuple[Place, list[Row]], ...]
    """Lines in other directions, and lines that nobody sees."""
    notes: tuple[Note, ...]


class _Piece(NamedTuple):
    """A paragraph and the page that it starts on."""

    paragraph: Paragraph
    place: Place


def read(content: bytes, source: str, limits: Limits) -> tuple[Document, ...]:
    """Return the file as one document.

    Args:
        content: a PDF file, encrypted only if it opens without a password.
        source: its name, for messages and reports.
        limits: what reading it may cost.

    Raises:
        UnreadableDocument: it is damaged, encrypted or over a limit.
    """
    require_size(content, source, limits)
    composition = Composition()
    with _translated(source):
        reader = _opened(content, source)
        pages = list(reader.pages[: limits.max_pages + 1])
        promised = _promised(reader)
    if len(pages) > limits.max_pages:
        raise UnreadableDocument(source, f"longer than {limits.max_pages:,} pages", SPLIT)
    for number in range(len(pages) + 1, promised + 1):
        composition.skip("page", "it is missing from the file", place=Place(page=number))
    shown = _write(list(_leaves(pages, composition)), composition)
    for words, place in overheard(asides(reader), composition.text):
        composition.add(words, BlockKind.COMMENT, place=place)
    title = _title(reader) or shown
    document = composition.finish(content, source=source, format_name=FORMAT, title=title)
    require_length(document.text, source, limits)
    return (document,)


def _opened(content: bytes, source: str) -> PdfReader:
    reader = PdfReader(io.BytesIO(content), strict=False)
    if reader.is_encrypted and reader.decrypt("") is PasswordType.NOT_DECRYPTED:
        raise UnreadableDocument(source, "protected with a password", UNLOCK)
    return reader


def _promised(reader: PdfReader) -> int:
    """Return how many pages the file says that it has, as far as anybody would believe it."""
    found = resolved(dictionary_of(reader.root_object.get("/Pages")).get("/Count"))
    return min(found, MOST_MISSING) if isinstance(found, int) else 0


def _title(reader: PdfReader) -> str:
    """Return the title that the file gives itself, if it isn't its program's."""
    try:
        title = reader.metadata.title if reader.metadata else None
    except DAMAGE:
        return ""
    words = " ".join(tidy(str(title or "")).split())
    return "" if PROGRAM_TITLES.fullmatch(words.lower()) else words


@contextmanager
def _translated(source: str) -> Iterator[None]:
    """Turn what pypdf raises into our own error."""
    try:
        yield
    except DAMAGE as error:
        raise UnreadableDocument(source, "damaged or cut short, so it can't be opened", RESAVE) from error


def _leaves(pages: Iterable[PageObject], composition: Composition) -> Iterator[_Leaf]:
    """Yield *pages* as lines, and note in *composition* what of them is not read."""
    press = Press()
    for number, page in enumerate(pages, 1):
        place = Place(page=number)
        try:
            sheet, notes = press.sheet(page), list(annotations(page))
        except DAMAGE:
            composition.skip("page", "it is damaged", place=place)
        else:
            for missing in _not_read(sheet, notes):
                composition.skip(*missing, place=place)
            yield _leaf(sheet, tuple(note for note in notes if isinstance(note, Note)), place)


def _not_read(sheet: Sheet, notes: list[Note | Missing]) -> Iterator[Missing]:
    """Yield what of a page is not read."""
    letters = "".join(ink.text for ink in sheet.ink)
    if not letters:
        yield Missing("page without text", "it may be a scan; words in pictures are not read")
    elif 2 * letters.count(UNKNOWN) > len(letters):
        yield Missing("page without text", "its fonts don't say which letters they hold")
    if sheet.images:
        yield Missing("image", "words in pictures are not read")
    if sheet.damaged:
        yield Missing("drawing", "it is damaged, or too large")
    yield from (note for note in notes if isinstance(note, Missing))


def _leaf(sheet: Sheet, notes: tuple[Note, ...], place: Place) -> _Leaf:
    """Return the lines of a page, each direction and what is hidden for itself."""
    layers = sorted({(ink.hidden, ink.angle) for ink in sheet.ink})
    others = []
    body: list[Row] = []
    for hidden, angle in layers:
        found = rows([ink for ink in sheet.ink if (ink.hidden, ink.angle) == (hidden, angle)])
        if (hidden, angle) == (False, 0):
            body = found
        else:
            others.append((place.model_copy(update={"hidden": hidden}), found))
    return _Leaf(place, Body(body, sheet.height), tuple(others), notes)


def _write(leaves: list[_Leaf], composition: Composition) -> str:
    """Add the text of *leaves* to *composition*; return the title that the first page shows."""
    lines = [line for leaf in leaves for row in leaf.body.rows for line in row]
    known, size = vocabulary(lines), usual_size(lines)
    furniture = Furniture([leaf.body for leaf in leaves], size)
    pieces = list(_continued(piece for leaf in leaves for piece in _pieces(leaf, furniture)))
    first = [piece for piece in pieces if piece.place.page == pieces[0].place.page]
    roles = Roles([piece.paragraph for piece in pieces], size, len(first))
    by_page = {page: list(group) for page, group in groupby(pieces, lambda piece: piece.place.page)}
    for leaf in leaves:
        for piece in by_page.get(leaf.place.page, ()):
            kind, level = roles.role(piece.paragraph)
            for text in _text(piece.paragraph, kind, known).split("\t"):
                composition.add(text, kind, level=level, place=piece.place)
        for text in furniture.first(leaf.body):
            composition.add(text.replace("\t", " "), BlockKind.FOOTER, place=leaf.place)
        _write_notes(leaf, composition)
    titles = (p.paragraph for p in first if roles.role(p.paragraph)[0] is BlockKind.TITLE)
    return next((_text(paragraph, BlockKind.TITLE, known) for paragraph in titles), "")


def _write_notes(leaf: _Leaf, composition: Composition) -> None:
    for note in leaf.notes:
        place = leaf.place.model_copy(update={"field": note.field or None, "hidden": note.hidden})
        composition.add(note.text, note.kind, place=place)


def _pieces(leaf: _Leaf, furniture: Furniture) -> Iterator[_Piece]:
    """Yield the paragraphs of *leaf* in reading order: first what is upright and seen."""
    body, foot = foot_apart(leaf.body, furniture.without(leaf.body))
    for place, layer in ((leaf.place, body), (leaf.place, foot), *leaf.others):
        for block in blocks(layer):
            yield from (_Piece(paragraph, place) for paragraph in paragraphs(block))


def _continued(pieces: Iterable[_Piece]) -> Iterator[_Piece]:
    """Yield *pieces*, those joined that a column or page has parted within a sentence."""
    last: _Piece | None = None
    for piece in pieces:
        if last is not None and _goes_on(last, piece):
            whole = Paragraph((*last.paragraph.lines, *piece.paragraph.lines))
            last = last._replace(paragraph=whole)
            continue
        if last is not None:
            yield last
        last = piece
    if last is not None:
        yield last


def _goes_on(last: _Piece, piece: _Piece) -> bool:
    """Return whether *piece* goes on in the middle of the sentence in which *last* ends."""
    end, start = last.paragraph.lines[-1], piece.paragraph.lines[0]
    is_open = not end.text.endswith((*ENDS, "”", '"', ")")) and len(end.text.split()) >= SHORT
    is_alike = (end.size, end.bold, last.place.hidden) == (start.size, start.bold, piece.place.hidden)
    is_prose = not (last.paragraph.is_row or piece.paragraph.is_row or piece.paragraph.is_bullet)
    return is_open and is_alike and is_prose and start.text[:1].islower()


def _text(paragraph: Paragraph, kind: BlockKind, known: frozenset[str]) -> str:
    """Return the words of *paragraph*, without the sign before an item of a list."""
    text = joined([line.text for line in paragraph.lines], known)
    return text.partition(" ")[2] if kind is BlockKind.BULLET else text
