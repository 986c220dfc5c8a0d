"""Fields of a page, as hooks and gates of content management systems hand them over: one document of all.

Each block's place names its field, so that a finding leads back to where its words can be changed. Plain text
and Markdown are the document's text as they are; of HTML it has the words that readers see.
"""

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import chain
from typing import NamedTuple

from checker.clues.planted import overheard
from checker.composition import APART, Aside, Composition, Traits, tidy
from checker.domain import Block, BlockKind, Document, Finding, Limits, Noun, Place
from checker.parsing import markdown, markup, prose
from checker.parsing.decoding import require_length
from checker.parsing.fields import LONGEST_NAME, DraftField, FieldsDraft, read_fields
from checker.parsing.pieces import Stretch

FORMAT = "fields"

AROUND = 32
"""Characters before and after a quotation that tell it from the same words elsewhere in its field."""

LINE_END = re.compile("\r\n")
TAGS = re.compile(r"<[a-z/!][^<>]*>", re.IGNORECASE)
UNSEEN = re.compile(
    r"<!--.*?(?:-->|\Z)|<(script|style|template)\b.*?(?:</\1\s*>|\Z)|<[^<>]*>", re.IGNORECASE | re.DOTALL
)
"""What stands in HTML and is no word of it."""
UNTITLED = frozenset({BlockKind.COMMENT, BlockKind.ALT_TEXT, BlockKind.CODE, BlockKind.QUOTED})
"""Kinds that are no headline, wherever they stand."""


class FieldSpan(Noun):
    """Where the words of a finding are, in the field's own terms."""

    field: str = ""
    """The field's path; empty where the finding is about the whole."""
    name: str = ""
    """What people call it."""
    start: int | None = None
    """Offset of the first code point in the field's own text; none where it is not known."""
    end: int | None = None
    quote: str = ""
    prefix: str = ""
    """What stands right before the quotation, as it is read; 32 code points at most."""
    suffix: str = ""


class _Extent(NamedTuple):
    """Where the text of a field lies in the document's."""

    field: DraftField
    name: str
    is_html: bool
    start: int
    end: int


def read(content: bytes, source: str, limits: Limits) -> tuple[Document, ...]:
    """Return the document.

    Raises:
        UnreadableDocument: it is no draft in fields, or over a limit.
    """
    document, _ = _composed(content, source, limits)
    return (document,)


def locate(content: bytes, source: str, limits: Limits, findings: Iterable[Finding]) -> tuple[FieldSpan, ...]:
    """Return where the words of each of *findings* are in the fields of *content*, in their order.

    Args:
        content: the bytes that were checked.
        source: what they were called.
        limits: those that they were read within.
        findings: what was found in the document that `read` makes of them.

    Raises:
        UnreadableDocument: it is no draft in fields, or over a limit.
    """
    document, extents = _composed(content, source, limits)
    return tuple(_span(finding, document, extents) for finding in findings)


def _composed(content: bytes, source: str, limits: Limits) -> tuple[Document, list[_Extent]]:
    draft = read_fields(content, source, limits)
    fields = _Fields(draft, source, limits)
    return fields.document(content), fields.extents


class _Fields:
    """A document in the making, field by field."""

    def __init__(self, draft: FieldsDraft, source: str, limits: Limits) -> None:
        self.extents: list[_Extent] = []
        self._draft, self._source, self._limits = draft, source, limits
        self._composition = Composition()
        self._title = ""
        self._is_titled = False  # whether the field that is read, or the draft, has its headline
        self._has_title = any(field.is_title and field.text.strip() for field in draft.fields)

    def document(self, content: bytes) -> Document:
        """Return the document of all fields."""
        for field, name in zip(self._draft.fields, _names(self._draft.fields), strict=True):
            if field.text.strip():
                self._take(field, name)
        for words, place in overheard([_description(self._draft)], self._composition.text):
            self._composition.add(words, BlockKind.COMMENT, place=place)
        facts = self._draft.facts
        facts["title"] = facts["title"] or self._title
        made = self._composition.finish(content, source=self._source, format_name=FORMAT, **facts)
        require_length(made.text, self._source, self._limits)
        return made

    def _take(self, field: DraftField, name: str) -> None:
        """Add the text of one *field*, read as what it is."""
        is_html = field.kind == "html" or (field.kind == "auto" and TAGS.search(field.text) is not None)
        part = self._page(field) if is_html else self._text(field)
        at = self._composition.append(part.text)
        self.extents.append(_Extent(field, name, is_html, at, at + len(part.text)))
        place = Place(field=tidy(field.path), name=name)
        self._is_titled = self._is_titled and not field.is_title
        for block in part.blocks:
            self._mark(block, at, place, part.text, is_title=field.is_title)
        for lost in part.not_read:
            self._composition.skip(lost.what, lost.reason, place=place)

    def _page(self, field: DraftField) -> Document:
        """Return the words of HTML, and what it hides from its readers."""
        page = markup.parse(field.text, self._source, self._limits)
        part = Composition()
        for piece in page.pieces:
            part.add(piece.text, piece.kind, **piece.traits)
        for lost in page.not_read:
            part.skip(lost.what, lost.reason, place=lost.place)
        for words, place in overheard(page.asides, part.text):
            part.add(words, BlockKind.COMMENT, place=place)
        return part.finish(b"", source=self._source, format_name=FORMAT)

    def _text(self, field: DraftField) -> Document:
        """Return a text as it is, with its blocks marked."""
        text = tidy(field.text)
        part = Composition(text)
        if field.kind == "markdown":
            markdown.mark(text, part, self._source, self._limits)
        else:
            for start, end, kind, traits in _headline(text) if field.is_title else prose.parse(text):
                part.mark(start, end, kind, **traits)
        return part.finish(b"", source=self._source, format_name=FORMAT)

    def _mark(self, block: Block, at: int, place: Place, text: str, *, is_title: bool) -> None:
        """Mark one *block* of a field whose *text* starts at *at*."""
        kind = self._kind(block, is_title=is_title)
        if kind is BlockKind.TITLE:
            self._title = self._title or " ".join(text[block.start : block.end].split())
        traits: Traits = {
            "level": block.level,
            "speaker": block.speaker,
            "place": place.model_copy(update={"hidden": block.place.hidden}),
            "markup": tuple((at + start, at + end) for start, end in block.markup),
        }
        self._composition.mark(at + block.start, at + block.end, kind, **traits)

    def _kind(self, block: Block, *, is_title: bool) -> BlockKind:
        """Return what a block is in the whole, where fields for headlines have them and no others do."""
        is_shown = block.speaker == "us" and not block.place.hidden and block.kind not in UNTITLED
        may_be = is_title if self._has_title else block.kind is BlockKind.TITLE
        if may_be and is_shown and not self._is_titled:
            self._is_titled = True
            return BlockKind.TITLE
        return BlockKind.HEADING if block.kind is BlockKind.TITLE else block.kind


