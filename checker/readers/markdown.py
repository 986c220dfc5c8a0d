"""Markdown: the file's own text is the document's, so that a finding's line and column are the file's."""

from checker.composition import Composition
from checker.domain import Document, Limits
from checker.parsing.decoding import read_text
from checker.parsing.markdown import mark

FORMAT = "markdown"


def read(content: bytes, source: str, limits: Limits) -> tuple[Document, ...]:
    """Return the document.

    Raises:
        UnreadableDocument: it is over a limit.
    """
    text = read_text(content, source, limits)
    composition = Composition(text)
    facts = mark(text, composition, source, limits)
    return (composition.finish(content, source=source, format_name=FORMAT, **facts),)
