"""Existence and substitution: words that are not to be used, and what to write instead."""

import re
from collections.abc import Iterator, Sequence

from checker.domain import Pair, Pattern
from checker.patterns.alerts import Hit, Memory, hit
from checker.patterns.dialect import Compiled, compiled, found, matches
from checker.patterns.exceptions import ANY, NO_CASE, WORD, Exceptions, size
from checker.patterns.remedies import expanded, recased
from checker.patterns.wording import either, formatted

OPENING = re.compile(r"(?<!\\)\((?!\?)")
"""A group that captures."""
REFERENCE = re.compile(r"\$\d")
QUOTED = ("'%s'", '"%s"')


class Existence:
    """Objects to any of its tokens."""

    def __init__(self, pattern: Pattern, accepted: Sequence[str]) -> None:
        """Make *pattern* ready.

        Raises:
            InvalidExpression: something in it is no expression.
        """
        self._pattern = pattern
        self._fine = Exceptions(pattern.exceptions, accepted if _takes_words(pattern) else ())
        self._expression = compiled(_existence(pattern))

    def find(self, text: str, memory: Memory) -> Iterator[Hit]:  # noqa: ARG002 - part of the protocol
        """Yield each use of a token."""
        for match in matches(self._expression, text):
            if not self._fine.has(match[0].strip()):
                yield hit(self._pattern, text, *match.span())


def _takes_words(pattern: Pattern) -> bool:
    return pattern.vocab and not pattern.nonword


def _existence(pattern: Pattern) -> str:
    tokens = [token for token in pattern.tokens if token.strip()]
    template = ANY if pattern.nonword or not pattern.tokens else WORD
    raw = "".join(pattern.raw).replace("%%", "%")
    words = template.replace("{}", "|".join(tokens))
    return (NO_CASE if pattern.ignorecase else "") + (words + raw if pattern.append else raw + words)


class Substitution:
    """Objects to words and says what to write instead."""

    def __init__(self, pattern: Pattern, accepted: Sequence[str]) -> None:
        """Make *pattern* ready.

        Raises:
            InvalidExpression: something in it is no expression.
        """
        self._pattern = pattern
        self._fine = Exceptions(pattern.exceptions, accepted if pattern.vocab else ())
        self._pairs = sorted(pattern.swap, key=lambda pair: size(pair.one), reverse=True)
        tokens = "|".join(f"({_without_groups(pair.one)})" for pair in self._pairs)
        template = ANY if pattern.nonword else WORD
        self._expression = compiled(self._case + template.replace("{}", tokens))

    @property
    def _case(self) -> str:
        return NO_CASE if self._pattern.ignorecase else ""

    def find(self, text: str, memory: Memory) -> Iterator[Hit]:  # noqa: ARG002 - part of the protocol
        """Yield each use of an unwanted word."""
        for match in matches(self._expression, text) if self._pairs else ():
            for number, pair in enumerate(self._pairs, start=1):
                if match.start(number) < 0:
                    continue
                expected = self._expected(pair, match[number])
                if not self._is_same(expected, match[number]) and not self._fine.has(match[number]):
                    yield self._hit(match[number], *match.span(number), expected)

    def _hit(self, words: str, start: int, end: int, expected: str) -> Hit:
        pattern, fixes = self._pattern, self._pattern.action.params
        message = pattern.message
        if pattern.action.name == "replace" and not fixes:
            fixes = tuple(self._written(option, words) for option in options(expected))
            expected, message = either(fixes), _bare(message)
        return Hit(start, end, formatted(message, expected, words), fixes)

    def _written(self, option: str, words: str) -> str:
        if self._pattern.matchcase:
            return recased(option, words)
        return _capital(option) if self._pattern.capitalize and words == _capital(words) else option

    def _expected(self, pair: Pair, words: str) -> str:
        expected = pair.other
        if self._pattern.capitalize and words == _capital(words):
            expected = _capital(expected)
        if not REFERENCE.search(expected):
            return expected
        made, at = [], 0
        for match in matches(compiled(self._case + pair.one), words):
            made += [words[at : match.start()], expanded(expected, match)]
            at = match.end()
        return "".join((*made, words[at:]))

    def _is_same(self, expected: str, words: str) -> bool:
        """Return whether *words* are as they should be already."""
        if self._pattern.action.name == "replace":
            return words in options(expected)
        return conforms(expected, words)


def conforms(expected: str, words: str) -> bool:
    """Return whether *words* are *expected*, which is a phrase or an expression."""
    if all(c.isalpha() or c in " -" or c.isdecimal() for c in expected):
        return expected == words
    try:
        return found(_whole(expected), words)
    except ValueError:
        return expected == words


def _whole(expected: str) -> Compiled:
    return compiled(f"^(?:{expected})$")


def options(replacement: str) -> tuple[str, ...]:
    """Return the alternatives in *replacement*, parted by bars that have no backslash."""
    parts = re.split(r"(?<!\\)\|", replacement)
    return tuple(part.replace(r"\|", "|") for part in parts if part)


def _bare(message: str) -> str:
    """Return *message* without the quotation marks around its first word where both words have them."""
    for quoted in QUOTED:
        if message.count(quoted) == len("ab"):
            message = message.replace(quoted, "%s", 1)
    return message


def _without_groups(expression: str) -> str:
    if expression.count("(") == expression.count("(?") + expression.count(r"\("):
        return expression
    return OPENING.sub("(?:", expression)


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:] if text[:1].isascii() else text
