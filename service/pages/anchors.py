"""Where findings lie in a text that stands in a browser, counted as browsers count.

A document's offsets count code points of what a reader made of the text; a browser counts UTF-16 code units
of the text as it was typed.
"""

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence

from checker.composition import tidy
from checker.domain import Document, Finding, Noun

MARK = "\ufeff"
"""The byte order mark, which readers leave out."""


class Anchor(Noun):
    """A stretch of a text in UTF-16 code units."""

    start: int
    end: int


def anchors(text: str, document: Document, findings: Iterable[Finding]) -> dict[str, Anchor]:
    """Return where the words of *findings* lie in *text*, by their ids; what can't be found is left out.

    Args:
        text: what was typed.
        document: what was read from it.
        findings: what was found in the document.
    """
    quoting = sorted((f for f in findings if f.quote), key=lambda f: f.location.start)
    shift = _shift(text, document.text)
    units = _Units(text)
    if shift is not None:
        return {f.id: units.anchor(f.location.start + shift, f.location.end + shift) for f in quoting}
    return dict(_sought(text, quoting, units))


def _sought(text: str, findings: Sequence[Finding], units: "_Units") -> Iterator[tuple[str, Anchor]]:
    """Yield where the quotes of *findings*, in reading order, stand in *text*; each after those before it."""
    last, at = -1, -1
    for finding in findings:
        begin = max(0, at + (finding.location.start > last))
        start = text.find(finding.quote, begin)
        start = text.find(finding.quote) if start < 0 else start
        if start >= 0:
            yield finding.id, units.anchor(start, start + len(finding.quote))
            last, at = finding.location.start, start


def _shift(text: str, read: str) -> int | None:
    """Return how many code points of *text* come before what was *read*; none where it was read otherwise."""
    if tidy(text) == read:
        return 0
    return 1 if text.startswith(MARK) and tidy(text[1:]) == read else None


class _Units:
    """Code points of one text to UTF-16 code units."""

    def __init__(self, text: str) -> None:
        self._wide = [i for i, character in enumerate(text) if character > "\uffff"]

    def anchor(self, start: int, end: int) -> Anchor:
        """Return the stretch from code point *start* to *end*."""
        return Anchor(start=self._unit(start), end=self._unit(end))

    def _unit(self, offset: int) -> int:
        return offset + bisect_left(self._wide, offset)
