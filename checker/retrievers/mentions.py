"""Which guidelines the words of a passage point at: what vectors miss.

A banned word, an exact figure or a name barely moves a vector, and neither does the one rare word that a
passage shares with the guideline that it breaks.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from math import log

from checker.domain import Guideline
from checker.english.words import content_stems
from checker.retrievers import wordings

FEW = 10
"""A name or figure that more guidelines than this hold points at none of them."""


class Mentions:
    """The words of some guidelines, and which of them hold each."""

    def __init__(self, guidelines: Sequence[Guideline]) -> None:
        """Read the words of *guidelines*, which are spoken of by their positions."""
        self._size = len(guidelines)
        self._stems = _held_by(map(wordings.stems, guidelines))
        signs = _held_by(map(wordings.signs, guidelines))
        self._signs = {sign: rows for sign, rows in signs.items() if len(rows) <= FEW}
        self._marks = _held_by(map(wordings.marks, guidelines))

    def named(self, texts: Sequence[str]) -> frozenset[int]:
        """Return the guidelines of whose terms, phrases, figures or names one stands in *texts*."""
        said = wordings.spoken(texts)
        held = (
            rows for known in (self._marks, self._signs) for words, rows in known.items() if words in said
        )
        return frozenset(row for rows in held for row in rows)

    def alike(self, text: str, count: int) -> tuple[int, ...]:
        """Return the *count* guidelines that share the most telling words with *text*, the closest first.

        A word tells the more the fewer guidelines hold it: it weighs ln((n + 1) / held), the inverse document
        frequency (Spärck Jones 1972). Those that share none are left out; of equals the first comes first.
        """
        weights: defaultdict[int, float] = defaultdict(float)
        for word in sorted(content_stems(text) & self._stems.keys()):
            rows = self._stems[word]
            for row in rows:
                weights[row] += log((self._size + 1) / len(rows))
        ranked = sorted(weights, key=lambda row: (-weights[row], row))
        return tuple(ranked[:count])


@lru_cache(maxsize=8)
def mentions(guidelines: tuple[Guideline, ...]) -> Mentions:
    """Return the `Mentions` of *guidelines*; those of the last few kits are kept."""
    return Mentions(guidelines)


def _held_by(each: Iterator[frozenset[str]]) -> Mapping[str, tuple[int, ...]]:
    """Return, for each of the words, the positions of those that hold it."""
    found: defaultdict[str, list[int]] = defaultdict(list)
    for row, words in enumerate(each):
        for word in words:
            found[word].append(row)
    return {word: tuple(rows) for word, rows in found.items()}
