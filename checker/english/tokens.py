"""A sentence as the words that patterns are matched against: contractions written out, forms made alike."""

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

TOKEN = re.compile(r"[^\W_]+(?:[.,:]\d+)*(?:[’'][^\W\d_]+)?")
"""A word with its contraction, or a number with its separators."""
CONTRACTED = {"ll": "will", "re": "are", "ve": "have", "m": "am", "d": "would", "s": "is"}
"""What follows an apostrophe, written out."""
IRREGULAR = {"can't": "can", "won't": "will", "shan't": "shall", "cannot": "can"}
"""What stands before the "not" of a contraction, where it isn't the word itself."""
LITTLE = frozenset(
    "a an the your our my his her its their this that these those very just really quite also so all even "
    "still already only own".split()
)
"""Words that may stand between two words of a pattern."""


INFLECTED = (
    ("ies", ("y",)),
    ("ied", ("y",)),
    ("es", ("", "e")),
    ("s", ("",)),
    ("ed", ("", "e")),
    ("ing", ("", "e")),
)
"""Endings of regular forms, with what stands in their place in the base."""
SHORTEST = 2
"""Letters of the shortest base."""


class Token(NamedTuple):
    """A word of a sentence."""

    start: int
    """Offset of its first code point; the words of a contraction share their place."""
    end: int
    raw: str
    """As it is written."""
    lower: str
    """In lower case, contractions written out."""
    bases: frozenset[str]
    """What it may be a regular form of: `cutting` of `cut`, `cutt` and `cutte`."""
    little: bool
    """Whether a pattern may step over it."""


@lru_cache(maxsize=16_384)
def tokens(text: str) -> tuple[Token, ...]:
    """Return the words of *text* in order."""
    return tuple(token for match in TOKEN.finditer(text) for token in _written_out(match))


def _written_out(match: re.Match[str]) -> Iterator[Token]:
    raw = match.group()
    word, _, ending = raw.lower().replace("’", "'").partition("'")
    whole = f"{word}'{ending}" if ending else word
    if whole in IRREGULAR or ending == "t":
        yield _token(match, IRREGULAR.get(whole) or word.removesuffix("n"))
        yield _token(match, "not")
        return
    yield _token(match, word)
    if ending in CONTRACTED:
        yield _token(match, CONTRACTED[ending], little=ending == "s")
    elif ending:
        yield _token(match, ending)


def _token(match: re.Match[str], word: str, *, little: bool = False) -> Token:
    return Token(match.start(), match.end(), match.group(), word, bases(word), little or word in LITTLE)


@lru_cache(maxsize=65_536)
def bases(word: str) -> frozenset[str]:
    """Return what *word*, in lower case, may be a plural or a verb form of, itself included."""
    once = _roots(word)
    return frozenset({word}).union(once, *map(_roots, once))


def _roots(word: str) -> frozenset[str]:
    found: set[str] = set()
    for ending, instead in INFLECTED:
        root = word.removesuffix(ending)
        if root != word and len(root) >= SHORTEST:
            found.update(root + letters for letters in instead)
            if root[-1] == root[-2] and "" in instead:
                found.add(root[:-1])
    return frozenset(found)
