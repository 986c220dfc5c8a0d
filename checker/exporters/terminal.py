"""Text for a terminal: paragraphs and tables as wide as it is, or 100 columns where nobody says."""

from io import StringIO

from rich.console import Console, RenderableType
from rich.text import Text

_WIDTH = 100
"""Columns where nobody says how wide the terminal is."""


class Screen:
    """What is written, for one kind of terminal."""

    def __init__(self, terminal: Console | None) -> None:
        """Take on the abilities of *terminal*, or none."""
        able = terminal is not None and terminal.is_terminal
        self.width = terminal.width if terminal else _WIDTH
        self._written = StringIO()
        self._console = Console(
            file=self._written,
            width=self.width,
            force_terminal=able,
            color_system="auto" if able else None,
            no_color=terminal.no_color if terminal else True,
            markup=False,
            highlight=False,
            emoji=False,
        )

    def paragraph(self, *parts: str | tuple[str, str]) -> None:
        """Write a paragraph; a part is words, or words and a style."""
        self._console.print(Text.assemble(*parts))

    def heading(self, words: str) -> None:
        """Write the title of a section, a line apart from what is above."""
        self.gap()
        self._console.print(Text(words, style="bold"))

    def table(self, table: RenderableType) -> None:
        """Write a table."""
        self._console.print(table)

    def gap(self) -> None:
        """Write an empty line."""
        self._written.write("\n")

    def written(self) -> bytes:
        """Return all of it in UTF-8, without blanks at the ends of lines."""
        lines = (line.rstrip(" ") for line in self._written.getvalue().split("\n"))
        return "\n".join(lines).encode("utf-8", "replace")
