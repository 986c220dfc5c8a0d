"""HTML: pages as a browser shows them, with what they hide marked as hidden."""

import re

from checker.clues.planted import overheard
from checker.composition import Composition
from checker.domain import BlockKind, Document, Limits
from checker.parsing.decoding import decode, require_length, require_size
from checker.parsing.markup import parse

FORMAT = "html"

CHARSET = re.compile(rb"""<meta\b[^<>]{0,200}?charset\s*=\s*["']?\s*([\w.:-]{1,40})""", re.IGNORECASE)
"""The encoding that a page declares."""

HEAD = 4096
"""Bytes in which it is looked for."""


def read(content: bytes, source: str, limits: Limits) -> tuple[Document, ...]:
    """Return the document.

    Raises:
        UnreadableDocument: it is over a limit or nests too deeply.
    """
    require_size(content, source, limits)
    declared = CHARSET.search(content[:HEAD])
    page = parse(decode(content, declared[1].decode("ascii") if declared else ""), source, limits)
    composition = Composition()
    for piece in page.pieces:
        composition.add(piece.text, piece.kind, **piece.traits)
    for part in page.not_read:
        composition.skip(part.what, part.reason, place=part.place)
    for words, place in overheard(page.asides, composition.text):
        composition.add(words, BlockKind.COMMENT, place=place)
    document = composition.finish(content, source=source, format_name=FORMAT, title=page.title)
    require_length(document.text, source, limits)
    return (document,)
