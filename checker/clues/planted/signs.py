"""The signs in a text that it speaks to a machine: in plain words or disguised, weighed by what is around."""

from collections.abc import Iterable, Iterator
from itertools import chain
from typing import NamedTuple

from checker.clues.planted.codes import coded
from checker.clues.planted.context import is_meant, is_order, is_told
from checker.clues.planted.disguises import Disguise, is_readable
from checker.clues.planted.invisible import invisible
from checker.clues.planted.phrases import Hit, Rule, find
from checker.clues.planted.reading import Reading, read
from checker.clues.planted.spelling import misspelt

PROOF = 2
"""What a sign weighs that is proof by itself."""
PROOFS = 500
"""Proofs after which no more signs are looked for."""
LONGEST = 200
"""Characters of a disguise that are quoted."""
DEEPEST = 2
"""Codes within codes that are read."""
WORD = 40
"""Characters before an order in which the word before it is looked for."""
UNSEEN = Rule(id="unseen", says="is written so that people can't read it", weight=PROOF)


class Sign(NamedTuple):
    """Words that may speak to a machine."""

    start: int
    """Offset in the text."""
    end: int
    weight: int
    """2 where it is proof by itself, 1 where it takes another sign."""
    rule: Rule
    is_common: bool = False
    """Whether a hiding place adds nothing to it."""
    reads: str = ""
    """What the words say to who can read them, where they are disguised."""


def all_signs(text: str) -> Iterator[Sign]:
    """Yield the signs in *text* as it stands and behind its disguises."""
    return _enough(_in(text, read(text)))


def signs_without(text: str, left_out: Iterable[tuple[int, int]]) -> Iterator[Sign]:
    """Yield the signs in *text* when some stretches of it, its markup, are left out."""
    return _enough(_plain(read(text, left_out), text))


def _enough(found: Iterable[Sign]) -> Iterator[Sign]:
    """Yield what is *found*, until there are so many proofs that more would change nothing."""
    proofs = 0
    for sign in found:
        yield sign
        proofs += sign.weight >= PROOF
        if proofs > PROOFS:
            return


def _in(text: str, reading: Reading, depth: int = 0) -> Iterator[Sign]:
    yield from _plain(reading, text)
    for mask in chain(invisible(text), coded(text)):
        yield from _behind(mask, depth)
    for mask in misspelt(reading.text):
        for sign in _behind(mask, DEEPEST):
            if not mask.is_aligned or _is_changed(mask, sign, reading):
                yield sign._replace(start=reading.origin(sign.start), end=reading.origin(sign.end - 1) + 1)


def _is_changed(mask: Disguise, sign: Sign, reading: Reading) -> bool:
    """Return whether the words of *sign* are written otherwise than they are read behind *mask*."""
    begin, end = sign.start - mask.start, sign.end - mask.start
    return mask.words[begin:end] != reading.text[sign.start : sign.end]


def _behind(mask: Disguise, depth: int) -> Iterator[Sign]:
    """Yield the signs in what a disguise says, at its place; where any message is a sign, that."""
    inner = read(mask.words)
    is_any = False
    for sign in _in(mask.words, inner, depth + 1) if depth < DEEPEST else _plain(inner, mask.words):
        is_any = True
        weight = PROOF if mask.is_secret else min(PROOF, sign.weight + mask.is_odd)
        place = (sign.start, sign.end) if mask.is_aligned else (0, min(LONGEST, mask.end - mask.start))
        start, end = (mask.start + at for at in place)
        yield sign._replace(start=start, end=end, weight=weight, reads=sign.reads or mask.words)
    if mask.is_secret and not is_any and is_readable(mask.words):
        yield Sign(mask.start, min(mask.end, mask.start + LONGEST), PROOF, UNSEEN, reads=mask.words)


def _plain(reading: Reading, original: str) -> Iterator[Sign]:
    """Yield the signs in *reading* as it stands, with their offsets in the *original*."""
    for hit in find(reading.text):
        weight = _weight(hit, reading, original)
        if weight:
            start, end = reading.origin(hit.start), reading.origin(hit.end - 1) + 1
            yield Sign(start, end, weight, hit.rule, hit.rule.is_common or weight < hit.rule.weight)


def _weight(hit: Hit, reading: Reading, original: str) -> int:
    rule, text = hit.rule, reading.text
    if rule.is_order and not is_order(text, hit.start, is_capital=_begins(hit, reading, original)):
        return 0
    if rule.can_be_told and is_told(text, hit.start, hit.end):
        return 0
    return rule.weight - (rule.can_be_meant and is_meant(text, hit.start, hit.end))


def _begins(hit: Hit, reading: Reading, original: str) -> bool:
    """Return whether the words of *hit* begin with a capital, after a word that has none."""
    words = reading.text[max(0, hit.start - WORD) : hit.start].split()
    if not words or not original[reading.origin(hit.start)].isupper():
        return False
    last = hit.start - 1 - len(words[-1])
    return last >= 0 and not original[reading.origin(last)].isupper()
