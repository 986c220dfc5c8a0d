"""Plain text as people write it: paragraphs, lists, slides, quoted messages, signatures."""

import re
from typing import NamedTuple

from checker.composition import Traits
from checker.domain import BlockKind, Place
from checker.parsing.history import ATTRIBUTION, DEVICE, FORWARDED, HEADERS
from checker.parsing.labels import HEADER, NOTES, SLIDE, is_subject
from checker.parsing.pieces import Piece, Stretch

LINE = re.compile(r"[^\n]+")
PREFIX = re.compile(r"[ \t]{0,3}(?:>[ \t]?)+")
"""What stands before each line of a quoted message."""

PREFIXES = re.compile(rf"^{PREFIX.pattern}", re.MULTILINE)
BULLET = re.compile(r"(?P<indent>[ \t]*)(?:[-*+•‣◦▪●–·]|\d{1,3}[.)])[ \t]+(?=\S)")
TERMINAL = tuple(".!?:…”\"')")
"""How sentences end."""

WRAP = 100
"""Characters above which a line that ends a sentence ends its paragraph too: wrapped lines are shorter."""

LONG = 200
"""Characters above which a line is a paragraph of its own."""

SIGNATURE = 800
"""Characters that may follow `--` where the blank that mail programs put after it is missing."""


class Line(NamedTuple):
    """A line that is not blank: as it is, and where its words are without the white space around them."""

    raw: str
    at: int
    start: int
    end: int


class _Run(NamedTuple):
    """Lines that belong together."""

    kind: BlockKind
    traits: Traits
    spans: list[tuple[int, int]]
    markup: list[tuple[int, int]]


def parse(text: str, *, is_mail: bool = False) -> tuple[Stretch, ...]:
    """Return the parts of *text* in its order.

    Args:
        text: with newlines at the ends of its lines.
        is_mail: whether it is the body of a message, where all that follows `On … wrote:` is history.
    """
    return _Prose(text, is_mail=is_mail).read()


def pieces(text: str) -> tuple[Piece, ...]:
    """Return the parts of a message's body as words, without signs of quotation; see `parse`."""
    parts = parse(text, is_mail=True)
    return tuple(Piece(_words(text, part), part.kind, _unmarked(part.traits)) for part in parts)


def _words(text: str, part: Stretch) -> str:
    words = text[part.start : part.end]
    return PREFIXES.sub("", words) if part.kind is BlockKind.QUOTED else words


def _unmarked(traits: Traits) -> Traits:
    bare = traits.copy()
    bare.pop("markup", None)
    return bare


