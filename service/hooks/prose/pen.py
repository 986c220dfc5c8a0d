"""A pen that writes HTML, and no more of it than it may."""

from collections.abc import Iterator
from contextlib import contextmanager
from html import escape

from pydantic import JsonValue

from service.hooks.protocol import Malformed

DEPTH = 100
"""How deep rich text may be nested."""
NODES = 100_000
"""How many nodes it may have."""
CHARACTERS = 2_000_000
"""How many characters of text it may have."""


class Pen:
    """What was written of one rich text, and what was found in it that has words of its own."""

    def __init__(self) -> None:
        """Begin with nothing."""
        self.asides: list[tuple[str, JsonValue]] = []
        """Places and values of what is embedded."""
        self._written: list[str] = []
        self._depth = self._nodes = self._characters = 0

    @property
    def html(self) -> str:
        """Return all that was written."""
        return "".join(self._written)

    @contextmanager
    def node(self) -> Iterator[None]:
        """Count a node while it is written.

        Raises:
            Malformed: if there are too many, or too many in one another.
        """
        self._depth += 1
        self._nodes += 1
        if self._depth > DEPTH or self._nodes > NODES:
            raise Malformed(
                f"Rich text is nested deeper than {DEPTH} levels, or has more than {NODES} nodes."
            )
        yield
        self._depth -= 1

    @contextmanager
    def element(self, tag: str) -> Iterator[None]:
        """Write an element around what is written meanwhile; nothing where *tag* is empty."""
        if tag:
            self._written.append(f"<{tag}>")
        yield
        if tag:
            self._written.append(f"</{tag}>")

    def text(self, words: str, *, is_code: bool = False) -> None:
        """Write words; line breaks stay line breaks.

        Raises:
            Malformed: if there are too many.
        """
        self._characters += len(words)
        if self._characters > CHARACTERS:
            raise Malformed(f"Rich text has more than {CHARACTERS} characters.")
        with self.element("code" if is_code else ""):
            self._written.append(escape(words, quote=False).replace("\n", "<br>"))

    def image(self, alternative: str) -> None:
        """Write what stands for a picture."""
        if alternative.strip():
            self._written.append(f'<img src="" alt="{escape(alternative)}">')

    def void(self, tag: str) -> None:
        """Write an element that holds nothing."""
        self._written.append(f"<{tag}>")
