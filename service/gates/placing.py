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

MARKUP = re.compile(
    r"<!--.*?(?:-->|\Z)|<(script|style|template)\b.*?(?:</\1\s*>|\Z)|<[a-z/!?][^<>]*>",
    re.IGNORECASE | re.DOTALL,
)
"""What stands in HTML and is no word of it."""
UNSEEN = frozenset({BlockKind.COMMENT, BlockKind.ALT_TEXT})
"""Kinds of block whose words are markup in HTML."""
PLAIN = frozenset({FieldKind.TEXT, FieldKind.MARKDOWN})
"""Kinds of field that are read as they were sent."""
LINE_END = r"(?:\r\n?|\n)"
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
        self._placed: dict[tuple[str, str], dict[int, Span]] = {}

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
        if field not in self._read:
            return None
        wanted = field, finding.quote
        if wanted not in self._placed:
            self._placed[wanted] = self._paired(field, finding.quote)
        return self._placed[wanted].get(finding.location.start)

    def _paired(self, field: str, quote: str) -> dict[int, Span]:
        """Return where each place of *quote* in the document is in what was sent, by its first offset."""
        sent = self._sent[field]
        there = list(_places(quote, _shown(sent)))
        read = _places(quote, self._document.text, self._read[field])
        here = [span.start for span in read if sent.kind in PLAIN or self._is_seen(span.start)]
        return dict(zip(here, there, strict=True)) if len(here) == len(there) else {}

    def _is_seen(self, at: int) -> bool:
        """Return whether what is *at* that offset of the document is no markup in the HTML that was sent."""
        block = self._document.blocks[max(0, bisect_right(self._starts, at) - 1)]
        return block.kind not in UNSEEN


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
    if field.kind in PLAIN:
        return field.text
    return MARKUP.sub(lambda found: "\0" * len(found[0]), field.text)


def _places(quote: str, text: str, within: Span | None = None) -> Iterator[Span]:
    """Yield where *quote* stands in *text*, whichever its line ends are, overlaps included."""
    words = re.compile(LINE_END.join(re.escape(line) for line in quote.split("\n")))
    start, end = within or (0, len(text))
    while found := words.search(text, start, end):
        yield Span(*found.span())
        start = found.start() + 1
