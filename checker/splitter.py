"""Split a document into passages: sentences, with their place and their weight.

A passage is usually one sentence. Its *lead weight* says how much of the first impression it makes,
so that a headline counts for more than a sentence far down (after the inverted pyramid of news
writing): title and subject line 1, first slide or first heading 0.8, other headings and first sentence 0.5,
first sentence of a block 0.2, other text 0.1, notes 0.05.
"""

import re
from bisect import bisect_right
from collections.abc import Iterator

from checker.domain import Block, BlockKind, Document, Passage
from checker.english.unseen import UNSEEN, seen
from checker.english.words import sentence_spans

MAX_PASSAGE = 1_200
"""Characters of the longest passage; longer sentences are cut at white space."""
LONG_LINE = 60
"""A line shorter than this, followed by another, ends a passage even without a full stop."""
SILENT = frozenset({BlockKind.QUOTED, BlockKind.CODE, BlockKind.COMMENT, BlockKind.FOOTER})
"""Kinds that make no first impression."""
WEIGHTS = {BlockKind.TITLE: 1.0, BlockKind.SUBJECT: 1.0, BlockKind.HEADING: 0.5, BlockKind.NOTES: 0.05}


def split(document: Document) -> tuple[Passage, ...]:
    """Return the passages of *document* in reading order."""
    passages: list[Passage] = []
    met: set[BlockKind] = set()
    for block in document.blocks:
        whole = _whole(document.text, block)
        for number, (start, end) in enumerate(_stretches(whole.plain)):
            weight = _weight(block, first=number == 0, met=met)
            passages.append(_part(whole, start, end, weight))
    return tuple(passages)


def _whole(text: str, block: Block) -> Passage:
    """Return all of *block* as one passage."""
    blanked = _blanked(text, block)
    hidden = () if blanked.isascii() else UNSEEN.finditer(blanked)
    return Passage(
        start=block.start,
        end=block.end,
        text=text[block.start : block.end],
        plain=seen(blanked),
        block=block,
        unseen=tuple(found.start() - number for number, found in enumerate(hidden)),
    )


def _part(whole: Passage, start: int, end: int, weight: float) -> Passage:
    """Return the passage that is *plain* of *whole* from *start* to *end*."""
    first, last = whole.place(start, end)
    inside = whole.unseen[bisect_right(whole.unseen, start) : bisect_right(whole.unseen, end - 1)]
    return Passage(
        start=first,
        end=last,
        text=whole.text[first - whole.start : last - whole.start],
        plain=whole.plain[start:end],
        block=whole.block,
        lead_weight=weight,
        unseen=tuple(offset - start for offset in inside),
    )


def _blanked(text: str, block: Block) -> str:
    """Return the block's text with its markup blanked out, of the same length."""
    characters = list(text[block.start : block.end])
    for start, end in block.markup:
        for index in range(max(0, start - block.start), min(len(characters), end - block.start)):
            if characters[index] != "\n":
                characters[index] = " "
    return "".join(characters)


def _stretches(plain: str) -> Iterator[tuple[int, int]]:
    for start, end in sentence_spans(plain):
        for line_start, line_end in _short_lines(plain, start, end):
            yield from (part for part in _cut(plain, line_start, line_end) if part[0] < part[1])


def _short_lines(plain: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Yield the parts of a sentence that are lines of their own, such as an address or a signature."""
    begin = start
    for match in re.finditer(r"\n\s*", plain[start:end]):
        at = start + match.start()
        line = plain[plain.rfind("\n", 0, at) + 1 : at].strip()
        if len(line) < LONG_LINE and plain[start + match.end() : end].strip():
            if plain[begin:at].strip():
                yield _stripped(plain, begin, at)
            begin = start + match.end()
    if plain[begin:end].strip():
        yield _stripped(plain, begin, end)


def _cut(plain: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    while end - start > MAX_PASSAGE:
        at = plain.rfind(" ", start + MAX_PASSAGE // 2, start + MAX_PASSAGE)
        at = at if at > start else start + MAX_PASSAGE
        yield _stripped(plain, start, at)
        start = at
    yield _stripped(plain, start, end)


def _stripped(plain: str, start: int, end: int) -> tuple[int, int]:
    while start < end and plain[start].isspace():
        start += 1
    while end > start and plain[end - 1].isspace():
        end -= 1
    return start, end


def _weight(block: Block, *, first: bool, met: set[BlockKind]) -> float:
    if block.kind in SILENT or block.place.hidden or block.speaker != "us":
        return 0.0
    if block.kind is BlockKind.NOTES:
        return WEIGHTS[block.kind]
    weight = WEIGHTS.get(block.kind, 0.2 if first else 0.1)
    if (block.place.slide or 9) <= 2:  # noqa: PLR2004 - the title slide and the first after it
        weight = max(weight, 0.8 if block.kind is BlockKind.HEADING else 0.3)
    if block.kind is BlockKind.PARAGRAPH and first and block.kind not in met:
        weight = max(weight, 0.5)
    if block.kind is BlockKind.HEADING and not met & {BlockKind.TITLE, BlockKind.HEADING}:
        weight = max(weight, 0.8)
    met.add(block.kind)
    return weight
