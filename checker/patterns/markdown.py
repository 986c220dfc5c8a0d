"""Markdown as tags and texts: what a page made of it holds, each text at its place in the file."""

import re
from collections.abc import Iterator

from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock, reference
from markdown_it.token import Token

from checker.parsing.front_matter import read_front_matter
from checker.patterns.footnotes import Footnotes
from checker.patterns.spans import TASK, Spans
from checker.patterns.stretch import Stretch, traced
from checker.patterns.tags import Piece, end, parsed, start
from checker.patterns.tracing import Tracer

DEEPEST = 100
"""Lists and quotations inside one another that the parser can take without running out of stack."""
VALUE = re.compile(
    r"^(?P<key>[\w-]+):[ \t]+(?P<quote>[\"']?)(?P<value>[^\s\"'\[{|>#&*][^\n]*?)(?P=quote)[ \t]*$",
    re.MULTILINE,
)


def front_matter(text: str, suffix: str) -> Iterator[Stretch]:
    """Yield the values in the front matter of *text*."""
    length = read_front_matter(text).length
    for found in VALUE.finditer(text, 0, length):
        value = traced(found["value"], found.start("value"))
        yield Stretch(value, f"text.frontmatter.{found['key']}{suffix}")


def pieces_of(text: str) -> Iterator[Piece]:
    """Yield the pieces of the Markdown *text*."""
    length = read_front_matter(text).length
    body = "\n" * text.count("\n", 0, length) + text[length:]
    parser = MarkdownIt("commonmark", {"maxNesting": DEEPEST}).enable(["table", "strikethrough"])
    parser.disable("text_join")
    parser.block.ruler.at("reference", _reference)
    tracer, footnotes = Tracer(text), Footnotes(body)
    is_task = False
    for token in parser.parse(body):
        if token.type == "inline":
            yield from footnotes.apart(_inline(token, tracer, is_task=is_task))
        else:
            yield from _block(token, tracer)
        is_task = token.type == "list_item_open" or (is_task and token.type == "paragraph_open")
    yield from footnotes.pieces()


def _reference(state: StateBlock, first: int, last: int, silent: bool) -> bool:  # noqa: FBT001 - the parser's
    """Read the target of a link, which a footnote is not."""
    is_note = state.src.startswith("[^", state.bMarks[first] + state.tShift[first])
    return not is_note and reference(state, first, last, silent)


def _inline(token: Token, tracer: Tracer, *, is_task: bool) -> Iterator[Piece]:
    first, last = token.map or (0, 0)
    content = tracer.trace(token.content, first, last)
    children = token.children or []
    spans = Spans(content)
    if is_task and children and TASK.match(children[0].content):
        children[0].content = children[0].content[3:]
    yield from spans.pieces(children)


def _block(token: Token, tracer: Tracer) -> Iterator[Piece]:
    if token.type in {"fence", "code_block"}:
        yield from (start("pre"), end("pre"))
    elif token.type == "html_block":
        first, last = token.map or (0, 0)
        yield from parsed(tracer.trace(token.content.rstrip("\n"), first, last))
    elif token.hidden:
        return
    elif token.nesting > 0:
        yield start(token.tag)
    elif token.nesting < 0:
        yield end(token.tag)
