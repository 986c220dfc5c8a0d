"""Fields of a page, as hooks and gates of content management systems hand them over: one document of all.

Each block's place names its field, so that a finding leads back to where its words can be changed. Plain text
and Markdown are the document's text as they are; of HTML it has the words that readers see.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import chain
from pathlib import PurePath

from checker.clues.planted import overheard
from checker.composition import APART, Aside, Composition, Traits, tidy
from checker.domain import Block, BlockKind, Document, Limits, Place
from checker.parsing import markdown, markup, prose
from checker.parsing.decoding import require_length
from checker.parsing.fields import LONGEST_NAME, DraftField, FieldsDraft, read_fields
from checker.parsing.pieces import Stretch

FORMAT = "fields"

TAGS = re.compile(r"<[a-z/!][^<>]*>", re.IGNORECASE)
UNTITLED = frozenset({BlockKind.COMMENT, BlockKind.ALT_TEXT, BlockKind.CODE, BlockKind.QUOTED})
"""Kinds that are no headline, wherever they stand."""


def read(content: bytes, source: str, limits: Limits) -> tuple[Document, ...]:
    """Return the document.

    Raises:
        UnreadableDocument: it is no draft in fields, or over a limit.
    """
    return (_Fields(read_fields(content, source, limits), source, limits).document(content),)


class _Fields:
    """A document in the making, field by field."""

    def __init__(self, draft: FieldsDraft, source: str, limits: Limits) -> None:
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
        facts["title"] = facts["title"] or self._title or _stem(self._source)
        made = self._composition.finish(content, source=self._source, format_name=FORMAT, **facts)
        require_length(made.text, self._source, self._limits)
        return made

    def _take(self, field: DraftField, name: str) -> None:
        """Add the text of one *field*, read as what it is."""
        is_html = field.kind == "html" or (field.kind == "auto" and TAGS.search(field.text) is not None)
        part = self._page(field) if is_html else self._text(field)
        at = self._composition.append(part.text)
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


def _stem(source: str) -> str:
    """Return what a file is called, without what says that it holds fields; so is a draft without a title."""
    return PurePath(source).name.removesuffix(f".{FORMAT}.json")


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
