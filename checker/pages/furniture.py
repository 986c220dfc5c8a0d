"""The lines that repeat from page to page: headers, footers, page numbers."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from checker.pages.lines import Line, Row

MARGIN = 0.12
"""Part of a page's height, above and below, where such lines stand."""

LARGEST = 1.15
"""Size by that of the text above which a line is a heading, even if the next page has the same."""

ENOUGH = 3
"""Pages that must have the line, where there are as many."""

LONGEST = 60
"""Letters of a line that may be a page number."""

DIGITS = re.compile(r"\d+")
PAGE_NUMBER = re.compile(
    r"\W*(?:page|p\.|seite|página|pagina)?\s*(?:#|[ivxl]+)(?:\s*(?:of|/|von|de|di|sur)\s*#)?\W*"
)
"""A line that only counts the pages, its digits replaced."""

FOOT = 0.95
"""Part of a page's height below which a line is read last, whichever column it stands under."""


class Body(NamedTuple):
    """The rows of a page, and how high it is."""

    rows: list[Row]
    height: float


class Furniture:
    """What repeats on the pages of one file.

    Args:
        pages: all pages.
        size: the font size of most of the text.
    """

    def __init__(self, pages: Sequence[Body], size: float) -> None:
        """Count what stands in the margins."""
        self._size = size
        self._met: set[str] = set()
        counts = Counter(key for page in pages for key in {_key(line) for line in _marginal(page)})
        enough = min(ENOUGH, max(len(pages), 2))
        self._keys = {
            key for key, count in counts.items() if count >= enough or PAGE_NUMBER.fullmatch(key[:LONGEST])
        }

    def without(self, page: Body) -> list[Row]:
        """Return the rows of *page* without what repeats."""
        rest = ([line for line in row if not self._is_one(line, page.height)] for row in page.rows)
        return [row for row in rest if row]

    def first(self, page: Body) -> Iterator[Line]:
        """Yield what repeats and stands on *page* for the first time."""
        for line in _marginal(page):
            key = _key(line)
            if self._is_one(line, page.height) and key not in self._met:
                self._met.add(key)
                yield line

    def _is_one(self, line: Line, height: float) -> bool:
        is_small = line.size <= LARGEST * self._size
        return is_small and _is_marginal(line, height) and _key(line) in self._keys


def foot_apart(page: Body, rows: list[Row]) -> tuple[list[Row], list[Row]]:
    """Return *rows* of *page* without those at its foot, and those."""
    low = FOOT * page.height
    return [row for row in rows if row[0].base <= low], [row for row in rows if row[0].base > low]


def _key(line: Line) -> str:
    return DIGITS.sub("#", line.text.lower())


def _marginal(page: Body) -> Iterator[Line]:
    return (line for row in page.rows for line in row if _is_marginal(line, page.height))


def _is_marginal(line: Line, height: float) -> bool:
    return line.base < MARGIN * height or line.top > (1 - MARGIN) * height
