"""Tables in Markdown, padded so that they read as well in a terminal."""

from collections.abc import Iterable, Sequence

from evals.scores import Score

NOTHING = "–"
"""A figure of which there was nothing to count."""


def table(header: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """Return a table of *header* and *rows*, all of one length; a cell's own line breaks become spaces."""
    lines = [tuple(_cell(text) for text in row) for row in (header, *rows)]
    widths = [max(map(len, column)) for column in zip(*lines, strict=True)]
    rule = tuple("-" * width for width in widths)
    return "\n".join(_line(cells, widths) for cells in (lines[0], rule, *lines[1:]))


def figure(score: Score) -> str:
    """Return a *score* with its interval and counts: `0.72 (0.60–0.83) 26/36`."""
    if score.value is None or score.interval is None:
        return NOTHING
    low, high = score.interval
    return f"{score.value:.2f} ({low:.2f}–{high:.2f}) {score.total.part:,}/{score.total.whole:,}"


def number(value: float | None) -> str:
    """Return a bare *value*."""
    return NOTHING if value is None else f"{value:.3f}"


def _cell(text: str) -> str:
    return " ".join(text.split()).replace("|", r"\|")


def _line(cells: Sequence[str], widths: Sequence[int]) -> str:
    return f"| {' | '.join(cell.ljust(width) for cell, width in zip(cells, widths, strict=True))} |"
