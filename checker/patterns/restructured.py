"""reStructuredText as tags and texts: its headings, lists, paragraphs and literals, not every directive."""

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from checker.patterns.stretch import Traced, traced
from checker.patterns.tags import Piece, end, start

RULE = re.compile(r"([!-/:-@\[-`{-~])\1+[ \t]*$")
"""A line under or over a heading."""
BULLET = re.compile(r"(?:[-*+•]|(?:\d+|[A-Za-z]|#)[.)])[ \t]+")
ITEM = re.compile(rf"^[ \t]*{BULLET.pattern}", re.MULTILINE)
GRID = re.compile(r"[ \t]*\+(?:[-=]+\+)+[ \t]*$", re.MULTILINE)
"""A line of a table drawn with marks."""
CELL = re.compile(r"(?<=\|)[ \t]*(?P<cell>[^|\s](?:[^|\n]*[^|\s])?)[ \t]*(?=\|)")
DIRECTIVE = re.compile(r"\.\.[ \t]+(?P<name>[\w-]+)::[ \t]*(?P<rest>[^\n]*)")
COMMENT = re.compile(r"\.\.(?:[ \t]+(?P<words>.*))?$", re.DOTALL)
PROSE = frozenset(
    "note warning tip important caution danger attention hint admonition seealso deprecated".split()
)
"""Directives whose content is prose."""
INLINE = re.compile(
    r"``(?P<literal>.+?)``|:[\w:+.-]+:`(?P<role>[^`]+)`|`(?P<link>[^`<]+?)(?:[ \t\n]*<[^>`]+>)?`__?"
    r"|\*\*(?P<strong>[^*\n]+)\*\*|(?<![\w*])\*(?P<em>[^*\s][^*]*?)\*(?![\w*])|\|(?P<known>[^|\n]+)\|",
    re.DOTALL,
)
TAGS = {"literal": "tt", "role": "tt", "link": "a", "strong": "strong", "em": "em", "known": "span"}


class _Lines(NamedTuple):
    """Lines that stand together, and where they begin."""

    first: int
    text: str

    @property
    def indent(self) -> int:
        return len(self.text) - len(self.text.lstrip(" \t"))


def pieces_of(text: str) -> Iterator[Piece]:
    """Yield the pieces of the reStructuredText *text*."""
    ranks: list[str] = []
    literal = -1
    for block in _blocks(text):
        if literal >= 0 and block.indent > literal:
            continue
        literal = -1
        found = DIRECTIVE.match(block.text, block.indent)
        comment = COMMENT.match(block.text, block.indent)
        if found:
            literal = -1 if found["name"] in PROSE else block.indent
            continue
        if comment:
            words = (comment["words"] or "").strip()
            yield Piece("comment", words, traced(words, block.first))
            continue
        yield from _block(block, ranks)
        literal = block.indent if block.text.rstrip().endswith("::") else -1


def _blocks(text: str) -> Iterator[_Lines]:
    for match in re.finditer(r"[^\n]*\S[^\n]*(?:\n[^\n]*\S[^\n]*)*", text):
        yield _Lines(match.start(), match[0])


def _block(block: _Lines, ranks: list[str]) -> Iterator[Piece]:
    if GRID.match(block.text):
        yield from _cells(block)
        return
    lines = block.text.split("\n")
    title = _title(lines)
    if title is not None:
        style = f"{len(lines)}{lines[-1][:1]}"
        if style not in ranks:
            ranks.append(style)
        shift = sum(len(line) + 1 for line in lines[:title])
        name = f"h{min(ranks.index(style) + 1, 6)}"
        yield from _element(name, traced(lines[title], block.first + shift).stripped())
    elif BULLET.match(block.text, block.indent):
        yield from _items(block)
    elif not RULE.match(block.text):
        yield from _element("p", traced(block.text, block.first).stripped())


def _cells(block: _Lines) -> Iterator[Piece]:
    """Yield each line of a cell as a cell: of those above a line of `=` as a header."""
    rule = block.text.find("+=")
    for cell in CELL.finditer(block.text):
        first = block.first + cell.start("cell")
        yield from _element("th" if cell.start() < rule else "td", traced(cell["cell"], first))


def _title(lines: Sequence[str]) -> int | None:
    """Return which of *lines* is a heading, if they are one."""
    if len(lines) == 2 and RULE.match(lines[1]) and not RULE.match(lines[0]):  # noqa: PLR2004 - title, underline
        return 0
    is_framed = len(lines) == 3 and RULE.match(lines[0]) and RULE.match(lines[2])  # noqa: PLR2004 - with overline
    return 1 if is_framed else None


def _items(block: _Lines) -> Iterator[Piece]:
    marks = list(ITEM.finditer(block.text))
    for mark, following in zip(marks, [*marks[1:], None], strict=True):
        stop = following.start() if following else len(block.text)
        item = traced(block.text[mark.end() : stop], block.first + mark.end())
        yield from _element("li", item.stripped())


def _element(name: str, words: Traced) -> Iterator[Piece]:
    yield start(name)
    at = 0
    for found in INLINE.finditer(words.text):
        if found.start() > at:
            yield Piece("text", traced=words[at : found.start()])
        kind = found.lastgroup or "span"
        span = found.span(kind)
        yield start(TAGS[kind])
        yield Piece("text", traced=words[span[0] : span[1]])
        yield end(TAGS[kind])
        at = found.end()
    if at < len(words.text):
        yield Piece("text", traced=words[at:])
    yield end(name)
