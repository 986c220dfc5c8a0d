"""PDF files: pages in order, their columns in reading order, their lines joined to paragraphs.

A PDF has no paragraphs, only words at places; `checker.pages` puts them together. Headings are what is larger
than most of the text, or bold and short. What repeats in the margins is read once, where it first appears.
"""

import io
import logging
import re
from collections.abc import Iterator
from contextlib import contextmanager

from pypdf import PasswordType, PdfReader

from checker.clues.planted import overheard
from checker.composition import Composition, tidy
from checker.domain import BlockKind, Document, Place
from checker.domain.document import Limits
from checker.errors import UnreadableDocument
from checker.pages.asides import asides
from checker.pages.damage import DAMAGE
from checker.pages.entries import dictionary_of, resolved
from checker.pages.leaves import leaves, put_in_order
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

for _name in QUIET:
    logging.getLogger(_name).setLevel(logging.CRITICAL)


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
    found = put_in_order(list(leaves(pages, composition)))
    for printed in found.printed:
        composition.add(printed.text, printed.kind, level=printed.level, place=printed.place)
    for words, place in overheard(asides(reader), composition.text):
        composition.add(words, BlockKind.COMMENT, place=place)
    title = _title(reader) or found.title
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
