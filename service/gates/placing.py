"""Findings by field: where their words are in what was sent, markup and all.

What a reader makes of HTML has other offsets than the HTML. So a quotation is looked for in the field as it
was sent, and counts as found where it stands there as often as in what was read: then the first is the first,
the second the second. Where markup lies in it no offsets are given; what stands around it tells it apart.
"""

import re
from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from checker.domain import BlockKind, Document, Finding
from service.exchange.gates import GateField, GateFinding
from service.nouns.hooks import FieldKind

MARKUP = re.compile(r"<!--.*?(?:-->|\Z)|<[a-z/!?][^<>]*>", re.IGNORECASE | re.DOTALL)
"""What stands in HTML and is no word of it."""
UNSEEN = frozenset({BlockKind.COMMENT, BlockKind.ALT_TEXT})
"""Kinds of block whose words are markup in HTML."""
AROUND = 32
"""Characters before and after a quotation that are told with it."""


class Span(NamedTuple):
    """A stretch of a text, in code points."""

    start: int
    end: int


class Fields:
    """The fields that were sent, and where each is in the document that was read."""

    def __init__(self, fields: Sequence[GateField], document: Document) -> None:
        """Find *fields* in *document*."""
        self._sent: Mapping[str, GateField] = {field.path: field for field in fields}
        self._order = {field.path: number for number, field in enumerate(fields)}
        self._document = document
        self._read = dict(_stretches(document))
        self._starts = [block.start for block in document.blocks]

    def order(self, finding: Finding) -> tuple[int, int]:
        """Return by what findings are sorted: those about the whole first, then by field and place."""
        return self._order.get(self.field(finding), -1), finding.location.start

    def field(self, finding: Finding) -> str:
        """Return the path of the field that *finding* is about; empty where it is about the whole."""
        named = finding.location.field or ""
        return named if finding.quote and named in self._sent else ""

    def placed(self, finding: Finding, *, refuses: bool) -> GateFinding:
        """Return *finding* as an editor is shown it."""
        field = self.field(finding)
        before, after = self._around(finding, field)
        span = self._span(finding, field)
        return GateFinding(
            id=finding.id,
            severity=finding.severity,
            guideline=finding.guideline,
            guideline_quote=finding.guideline_quote,
            field=field,
            quote=finding.quote,
            prefix=before,
            suffix=after,
            start=span.start if span else None,
            end=span.end if span else None,
            says=finding.explanation,
            suggestion=finding.suggestion or "",
            refuses=refuses,
        )

    def _around(self, finding: Finding, field: str) -> tuple[str, str]:
        read = self._read.get(field)
        if read is None:
            return "", ""
        text, place = self._document.text, finding.location
        before = text[max(read.start, place.start - AROUND) : place.start]
        return before, text[place.end : min(read.end, place.end + AROUND)]

    def _span(self, finding: Finding, field: str) -> Span | None:
        """Return where the words of *finding* are in what was sent; none where that is not sure."""
        read = self._read.get(field)
        if read is None:
            return None
        quote = finding.quote
        there = _places(quote, _shown(self._sent[field]))
        here = [at for at in _places(quote, self._document.text, read) if self._is_seen(at)]
        if len(there) != len(here) or finding.location.start not in here:
            return None
        start = there[here.index(finding.location.start)]
        return Span(start, start + len(quote))

    def _is_seen(self, at: int) -> bool:
        """Return whether what is *at* that offset of the document is no markup in what was sent."""
        block = self._document.blocks[max(0, bisect_right(self._starts, at) - 1)]
        return block.kind not in UNSEEN and not block.place.hidden


def _stretches(document: Document) -> Iterator[tuple[str, Span]]:
    """Yield the path of each field of *document*, and from where to where it reaches."""
    reach: dict[str, Span] = {}
    for block in document.blocks:
        path = block.place.field
        if path is not None:
            known = reach.get(path, Span(block.start, block.end))
            reach[path] = Span(min(known.start, block.start), max(known.end, block.end))
    yield from reach.items()


def _shown(field: GateField) -> str:
    """Return the text of *field* with the markup of HTML blanked out, every word where it was."""
    if field.kind is FieldKind.TEXT or field.kind is FieldKind.MARKDOWN:
        return field.text
    return MARKUP.sub(lambda found: "\0" * len(found[0]), field.text)


def _places(quote: str, text: str, within: Span | None = None) -> list[int]:
    """Return where *quote* stands in *text*, overlaps included."""
    start, end = within or (0, len(text))
    found = re.compile(f"(?={re.escape(quote)})").finditer(text, start)
    return [match.start() for match in found if match.start() + len(quote) <= end]
