"""The walk behind `checker.english.patterns`: parts of a pattern, each taking positions to positions.

A part is a function from the set of word positions at which it may begin to those at which it may end, so
that no way is walked twice and the cost is bounded by words times parts.
"""

import re
from collections.abc import Callable, Iterable, Sequence
from typing import NamedTuple

from checker.english.expressions import expressions
from checker.english.tokens import Token, bases, tokens
from checker.english.words import STOPWORDS

GAP = 5
"""Words that `...` may stand for."""
LITTLES = 3
"""Little words that may stand between two words of a pattern."""
NEGATIVES = frozenset("no not never nobody nothing none without nor neither hardly zero".split())
"""Words by which a pattern denies something itself."""
ANY = re.compile("")
ENDINGS = (re.compile("ings?$"), re.compile("eds?$"), re.compile("s$"))
"""Endings that a pattern's word keeps where it is written with one."""
Starts = frozenset[int]
NOWHERE: Starts = frozenset()
NO_CLUES: frozenset[str] = frozenset()


class Sentence:
    """A sentence while it is matched."""

    def __init__(self, text: str) -> None:
        """Read the words of *text*."""
        self.words = tokens(text)
        self.bases = NO_CLUES.union(*(word.bases for word in self.words))
        self._text = text

    def expression(self, name: str, at: int) -> Starts:
        """Return where the expressions called *name* end that begin with the word *at*."""
        places = expressions(name, self._text)
        return frozenset(self._word_at(end) for begin, end in places if self._word_at(begin) == at)

    def _word_at(self, offset: int) -> int:
        return next((i for i, word in enumerate(self.words) if word.start >= offset), len(self.words))


Node = Callable[[Sentence, Starts], Starts]
"""Takes the positions at which it may begin, returns those at which it may end."""


class Part(NamedTuple):
    """A piece of a pattern, with what is known of the words that it matches."""

    node: Node
    clues: frozenset[str]
    """Bases, one of which is in every sentence that it matches; empty where none is known."""
    size: int
    """Words of the shortest stretch that it matches."""
    denies: frozenset[str] = frozenset()
    """The negative words that it is written with."""
    tells: bool = True
    """Whether it holds more than words that nearly every sentence has."""


def word(token: Token) -> Part:
    """Return the part for a word in any of its forms, or in those with the ending that it is written with."""
    wanted, ending = token.bases, _ending(token)
    denies = frozenset({token.lower}) & NEGATIVES
    node = _one(lambda each: not wanted.isdisjoint(each.bases) and bool(ending.search(each.lower)))
    return Part(node, wanted, 1, denies, token.lower not in STOPWORDS)


def _ending(token: Token) -> re.Pattern[str]:
    """Return the ending that a word is written with on purpose: "leading" means no lead, "works" no work."""
    if len(token.bases) == 1:
        return ANY
    return next((ending for ending in ENDINGS if ending.search(token.lower)), ANY)


def exact(raw: str) -> Part:
    """Return the part for a word in exactly this form."""
    return Part(_one(lambda each: each.raw == raw), bases(raw.lower()), 1)


def prefix(begin: str) -> Part:
    """Return the part for the words that begin with *begin*, or are forms of it."""
    lower = begin.lower()
    return Part(_one(lambda each: each.lower.startswith(lower) or lower in each.bases), frozenset(), 1)


def expression(name: str) -> Part:
    """Return the part for the expressions called *name*."""
    return Part(
        lambda read, starts: _step(starts, lambda at: read.expression(name, at), read), frozenset(), 1
    )


def gap() -> Part:
    """Return the part for up to `GAP` words, whatever they are."""
    return Part(_gap, frozenset(), 0, tells=False)


def maybe(part: Part) -> Part:
    """Return *part* as one that may be absent."""
    return Part(
        lambda read, starts: starts | part.node(read, starts), frozenset(), 0, part.denies, tells=False
    )


def either(options: Sequence[Part]) -> Part:
    """Return the part that matches what any of *options* does."""
    if len(options) == 1:
        return options[0]

    def node(read: Sentence, starts: Starts) -> Starts:
        return NOWHERE.union(*(option.node(read, starts) for option in options))

    return Part(
        node,
        _union(option.clues for option in options) if all(option.clues for option in options) else NO_CLUES,
        min(option.size for option in options),
        _union(option.denies for option in options),
        tells=any(option.tells for option in options),
    )


def in_order(parts: Sequence[Part]) -> Part:
    """Return the part that matches *parts* one after the other, little words between them."""

    def node(read: Sentence, starts: Starts) -> Starts:
        reached = starts
        for number, part in enumerate(parts):
            reached = part.node(read, _over_littles(read, reached) if number else reached)
        return reached

    clues = min((part.clues for part in parts if part.clues), key=_commonness, default=NO_CLUES)
    return Part(
        node,
        clues,
        sum(part.size for part in parts),
        _union(part.denies for part in parts),
        tells=any(part.tells for part in parts),
    )


def _union(sets: Iterable[frozenset[str]]) -> frozenset[str]:
    return NO_CLUES.union(*sets)


def _commonness(clues: frozenset[str]) -> tuple[int, int]:
    return len(clues & STOPWORDS), len(clues)


def _one(fits: Callable[[Token], bool]) -> Node:
    def node(read: Sentence, starts: Starts) -> Starts:
        return _step(starts, lambda at: frozenset({at + 1}) if fits(read.words[at]) else NOWHERE, read)

    return node


def _step(starts: Starts, ends: Callable[[int], Starts], read: Sentence) -> Starts:
    return frozenset(end for at in starts if at < len(read.words) for end in ends(at))


def _over_littles(read: Sentence, starts: Starts) -> Starts:
    """Return *starts* with the positions that little words after them lead to."""
    reached = set(starts)
    for start in starts:
        for at in range(start, min(start + LITTLES, len(read.words))):
            if not read.words[at].little:
                break
            reached.add(at + 1)
    return frozenset(reached)


def _gap(read: Sentence, starts: Starts) -> Starts:
    last = len(read.words)
    return frozenset(at for start in starts for at in range(start, min(start + GAP, last) + 1))
