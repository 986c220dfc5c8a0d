"""What the paragraphs of a PDF are, by their size and weight against the rest."""

from collections import Counter
from collections.abc import Iterable, Sequence

from checker.domain import BlockKind
from checker.pages.lines import Line
from checker.pages.paragraphs import ENDS, Paragraph

LARGER = 1.15
"""Size by that of most of the text from which a paragraph is a heading."""

LONGEST_HEADING = 25
"""Words of the longest heading."""

LONGEST_BOLD = 12
"""Words of the longest heading that is only bold, not larger."""

DEEPEST = 6


def usual_size(lines: Iterable[Line]) -> float:
    """Return the font size of most letters, to half a point; 0 where there are none."""
    letters: Counter[float] = Counter()
    for line in lines:
        letters[_rounded(line.size)] += len(line.text)
    return max(letters, key=lambda size: (letters[size], -size), default=0.0)


class Roles:
    """What the paragraphs of one file are.

    Args:
        paragraphs: all of them, in reading order.
        size: the font size of most of the text.
        first: how many of them stand on the first page.
    """

    def __init__(self, paragraphs: Sequence[Paragraph], size: float, first: int) -> None:
        """Rank the sizes of headings, and look for the title on the first page."""
        self._size = size
        headings = [paragraph for paragraph in paragraphs if self._is_large(paragraph)]
        self._sizes = sorted({_rounded(heading.size) for heading in headings}, reverse=True)
        candidates = [paragraph for paragraph in paragraphs[:first] if self._is_large(paragraph)]
        self._title = max(candidates, key=lambda paragraph: _rounded(paragraph.size), default=None)

    def role(self, paragraph: Paragraph) -> tuple[BlockKind, int]:
        """Return the kind and the level of *paragraph*."""
        if paragraph is self._title:
            return BlockKind.TITLE, 0
        if self._is_large(paragraph):
            return BlockKind.HEADING, min(self._sizes.index(_rounded(paragraph.size)) + 1, DEEPEST)
        if paragraph.is_row:
            return BlockKind.CELL, 0
        if paragraph.is_bullet:
            return BlockKind.BULLET, 1
        if _is_bold_heading(paragraph):
            return BlockKind.HEADING, min(len(self._sizes) + 1, DEEPEST)
        return BlockKind.PARAGRAPH, 0

    def _is_large(self, paragraph: Paragraph) -> bool:
        return (
            not paragraph.is_row
            and _rounded(paragraph.size) >= LARGER * self._size
            and _words(paragraph) <= LONGEST_HEADING
        )


def _is_bold_heading(paragraph: Paragraph) -> bool:
    is_short = _words(paragraph) <= LONGEST_BOLD
    return paragraph.bold and is_short and not paragraph.lines[-1].text.endswith((*ENDS, ",", ";"))


def _words(paragraph: Paragraph) -> int:
    return sum(len(line.text.split()) for line in paragraph.lines)


def _rounded(size: float) -> float:
    return round(size * 2) / 2