class _Prose:
    """One text on its way to stretches."""

    def __init__(self, text: str, *, is_mail: bool) -> None:
        self._text = text
        self._is_mail = is_mail
        self._stretches: list[Stretch] = []
        self._run: _Run | None = None
        self._rest: BlockKind | None = None  # what all that follows is
        self._is_head = True
        self._is_titled = False
        self._slide: int | None = None
        self._in_notes = False
        self._resume = 0
        others = (self._history, self._quoted, self._signature, self._remainder)
        ours = (self._header, self._slide_label, self._notes_label, self._bullet, self._paragraph)
        self._steps = others + ours

    def read(self) -> tuple[Stretch, ...]:
        """Return the stretches."""
        seen = 0
        for match in LINE.finditer(self._text):
            line = _line(match)
            if match.start() > seen + 1 or line.start >= line.end:
                self._pause()
            if line.start < line.end and line.at >= self._resume:
                self._take(line)
            seen = match.end()
        self._flush()
        return tuple(self._stretches)

    def _take(self, line: Line) -> None:
        any(step(line) for step in self._steps)

    def _history(self, line: Line) -> bool:
        """Take a line that opens the message that is answered."""
        if self._rest is BlockKind.QUOTED:
            return False
        if self._attribution(line):
            return True
        may_be_headers = self._is_mail or bool(self._stretches)
        if not FORWARDED.match(line.raw) and not (may_be_headers and HEADERS.match(self._text, line.at)):
            return False
        self._flush()
        self._rest = BlockKind.QUOTED
        self._extend(line, BlockKind.QUOTED, {"speaker": "other"})
        return True

    def _attribution(self, line: Line) -> bool:
        """Take `On … wrote:`, which may run over several lines."""
        match = ATTRIBUTION.match(self._text, line.at)
        follows_sign = match and self._text[match.end() : match.end() + LONG].lstrip().startswith(">")
        if not match or not (follows_sign or self._is_mail):
            return False
        self._flush()
        end = match.start() + len(match.group().rstrip())
        self._extend(line._replace(end=end), BlockKind.QUOTED, {"speaker": "other"})
        self._flush()
        self._resume = match.end()
        self._rest = None if follows_sign else BlockKind.QUOTED
        return True

    def _quoted(self, line: Line) -> bool:
        """Take a line that starts with the sign of quotation."""
        prefix = PREFIX.match(line.raw)
        if not prefix:
            return False
        words = line._replace(start=line.at + prefix.end())
        if words.start >= words.end:
            self._flush()
            return True
        self._flush_unless(BlockKind.QUOTED)
        if self._run:
            self._run.markup.append((line.at, words.start))
        self._extend(words, BlockKind.QUOTED, {"speaker": "other"})
        return True

    def _signature(self, line: Line) -> bool:
        """Take the line between a message and its signature."""
        is_rule = line.raw == "-- " or (line.raw.strip() == "--" and len(self._text) - line.at <= SIGNATURE)
        if self._rest or not is_rule:
            return False
        self._flush()
        self._rest = BlockKind.FOOTER
        return True

    def _remainder(self, line: Line) -> bool:
        """Take a line of which it is known what it and all that follows is."""
        kind = self._rest or (BlockKind.FOOTER if DEVICE.match(line.raw) else None)
        if kind is None:
            return False
        self._flush_unless(kind)
        self._extend(line, kind, {"speaker": "other"} if kind is BlockKind.QUOTED else {})
        return True

    def _header(self, line: Line) -> bool:
        """Take a line such as `Subject: …` at the head of the text."""
        label = HEADER.match(line.raw) if self._is_head else None
        if not label or (self._is_mail and not is_subject(label["name"])):
            return False
        self._flush()
        kind = BlockKind.SUBJECT if is_subject(label["name"]) else BlockKind.PARAGRAPH
        self._extend(_after(line, label), kind, {"place": Place(field=label["name"])})
        self._flush()
        return True

    def _slide_label(self, line: Line) -> bool:
        label = SLIDE.match(line.raw)
        if not label:
            return False
        self._flush()
        self._slide, self._in_notes = int(label["number"]), False
        kind = BlockKind.HEADING if self._is_titled else BlockKind.TITLE
        self._extend(_after(line, label), kind, self._placed(level=2))
        self._is_titled = True
        self._flush()
        return True

    def _notes_label(self, line: Line) -> bool:
        label = NOTES.match(line.raw) if self._slide is not None else None
        if not label:
            return False
        self._flush()
        self._in_notes = True
        self._extend(_after(line, label), BlockKind.NOTES, self._placed())
        return True

    def _bullet(self, line: Line) -> bool:
        bullet = BULLET.match(line.raw)
        if not bullet:
            return False
        self._flush()
        level = min(6, 1 + len(bullet["indent"].expandtabs(4)) // 2)
        kind = BlockKind.NOTES if self._in_notes else BlockKind.BULLET
        self._extend(_after(line, bullet), kind, self._placed(level=0 if self._in_notes else level))
        return True

    def _paragraph(self, line: Line) -> bool:
        if self._run and (self._run.kind is BlockKind.QUOTED or self._ends_before(line)):
            self._flush()
        self._extend(line, BlockKind.NOTES if self._in_notes else BlockKind.PARAGRAPH, self._placed())
        return True

    def _ends_before(self, line: Line) -> bool:
        """Return whether a new paragraph starts at *line*, though no blank line says so."""
        start, end = self._run.spans[-1] if self._run and self._run.spans else (0, 0)
        is_sentence = end - start > WRAP and self._text.endswith(TERMINAL, start, end)
        return is_sentence or max(end - start, line.end - line.start) > LONG

    def _placed(self, level: int = 0) -> Traits:
        traits: Traits = {"level": level} if level else {}
        if self._slide is not None:
            traits["place"] = Place(slide=self._slide)
        return traits

    def _extend(self, line: Line, kind: BlockKind, traits: Traits) -> None:
        """Add *line* to the run; where there is none, start one of *kind*."""
        self._run = self._run or _Run(kind, traits, [], [])
        if line.start < line.end:
            self._run.spans.append((line.start, line.end))

    def _pause(self) -> None:
        """Take a blank line: it ends notes, unless only their label has been seen."""
        self._in_notes = self._in_notes and not (self._run and self._run.spans)
        self._flush()

    def _flush_unless(self, kind: BlockKind) -> None:
        if self._run and self._run.kind is not kind:
            self._flush()

    def _flush(self) -> None:
        run, self._run = self._run, None
        if run is None or not run.spans:
            return
        if run.markup:
            run.traits["markup"] = tuple(run.markup)
        self._stretches.append(Stretch(run.spans[0][0], run.spans[-1][1], run.kind, run.traits))
        self._is_head = self._is_head and run.traits.get("place", Place()).field is not None


def _line(match: re.Match[str]) -> Line:
    raw = match.group()
    start = match.start() + len(raw) - len(raw.lstrip())
    return Line(raw, match.start(), start, match.start() + len(raw.rstrip()))


def _after(line: Line, label: re.Match[str]) -> Line:
    """Return *line* without its *label*."""
    return line._replace(start=line.at + label.end())
