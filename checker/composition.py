"""How readers put a document together: one text, blocks at exact offsets.

A reader *adds* pieces in reading order when the text is made by reading (slides, pages, HTML),
or *marks* spans when the file's own text is the document's text (Markdown, plain text). Either
way `document.text[block.start:block.end]` is the block's text.
"""

import hashlib
import re
from typing import NamedTuple, TypedDict, Unpack

from checker.domain import Block, BlockKind, Document, NotRead, Place

FORBIDDEN = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
"""Control characters and lone surrogates, which no output format can carry."""

AUTHOR = "Brandcheck"
"""Who signs the marks in annotated copies; readers pass over them, so that a copy reads as its original."""


class Traits(TypedDict, total=False):
    """What else a reader may know of a block; see `Block`."""

    level: int
    speaker: str
    place: Place
    markup: tuple[tuple[int, int], ...]


class Facts(TypedDict, total=False):
    """What else a document may say of itself; see `Document`."""

    title: str
    team: str
    channel: str
    audience: str
    labels: dict[str, str]


APART = "\n.\n"
"""What keeps apart words that have nothing to do with each other, where several are one `Aside`."""


class Aside(NamedTuple):
    """Words in a file that its reader leaves out, because nobody is meant to read them."""

    text: str
    field: str
    """What holds them: a part of the file, a header, an attribute."""
    is_program: bool = False
    """Whether they are mostly code or markup."""


def tidy(text: str) -> str:
    """Return *text* with line ends as newlines and control characters as spaces."""
    return FORBIDDEN.sub(" ", text.replace("\r\n", "\n").replace("\r", "\n"))


class Composition:
    """A document in the making."""

    def __init__(self, text: str = "") -> None:
        """Start with the file's own *text*, to be marked, or with nothing, to be added to."""
        self._parts = [tidy(text)] if text else []
        self._length = len(self._parts[0]) if text else 0
        self._blocks: list[Block] = []
        self._not_read: list[NotRead] = []

    @property
    def text(self) -> str:
        """Return the document's text as it is so far."""
        return "\n\n".join(self._parts)

    def add(self, text: str, kind: BlockKind, **traits: Unpack[Traits]) -> None:
        """Append *text* as a block on lines of its own; blank text is left out."""
        clean = tidy(text).strip()
        if not clean:
            return
        start = self._length + 2 if self._parts else 0
        self._parts.append(clean)
        self._length = start + len(clean)
        self.mark(start, self._length, kind, **traits)

    def append(self, text: str) -> int:
        """Append *text* as it is, to be marked, and return where it starts; it is tidy already."""
        start = self._length + 2 if self._parts else 0
        self._parts.append(text)
        self._length = start + len(text)
        return start

    def mark(self, start: int, end: int, kind: BlockKind, **traits: Unpack[Traits]) -> None:
        """Make the text from *start* to *end* a block."""
        self._blocks.append(Block.model_validate({"start": start, "end": end, "kind": kind, **traits}))

    def skip(self, what: str, reason: str, *, place: Place | None = None) -> None:
        """Record a part that was not read, and why."""
        self._not_read.append(NotRead(what=what, reason=reason, place=place or Place()))

    def finish(self, content: bytes, *, source: str, format_name: str, **facts: Unpack[Facts]) -> Document:
        """Return the document.

        Args:
            content: the bytes that were read, for the digest.
            source: the name that the caller gave.
            format_name: the reader's name.
            facts: what the document says of itself.
        """
        return Document(
            source=source,
            format=format_name,
            digest=hashlib.sha256(content).hexdigest(),
            text=self.text,
            blocks=tuple(self._blocks),
            not_read=tuple(self._not_read),
            **facts,
        )
