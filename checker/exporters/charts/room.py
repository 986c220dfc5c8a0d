"""How much of a text fits: widths by a rule of thumb, because the reader's font is not known here."""

from rich.cells import cell_len, chop_cells

_CELL = 0.57
"""Width of a character, in sizes of the font; a wide one (UAX 11) takes two."""


def width(text: str, size: float) -> float:
    """Return about how wide *text* is in a font of that *size*, in the same unit."""
    return cell_len(text) * size * _CELL


def fitted(text: str, room: float, size: float) -> str:
    """Return *text*, cut so that it fits into *room*."""
    cells = max(int(room / (size * _CELL)), 1)
    if cell_len(text) <= cells:
        return text
    return f"{chop_cells(text, max(cells - 1, 1))[0].rstrip()}…"


def lines(text: str, room: float, size: float, *, most: int) -> list[str]:
    """Return *text* in at most that many lines which fit into *room*, the last one cut where need be."""
    found: list[str] = []
    words = text.split(" ")
    while words:
        if len(found) == most - 1:
            return [*found, fitted(" ".join(words), room, size)]
        line = [words.pop(0)]
        while words and width(" ".join([*line, words[0]]), size) <= room:
            line.append(words.pop(0))
        found.append(fitted(" ".join(line), room, size))
    return found
