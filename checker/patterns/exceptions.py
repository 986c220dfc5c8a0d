"""Words that are fine: a rule's exceptions and the words that the kit accepts."""

from collections.abc import Sequence

from checker.patterns.dialect import Compiled, compiled, found, matches

WORD = r"(?m)\b(?:{})\b"
"""How expressions are held to whole words."""
ANY = r"(?m)(?:{})"
NO_CASE = "(?i)"


def size(text: str) -> int:
    """Return the length of *text* as package writers' longest-first orders count it."""
    return len(text.encode("utf-8", "surrogatepass"))


def longest_first(texts: Sequence[str]) -> tuple[str, ...]:
    """Return *texts*, long ones first."""
    return tuple(sorted(texts, key=size, reverse=True))


def cased(texts: Sequence[str]) -> tuple[str, ...]:
    """Return *texts*, long ones first, each with its own case unless it says otherwise."""
    return tuple(text if text.startswith(NO_CASE) else f"(?-i){text}" for text in longest_first(texts))


class Exceptions:
    """Words and phrases that are fine."""

    def __init__(self, own: Sequence[str], accepted: Sequence[str]) -> None:
        """Prepare a rule's *own* exceptions and those words that the kit *accepted*.

        Raises:
            InvalidExpression: one of them is no expression.
        """
        self.texts = (*own, *accepted)
        self.expression = WORD.replace("{}", "|".join(cased(self.texts))) if self.texts else ""
        self._words = compiled(self.expression) if self.texts else None
        self._phrases = self._phrased()

    def has(self, words: str) -> bool:
        """Return whether any exception is in *words*."""
        return self._words is not None and found(self._words, words)

    def covers(self, text: str, start: int, end: int) -> bool:
        """Return whether the words of *text* from *start* to *end* lie in an accepted phrase."""
        if self._phrases is None:
            return False
        return any(m.start() <= start and end <= m.end() for m in matches(self._phrases, text))

    def _phrased(self) -> Compiled | None:
        phrases = [text for text in self.texts if " " in text or "\t" in text or r"\s" in text]
        return compiled(rf"{NO_CASE}\b(?:{'|'.join(phrases)})\b") if phrases else None
