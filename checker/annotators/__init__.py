"""Drafts given back with marks in them: one module a format, each loaded when it is asked for.

An annotator takes a file and what was found in it, and returns the file with comments, highlights or columns
added and nothing else changed. Marks are Brandcheck's own: readers pass over them, and annotating a copy
again puts new marks in the place of the old. A copy is read once more before it is handed out.
"""

import hashlib
from collections.abc import Callable, Sequence
from importlib import import_module
from typing import TYPE_CHECKING, Protocol, cast

from checker.annotators.original import Original
from checker.domain import BrandKit, Checked, Document
from checker.errors import InputError, UnreadableDocument
from checker.presentation.notes import Wording

Read = Callable[[bytes, str], tuple[Document, ...]]
"""Returns the documents in a file of that name."""

RESAVE = "Save it again in its own program and check the new file, or take another format."


class Annotator(Protocol):
    """What a module of this package offers."""

    FORMAT: str
    """The format that it annotates, as its reader calls it."""

    def annotate(self, original: Original, checked: Sequence[Checked], wording: Wording) -> bytes:
        """Return *original* with what was found in it, document by document as its reader gives them.

        Raises:
            UnreadableDocument: it can't be copied without loss.
        """
        ...


ANNOTATORS = {
    "pptx": "checker.annotators.pptx",
    "docx": "checker.annotators.docx",
    "pdf": "checker.annotators.pdf",
    "tickets": "checker.annotators.tickets",
}
"""Where the annotator of each format is; imported when it is needed."""

if TYPE_CHECKING:
    from checker.annotators import docx, pdf, pptx, tickets

    _FIT: tuple[Annotator, ...] = (pptx, docx, pdf, tickets)


def load(format_name: str) -> Annotator:
    """Return the annotator of a format that readers know.

    Raises:
        InputError: if files of this format are not annotated.
    """
    if format_name not in ANNOTATORS:
        raise InputError(f"“{format_name}” is not annotated. Choose one of {', '.join(ANNOTATORS)}.")
    return cast("Annotator", import_module(ANNOTATORS[format_name]))


def annotated(original: Original, checked: Sequence[Checked], kit: BrandKit, read: Read) -> bytes:
    """Return *original* with marks on what was found in it.

    Args:
        original: the file.
        checked: its documents with their reports, as its reader gives them.
        kit: what it was checked by.
        read: reads a file, to make sure that the copy reads as the original.

    Raises:
        InputError: it is of a format that is not annotated, or it can't be copied without loss.
    """
    annotator = load(checked[0].document.format)
    before = read(original.content, original.source)
    _require_same(original, before, [document for document, _ in checked], "changed since it was checked")
    for wording in (Wording(kit), Wording(kit, terse=True)):
        copy = annotator.annotate(original, checked, wording)
        if _read(copy, original, read) == [_words(document) for document in before]:
            return copy
    raise UnreadableDocument(original.source, "built so that a copy with notes would read otherwise", RESAVE)


def _require_same(
    original: Original, before: Sequence[Document], found: Sequence[Document], reason: str
) -> None:
    if [_words(document) for document in before] != [_words(document) for document in found]:
        raise UnreadableDocument(original.source, reason, "Check it again.")


def _read(copy: bytes, original: Original, read: Read) -> list[bytes]:
    """Return the words of a *copy* as `_words` does; nothing where it can't be read."""
    try:
        return [_words(document) for document in read(copy, original.source)]
    except UnreadableDocument:
        return []


def _words(document: Document) -> bytes:
    """Return a digest of all that a document says and where it says it."""
    parts = document.model_dump_json(include={"text", "blocks", "not_read"})
    return hashlib.sha256(parts.encode("utf-8", "surrogatepass")).digest()
