"""Words on a page put together to lines, and lines cut where columns part."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from checker.pages.pen import GAP, Ink

BULLET = re.compile(r"(?:[•‣◦▪●■□○∙·*–—➢➤✓✔\uf0a7\uf0b7\uf0d8\ufffd-]|\(?(?:\d{1,2}|[a-z])[.)])$")
"""A word that stands before an item of a list; at last signs of Wingdings, and of fonts without names."""

NUMBER = re.compile(r"\d{1,2}(?:\.\d{1,2})*\.?$")
"""The number of a heading."""

LEVEL = 0.5
"""Part of the smaller height that two words of a line share."""

HEIGHT = 0.7
"""Height of letters by font size."""

COLUMN = 0.9
"""Font sizes from which a gap may part columns, where a line above or below has it too."""

WIDE = 2.2
"""Font sizes from which a gap parts columns in any case, where a page is written without spaces."""

FAR = 8.0
"""Font sizes up to which a gap with a space in it is one between words, in a justified line."""

CELL = 4
"""Words that the cells of a row have at most, on average.

Rows of a table are written cell by cell, the lines of columns one below the other: so a row is one where the
pieces of a line were written one after the other.
"""

NEAR = 3.0
"""Font sizes within which another line says whether a gap goes on."""

MOST_WORDS = 500
"""Words of another line that are looked at; no page is wider."""

SHADOW = 0.2
"""Font sizes within which the same word again is its shadow, or makes it bold."""


SHARED = 0.05
"""Part of the narrower width that things one above the other share."""


class Line(NamedTuple):
    """Words in one line of one column, in points; *base* grows downwards."""

    text: str
    """In the row of a table with tabs between the cells."""
    left: float
    right: float
    base: float
    size: float
    bold: bool
    order: int
    """Its place in the order of writing."""
    words: tuple[Ink, ...] = ()
    """What it is made of, in the order of the text."""
    page: int = 0
    """The page that it stands on, counted from 1."""

    @property
    def top(self) -> float:
        """Return where the letters end above."""
        return self.base - self.size * HEIGHT

    def overlaps(self, other: "Line") -> bool:
        """Return whether some of one is right above or below some of the other."""
        shared = min(self.right, other.right) - max(self.left, other.left)
        return shared > SHARED * min(self.right - self.left, other.right - other.left)


Row = list[Line]
"""Lines side by side, from the left."""


def rows(ink: Sequence[Ink]) -> list[Row]:
    """Return the lines that words of one direction make, from the top."""
    levels = list(_levels(ink))
    wide = COLUMN if 2 * sum(word.spaced for word in ink) > len(ink) else WIDE
    short = [level[:MOST_WORDS] for level in levels]
    around = zip([[], *short], levels, [*short[1:], []], strict=False)
    return [_row(level, [near for near in (above, below) if near], wide) for above, level, below in around]


def _levels(ink: Sequence[Ink]) -> Iterator[list[Ink]]:
    """Yield words at the same height, from the left."""
    level: list[Ink] = []
    largest: Ink | None = None
    for word in sorted(ink, key=lambda word: word.base):
        if largest is not None and not _is_level(largest, word):
            yield _without_shadows(level)
            level, largest = [], None
        largest = word if largest is None else max(largest, word, key=lambda other: other.size)
        level.append(word)
    if level:
        yield _without_shadows(level)


def _is_level(one: Ink, other: Ink) -> bool:
    shared = min(one.base, other.base) - max(one.base - one.size * HEIGHT, other.base - other.size * HEIGHT)
    return shared >= LEVEL * HEIGHT * min(one.size, other.size)


def _without_shadows(level: list[Ink]) -> list[Ink]:
    kept: list[Ink] = []
    for word in sorted(level, key=lambda word: word.left):
        recent = kept[-3:]
        if not any(word.text == old.text and word.left - old.left < SHADOW * word.size for old in recent):
            kept.append(word)
    return kept


def _row(level: list[Ink], neighbours: list[list[Ink]], wide: float) -> Row:
    """Return *level* cut into lines, or as one line of cells."""
    pieces = [[level[0]]]
    for word in level[1:]:
        if _parts(pieces[-1], word, neighbours, wide):
            pieces.append([])
        pieces[-1].append(word)
    row = [_line(piece) for piece in pieces]
    in_order = all(one[-1].order + 1 == other[0].order for one, other in pairwise(pieces))
    is_short = sum(len(line.text.split()) for line in row) <= CELL * len(row)
    if len(row) > 1 and in_order and is_short:
        words = tuple(word for line in row for word in line.words)
        text = "\t".join(line.text for line in row)
        return [row[0]._replace(text=text, right=row[-1].right, words=words)]
    return row


def _parts(line: list[Ink], word: Ink, neighbours: list[list[Ink]], wide: float) -> bool:
    """Return whether a column ends between *line* and *word*, a gap of *wide* font sizes being enough."""
    left, right = max(other.right for other in line[-3:]), word.left
    size = max(word.size, line[-1].size)
    if right - left < (FAR if word.spaced else COLUMN) * size or (len(line) == 1 and _leads(line[0].text)):
        return False
    near = [other for other in neighbours if abs(other[0].base - word.base) < NEAR * size]
    return right - left > wide * size or any(_goes_on(left, right, other) for other in near)


def _leads(word: str) -> bool:
    """Return whether *word* belongs to what follows, however wide the gap."""
    return BULLET.match(word) is not None or NUMBER.match(word) is not None


def _goes_on(left: float, right: float, words: list[Ink]) -> bool:
    """Return whether *words* have the gap between *left* and *right* too, with something on both sides."""
    is_open = not any(word.left < right and word.right > left for word in words)
    return is_open and words[0].left < left and words[-1].right > right


def _line(words: list[Ink]) -> Line:
    text = words[0].text
    for before, word in pairwise(words):
        is_apart = word.spaced or word.left - before.right > GAP * max(word.size, before.size)
        text += f" {word.text}" if is_apart else word.text
    letters: Counter[float] = Counter()
    for word in words:
        letters[word.size] += len(word.text)
    main = max(words, key=lambda word: letters[word.size])
    bold = sum(len(word.text) for word in words if word.bold)
    return Line(
        text=text,
        left=words[0].left,
        right=max(word.right for word in words),
        base=main.base,
        size=main.size,
        bold=2 * bold > sum(len(word.text) for word in words),
        order=words[0].order,
        words=tuple(words),
    )
