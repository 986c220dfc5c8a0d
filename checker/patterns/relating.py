"""Conditional and consistency: words that need others, and words that don't go with others."""

import re
from collections.abc import Iterator, Sequence

from checker.domain import Pattern
from checker.patterns.alerts import Hit, Memory, hit
from checker.patterns.dialect import compiled, found, matches
from checker.patterns.exceptions import ANY, NO_CASE, WORD, Exceptions


class Conditional:
    """Objects to the first unless the second is there, or was there for the same words."""

    def __init__(self, pattern: Pattern, accepted: Sequence[str]) -> None:
        """Make *pattern* ready.

        Raises:
            InvalidExpression: something in it is no expression.
        """
        self._pattern = pattern
        self._fine = Exceptions(pattern.exceptions, accepted if pattern.vocab else ())
        self._first, self._second = compiled(pattern.first), compiled(pattern.second)
        written = pattern.second
        self._has_groups = written.count("(") > written.count("(?") + written.count(r"\(")

    def find(self, text: str, memory: Memory) -> Iterator[Hit]:
        """Yield each use of the first that nothing allows."""
        if not self._has_groups and found(self._second, text):
            return
        if self._has_groups:
            for match in matches(self._second, text):
                memory.seen.update(group for group in match.groups() if group)
        for match in matches(self._first, text):
            known = self._has_groups and match[0] in memory.seen
            if not known and not self._fine.has(match[0]) and not self._fine.covers(text, *match.span()):
                yield hit(self._pattern, text, *match.span())


class Consistency:
    """Objects to the one where the other was used before, and the other way round."""

    def __init__(self, pattern: Pattern, accepted: Sequence[str], name: str) -> None:  # noqa: ARG002 - as the others
        """Make *pattern* ready, which is called *name*.

        Raises:
            InvalidExpression: something in it is no expression.
        """
        self._pattern, self._name = pattern, name
        template = ANY if pattern.nonword else WORD
        case = NO_CASE if pattern.ignorecase else ""
        self._steps = [
            compiled(case + template.replace("{}", f"(?P<one>{pair.one})|(?P<other>{pair.other})"))
            for pair in pattern.either
        ]

    def find(self, text: str, memory: Memory) -> Iterator[Hit]:
        """Yield the words of this stretch, once a pair, where a document has used both."""
        for number, expression in enumerate(self._steps):
            last = ""
            for match in matches(expression, text):
                for side in ("one", "other"):
                    if match[side] is not None:
                        memory.seen.add(self._key(number, side))
                        last = match[side]
            if last and all(self._key(number, side) in memory.seen for side in ("one", "other")):
                start = _first_use(last, text)
                yield hit(self._pattern, text, start, start + len(last))

    def _key(self, number: int, side: str) -> str:
        return f"\0{self._name}\0{number}\0{side}"


def _first_use(words: str, text: str) -> int:
    """Return where *words* stand first in *text*, whole if they do anywhere."""
    whole = re.search(rf"(?:^|\b|_){re.escape(words)}(?:_|\b|$)", text)
    start = whole.start() if whole else text.find(words)
    return start + 1 if text.startswith("_", start) and not words.startswith("_") else start