def _names(fields: Sequence[DraftField]) -> Iterator[str]:
    """Yield what people call each of *fields*; two of the same name are told apart by their paths."""
    names = [" ".join(tidy(field.name).split())[:LONGEST_NAME] for field in fields]
    counts = Counter(names)
    for field, name in zip(fields, names, strict=True):
        yield (f"{name} ({_path(field)})" if counts[name] > 1 else name) if name else _path(field)


def _path(field: DraftField) -> str:
    return " ".join(tidy(field.path).split())


def _description(draft: FieldsDraft) -> Aside:
    """Return what a draft says beside its fields."""
    said = (draft.title, draft.url, draft.language, draft.team, draft.channel, draft.audience)
    names = (field.name for field in draft.fields)
    return Aside(tidy(APART.join((*said, *chain(*draft.labels.items()), *names))), "description")


def _headline(text: str) -> Iterator[Stretch]:
    """Yield all of a *text* as one headline."""
    yield Stretch(len(text) - len(text.lstrip()), len(text.rstrip()), BlockKind.TITLE, {})


def _span(finding: Finding, document: Document, extents: Sequence[_Extent]) -> FieldSpan:
    start, end = finding.location.start, finding.location.end
    extent = next((one for one in extents if finding.quote and one.start <= start < one.end), None)
    if extent is None:
        return FieldSpan(quote=finding.quote)
    low, high, is_said = extent.start, extent.end, True
    if extent.is_html:
        low, high, is_said = _around(document, start, end)
    first, last = _own(extent, start, end, finding.quote) if is_said else (None, None)
    return FieldSpan(
        field=extent.field.path,
        name=extent.name,
        start=first,
        end=last,
        quote=finding.quote,
        prefix=document.text[max(low, start - AROUND) : start],
        suffix=document.text[end : max(end, min(high, end + AROUND))],
    )


def _around(document: Document, start: int, end: int) -> tuple[int, int, bool]:
    """Return the block of HTML that the words lie in, and whether it is shown as text."""
    for block in document.blocks:
        if block.start <= start < block.end:
            is_said = not block.place.hidden and block.kind not in {BlockKind.COMMENT, BlockKind.ALT_TEXT}
            return block.start, block.end, is_said
    return start, end, False


def _own(extent: _Extent, start: int, end: int, quote: str) -> tuple[int | None, int | None]:
    """Return where words of a field are in the text that its system gave, as far as that can be told."""
    if not extent.is_html:
        shortened = _shortened(extent.field.text)
        first, last = start - extent.start, end - extent.start
        return first + bisect_left(shortened, first), last + bisect_left(shortened, last)
    words = _words(extent.field.text)
    at = words.find(quote)
    is_sure = at >= 0 and words.find(quote, at + 1) < 0
    return (at, at + len(quote)) if is_sure else (None, None)


@lru_cache(maxsize=2)
def _shortened(text: str) -> tuple[int, ...]:
    """Return where line ends of two characters stand in *text* once they have become one."""
    return tuple(found.start() - number for number, found in enumerate(LINE_END.finditer(text)))


@lru_cache(maxsize=2)
def _words(html: str) -> str:
    """Return *html* with all that is no word blanked out."""
    return UNSEEN.sub(lambda found: "\0" * len(found.group()), html)
