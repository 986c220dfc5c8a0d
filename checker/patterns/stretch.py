"""A stretch of a document as patterns read it: its text, what part it is, where each character is from."""

from array import array
from collections.abc import Iterable
from dataclasses import dataclass

NOWHERE = -1
"""The origin of a character that the document does not hold."""


@dataclass(frozen=True, eq=False, slots=True)
class Traced:
    """A text whose characters know their offsets in the document."""

    text: str
    origins: "array[int]"

    def __getitem__(self, part: slice) -> "Traced":
        """Return a *part* of it."""
        return Traced(self.text[part], self.origins[part])

    def __add__(self, other: "Traced") -> "Traced":
        """Return both, one behind the other."""
        return Traced(self.text + other.text, self.origins + other.origins)

    def stripped(self) -> "Traced":
        """Return it without white space at its ends."""
        start = len(self.text) - len(self.text.lstrip())
        return self[start : max(start, len(self.text.rstrip()))]

    def masked(self) -> "Traced":
        """Return it with an asterisk for each character, line breaks kept."""
        return Traced("".join(c if c == "\n" else "*" for c in self.text), self.origins)


def traced(text: str, start: int) -> Traced:
    """Return *text* as it stands in the document from *start* on."""
    return Traced(text, array("q", range(start, start + len(text))))


def foreign(text: str, origin: int = NOWHERE) -> Traced:
    """Return *text* that is not in the document, or stands for what is at *origin*."""
    return Traced(text, array("q", [origin] * len(text)))


EMPTY = foreign("")


def joined(parts: Iterable[Traced]) -> Traced:
    """Return *parts*, one behind the other."""
    texts: list[str] = []
    origins = array("q")
    for part in parts:
        texts.append(part.text)
        origins.extend(part.origins)
    return Traced("".join(texts), origins)


@dataclass(frozen=True, eq=False)
class Stretch:
    """What a pattern looks at."""

    traced: Traced
    scope: str
    """What part it is, most general first: `text.heading.h1.md`."""
    block: str = ""
    """For a part of a block: the block's scope."""
    first: int = 0
    """Where an alert on the whole stretch is placed that has no words to point at."""
    muted: frozenset[str] = frozenset()
    """Rules and styles that the document has switched off here."""

    @property
    def text(self) -> str:
        """Return the text."""
        return self.traced.text

    def place(self, start: int, end: int) -> tuple[int, int] | None:
        """Return the document's offsets for the words from *start* to *end*; none where it holds none."""
        origins = self.traced.origins
        known = [origin for origin in origins[start:end] if origin != NOWHERE]
        if known:
            return known[0], max(known[-1], known[0]) + 1
        if start < len(origins) and origins[start] != NOWHERE:
            return origins[start], origins[start]
        if start and origins[start - 1] != NOWHERE:
            return origins[start - 1] + 1, origins[start - 1] + 1
        return None
