"""Edits: a stretch of a draft and what takes its place, and drafts with edits made."""

import re
from collections.abc import Callable, Iterable, Sequence
from typing import NamedTuple

from checker.domain import Block, BlockKind, Document

PARAGRAPHS = "\n\n"
MARKER = re.compile(r"^\s*(?:\d+[.)]|[a-z]\))\s")
"""The number of an item of a list."""


class Edit(NamedTuple):
    """A change of a draft that has been verified."""

    start: int
    """Offset in the document's text."""
    end: int
    new: str
    """What takes the place of the words; a paragraph of its own where *end* is *start*."""
    findings: tuple[str, ...]
    """Ids of the findings that it answers."""
    reason: str

    @property
    def is_addition(self) -> bool:
        """Return whether it takes nothing away."""
        return self.start == self.end

    def overlaps(self, other: "Edit") -> bool:
        """Return whether both change the same words, or add something at the same place."""
        if self.is_addition or other.is_addition:
            return self.start == other.start and self.is_addition is other.is_addition
        return self.start < other.end and other.start < self.end


Apply = Callable[[Document, Sequence[Edit]], Document]
"""Makes edits in a document."""


def compatible(edits: Iterable[Edit]) -> tuple[Edit, ...]:
    """Return *edits* in the order of the text, without those that overlap an earlier one of the list."""
    kept: list[Edit] = []
    for edit in edits:
        if not any(edit.overlaps(other) for other in kept):
            kept.append(edit)
    return tuple(sorted(kept, key=lambda edit: (edit.start, edit.end)))


def apply(document: Document, edits: Sequence[Edit]) -> Document:
    """Return *document* with *edits* made, each block where its words now stand.

    Args:
        document: what was read.
        edits: in the order of the text, none overlapping another.
    """
    pieces, at = [], 0
    for edit in edits:
        pieces += [document.text[at : edit.start], _written(edit)]
        at = edit.end
    text = "".join((*pieces, document.text[at:]))
    blocks = tuple(_moved(block, edits) for block in document.blocks)
    added = (_added(edit, edits) for edit in edits if edit.is_addition)
    ordered = tuple(sorted((*blocks, *added), key=lambda block: block.start))
    return document.model_copy(update={"text": text, "blocks": ordered})


def without_empty_lines(edits: Sequence[Edit], text: str) -> tuple[Edit, ...]:
    """Return *edits*, those that cut all words of a line of *text* made to cut the line with its marks."""
    return tuple(_whole_line(edit, text) for edit in edits)


def _whole_line(edit: Edit, text: str) -> Edit:
    begin = text.rfind("\n", 0, edit.start) + 1
    end = text.find("\n", edit.end) + 1 or len(text)
    rest = text[begin : edit.start] + text[edit.end : end]
    is_whole = not edit.new and not edit.is_addition and not re.search(r"\w", MARKER.sub("", rest))
    return edit._replace(start=begin, end=end) if is_whole else edit


def _written(edit: Edit) -> str:
    return PARAGRAPHS + edit.new if edit.is_addition else edit.new


def _moved(block: Block, edits: Sequence[Edit]) -> Block:
    markup = tuple(
        (shifted(start, edits), shifted(end, edits))
        for start, end in block.markup
        if not any(edit.start < end and start < edit.end for edit in edits)
    )
    moved = {"start": shifted(block.start, edits), "end": shifted(block.end, edits), "markup": markup}
    return block.model_copy(update=moved)


def shifted(offset: int, edits: Sequence[Edit]) -> int:
    """Return where *offset*, which lies in no edit, stands once *edits* are made; additions come after it."""
    before = (edit for edit in edits if edit.end <= offset and not (edit.is_addition and edit.end == offset))
    return offset + sum(len(_written(edit)) - (edit.end - edit.start) for edit in before)


def _added(edit: Edit, edits: Sequence[Edit]) -> Block:
    start = shifted(edit.start, edits) + len(PARAGRAPHS)
    return Block(start=start, end=start + len(edit.new), kind=BlockKind.PARAGRAPH)
