"""Markdown to blocks at the offsets of its own text, whether it is a file or a field of one."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.token import Token

from checker.composition import Composition, Facts, Traits
from checker.domain import BlockKind, Limits, Place
from checker.errors import UnreadableDocument
from checker.parsing.embedded import find_words
from checker.parsing.front_matter import read_front_matter
from checker.parsing.inline import Inline, Span, find_markup, watched
from checker.parsing.labels import HEADER, NOTES, SLIDE, is_subject
from checker.parsing.paragraph import Line, Lines, Markup, moved, trimmed

DEEPEST = 100
"""Lists and quotations inside one another that the parser can take without running out of stack."""

CELL = re.compile(r"[^|\s](?:[^|\n]*[^|\s])?")


@dataclass
class Part:
    """Lines of a paragraph that are one thing."""

    kind: BlockKind
    start: int
    end: int
    traits: Traits = field(default_factory=lambda: Traits())
    is_whole: bool = False
    """Whether the next line belongs to something else."""


def mark(text: str, composition: Composition, source: str, limits: Limits) -> Facts:
    """Mark the blocks of *text* in a *composition* started with it, and return what it says of itself.

    Raises:
        UnreadableDocument: it nests too deeply.
    """
    front = read_front_matter(text)
    if front.problem:
        composition.skip("front matter", front.problem, place=Place(line=1))
    draft = _Draft(text, composition, front.facts)
    body = "\n" * text.count("\n", 0, front.length) + text[front.length :]
    for token in _blocks(body, draft.environment, source, limits):
        draft.take(token)
    return draft.facts


def _blocks(text: str, environment: dict[str, Any], source: str, limits: Limits) -> Sequence[Token]:
    """Return the blocks of *text*; its paragraphs are looked at one by one, later."""
    nesting = min(limits.max_depth, DEEPEST)
    parser = MarkdownIt("commonmark", {"maxNesting": nesting}).enable("table")
    parser.disable(["code", "inline", "text_join"])  # indented words are words more often than programs
    tokens = parser.parse(text, environment)
    if any(token.level + 1 >= nesting for token in tokens):
        remedy = "Take lists or quotations out of one another and check it again."
        raise UnreadableDocument(source, f"nested more than {nesting} deep", remedy)
    return tokens


class _Draft:
    """A document on its way from tokens to blocks."""

    def __init__(self, text: str, composition: Composition, facts: Facts) -> None:
        self.facts = facts
        self.environment: dict[str, Any] = {}  # what the parser learns, such as the targets of links
        self._text, self._lines = text, Lines(text)
        self._composition = composition
        self._parser = watched(MarkdownIt("commonmark").enable("strikethrough"))
        self._open: Counter[str] = Counter()
        self._heading = Token("", "", 0)
        self._cell_at = self._row_end = self._slide_level = 0
        self._slide: int | None = None
        self._notes_until = -1  # the line up to which words are a speaker's notes
        self._is_head, self._is_titled = True, False
        self._steps = {
            "heading_open": self._open_heading,
            "tr_open": self._open_row,
            "tr_close": self._close_row,
            "inline": self._words,
            "fence": self._code,
            "html_block": self._html,
        }

    def take(self, token: Token) -> None:
        """Mark the blocks that *token* brings."""
        self._open[token.type.rpartition("_")[0]] += token.nesting
        if step := self._steps.get(token.type):
            step(token)

    def _open_heading(self, token: Token) -> None:
        self._heading = token

    def _open_row(self, token: Token) -> None:
        self._cell_at, self._row_end = self._span(token)

    def _close_row(self, _token: Token) -> None:
        """Mark the cells beyond the last column, which the parser leaves out."""
        for cell in CELL.finditer(self._text, self._cell_at, self._row_end):
            self._mark(Part(BlockKind.CELL, *cell.span()), Markup())

    def _span(self, token: Token) -> tuple[int, int]:
        first, last = token.map or (0, 0)
        return self._lines.start(first), self._lines.end(max(first, last - 1))

    def _words(self, token: Token) -> None:
        if self._open["th"] or self._open["td"]:
            self._cell(token)
            return
        lines = self._lines.locate(token.content, (token.map or [0])[0])
        inline = find_markup(self._parser, token.content, self.environment)
        for _ in range(inline.unnamed):
            self._composition.skip(
                "image", "has no words in its place", place=Place(line=lines[0].number + 1)
            )
        prefixes = map(self._lines.prefix, lines[1:])
        signs = (span for span in prefixes if self._text[slice(*span)].strip())
        markup = Markup([*moved(inline.markup, lines), *signs])
        is_picture = _is_picture(token.content, inline)
        for part in self._title(lines) if self._is_heading(token) else self._parts(lines):
            if is_picture:
                part.kind = BlockKind.ALT_TEXT
            self._mark(part, markup)

    def _is_heading(self, token: Token) -> bool:
        """Return whether a heading is ours, and not a paragraph with a rule or a signature right below."""
        is_accident = False
        if self._heading.markup == "-":
            _, last = self._heading.map or (0, 0)
            rule = self._text[self._lines.start(last - 1) : self._lines.end(last - 1)].strip("> \t")
            is_accident = rule == "--" or "\n" in token.content or NOTES.match(token.content) is not None
        return bool(self._open["heading"]) and not self._open["blockquote"] and not is_accident

    def _title(self, lines: list[Line]) -> Iterator[Part]:
        first, last = lines[0], lines[-1]
        level = int(self._heading.tag[1])
        label = SLIDE.match(self._text, first.start, first.end)
        if label:
            self._slide, self._slide_level = int(label["number"]), level
        elif level <= self._slide_level:
            self._slide, self._slide_level = None, 0
        self._notes_until, self._is_head = -1, True
        start = label.end() if label else first.start
        yield Part(self._heading_kind(level, is_slide=label is not None), start, last.end, {"level": level})

    def _heading_kind(self, level: int, *, is_slide: bool = False) -> BlockKind:
        is_title = not self._is_titled and (level == 1 or is_slide)
        self._is_titled = self._is_titled or is_title
        return BlockKind.TITLE if is_title else BlockKind.HEADING

    def _parts(self, lines: list[Line]) -> Iterator[Part]:
        """Yield the parts of a paragraph, in which a label may open a line."""
        part: Part | None = None
        for line in lines:
            opened = self._labelled(line) or self._answer(line, part)
            if part is None or opened or part.is_whole:
                yield from [part] if part else []
                part = opened or self._ordinary(line)
            elif part.start >= part.end:
                part.start = line.start
            part.end = line.end
        if part:
            self._is_head = self._is_head and part.is_whole
            if part.kind is BlockKind.NOTES and part.start < part.end:
                self._notes_until = lines[-1].number + 1
            yield part

    def _labelled(self, line: Line) -> Part | None:
        """Return the part that a label at the start of *line* opens."""
        if self._open["blockquote"]:
            return None
        header = HEADER.match(self._text, line.start, line.end) if self._is_head else None
        if header and not self._open["list_item"]:
            kind = BlockKind.SUBJECT if is_subject(header["name"]) else BlockKind.PARAGRAPH
            return Part(kind, header.end(), line.end, {"place": Place(field=header["name"])}, is_whole=True)
        notes = NOTES.match(self._text, line.start, line.end) if self._slide is not None else None
        if not notes:
            return None
        self._notes_until = self._lines.count
        return Part(BlockKind.NOTES, notes.end(), line.end)

    def _answer(self, line: Line, part: Part | None) -> Part | None:
        """Return our words where a support reply goes on right below a quotation, no blank line between."""
        if not part or part.traits.get("speaker") != "customer":
            return None
        is_quoted = ">" in self._text[slice(*self._lines.prefix(line))]
        return None if is_quoted else Part(BlockKind.PARAGRAPH, line.start, line.end)

    def _ordinary(self, line: Line) -> Part:
        if self._open["blockquote"]:
            is_support = self.facts.get("team") == "support"
            speaker: Traits = {"speaker": "customer" if is_support else "other"}
            return Part(BlockKind.QUOTED, line.start, line.end, speaker)
        if line.number <= self._notes_until:
            return Part(BlockKind.NOTES, line.start, line.end)
        depth = self._open["bullet_list"] + self._open["ordered_list"]
        kind = BlockKind.BULLET if depth else BlockKind.PARAGRAPH
        return Part(kind, line.start, line.end, {"level": depth})

    def _cell(self, token: Token) -> None:
        raw = token.content.replace("|", "\\|")
        start = self._text.find(raw, self._cell_at, self._row_end)
        if not raw or start < 0:
            return
        self._cell_at = start + len(raw)
        inline = find_markup(self._parser, raw, self.environment)
        markup = Markup(moved(inline.markup, [Line(0, 0, start, self._cell_at)]))
        self._mark(Part(BlockKind.CELL, start, self._cell_at), markup)

    def _code(self, token: Token) -> None:
        if not token.content.strip():
            return
        first = (token.map or [0])[0] + 1
        start = self._lines.start(first)
        words = self._text[start : self._lines.end(first + token.content.rstrip("\n").count("\n"))]
        begin = start + len(words) - len(words.lstrip())
        self._mark(Part(BlockKind.CODE, begin, start + len(words.rstrip())), Markup())

    def _html(self, token: Token) -> None:
        for start, end, kind, traits in find_words(self._text, *self._span(token)):
            markup = Markup(traits.pop("markup", ()))
            level = traits.get("level", 0)
            ours = self._heading_kind(level) if kind is BlockKind.HEADING else kind
            self._mark(Part(ours, start, end, traits), markup)

    def _mark(self, part: Part, markup: Markup) -> None:
        """Make *part* a block, unless it is blank."""
        start, end = part.start, part.end
        spans = markup.inside(start, end)
        if part.kind is BlockKind.ALT_TEXT:
            start, end = trimmed(self._text, start, end, spans)
            spans = markup.inside(start, end)
        if not self._text[start:end].strip():
            return
        if self._slide is not None:
            place = part.traits.get("place", Place())
            part.traits["place"] = place.model_copy(update={"slide": self._slide})
        part.traits["markup"] = spans
        self._composition.mark(start, end, part.kind, **part.traits)
        if part.kind in {BlockKind.TITLE, BlockKind.SUBJECT} and not self.facts.get("title"):
            self.facts["title"] = _plain(self._text, start, end, spans)


def _is_picture(paragraph: str, inline: Inline) -> bool:
    """Return whether a *paragraph* holds nothing but pictures."""
    edges = (0, *(edge for span in inline.images for edge in span), len(paragraph))
    gaps = zip(edges[::2], edges[1::2], strict=True)
    return bool(inline.images) and not any(paragraph[start:end].strip() for start, end in gaps)


def _plain(text: str, start: int, end: int, markup: tuple[Span, ...]) -> str:
    """Return the words from *start* to *end* without *markup* and line breaks."""
    edges = (start, *(edge for span in markup for edge in span), end)
    return " ".join("".join(text[a:b] for a, b in zip(edges[::2], edges[1::2], strict=True)).split())
