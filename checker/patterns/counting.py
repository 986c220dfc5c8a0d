"""Occurrence and repetition: words that come too often, too seldom, or twice in a row."""

from collections.abc import Iterator, Sequence

from checker.domain import Pattern
from checker.patterns.alerts import Hit, Memory, hit
from checker.patterns.dialect import compiled, matches
from checker.patterns.exceptions import NO_CASE, Exceptions
from checker.patterns.sentences import sentences_of
from checker.patterns.wording import formatted


class Occurrence:
    """Objects to a number of uses."""

    def __init__(self, pattern: Pattern, accepted: Sequence[str]) -> None:  # noqa: ARG002 - as the others
        """Make *pattern* ready.

        Raises:
            InvalidExpression: its token is no expression.
        """
        self._pattern = pattern
        self._expression = compiled(f"{NO_CASE if pattern.ignorecase else ''}(?:{pattern.token})")

    def find(self, text: str, memory: Memory) -> Iterator[Hit]:  # noqa: ARG002 - part of the protocol
        """Yield the first use, if there are too many or too few."""
        pattern = self._pattern
        spans = [match.span() for match in matches(self._expression, text)]
        number = len(spans)
        if not (0 < pattern.max < number or number < pattern.min):
            return
        message = formatted(pattern.message, number)
        if not spans:
            yield Hit(0, 0, message, is_nowhere=True)
            return
        for start, end in spans:
            if text[start:end].strip() and text[start:end].strip("*@"):
                yield hit(pattern, text, start, end)._replace(message=message)
                return


class Repetition:
    """Objects to a token that follows itself."""

    def __init__(self, pattern: Pattern, accepted: Sequence[str]) -> None:
        """Make *pattern* ready.

        Raises:
            InvalidExpression: something in it is no expression.
        """
        self._pattern = pattern
        self._fine = Exceptions(pattern.exceptions, accepted if pattern.vocab else ())
        case = NO_CASE if pattern.ignorecase else ""
        self._expression = compiled(f"{case}({'|'.join(pattern.tokens)})")

    def find(self, text: str, memory: Memory) -> Iterator[Hit]:  # noqa: ARG002 - part of the protocol
        """Yield each token that is said again, with the one before it."""
        before, begun, count = "", 0, 0
        for match in matches(self._expression, text):
            word = match[0].strip()
            again = bool(word) and self._folded(word) == self._folded(before)
            is_hit = again and (not self._pattern.alpha or word.isalpha())
            count += is_hit
            if is_hit and count > self._pattern.max and self._counts(text, begun, match.end()):
                made = hit(self._pattern, text, begun, match.end())
                yield made._replace(message=formatted(self._pattern.message, word))
                count = 0
            before, begun = word, match.start()

    def _folded(self, word: str) -> str:
        return word.casefold() if self._pattern.ignorecase else word

    def _counts(self, text: str, start: int, end: int) -> bool:
        """Return whether the words from *start* to *end* are in one sentence and not excepted."""
        words = text[start:end]
        is_one = sum(1 for _ in sentences_of(words)) == 1
        return is_one and not self._fine.has(words) and not self._fine.covers(text, start, end)
