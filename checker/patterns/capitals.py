"""Capitalization: whether a stretch is written like a title, a sentence, or as an expression says."""

import re
from collections.abc import Iterator, Sequence

from checker.domain import Pattern
from checker.patterns.alerts import Hit, Memory, hit
from checker.patterns.casing import Vocabulary, capitalised, sentence_case, title_case
from checker.patterns.dialect import compiled, found, matches
from checker.patterns.exceptions import Exceptions, cased
from checker.patterns.wording import formatted

WORD = r"[\p{N}\p{L}*]+[^\s]*"
NUMBERED = re.compile(r"\d+\.")


class Capitalization:
    """Objects to a stretch as a whole."""

    def __init__(self, pattern: Pattern, accepted: Sequence[str]) -> None:
        """Make *pattern* ready.

        Raises:
            InvalidExpression: something in it is no expression.
        """
        words = tuple(accepted) if pattern.vocab else ()
        self._pattern = pattern
        self._fine = Exceptions(pattern.exceptions, words)
        known = (*pattern.exceptions, *words) if words else cased(pattern.exceptions)
        self._vocabulary = Vocabulary(known)
        self._token = compiled(f"{self._fine.expression}|{WORD}" if self._fine.texts else WORD)
        self._match = None if pattern.match.startswith("$") else compiled(pattern.match)

    def find(self, text: str, memory: Memory) -> Iterator[Hit]:  # noqa: ARG002 - part of the protocol
        """Yield the whole *text* if it is not as it should be."""
        expected, is_fine = self._checked(text)
        if is_fine:
            return
        pattern = self._pattern
        fixes = pattern.action.params
        if pattern.action.name == "replace" and not fixes and pattern.match in {"$title", "$sentence"}:
            fixes = (expected,)
        whole = hit(pattern, text, 0, len(text))
        yield whole._replace(message=formatted(pattern.message, text, expected), fixes=fixes)

    def _checked(self, text: str) -> tuple[str, bool]:
        """Return what *text* should be, and whether it is close enough."""
        kind = self._pattern.match
        if self._match is not None:
            return kind, found(self._match, text) or self._fine.has(text)
        if kind == "$title":
            return self._titled(text)
        if kind == "$sentence":
            return self._sentenced(text)
        expected = text.lower() if kind == "$lower" else text.upper()
        return expected, text == expected or self._fine.has(text)

    def _titled(self, text: str) -> tuple[str, bool]:
        style, prefix = self._pattern.style, self._pattern.prefix
        expected = title_case(text, self._vocabulary, is_chicago=style == "Chicago", prefix=prefix)
        right = self._tokens(expected)
        words = self._tokens(text)
        fine = sum(
            number >= len(right) or word in (right[number], word.upper()) or self._fine.has(word)
            for number, word in enumerate(words)
        )
        return expected, self._is_enough(fine, len(words))

    def _sentenced(self, text: str) -> tuple[str, bool]:
        expected = sentence_case(text, self._vocabulary, follows=self._follows, prefix=self._pattern.prefix)
        right, fine = self._tokens(expected), 0
        words = self._tokens(text)
        for number, word in enumerate(words):
            if number >= len(right) or word == right[number] or self._fine.has(word):
                fine += 1
            elif number == 0 and word != capitalised(word.lower()):
                return expected, False
        return expected, self._is_enough(fine, len(words))

    def _is_enough(self, fine: int, words: int) -> bool:
        return words > 0 and fine / words >= (self._pattern.threshold or 0.8)

    def _tokens(self, text: str) -> list[str]:
        return [match[0] for match in matches(self._token, text)]

    def _follows(self, word: str, number: int) -> bool:
        """Return whether a capital follows *word*, the *number*th."""
        ends = any(len(word) > len(ending) and word.endswith(ending) for ending in self._pattern.indicators)
        return ends or (number == 0 and bool(NUMBERED.search(word)))
