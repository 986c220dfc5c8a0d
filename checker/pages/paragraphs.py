"""Lines put together to paragraphs, and words that were divided at the ends of lines made whole.

A hyphen at the end of a line goes if the word without it stands somewhere else in the document, or if the
word with it doesn't and its first part is not one that makes compounds (`self-`, `cross-`). It stays before a
capital or a digit. A soft hyphen always goes.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from statistics import median
from typing import NamedTuple

from checker.pages.lines import BULLET, Line
from checker.pages.order import Block, Extent

HYPHENS = "-\u2010\u00ad"
SOFT_HYPHEN = "\u00ad"
DIVIDED = re.compile(rf"([^\W\d_]+)[{HYPHENS}]$")
LONGEST_WORD = 60
WORD = re.compile(r"[^\W\d_]+(?:[-\u2010][^\W\d_]+)*")

COMPOUNDING = frozenset(
    re.findall(
        r"\w+",
        """all anti best co cost cross customer data easy eco end ever ex fast first five four free full half
        hands high in inter key large late left life long low lower market mid mobile multi must near new next
        no non off old on one open out over part peer performance post pre price pro quick ready real risk
        second self semi set short side single small so state sub super ten third three time top two ultra
        under up user value well wide world year zero""",
    )
)
"""First parts that keep their hyphen: `self-service`, `low-cost`, `end-to-end`."""

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


def vocabulary(lines: Iterable[Line]) -> frozenset[str]:
    """Return the words of *lines* in lower case, but not those divided at their ends."""
    return frozenset(word.lower() for line in lines for word in WORD.findall(_undivided(line.text)))


def _undivided(text: str) -> str:
    return text[:-LONGEST_WORD] + DIVIDED.sub("", text[-LONGEST_WORD:])


def joined(texts: Sequence[str], known: frozenset[str]) -> str:
    """Return *texts*, the lines of a paragraph, as one; *known* are words of the document."""
    whole = ""
    for text in texts:
        divided = DIVIDED.search(whole, max(len(whole) - LONGEST_WORD, 0))
        if not divided or not text[:1].isalpha():
            whole += f" {text}" if whole else text
        elif whole.endswith(SOFT_HYPHEN) or (text[0].islower() and _is_one_word(divided[1], text, known)):
            whole = whole[:-1] + text
        else:
            whole += text
    return whole.replace(SOFT_HYPHEN, "")


def _is_one_word(start: str, text: str, known: frozenset[str]) -> bool:
    """Return whether *start* and the first word of *text* were one word before it was divided."""
    rest = WORD.match(text)
    end = rest[0].lower() if rest else ""
    if start.lower() + end in known:
        return True
    return f"{start.lower()}-{end}" not in known and start.lower() not in COMPOUNDING
