"""Where given values stand in a text: as whole words, whatever their case, accents and spacing."""

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from checker.privacy.levelled import folded
from checker.privacy.sighting import Kind, Sighting

_PIECE = re.compile(r"[^\W_](?:[^\W_]|[\u0300-\u036f])*|[^\w\s*]")
"""A word with its accents, or a sign; what sets words in bold or italics counts as space."""
_ENDS = re.compile(r"\A[\W_]+|[\W_]+\Z")
Words = tuple[str, ...]
"""The folded words and signs of a value."""


class Listed(NamedTuple):
    """Values to look for, by their words."""

    kinds: Mapping[Words, Kind]
    counts: Mapping[str, tuple[int, ...]]
    """How many words the values with a first word have, the most first."""


class _Piece(NamedTuple):
    start: int
    end: int
    folded: str


def listed(values: Iterable[tuple[str, Kind]]) -> Listed:
    """Return *values* ready to be looked for; blank ones are left out, the last kind of a value counts."""
    kinds = {words: kind for value, kind in values if (words := words_of(value))}
    counts: dict[str, set[int]] = {}
    for words in kinds:
        counts.setdefault(words[0], set()).add(len(words))
    return Listed(kinds, {first: tuple(sorted(held, reverse=True)) for first, held in counts.items()})


def words_of(value: str) -> Words:
    """Return the words and signs of *value*, without the signs and spaces at its ends."""
    return tuple(piece.folded for piece in _pieces(_ENDS.sub("", value)))


def find_words(text: str, values: Listed) -> Iterator[Sighting]:
    """Find *values* in *text*, a levelled one, of several at one place the longest."""
    pieces = _pieces(text) if values.kinds else []
    place = 0
    while place < len(pieces):
        words = _longest(pieces, place, values)
        if words:
            last = pieces[place + len(words) - 1]
            yield Sighting(pieces[place].start, last.end, values.kinds[words])
        place += len(words) or 1


def _longest(pieces: list[_Piece], place: int, values: Listed) -> Words:
    counts = values.counts.get(pieces[place].folded, ())
    found = (tuple(piece.folded for piece in pieces[place : place + count]) for count in counts)
    return next((words for words in found if words in values.kinds), ())


def _pieces(text: str) -> list[_Piece]:
    return [_Piece(*match.span(), folded(match[0])) for match in _PIECE.finditer(text)]
