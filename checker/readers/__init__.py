"""The readers: one module a format, each with `FORMAT` and `read`."""

from importlib import import_module
from typing import TYPE_CHECKING, Protocol, cast

from checker.domain import Document, Limits


class Reader(Protocol):
    """A module that makes documents of files in one format."""

    FORMAT: str
    """The format's name, in reports too."""

    def read(self, content: bytes, source: str, limits: Limits) -> tuple[Document, ...]:
        """Return the documents in *content*, at least one.

        Raises:
            UnreadableDocument: it is damaged, encrypted or over a limit.
        """
        ...


READERS = {
    "markdown": "checker.readers.markdown",
    "text": "checker.readers.text",
    "html": "checker.readers.html",
    "docx": "checker.readers.docx",
    "pptx": "checker.readers.pptx",
    "pdf": "checker.readers.pdf",
    "email": "checker.readers.email",
    "tickets": "checker.readers.tickets",
    "fields": "checker.readers.fields",
}
"""Where the reader of each format is; imported when it is needed, for some bring a lot with them."""

if TYPE_CHECKING:
    from checker.readers import docx, email, fields, html, markdown, pdf, pptx, text, tickets

    _FIT: tuple[Reader, ...] = (markdown, text, html, docx, pptx, pdf, email, tickets, fields)


def load(format_name: str) -> Reader:
    """Return the reader of a format that `recognise` has named."""
    return cast("Reader", import_module(READERS[format_name]))
