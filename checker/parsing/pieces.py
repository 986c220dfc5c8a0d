"""Pieces of text that know what they are, before they have a document to lie in."""

from typing import Literal, NamedTuple, TypeAlias

from checker.composition import Aside, Traits
from checker.domain import BlockKind, NotRead

Speaker: TypeAlias = Literal["us", "customer", "other"]


class Stretch(NamedTuple):
    """A part of a text that becomes a block where the text itself becomes the document's."""

    start: int
    end: int
    kind: BlockKind
    traits: Traits


class Piece(NamedTuple):
    """Words that become a block of their own."""

    text: str
    kind: BlockKind
    traits: Traits


class Page(NamedTuple):
    """What was found in one stretch of HTML."""

    title: str
    pieces: tuple[Piece, ...]
    not_read: tuple[NotRead, ...]
    asides: tuple[Aside, ...] = ()
    """What its readers are not shown."""
