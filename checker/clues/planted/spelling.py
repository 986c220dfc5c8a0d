"""Messages whose letters are shifted, reversed, spaced out, written as figures or run together."""

import re
from collections.abc import Iterator
from functools import lru_cache
from string import ascii_lowercase

from checker.clues.planted.disguises import Disguise
from checker.clues.planted.phrases import vocabulary

ANCHORS = (
    "ignore disregard instructions instruction previous guidelines findings violations override compliant "
    "approved disregarding ignoring forget directives assistant".split()
)
"""Words by which shifted, reversed and joined letters are known."""
AROUND = 400
"""Characters on either side of a shifted word that are read with it."""
WORD = re.compile(r"[^\W\d_]+")
LINE = re.compile(r"[^\n]+")
MIXED = re.compile(r"[a-z0-9@$!|+]{5,}")
"""A word in which figures may stand for letters."""
FIGURES = str.maketrans("0134578@$!|+", "oieastbasilt")
SPACED = re.compile(r"(?<![^\W_])(?:[^\W\d_](?:[ ]{1,3}|[.\-_*·|/,~+]{1,2}[ ]?)){11,}[^\W\d_](?![^\W_])")
GAP = re.compile(r"[\W_]+")
TOGETHER = re.compile(r"[a-z]{18,400}")
LONGEST = 16
"""Letters of the longest word that is looked for in words run together."""
LITTLE = frozenset("a i it is and the to of for in on be as this that you your not all".split())


def misspelt(text: str) -> Iterator[Disguise]:
    """Yield what *text*, a reading, says when its letters are put right."""
    yield from _shifted(text)
    yield from _figures(text)
    for match in SPACED.finditer(text):
        yield Disguise(*match.span(), _closed(match.group()))
    for match in TOGETHER.finditer(text):
        if any(anchor in match.group() for anchor in ANCHORS):
            yield Disguise(*match.span(), " ".join(_parted(match.group())))


def _shifted(text: str) -> Iterator[Disguise]:
    """Yield the surroundings of words that are anchors, shifted or reversed; each stretch once."""
    known, until = _shifts(), dict[int, int]()
    for word in WORD.finditer(text):
        by = known.get(word.group())
        if by is None or word.start() < until.get(by, 0):
            continue
        start, end = max(0, word.start() - AROUND), min(len(text), word.end() + AROUND)
        until[by] = end
        words = text[start:end].translate(_table(-by)) if by else text[start:end][::-1]
        is_secret = sum(anchor in words for anchor in ANCHORS) > 1
        yield Disguise(start, end, words, is_secret=is_secret, is_aligned=by > 0)


@lru_cache(maxsize=1)
def _shifts() -> dict[str, int]:
    """Return the anchors shifted by 1 to 25 letters, with the shift; reversed ones with 0."""
    shifted = {word.translate(_table(by)): by for word in ANCHORS for by in range(1, len(ascii_lowercase))}
    return shifted | {word[::-1]: 0 for word in ANCHORS}


@lru_cache(maxsize=64)
def _table(by: int) -> dict[int, int]:
    """Return the alphabet shifted *by* letters, backwards where that is negative."""
    return str.maketrans(ascii_lowercase, ascii_lowercase[by:] + ascii_lowercase[:by])


def _figures(text: str) -> Iterator[Disguise]:
    """Yield lines in which figures stand for letters, so that words are known again."""
    for line in LINE.finditer(text):
        written = line.group()
        for one in "il" if any(map(str.isdigit, written)) else "":
            plain = written.replace("1", one).translate(FIGURES)
            if any(word in vocabulary() for word in _changed(written, plain)):
                yield Disguise(*line.span(), plain, is_aligned=True)


def _changed(written: str, plain: str) -> Iterator[str]:
    """Yield the longer words of *plain* that are *written* with figures among letters."""
    for word in MIXED.finditer(written):
        if not (word.group().isalpha() or word.group().isdigit()):
            yield plain[word.start() : word.end()]


def _closed(spaced: str) -> str:
    """Return spaced letters as words: parted where the gap is wider, else where words are known."""
    usual = min(map(len, GAP.findall(spaced)))
    words = re.split(rf"[\W_]{{{usual + 1},}}", spaced)
    closed = [GAP.sub("", word) for word in words]
    return " ".join(closed if len(closed) > 1 else _parted(closed[0]))


def _parted(letters: str) -> Iterator[str]:
    """Yield the words of *letters* run together, the longest known word first; others letter by letter."""
    known, at = vocabulary() | LITTLE, 0
    while at < len(letters):
        sizes = range(min(LONGEST, len(letters) - at), 1, -1)
        size = next((size for size in sizes if letters[at : at + size] in known), 1)
        yield letters[at : at + size]
        at += size
