"""The order in which the columns of a page are read.

After Breuel, "High performance document layout analysis" (2003): a block is read before another that it
stands above, and before another to its right unless something that spans both stands between. Where it is
below the other the order of writing has its say too.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from checker.pages.lines import SHARED, Line, Row

LEADING = 2.5
"""Font sizes that a line of a block may be below the one before."""

ALIKE = 1.3
"""Ratio of font sizes up to which lines go into one block."""

MOST_BLOCKS = 80
"""Blocks whose order is worked out; pages with more are tables, which are read row by row."""


class Extent(NamedTuple):
    """The area of a block, and when it was written."""

    left: float
    right: float
    top: float
    bottom: float
    order: int

    def overlaps(self, other: "Extent") -> bool:
        """Return whether some of one is right above or below some of the other."""
        shared = min(self.right, other.right) - max(self.left, other.left)
        return shared > SHARED * min(self.right - self.left, other.right - other.left)


class Block(NamedTuple):
    """Lines that follow one another."""

    lines: list[Line]

    @property
    def extent(self) -> Extent:
        """Return the area that the lines take up."""
        first, last = self.lines[0], self.lines[-1]
        left, right = min(line.left for line in self.lines), max(line.right for line in self.lines)
        return Extent(left, right, first.top, last.base, first.order)


def blocks(rows: Sequence[Row]) -> list[Block]:
    """Return the lines of *rows* as blocks in the order in which they are read."""
    found = list(_stacks(rows))
    extents = [block.extent for block in found]
    if len(found) > MOST_BLOCKS:
        return found
    order: list[int] = []
    for index in sorted(range(len(found)), key=lambda index: (extents[index].top, extents[index].left)):
        _visit(index, extents, order, set())
    return [found[index] for index in order]


def _visit(index: int, extents: list[Extent], order: list[int], waiting: set[int]) -> None:
    """Put *index* into *order* after all that is read before it."""
    if index in order or index in waiting:
        return
    waiting.add(index)
    for other in range(len(extents)):
        if other != index and _is_before(extents[other], extents[index], extents):
            _visit(other, extents, order, waiting)
    order.append(index)


def _is_before(one: Extent, other: Extent, all_of_them: list[Extent]) -> bool:
    if one.overlaps(other):
        return one.top < other.top
    is_later = one.top > other.bottom and one.order > other.order
    low, high = sorted((one.top, other.top))
    return (
        one.left < other.left
        and not is_later
        and not any(low < b.top < high and b.overlaps(one) and b.overlaps(other) for b in all_of_them)
    )


def _stacks(rows: Sequence[Row]) -> Iterator[Block]:
    """Yield blocks in the order in which they start."""
    found: list[Block] = []
    growing: list[Block] = []
    for row in rows:
        growing = growing[-MOST_BLOCKS:]
        above = [[block for block in growing if block.lines[-1].overlaps(line)] for line in row]
        claims = Counter(id(block) for candidates in above for block in candidates)
        for line, candidates in zip(row, above, strict=True):
            only = candidates[0] if len(candidates) == 1 else None
            if only is not None and claims[id(only)] == 1 and _follows(line, only.lines[-1]):
                only.lines.append(line)
                continue
            closed = {id(block) for block in candidates}
            growing = [block for block in growing if id(block) not in closed]
            growing.append(Block([line]))
            found.append(growing[-1])
    yield from found


def _follows(line: Line, last: Line) -> bool:
    small, large = sorted((line.size, last.size))
    return large <= ALIKE * small and line.base - last.base <= LEADING * large
