"""Patterns of words: a small, safe language in which people and models write what to look for.

`cut ... (bill|cost)`: words in order, in any of their regular forms, with up to five words at `...`.
`free & (month|week)`: both in one sentence, in any order. `[word]` may be absent, `word*` has any
ending, `=Word` has exactly these capitals, `<money>`, `<duration>` and the like are expressions.

A pattern is matched by walking sets of positions, so that its cost is bounded by words times pattern
length whatever anybody writes into it; nothing in it reaches a regular expression.
"""

import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import islice, pairwise, product
from typing import NamedTuple

from checker.english import matching
from checker.english.expressions import EXPRESSIONS
from checker.english.matching import NEGATIVES, Part, Sentence
from checker.english.speech import Span
from checker.english.tokens import TOKEN, Token, tokens

MAX_LENGTH = 2_000
"""Characters of the longest pattern."""
MAX_DEPTH = 6
"""Brackets within brackets."""
MAX_SIDES = 4
"""Sides of `&`."""
FEW = 3
"""Words from which even a pattern of common ones says something."""
TRIES = 64
"""Ways to place the sides of a pattern that are looked at."""
LEXEME = re.compile(
    rf"(?P<gap>\.{{2,}}|…)|(?P<expression><[a-z]+>)|(?P<exact>=[^\W_]+)|(?P<prefix>[^\W_]+\*)"
    rf"|(?P<word>{TOKEN.pattern})|(?P<mark>[()\[\]|]|(?<!\S)&(?!\S))"
)
"""A piece of a pattern; whatever else stands between pieces separates them."""
CLOSES = {"(": ")", "[": "]"}


class InvalidPattern(ValueError):
    """A text that is no pattern; it says why."""


class Found(NamedTuple):
    """Where a pattern was found: the stretch of each of its sides, in code points."""

    spans: tuple[Span, ...]
    denies: bool
    """Whether the pattern itself asks for a negative word that was found."""
    is_crossed: bool = False
    """Whether a negative word that it doesn't ask for stands between the words found."""

    @property
    def whole(self) -> Span:
        """Return the stretch from the first word found to the last."""
        return Span(min(span.start for span in self.spans), max(span.end for span in self.spans))


class Pattern(NamedTuple):
    """A pattern ready to be matched."""

    text: str
    sides: tuple[Part, ...]

    @property
    def is_common(self) -> bool:
        """Return whether it holds nothing but words that nearly every sentence has."""
        return sum(side.size for side in self.sides) < FEW and not any(side.tells for side in self.sides)

    def find(self, sentence: str) -> Found | None:
        """Return where the pattern stands in *sentence*, its sides on different words, or none."""
        read = _read(sentence)
        if any(side.clues and side.clues.isdisjoint(read.bases) for side in self.sides):
            return None
        places = [sorted(_places(side, read), key=lambda place: place[1] - place[0]) for side in self.sides]
        for chosen in islice(product(*places), TRIES):
            if all(one[1] <= other[0] for one, other in pairwise(sorted(chosen))):
                return _found(self.sides, chosen, read.words)
        return None


@lru_cache(maxsize=65_536)
def pattern(text: str) -> Pattern:
    """Return *text* as a pattern.

    Raises:
        InvalidPattern: if it is none, or too long.
    """
    if len(text) > MAX_LENGTH:
        raise InvalidPattern(f"longer than {MAX_LENGTH:,} characters")
    sides = tuple(_Parser(side).whole() for side in _sides(text))
    if len(sides) > MAX_SIDES:
        raise InvalidPattern(f"more than {MAX_SIDES} sides of &")
    return Pattern(text, sides)


@lru_cache(maxsize=4_096)
def _read(sentence: str) -> Sentence:
    return Sentence(sentence)


def _places(side: Part, read: Sentence) -> Iterator[tuple[int, int]]:
    """Yield the words, first and past the last, that *side* matches: from each start the shortest stretch."""
    for start in range(len(read.words)):
        ends = side.node(read, frozenset({start})) - {start}
        if ends:
            yield start, min(ends)


