"""The lines of a draft around a quotation, cut to fit a terminal."""

from typing import NamedTuple

from rich.cells import cell_len

from checker.presentation.neutral import neutral

_TAB = "    "
_MOST_LINES = 3
"""A longer quotation is shown by its first lines."""


class Excerpt(NamedTuple):
    """One line of a draft in three parts, neutral and with tabs as spaces."""

    before: str
    marked: str
    """The part that is quoted."""
    after: str


def excerpts(text: str, start: int, end: int, *, width: int) -> tuple[Excerpt, ...]:
    """Return the lines of *text* from *start* to *end*, at most three, each within *width* cells."""
    found: list[Excerpt] = []
    while start < end and len(found) < _MOST_LINES:
        line_start = text.rfind("\n", 0, start) + 1
        line_end = text.find("\n", start)
        line_end = len(text) if line_end < 0 else line_end
        stop = min(end, line_end)
        if text[start:stop].strip():
            parts = (text[line_start:start], text[start:stop], text[stop:line_end])
            found.append(_fit(*map(_shown, parts), width=width))
        start = line_end + 1
    return tuple(found)


def _shown(part: str) -> str:
    """Return *part* as a terminal may have it."""
    return neutral(part).replace("\t", _TAB)


def _fit(before: str, marked: str, after: str, *, width: int) -> Excerpt:
    """Cut the three parts to *width* cells together, the marked one last of all."""
    marked = _head(marked, width - 4)
    room = width - cell_len(marked)
    before = _tail(before.lstrip(), max(room - cell_len(_head(after, room)), room * 2 // 3))
    return Excerpt(before, marked, _head(after, room - cell_len(before)))


def _head(text: str, width: int) -> str:
    """Return the start of *text* within *width* cells, with an ellipsis where it was cut."""
    kept = text[: 4 * width]
    if cell_len(kept) <= width and len(kept) == len(text):
        return text
    while kept and cell_len(kept) > width - 1:
        kept = kept[:-1]
    return kept + "…"


def _tail(text: str, width: int) -> str:
    """Return the end of *text* within *width* cells, with an ellipsis where it was cut."""
    kept = text[-4 * width :]
    if cell_len(kept) <= width and len(kept) == len(text):
        return text
    while kept and cell_len(kept) > width - 1:
        kept = kept[1:]
    return "…" + kept
