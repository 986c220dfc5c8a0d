"""HTML to pieces of text: what a reader of the page reads, in its order, and what nobody is meant to see."""

import re

from lxml import etree

from checker.composition import Traits, tidy
from checker.domain import BlockKind, Limits, NotRead, Place
from checker.errors import UnreadableDocument
from checker.parsing.asides import asides
from checker.parsing.elements import Voice, enter, is_alone, is_button
from checker.parsing.pieces import Page, Piece

BREAK = "\x0b"
"""A forced line break; `tidy` leaves no such character in what is read."""

ENDS = re.compile(r"</(?:html|body)\s*>", re.IGNORECASE)
"""Tags that make the parser leave out what follows them."""

GAP = re.compile(rf"{BREAK}[\s{BREAK}]*{BREAK}")
"""Line breaks that part paragraphs."""

SPACE = re.compile(rf"[^\S{BREAK}]+")
INVISIBLE = re.compile(r"[\xad\u034f\u200b\u200c\u2060\ufeff]")
"""Soft hyphens and characters of no width, which only part a word."""

WORD = re.compile(r"\w|^--$")
TAG = re.compile(r"<[^<>]*>")
SKIPPED = frozenset({"script", "style", "template", "svg", "nav", "noscript", "select", "datalist"})
"""Elements without words of the page."""

NOT_READ = {
    "iframe": ("embedded page", "pages inside pages are not fetched"),
    "object": ("embedded object", "has no text that can be read"),
    "embed": ("embedded object", "has no text that can be read"),
    "video": ("video", "has no text that can be read"),
    "audio": ("audio", "has no text that can be read"),
    "canvas": ("canvas", "has no text that can be read"),
}
"""Elements that say something, but not in text."""

INLINE = frozenset(
    {"a", "abbr", "acronym", "area", "b", "bdi", "bdo", "big", "br", "cite", "code", "data", "del"}
    | {"dfn", "em", "font", "i", "img", "input", "ins", "kbd", "map", "mark", "meter", "nobr", "o:p"}
    | {"output", "q", "rp", "rt", "ruby", "s", "samp", "small", "span", "strike", "strong", "sub"}
    | {"sup", "time", "tt", "u", "var", "wbr"}
)
"""Elements inside a sentence; any other ends the words before it."""

DESCRIPTIONS = frozenset({"description", "og:title", "og:description"})
"""Names of what is shown of a page elsewhere."""

FLATTEN = "Save the page without the elements around its words and check it again."


def parse(html: str, source: str, limits: Limits) -> Page:
    """Return the words of a page.

    Nothing is fetched, and no entity but those of HTML is known.

    Raises:
        UnreadableDocument: it nests too deeply to be read.
    """
    text = ENDS.sub("", tidy(html))
    root = _root(text, source)
    if root is None:  # nothing, or nothing but comments
        root = _root(f"<html>{text}", source)
    if root is None:
        return Page("", (), ())
    page = _Walk(source, limits).through(root.getroottree())
    return page._replace(asides=tuple(asides(root, INLINE)))


def _root(text: str, source: str) -> etree._Element | None:
    parser = etree.HTMLParser(encoding="utf-8", no_network=True, huge_tree=True, remove_pis=True)
    try:
        root = etree.fromstring(text.encode(), parser)
    except etree.LxmlError as error:
        raise UnreadableDocument(
            source, f"damaged HTML ({error})", "Save the page again and check it."
        ) from error
    if any(entry.type_name == "ERR_RESOURCE_LIMIT" for entry in parser.error_log):
        raise UnreadableDocument(source, "nested too deeply", FLATTEN)
    return root