def _found(sides: tuple[Part, ...], chosen: tuple[tuple[int, int], ...], words: tuple[Token, ...]) -> Found:
    spans = tuple(Span(words[start].start, words[end - 1].end) for start, end in chosen)
    said = [NEGATIVES & {word.lower for word in words[start:end]} for start, end in chosen]
    asked = [side.denies & negatives for side, negatives in zip(sides, said, strict=True)]
    return Found(spans, any(asked), any(said) and not any(asked))


class _Lexeme(NamedTuple):
    kind: str
    text: str

    @property
    def mark(self) -> str:
        """Return the mark that it is, or nothing."""
        return self.text if self.kind == "mark" else ""


def _sides(text: str) -> list[list[_Lexeme]]:
    sides: list[list[_Lexeme]] = [[]]
    for match in LEXEME.finditer(text):
        lexeme = _Lexeme(match.lastgroup or "", match.group())
        if lexeme.mark == "&":
            sides.append([])
        else:
            sides[-1].append(lexeme)
    return sides


class _Parser:
    """Reads one side: alternatives of sequences."""

    def __init__(self, lexemes: list[_Lexeme]) -> None:
        self._lexemes = lexemes
        self._at = 0
        self._depth = 0

    def whole(self) -> Part:
        """Return the side.

        Raises:
            InvalidPattern: if brackets don't pair, or there is nothing to match.
        """
        part = self._alternatives()
        if self._at < len(self._lexemes):
            raise InvalidPattern(f"“{self._lexemes[self._at].text}” without its opening")
        if not part.size:
            raise InvalidPattern("a side of it may match nothing at all")
        return part

    def _alternatives(self) -> Part:
        options = [self._sequence()]
        while self._mark() == "|":
            self._at += 1
            options.append(self._sequence())
        return matching.either([option for option in options if option.size] or options[:1])

    def _sequence(self) -> Part:
        parts: list[Part] = []
        while self._at < len(self._lexemes) and self._mark() not in {"|", ")", "]"}:
            lexeme = self._lexemes[self._at]
            self._at += 1
            parts.extend([self._bracket(lexeme.text)] if lexeme.mark else _leaves(lexeme))
        return matching.in_order(parts)

    def _bracket(self, opening: str) -> Part:
        self._depth += 1
        if self._depth > MAX_DEPTH:
            raise InvalidPattern(f"more than {MAX_DEPTH} brackets within each other")
        inner = self._alternatives()
        if self._mark() != CLOSES[opening]:
            raise InvalidPattern(f"“{opening}” without its “{CLOSES[opening]}”")
        self._at += 1
        self._depth -= 1
        return matching.maybe(inner) if opening == "[" else inner

    def _mark(self) -> str:
        return self._lexemes[self._at].mark if self._at < len(self._lexemes) else ""


def _leaves(lexeme: _Lexeme) -> Iterator[Part]:
    if lexeme.kind == "gap":
        yield matching.gap()
    elif lexeme.kind == "expression":
        yield matching.expression(_known(lexeme.text[1:-1]))
    elif lexeme.kind == "exact":
        yield matching.exact(lexeme.text[1:])
    elif lexeme.kind == "prefix":
        yield matching.prefix(lexeme.text[:-1])
    else:
        yield from (matching.word(token) for token in tokens(lexeme.text) if not _is_possessive(token))


def _known(expression: str) -> str:
    if expression not in EXPRESSIONS:
        raise InvalidPattern(f"no expression <{expression}>; there are {', '.join(EXPRESSIONS)}")
    return expression


def _is_possessive(token: Token) -> bool:
    """Return whether *token* is the `'s` of a pattern, which a sentence may have or not."""
    return token.lower == "is" and token.raw.lower().endswith(("'s", "’s"))
