"""Windows: as much of a draft as fits one call.

A draft that fits is one window. A longer one is cut between blocks, at places that its own words choose
(content-defined chunking, after Muthitacharoen, Chen and Mazières, SOSP 2001), so that an edited paragraph
moves no other cut and only its own window is asked about again.
"""

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from checker.domain import Passage

CHARACTERS_PER_TOKEN = 4
LINE = 12
"""Characters that a passage's number and kind take."""
SMALLEST = 0.4
"""Part of the full size from which a window may end."""
BEFORE = 2
"""Passages of the window before that are shown again."""


@dataclass(frozen=True)
class Window:
    """Passages that are judged together."""

    rows: tuple[int, ...]
    """The places of its passages among the document's."""
    before: tuple[int, ...] = ()
    """The places of passages that come before it, shown so that it can be understood."""


def windows(passages: Sequence[Passage], size: int) -> tuple[Window, ...]:
    """Return the windows of *passages*, each of at most *size* tokens unless one passage is longer."""
    if sum(_weight(passage) for passage in passages) <= size * CHARACTERS_PER_TOKEN:
        return (Window(tuple(range(len(passages)))),) if passages else ()
    cuts = tuple(_cuts(passages, size * CHARACTERS_PER_TOKEN))
    return tuple(_window(begin, end) for begin, end in zip((0, *cuts), cuts, strict=False))


def _window(begin: int, end: int) -> Window:
    return Window(tuple(range(begin, end)), tuple(range(max(0, begin - BEFORE), begin)))


def _cuts(passages: Sequence[Passage], size: int) -> Iterator[int]:
    """Yield the row after the last of each window."""
    begin = 0
    while begin < len(passages):
        begin = _end(passages, begin, size)
        yield begin


def _end(passages: Sequence[Passage], begin: int, size: int) -> int:
    """Return where the window that starts at *begin* ends: before the block with the smallest digest."""
    full, places = 0, []
    for row in range(begin, len(passages)):
        full += _weight(passages[row])
        if full > size:
            break
        if full >= SMALLEST * size and _ends_block(passages, row):
            places.append(row + 1)
    else:
        return len(passages)
    return min(places, key=lambda row: _digest(passages[row])) if places else max(row, begin + 1)


def _ends_block(passages: Sequence[Passage], row: int) -> bool:
    return row + 1 < len(passages) and passages[row].block.start != passages[row + 1].block.start


def _weight(passage: Passage) -> int:
    return len(passage.text) + LINE


def _digest(passage: Passage) -> bytes:
    return hashlib.sha256(passage.plain.encode()).digest()