class _Walk:
    """One way through a page."""

    def __init__(self, source: str, limits: Limits) -> None:
        self._source = source
        self._max_depth = limits.max_depth
        self._voices = [Voice()]
        self._pieces: list[Piece] = []
        self._asides: list[Piece] = []  # what stands inside the words in the buffer and follows them
        self._not_read: list[NotRead] = []
        self._buffer: list[str] = []
        self._said = Voice()  # what is known of the words in the buffer
        self._said_at = self._line = 1
        self._title = ""
        self._has_headline = False
        self._described: set[str] = set()
        self._lone = {
            "br": self._break,
            "img": self._picture,
            "area": self._picture,
            "input": self._field,
            "meta": self._meta,
        }

    def through(self, tree: etree._ElementTree) -> Page:
        """Return what was found on the way."""
        walker = etree.iterwalk(tree, events=("start", "end", "comment"))
        for event, element in walker:
            if event == "comment":
                self._comment(element)
            elif event == "end":
                self._leave(element)
            elif not self._enter(element):
                walker.skip_subtree()
        self._flush()
        return Page(self._title, tuple(self._pieces), tuple(self._not_read))

    def _enter(self, element: etree._Element) -> bool:
        """Start with *element*, and return whether to go on inside it."""
        tag = element.tag
        self._go_to(element)
        if len(self._voices) > self._max_depth:
            raise UnreadableDocument(self._source, f"nested more than {self._max_depth} deep", FLATTEN)
        self._voices.append(enter(element, tag, self._voices[-1]))
        if tag not in INLINE or is_button(element, tag):
            self._flush()
        if self._is_left_out(element, tag):
            return False
        if step := self._lone.get(tag):
            step(element)
        self._say("“" if tag == "q" and not is_alone(element) else "")
        self._say(element.text or "")
        return True

    def _go_to(self, element: etree._Element, lines: int = 0) -> None:
        """Count on from *element*, or *lines* from where it ends; the parser stops counting at 65,535."""
        end = element.sourceline
        self._line = max(self._line, end + lines if isinstance(end, int) else 0)

    def _is_left_out(self, element: etree._Element, tag: str) -> bool:
        if tag in NOT_READ:
            what, reason = NOT_READ[tag]
            self._not_read.append(NotRead(what=what, reason=reason, place=self._place()))
        return tag in NOT_READ or tag in SKIPPED or element.get("role", "").lower() == "navigation"

    def _leave(self, element: etree._Element) -> None:
        tag = element.tag
        self._say("”" if tag == "q" and not is_alone(element) else "")
        if tag not in INLINE or is_button(element, tag):
            self._flush()
        self._voices.pop()
        self._say(element.tail or "")

    def _say(self, text: str) -> None:
        """Add *text* to the words that are being said, or let it start new ones."""
        voice, words = self._voices[-1], text.lstrip()
        begins = self._line + text.count("\n", 0, len(text) - len(words))
        self._line += text.count("\n")
        if words and self._buffer and voice.block != self._said.block:
            if self._said.look.is_visible and not voice.look.is_visible:
                self._aside(words, voice.kind, voice.traits(begins))
                return
            self._flush()
        if words and not self._buffer:
            self._said, self._said_at = voice, begins
        if words or self._buffer:
            self._buffer.append(text)

    def _flush(self) -> None:
        """End the words that are being said."""
        raw, self._buffer = "".join(self._buffer), []
        start = 0
        for gap in (*GAP.finditer(raw), None):
            part = raw[start : gap.start() if gap else len(raw)]
            text = _words(part, self._said.kind)
            if WORD.search(text):
                self._pieces.append(self._piece(text, self._said_at + raw.count("\n", 0, start)))
            start = gap.end() if gap else 0
        self._pieces += self._asides
        self._asides = []

    def _piece(self, text: str, line: int) -> Piece:
        voice = self._said
        is_headline = voice.kind is BlockKind.HEADING and voice.level == 1 and not self._has_headline
        self._has_headline = self._has_headline or is_headline
        if voice.kind is BlockKind.TITLE:
            self._title = self._title or text
        return Piece(text, BlockKind.TITLE if is_headline else voice.kind, voice.traits(line))

    def _aside(self, text: str, kind: BlockKind, traits: Traits) -> None:
        """Take words that stand among others and do not belong to them."""
        words = _words(text, kind)
        if WORD.search(words):
            (self._asides if self._buffer else self._pieces).append(Piece(words, kind, traits))

    def _comment(self, comment: etree._Element) -> None:
        words, newlines = TAG.sub(" ", comment.text or ""), (comment.text or "").count("\n")
        self._go_to(comment, -newlines)
        if not words.lstrip().startswith("["):  # which only mail programs read
            self._aside(words, BlockKind.COMMENT, {"place": Place(line=self._line, hidden=True)})
        self._line += newlines
        self._say(comment.tail or "")

    def _break(self, _element: etree._Element) -> None:
        if self._buffer:
            self._buffer.append(BREAK)

    def _picture(self, element: etree._Element) -> None:
        voice = self._voices[-1]
        words = element.get("alt")
        if words:
            self._aside(words, BlockKind.ALT_TEXT, {"speaker": voice.speaker, "place": self._place()})
        elif words is None and element.tag == "img" and voice.look.is_visible and not _is_pixel(element):
            reason = "has no words in its place"
            self._not_read.append(NotRead(what="image", reason=reason, place=self._place()))

    def _field(self, element: etree._Element) -> None:
        kind = element.get("type", "").lower()
        words = element.get("alt" if kind == "image" else "value", "")
        if kind in {"submit", "button", "image"}:
            place = self._place().model_copy(update={"field": "button"})
            self._aside(words, BlockKind.PARAGRAPH, {"place": place})

    def _meta(self, element: etree._Element) -> None:
        """Take what search engines and social networks show of a page, once where both are told the same."""
        field = (element.get("name") or element.get("property") or "").lower()
        words = _words(element.get("content", ""), BlockKind.PARAGRAPH)
        if field in DESCRIPTIONS and words not in {*self._described, self._title}:
            self._described.add(words)
            place = Place(line=self._line, field=field)
            self._aside(words, BlockKind.PARAGRAPH, {"place": place})

    def _place(self) -> Place:
        return Place(line=self._line, hidden=not self._voices[-1].look.is_visible)


def _words(text: str, kind: BlockKind) -> str:
    """Return *text* as a browser shows it."""
    words = INVISIBLE.sub("", text)
    if kind is BlockKind.CODE:
        return words.replace(BREAK, "\n").strip("\n")
    return "\n".join(line.strip() for line in SPACE.sub(" ", words).split(BREAK)).strip()


def _is_pixel(element: etree._Element) -> bool:
    """Return whether a picture is too small to say anything, as those that count readers are."""
    return not {"0", "1", "2"}.isdisjoint({element.get("width", ""), element.get("height", "")})
