"""A document and its passages: what is checked, once it is read."""

from bisect import bisect_right
from enum import StrEnum
from typing import Literal

from pydantic import Field

from checker.domain.noun import Noun


class BlockKind(StrEnum):
    """What a block is in its document."""

    TITLE = "title"
    SUBJECT = "subject"
    HEADING = "heading"
    PARAGRAPH = "paragraph"
    BULLET = "bullet"
    CELL = "cell"
    NOTES = "notes"
    QUOTED = "quoted"
    CHART = "chart"
    ALT_TEXT = "alt-text"
    FOOTER = "footer"
    COMMENT = "comment"
    CODE = "code"


class Place(Noun):
    """Where a block sits in its document, in the document's own terms; all counted from 1."""

    slide: int | None = None
    page: int | None = None
    paragraph: int | None = None
    line: int | None = None
    """The line of the source file where a block starts, where the text read is not the file's own."""
    ticket: str | None = None
    field: str | None = None
    """A shape's, column's or header's name, or the path of a page's field."""
    name: str | None = None
    """What people call a page's field."""
    hidden: bool = False
    """Whether a reader of the finished document would not see it."""


class Block(Noun):
    """A paragraph, title, cell or note as its document has it."""

    start: int
    end: int
    kind: BlockKind
    level: int = 0
    """1–6 for headings and the depth of bullets, else 0."""
    speaker: Literal["us", "customer", "other"] = "us"
    """Whose words these are; only ours are checked."""
    place: Place = Place()
    markup: tuple[tuple[int, int], ...] = ()
    """Spans of the document's text inside the block that are markup, not words."""


class NotRead(Noun):
    """A part of a document that was not read, and why."""

    what: str
    """`image`, `embedded object`, `hidden slide`, `tracked change`, `page without text`, …"""
    reason: str
    place: Place = Place()


class Document(Noun):
    """A draft once it is read: one text, and the blocks that lie in it."""

    source: str
    """The path or name that the caller gave."""
    title: str = ""
    format: str
    """`markdown`, `text`, `html`, `docx`, `pptx`, `pdf`, `email`, `tickets` or `fields`."""
    digest: str
    """SHA-256 of the bytes that were read."""
    text: str
    """All that was read, in reading order; offsets count its code points."""
    blocks: tuple[Block, ...]
    not_read: tuple[NotRead, ...] = ()
    team: str = ""
    channel: str = ""
    audience: str = ""
    labels: dict[str, str] = Field(default_factory=dict)
    """What else it says of itself: `region`, `agency`, `author`, `date`, `readers`, …"""
    guessed: tuple[str, ...] = ()
    """How team and channel were guessed, a sentence each."""

    @property
    def names(self) -> frozenset[str]:
        """Return what `applies_to` may name it by: its team, its channel and its audience, where known."""
        return frozenset({self.team, self.channel, self.audience.lower()} - {""})

    @property
    def words(self) -> int:
        """Return the number of words separated by white space."""
        return len(self.text.split())


class Passage(Noun):
    """A stretch of a document small enough to judge: usually one sentence."""

    start: int
    end: int
    text: str
    """The document's text from *start* to *end*, exactly."""
    plain: str
    """The same with markup blanked out and without characters that show nothing; what checks read."""
    block: Block
    """The block that it lies in."""
    lead_weight: float = 0.0
    """How much of the document's first impression it makes: 0 for body text, 1 for the headline."""
    unseen: tuple[int, ...] = ()
    """For each character that *plain* is without, the offset in *plain* before which it stood, in order."""

    def place(self, start: int, end: int) -> tuple[int, int]:
        """Return where the document's text has the words that *plain* has from *start* to *end*."""
        first = start + bisect_right(self.unseen, start)
        return self.start + first, self.start + max(first, end + bisect_right(self.unseen, end - 1))


class Limits(Noun):
    """What reading one document may cost; beyond it the document is refused, never the batch."""

    max_file_bytes: int = 100_000_000
    """Size of the file."""
    max_unpacked_bytes: int = 400_000_000
    """Size of an archive's members, unpacked."""
    max_members: int = 20_000
    """Number of an archive's members."""
    max_depth: int = 200
    """Nesting of XML, HTML or JSON."""
    max_pages: int = 2_000
    """Pages or slides."""
    max_characters: int = 5_000_000
    """Length of the text read."""
    max_documents: int = 100_000
    """Messages or tickets in one file."""
    seconds: float = 30.0
    """Time from opening to report."""
    memory_bytes: int = 1_000_000_000
    """Memory on top of what an idle worker holds."""
