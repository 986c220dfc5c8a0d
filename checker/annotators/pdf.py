"""PDF files with highlights on the exact words, each with a note, signed Brandcheck.

What is about no words on a page (something is missing, the text of a note or of a form) stands at the edge of
the page, and so does a summary on the first.
"""

import io
from collections.abc import Iterator, Sequence

from pypdf import PageObject, PdfReader

from checker.annotators.original import Original
from checker.composition import Composition, tidy
from checker.domain import Checked, Document
from checker.errors import UnreadableDocument
from checker.pages.damage import DAMAGE
from checker.pages.leaves import Printed, leaves, put_in_order
from checker.pages.marking import Mark, marked, unmarked
from checker.pages.places import Quad, quads
from checker.presentation.notes import Note, Wording

FORMAT = "pdf"
"""The format that this annotates, as its reader calls it."""

RESAVE = "Open it in a PDF program, save or print it to a new PDF and check that."
UNLOCK = "Remove the protection in a PDF program and check it again."


def annotate(original: Original, checked: Sequence[Checked], wording: Wording) -> bytes:
    """Return the file with a highlight on each finding, and a note on how it fared.

    Raises:
        UnreadableDocument: it is protected against changes, or damaged.
    """
    document, report = checked[0]
    content = unmarked(original.content)
    try:
        reader = PdfReader(io.BytesIO(content), strict=False)
        if reader.is_encrypted:
            raise UnreadableDocument(original.source, "protected against changes", UNLOCK)
        marks = list(_marks(wording.notes(report), document, list(reader.pages)))
        marks.insert(0, Mark(1, (), "\n".join(wording.summary(report)), "suggestion"))
        copy = marked(content, reader, marks)
    except DAMAGE as error:
        raise UnreadableDocument(original.source, "damaged, so it can't be copied", RESAVE) from error
    if copy is None:
        raise UnreadableDocument(original.source, "damaged, so it can't be copied", RESAVE)
    return copy


def _marks(notes: Sequence[Note], document: Document, pages: list[PageObject]) -> Iterator[Mark]:
    """Yield a mark for each of *notes*, and for each page that its words run over."""
    printed = list(put_in_order(list(leaves(pages, Composition(), with_words=True))).printed)
    blocks = list(zip(document.blocks, filter(_is_block, printed), strict=False))
    for note in notes:
        start, end = note.finding.location.start, note.finding.location.end
        touched = [
            (found, max(start - block.start, 0), min(end, block.end) - block.start)
            for block, found in blocks
            if block.start < end and start < block.end
        ]
        yield from _on_pages(note, [quad for one in touched for quad in _quads(*one, pages)], len(pages))


def _is_block(printed: Printed) -> bool:
    return bool(tidy(printed.text).strip())


def _quads(printed: Printed, start: int, end: int, pages: list[PageObject]) -> Iterator[Quad]:
    """Yield where the characters of a block are, which lacks the space around what was printed."""
    if printed.place.hidden:
        return
    lead = len(printed.text) - len(printed.text.lstrip())
    yield from quads(printed, start + lead, end + lead, pages)


def _on_pages(note: Note, found: list[Quad], pages: int) -> Iterator[Mark]:
    severity = note.finding.severity.value
    for page in dict.fromkeys(quad.page for quad in found):
        here = tuple(quad for quad in found if quad.page == page)
        yield Mark(page, here, "\n".join(note.lines), severity)
    if not found:
        page = min(max(note.finding.location.page or 1, 1), pages)
        yield Mark(page, (), "\n".join(note.lines_with_quote), severity)
