"""From tags and texts to stretches: which texts belong together, and what part of a document each is.

Style packages are written for what Vale makes of a document, so its habits are kept: inline code and
addresses that show themselves become asterisks, an inline element is set off by a space, a list item is a
stretch of its own, only the first paragraph of a quotation counts as quoted, what is switched off by a
comment is not read.
"""

import re
from collections.abc import Iterable, Iterator

from checker.patterns.muting import Switches
from checker.patterns.stretch import EMPTY, NOWHERE, Stretch, Traced, foreign, joined
from checker.patterns.tags import Piece, unescaped

SKIPPED = frozenset({"script", "style", "pre", "figure", "noscript", "iframe"})
MASKED = frozenset({"tt", "code", "kbd"}) | SKIPPED
SKIPPED_CLASSES = frozenset({"problematic", "pre", "code"})
INLINE = frozenset(
    {
        "b",
        "big",
        "i",
        "small",
        "abbr",
        "acronym",
        "cite",
        "dfn",
        "em",
        "kbd",
        "strong",
        "a",
        "br",
        "img",
        "span",
    }
    | {"sub", "sup", "code", "tt", "del"}
)
VOID = frozenset(
    {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"}
)
PARTS = {
    "th": "text.table.header",
    "td": "text.table.cell",
    "caption": "text.table.caption",
    "li": "text.list",
    "blockquote": "text.blockquote",
    "figcaption": "text.figure.caption",
}
INNER = {
    "a": "link",
    "strong": "strong",
    "b": "strong",
    "em": "emphasis",
    "i": "emphasis",
    "code": "code",
    "tt": "code",
}
HEADING = re.compile(r"h\d")
TIGHT = tuple(".?!,:;)]}—–")
"""Marks that stand close to the word before them."""
OPEN = tuple("([{—–")
"""Marks that stand close to the word behind them, unless the document parts them."""


class Walker:
    """Reads the pieces of a document one by one and gives out its stretches."""

    def __init__(self, suffix: str, switches: Switches) -> None:
        """Begin a document.

        Args:
            suffix: the ending of its scopes, such as `.md`.
            switches: what its comments switch off; it is told of each comment.
        """
        self._suffix = suffix
        self._switches = switches
        self._texts: list[Traced] = []
        self._gap = NOWHERE
        """Origin of the white space behind what was read last."""
        self._tags: list[str] = []
        self._open: list[tuple[str, list[Traced]]] = []
        self._inner: list[tuple[str, Traced]] = []
        self._skipping = ""
        self._depth = 0
        self._is_inline = self._is_masked = self._has_closed = False
        self._address: str | None = None
        self._classes = ""

    def walk(self, pieces: Iterable[Piece]) -> Iterator[Stretch]:
        """Yield the stretches of *pieces*."""
        for piece in pieces:
            yield from self._take(piece)
            self._address = piece.attributes.get("href", "")
            self._classes = piece.attributes.get("class", "")
        yield from self._flush()

    def _take(self, piece: Piece) -> Iterator[Stretch]:
        if piece.kind == "comment":
            self._has_closed = self._has_closed or not self._is_inline
            self._switches.hear(piece.name, piece.traced)
        elif piece.kind == "text":
            self._read(piece.traced)
        elif piece.kind == "void":
            self._is_inline, self._has_closed = piece.name in INLINE or self._is_inline, False
            yield from self._alternative(piece)
        elif piece.kind == "start":
            yield from self._opened(piece)
        else:
            yield from self._closed(piece.name)

    def _opened(self, piece: Piece) -> Iterator[Stretch]:
        name = piece.name
        if self._skipping:
            self._depth += name == self._skipping
            return
        is_block = name not in INLINE
        if is_block and (name in SKIPPED or _is_skipped(piece.attributes.get("class", ""))):
            self._skipping, self._depth = name, 1
            return
        if is_block and name not in VOID and any(text.text.strip() for text in self._texts):
            yield from self._flush()
        if name in {"em", "b"} and self._tags[-1:] == ["code"]:
            name = "code"
        self._is_inline, self._is_masked, self._has_closed = name in INLINE, name in MASKED, False
        if name in INNER:
            self._open.append((name, []))
        self._tags.append(name)
        yield from self._alternative(piece)

    def _closed(self, name: str) -> Iterator[Stretch]:
        if self._skipping:
            self._depth -= name == self._skipping
            self._skipping = self._skipping if self._depth else ""
            if self._skipping or name in INLINE:
                return
        if name not in INLINE:
            yield from self._flush()
            return
        self._has_closed = True
        if self._open and self._open[-1][0] == name:
            inner = joined(self._open.pop()[1]).stripped()
            if inner.text:
                self._inner.append((INNER[name], inner))

    def _read(self, traced: Traced) -> None:
        traced = unescaped(traced)
        text = traced.stripped()
        tail = len(traced.text.rstrip())
        if text.text and not self._skipping and not self._switches.is_off:
            self._add(traced, text)
            is_followed = tail < len(traced.text)
            self._gap = traced.origins[tail] if is_followed else NOWHERE
        elif traced.text:
            self._gap = traced.origins[0]

    def _add(self, whole: Traced, text: Traced) -> None:
        """Add *text*, which is *whole* without the white space around it."""
        is_masked = self._is_masked or _is_skipped(self._classes)
        shown = text.masked() if is_masked or self._address == text.text else text
        self._is_masked = False
        lead = self._lead(whole, text.text[0] in TIGHT and not is_masked)
        if self._gap == NOWHERE and lead.text.startswith(" ") and self._ends_open:
            lead = lead[1:]
        self._has_closed = False
        self._texts += (lead, shown)
        for name, inner in self._open:
            inner += (text,) if name in MASKED else (lead, shown)

    @property
    def _ends_open(self) -> bool:
        return bool(self._texts) and self._texts[-1].text.endswith(OPEN)

    def _lead(self, whole: Traced, is_tight: bool) -> Traced:  # noqa: FBT001 - said by one caller
        """Return what sets a text off from the one before it."""
        first = whole.text[0]
        if self._is_nested and not self._is_inline:
            return foreign(" ")
        if self._has_closed:
            gap = "\n" if first in "\r\n" else " " if first in " \t" else ""
            return foreign(gap, whole.origins[0]) if gap else EMPTY
        return foreign(" ", self._gap) if self._is_inline and not is_tight else EMPTY

    @property
    def _is_nested(self) -> bool:
        tags = self._tags
        return len(tags) > 3 and tags[-1] == "li" and tags[-2] in {"ol", "ul"} and tags[-3] == "li"  # noqa: PLR2004 - Vale's

    def _alternative(self, piece: Piece) -> Iterator[Stretch]:
        if piece.name == "img" and piece.traced.text:
            yield self._stretch(piece.traced, "text.attr.alt")

    def _flush(self) -> Iterator[Stretch]:
        """Yield what was read since the last block ended."""
        traced, inner = joined(self._texts), self._inner
        if traced.text.strip():
            scope = self._part()
            if scope != "text":
                traced = traced[len(traced.text) - len(traced.text.lstrip(" ")) :]
            yield self._stretch(traced, f"{scope}{self._suffix}")
            for name, part in inner:
                yield Stretch(part, f"{name}{self._suffix}", block=scope, muted=self._switches.muted)
        self._texts, self._inner, self._tags, self._gap = [], [], [], NOWHERE

    def _part(self) -> str:
        for tag in self._tags:
            if tag in PARTS:
                return PARTS[tag]
            if HEADING.fullmatch(tag):
                return f"text.heading.{tag}"
        return "text"

    def _stretch(self, traced: Traced, scope: str) -> Stretch:
        return Stretch(traced, scope, muted=self._switches.muted)


def _is_skipped(classes: str) -> bool:
    return not SKIPPED_CLASSES.isdisjoint(classes.split(" "))
