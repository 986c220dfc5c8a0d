"""AsciiDoc as tags and texts: its headings, lists, tables, paragraphs and literals, not every macro."""

import re
from collections.abc import Iterator

from checker.patterns.stretch import Traced, traced
from checker.patterns.tags import Piece, end, start

FENCE = re.compile(r"(?:-{4,}|\.{4,}|\+{4,}|/{4,}|```\w*)[ \t]*$")
"""What opens and closes a block that is no prose."""
QUOTE = re.compile(r"_{4,}[ \t]*$")
"""What opens and closes a quotation."""
HEADING = re.compile(r"(?P<level>={1,6})[ \t]+(?=\S)")
ITEM = re.compile(r"[ \t]*(?:\*{1,5}|-|\.{1,5}|\d+\.)[ \t]+(?=\S)")
SKIPPED = re.compile(
    r":[\w!-]+:|\[.*\]$|//|(?:include|image|ifdef|ifndef|endif|video|toc)::|[+=_*]{4,}$|--$|\+$|'''$"
)
TABLE = re.compile(r"\|={3,}[ \t]*$")
CELL = re.compile(r"\|[ \t]*(?P<cell>[^|\n]*[^|\s])")
COMMENT = re.compile(r"//[ \t]*(?P<words>vale .*)$")
INLINE = re.compile(
    r"`\+?(?P<tt>[^`\n]+?)\+?`|(?:link:|https?://)[^\s\[\]]*\[(?P<a>[^\]\n]*)\]|(?P<address>https?://[^\s\[\]]+)"
    r"|xref:[^\s\[\]]*\[(?P<xref>[^\]\n]*)\]|(?<![\w*])\*(?P<strong>[^*\s][^*\n]*)\*(?![\w*])"
    r"|(?<![\w_])_(?P<em>[^_\s][^_\n]*)_(?![\w_])"
)
TAGS = {"tt": "tt", "a": "a", "xref": "a", "address": "tt", "strong": "strong", "em": "em"}


def pieces_of(text: str) -> Iterator[Piece]:
    """Yield the pieces of the AsciiDoc *text*."""
    is_quoted = False
    paragraph: list[tuple[int, str]] = []
    for at, words, is_row in _lines(text):
        if is_row:
            yield from _cells(words, at)
        elif words.strip() and not _begins(words):
            paragraph.append((at, words))
        else:
            yield from _told(paragraph)
            if QUOTE.match(words):
                is_quoted = not is_quoted
                yield (start if is_quoted else end)("blockquote")
            yield from _single(words, at, paragraph)
    yield from _told(paragraph)


def _lines(text: str) -> Iterator[tuple[int, str, bool]]:
    """Yield where each line begins, what it says (nothing in a fence), and whether it is in a table."""
    fence, is_table = "", False
    for line in re.finditer(r"[^\n]*\n?", text):
        words = line[0].rstrip("\n")
        if fence or FENCE.match(words):
            fence = "" if fence and words.rstrip() == fence else fence or words.rstrip()
            yield line.start(), "", False
        elif TABLE.match(words):
            is_table = not is_table
        else:
            yield line.start(), words, is_table


def _begins(words: str) -> bool:
    """Return whether a line stands for itself."""
    return any(mark.match(words) for mark in (HEADING, ITEM, SKIPPED)) or words.startswith(".")


def _single(words: str, at: int, paragraph: list[tuple[int, str]]) -> Iterator[Piece]:
    """Yield a line that is a heading or a comment; the first line of an item waits for the others."""
    if heading := HEADING.match(words):
        name = f"h{len(heading['level'])}"
        yield from _element(name, traced(words[heading.end() :], at + heading.end()))
    elif comment := COMMENT.match(words):
        said = comment["words"].strip()
        yield Piece("comment", said, traced(said, at + comment.start("words")))
    elif ITEM.match(words):
        paragraph.append((at, words))


def _cells(words: str, at: int) -> Iterator[Piece]:
    for cell in CELL.finditer(words):
        yield from _element("td", traced(cell["cell"], at + cell.start("cell")))


def _told(paragraph: list[tuple[int, str]]) -> Iterator[Piece]:
    """Yield the lines of a *paragraph* or an item, and forget them."""
    if paragraph:
        first, words = paragraph[0][0], "\n".join(line for _, line in paragraph)
        item = ITEM.match(words)
        skip = item.end() if item else 0
        yield from _element("li" if item else "p", traced(words[skip:], first + skip))
    paragraph.clear()


def _element(name: str, words: Traced) -> Iterator[Piece]:
    yield start(name)
    at = 0
    for found in INLINE.finditer(words.text):
        if found.start() > at:
            yield Piece("text", traced=words[at : found.start()])
        kind = found.lastgroup or "em"
        yield start(TAGS[kind])
        yield Piece("text", traced=words[found.start(kind) : found.end(kind)])
        yield end(TAGS[kind])
        at = found.end()
    if at < len(words.text):
        yield Piece("text", traced=words[at:])
    yield end(name)
