"""Where the lines of a Markdown paragraph stand in their file, and which of their characters are markup."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from checker.parsing.inline import Span

NEWLINE = re.compile("\n")


class Line(NamedTuple):
    """One line of a paragraph, without the white space around it."""

    number: int
    """Counted from 0."""
    offset: int
    """Where it starts in the paragraph as the parser has it."""
    start: int
    """Where it starts in the document."""
    end: int


class Lines:
    """The lines of a document."""

    def __init__(self, text: str) -> None:
        """Find where they start."""
        self.text = text
        self._starts = [0, *(match.end() for match in NEWLINE.finditer(text)), len(text) + 1]

    @property
    def count(self) -> int:
        """Return how many there are."""
        return len(self._starts) - 1

    def start(self, number: int) -> int:
        """Return where the line *number* starts; the last one is followed by one that is empty."""
        return min(self._starts[min(number, len(self._starts) - 1)], len(self.text))

    def end(self, number: int) -> int:
        """Return where the line *number* ends, its newline left out."""
        return self._starts[min(number + 1, len(self._starts) - 1)] - 1

    def locate(self, paragraph: str, first: int) -> list[Line]:
        """Return the lines of a *paragraph* that starts on the line *first*.

        The parser takes away what stands before a line (indents, signs of quotation) and white
        space after it, so a line's words are the last on their line in the file.
        """
        lines, offset = [], 0
        for number, raw in enumerate(paragraph.split("\n"), first):
            words = raw.strip()
            start = max(self.text.rfind(words, self.start(number), self.end(number)), self.start(number))
            lines.append(Line(number, offset + len(raw) - len(raw.lstrip()), start, start + len(words)))
            offset += len(raw) + 1
        return lines

    def prefix(self, line: Line) -> Span:
        """Return the part of the file's line that stands before the words of *line*."""
        return self.start(line.number), line.start


class Markup:
    """Spans of a document that are markup, in its order."""

    def __init__(self, spans: Iterable[Span] = ()) -> None:
        """Sort the *spans*, which do not overlap."""
        self._spans = sorted(spans)
        self._begins = [begin for begin, _ in self._spans]

    def inside(self, start: int, end: int) -> tuple[Span, ...]:
        """Return what lies between *start* and *end*."""
        first = max(0, bisect_right(self._begins, start) - 1)
        spans = self._spans[first : bisect_left(self._begins, end)]
        return tuple((max(a, start), min(b, end)) for a, b in spans if max(a, start) < min(b, end))


def moved(spans: Iterable[Span], lines: list[Line]) -> Iterator[Span]:
    """Yield *spans* of a paragraph as spans of the document that holds its *lines*."""
    offsets = [line.offset for line in lines]
    for begin, stop in spans:
        first = max(0, bisect_right(offsets, begin) - 1)
        for line in lines[first : bisect_left(offsets, stop)]:
            shift = line.start - line.offset
            start, end = max(begin + shift, line.start), min(stop + shift, line.end)
            if start < end:
                yield start, end


def trimmed(text: str, start: int, end: int, markup: tuple[Span, ...]) -> Span:
    """Return *start* and *end* without the markup and white space at either side."""
    for begin, stop in markup:
        if text[start:begin].strip():
            break
        start = stop
    for begin, stop in reversed(markup):
        if text[stop:end].strip() or begin < start:
            break
        end = begin
    return start, max(start, end)
