"""What a pattern says of a document."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import NamedTuple, Protocol

from checker.domain import Pattern
from checker.patterns.remedies import fixes_of
from checker.patterns.wording import either, formatted


class Hit(NamedTuple):
    """Words of a stretch that a pattern objects to."""

    start: int
    end: int
    message: str
    fixes: tuple[str, ...] = ()
    """What may take the words' place."""
    is_nowhere: bool = False
    """Whether the fault is that there are no such words."""


class Alert(NamedTuple):
    """A hit at its place in the document."""

    rule: str
    start: int
    """Offset of its first code point in the document's text; equals *end* where something is missing."""
    end: int
    message: str
    fixes: tuple[str, ...]


@dataclass
class Memory:
    """What patterns remember of the document so far, each for all."""

    seen: set[str] = field(default_factory=set)


class Rule(Protocol):
    """A pattern made ready."""

    def find(self, text: str, memory: Memory) -> Iterator[Hit]:
        """Yield what it objects to in the *text* of a stretch.

        Raises:
            TooSlow: an expression takes too long on it.
        """
        ...


def hit(pattern: Pattern, text: str, start: int, end: int) -> Hit:
    """Return the words of *text* from *start* to *end* as a hit of *pattern*, with its usual message."""
    words = text[start:end]
    fixes = fixes_of(pattern, words)
    if not pattern.action.name:
        return Hit(start, end, formatted(pattern.message, words))
    instead = fixes[0] if len(fixes) == 1 else either(fixes) if fixes else words
    return Hit(start, end, formatted(pattern.message, words, instead), fixes)
