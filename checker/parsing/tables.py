"""The rows of a table with separated values, and the lines of the file on which each stands."""

import csv
import io
from collections.abc import Iterator
from typing import NamedTuple

from checker.errors import UnreadableDocument
from checker.parsing.columns import TicketColumns

DELIMITERS = ",;\t|"


class TableRow(NamedTuple):
    """A row that is not blank."""

    line: int
    """The line on which it starts, counted from 1."""
    last: int
    """The line on which it ends."""
    cells: list[str]


def delimiter_of(text: str, columns: TicketColumns) -> tuple[str, int]:
    """Return what stands between the cells, and how many rows announce it."""
    first, _, _ = text.lstrip("\n").partition("\n")
    if first.lower().startswith("sep=") and len(first.strip()) == len("sep=;"):
        return first.strip()[-1], 1

    def known(delimiter: str) -> tuple[int, int]:
        cells = [cell.strip(' "') for cell in first.split(delimiter)]
        return columns.count_known(cells), len(cells)

    return max(DELIMITERS, key=known), 0


def rows(text: str, delimiter: str, source: str) -> Iterator[TableRow]:
    """Yield the rows of *text* that are not blank.

    Raises:
        UnreadableDocument: one can't be read; *source* is named in the message.
    """
    reader = csv.reader(io.StringIO(text), delimiter=delimiter)
    while True:
        line = reader.line_num + 1
        try:
            cells = next(reader, None)
        except csv.Error as error:
            remedy = "See whether a quotation mark is missing there."
            raise UnreadableDocument(
                source, f"damaged in the row on line {line} ({error})", remedy
            ) from error
        if cells is None:
            return
        if any(cell.strip() for cell in cells):
            yield TableRow(line, reader.line_num, cells)
