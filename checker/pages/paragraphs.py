"""Lines put together to paragraphs."""

from collections.abc import Iterator
from itertools import pairwise
from statistics import median
from typing import NamedTuple

from checker.pages.lines import BULLET, Line
from checker.pages.order import Block, Extent

LOOSE = 1.35
"""Leadings of the block that part paragraphs."""

APART = 1.75
"""Font sizes between bases that part paragraphs where a block has too few lines to know its leading."""

RESIZED = 1.08
"""Ratio of font sizes that parts paragraphs."""

INDENT = 0.8
"""Font sizes by which the first line of a paragraph is moved in."""

SHORT = 0.75
"""Part of the block's width below which a line that ends a sentence ends its paragraph."""

ENDS = (".", "!", "?", ":", "…")


class Paragraph(NamedTuple):
    """Lines that are read as one."""

    lines: tuple[Line, ...]

    @property
    def size(self) -> float:
        """Return the font size of its first line."""
        return self.lines[0].size

    @property
    def bold(self) -> bool:
        """Return whether all of it is bold."""
        return all(line.bold for line in self.lines)

    @property
    def is_row(self) -> bool:
        """Return whether it is the row of a table."""
        return "\t" in self.lines[0].text

    @property
    def is_bullet(self) -> bool:
        """Return whether it is an item of a list."""
        return _is_item(self.lines[0])


def paragraphs(block: Block) -> Iterator[Paragraph]:
    """Yield the paragraphs of *block*."""
    extent = block.extent
    steps = [below.base - above.base for above, below in pairwise(block.lines)]
    leading = median(steps) if len(steps) > 1 else APART / LOOSE * block.lines[0].size
    current: list[Line] = []
    for line in block.lines:
        if current and _starts(line, current, extent, leading):
            yield Paragraph(tuple(current))
            current = []
        current.append(line)
    yield Paragraph(tuple(current))


def _starts(line: Line, current: list[Line], extent: Extent, leading: float) -> bool:
    """Return whether a paragraph starts with *line*, *current* being the one before."""
    last = current[-1]
    small, large = sorted((line.size, last.size))
    looks_other = large > RESIZED * small or _is_set_off(line, current)
    is_far = line.base - last.base > LOOSE * leading
    is_row = "\t" in line.text or "\t" in last.text
    is_new = looks_other or is_far or is_row or _is_item(line)
    return is_new or _is_moved(line, current) or _is_after_end(line, last, extent)


def _is_set_off(line: Line, current: list[Line]) -> bool:
    """Return whether a bold line ends above *line*, or starts with it; within a sentence neither counts."""
    last = current[-1]
    if line.bold:
        return not last.bold and last.text.endswith(ENDS)
    return all(above.bold for above in current)


def _is_item(line: Line) -> bool:
    first, _, rest = line.text.partition(" ")
    return bool(rest) and BULLET.match(first) is not None


def _is_moved(line: Line, current: list[Line]) -> bool:
    """Return whether *line* is moved in, or out again after an item of a list."""
    first, last = current[0], current[-1]
    is_centred = abs(line.left + line.right - last.left - last.right) < line.size
    if _is_item(first):
        return line.left < first.left + INDENT / 2 * line.size
    return line.left - last.left > INDENT * line.size and not is_centred


def _is_after_end(line: Line, last: Line, extent: Extent) -> bool:
    is_short = last.right - extent.left < SHORT * (extent.right - extent.left)
    return is_short and last.text.endswith(ENDS) and not line.text[:1].islower()
