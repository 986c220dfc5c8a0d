"""HTML inside Markdown: which of it is words, where the file's own text stays the document's."""

import re
from collections.abc import Iterator

from checker.domain import BlockKind, Place
from checker.parsing.pieces import Stretch

PART = re.compile(
    r"<!--(?P<comment>.*?)(?:-->|\Z)"
    r"|<(?P<raw>script|style|template|svg)\b.*?(?:</(?P=raw)\s*>|\Z)"
    r"|</?(?P<tag>[a-z][a-z0-9-]*+)[^<>]*+>"
    r"|<[!?][^<>]*>",
    re.IGNORECASE | re.DOTALL,
)
"""What is not words: comments, programs, pictures, tags."""

INLINE = frozenset(
    {
        "a",
        "abbr",
        "b",
        "big",
        "cite",
        "code",
        "del",
        "em",
        "font",
        "i",
        "ins",
        "kbd",
        "mark",
        "q",
        "s",
        "small",
    }
    | {"span", "strong", "sub", "sup", "u"}
)
"""Tags inside a sentence; any other ends the words before it."""

HEADING = re.compile(r"h([1-6])", re.IGNORECASE)
KINDS = {"li": BlockKind.BULLET, "td": BlockKind.CELL, "th": BlockKind.CELL, "pre": BlockKind.CODE}


def find_words(text: str, start: int, end: int) -> Iterator[Stretch]:
    """Yield comments and words of the HTML that stands in *text* from *start* to *end*."""
    words = _Words(text, start)
    for part in PART.finditer(text, start, end):
        if (part["tag"] or "").lower() in INLINE:
            words.markup.append(part.span())
            continue
        yield from words.until(part.start())
        if part["comment"]:
            yield from _Words(text, part.start("comment"), BlockKind.COMMENT).until(part.end("comment"))
        words = _Words(text, part.end(), _kind(part["tag"]), _level(part["tag"]))
    yield from words.until(end)


class _Words:
    """A run of words between tags that end it."""

    def __init__(self, text: str, start: int, kind: BlockKind = BlockKind.PARAGRAPH, level: int = 0) -> None:
        self._text = text
        self._start = start
        self._kind = kind
        self._level = level
        self.markup: list[tuple[int, int]] = []

    def until(self, end: int) -> Iterator[Stretch]:
        """Yield the run as a stretch that ends at *end*, unless it is blank."""
        raw = self._text[self._start : end]
        start, end = self._start + len(raw) - len(raw.lstrip()), self._start + len(raw.rstrip())
        if sum(stop - begin for begin, stop in self.markup) + raw.count(" ") + raw.count("\n") >= len(raw):
            return
        place = Place(hidden=self._kind is BlockKind.COMMENT)
        markup = tuple(self.markup)
        yield Stretch(start, end, self._kind, {"level": self._level, "place": place, "markup": markup})


def _kind(tag: str | None) -> BlockKind:
    return BlockKind.HEADING if _level(tag) else KINDS.get((tag or "").lower(), BlockKind.PARAGRAPH)


def _level(tag: str | None) -> int:
    """Return 1–6 for a heading's tag, else 0."""
    heading = HEADING.fullmatch(tag or "")
    return int(heading[1]) if heading else 0
