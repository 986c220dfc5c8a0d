"""The paragraphs of a PDF file in reading order, each with the lines that it was put together from."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from typing import NamedTuple

from pypdf import PageObject

from checker.composition import Composition
from checker.domain import BlockKind, Place
from checker.pages.annotations import Missing, Note, annotations
from checker.pages.damage import DAMAGE
from checker.pages.fonts import UNKNOWN
from checker.pages.furniture import Body, Furniture, foot_apart
from checker.pages.hyphens import joined, vocabulary
from checker.pages.lines import Line, Row, rows
from checker.pages.order import blocks
from checker.pages.paragraphs import ENDS, Paragraph, paragraphs
from checker.pages.press import Press, Sheet
from checker.pages.roles import Roles, usual_size

SHORT = 4
"""Words below which a paragraph is no sentence that goes on in the next column."""


class Printed(NamedTuple):
    """A stretch of text that becomes a block."""

    text: str
    kind: BlockKind
    level: int
    place: Place
    lines: tuple[Line, ...] = ()
    """The lines that it stands in; none where it is no ink on the page."""
    skipped: int = 0
    """Letters of those lines that come before it: of a bullet, of the cells before."""


class Leaf(NamedTuple):
    """A page whose words are lines."""

    place: Place
    body: Body
    others: tuple[tuple[Place, list[Row]], ...]
    """Lines in other directions, and lines that nobody sees."""
    notes: tuple[Note, ...]


class Text(NamedTuple):
    """The words of a file in reading order."""

    printed: tuple[Printed, ...]
    title: str
    """The title that the first page shows."""


class _Piece(NamedTuple):
    """A paragraph and the page that it starts on."""

    paragraph: Paragraph
    place: Place


def leaves(
    pages: Iterable[PageObject], composition: Composition, *, with_words: bool = False
) -> Iterator[Leaf]:
    """Yield *pages* as lines, and note in *composition* what of them is not read.

    Args:
        pages: those of a file, in order.
        composition: the document in the making.
        with_words: whether lines are to keep the words that they are made of, which takes memory.
    """
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
            texts = tuple(note for note in notes if isinstance(note, Note))
            yield _leaf(sheet, texts, place, with_words=with_words)


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


def _leaf(sheet: Sheet, notes: tuple[Note, ...], place: Place, *, with_words: bool) -> Leaf:
    """Return the lines of a page, each direction and what is hidden for itself."""
    layers = sorted({(ink.hidden, ink.angle) for ink in sheet.ink})
    others = []
    body: list[Row] = []
    for hidden, angle in layers:
        ink = [word for word in sheet.ink if (word.hidden, word.angle) == (hidden, angle)]
        found = [[_kept(line, place, with_words=with_words) for line in row] for row in rows(ink)]
        if (hidden, angle) == (False, 0):
            body = found
        else:
            others.append((place.model_copy(update={"hidden": hidden}), found))
    return Leaf(place, Body(body, sheet.height), tuple(others), notes)


def _kept(line: Line, place: Place, *, with_words: bool) -> Line:
    return line._replace(page=place.page or 0, words=line.words if with_words else ())


def put_in_order(leaves: Sequence[Leaf]) -> Text:
    """Return the text of *leaves*, page by page."""
    lines = [line for leaf in leaves for row in leaf.body.rows for line in row]
    known, size = vocabulary(lines), usual_size(lines)
    furniture = Furniture([leaf.body for leaf in leaves], size)
    pieces = list(_continued(piece for leaf in leaves for piece in _pieces(leaf, furniture)))
    first = [piece for piece in pieces if piece.place.page == pieces[0].place.page]
    roles = Roles([piece.paragraph for piece in pieces], size, len(first))
    by_page = {page: list(group) for page, group in groupby(pieces, lambda piece: piece.place.page)}
    found: list[Printed] = []
    for leaf in leaves:
        for piece in by_page.get(leaf.place.page, ()):
            found.extend(_cells(piece, roles, known))
        for line in furniture.first(leaf.body):
            found.append(Printed(line.text.replace("\t", " "), BlockKind.FOOTER, 0, leaf.place, (line,)))
        found.extend(_noted(leaf))
    titles = (p.paragraph for p in first if roles.role(p.paragraph)[0] is BlockKind.TITLE)
    return Text(tuple(found), next((_joined(title, known) for title in titles), ""))


def _cells(piece: _Piece, roles: Roles, known: frozenset[str]) -> Iterator[Printed]:
    """Yield what a paragraph says, the cells of a row one by one."""
    kind, level = roles.role(piece.paragraph)
    text, skipped = _joined(piece.paragraph, known), 0
    if kind is BlockKind.BULLET:
        sign, _, text = text.partition(" ")
        skipped = len(sign)
    for cell in text.split("\t"):
        yield Printed(cell, kind, level, piece.place, piece.paragraph.lines, skipped)
        skipped += len("".join(cell.split()))


def _noted(leaf: Leaf) -> Iterator[Printed]:
    for note in leaf.notes:
        place = leaf.place.model_copy(update={"field": note.field or None, "hidden": note.hidden})
        yield Printed(note.text, note.kind, 0, place)


def _pieces(leaf: Leaf, furniture: Furniture) -> Iterator[_Piece]:
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


def _joined(paragraph: Paragraph, known: frozenset[str]) -> str:
    return joined([line.text for line in paragraph.lines], known)
