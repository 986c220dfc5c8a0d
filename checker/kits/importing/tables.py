"""Cells put back into rows, and columns named by what stands in their head."""

import re
from collections.abc import Sequence
from enum import Enum
from itertools import groupby
from typing import NamedTuple

from checker.domain import Block, Document
from checker.kits.importing import cues
from checker.kits.importing.wording import place_of, plain

WIDEST = 8
"""Columns of the widest table that is put together from cells alone."""
RULE_LINE = re.compile(r"\s*\|?[\s:|-]*-[\s:|-]*\|?\s*")
"""The line below a Markdown table's head."""


class Column(Enum):
    """What a column holds."""

    SAY = "say"
    NOT_SAY = "not say"
    KEEP = "keep"
    SUBJECT = "subject"
    REMARK = "remark"
    OTHER = "other"


class Row(NamedTuple):
    """One row: its cells by column, and where it is."""

    cells: dict[int, str]
    place: str
    first: Block
    """The block of its first cell."""


class Table(NamedTuple):
    """A table with its head, which is empty where it has none."""

    head: dict[int, str]
    rows: tuple[Row, ...]

    def columns(self, kind: Column) -> list[int]:
        """Return the positions of the columns of one *kind*."""
        return [index for index, name in self.head.items() if column_of(name) is kind]

    def cell(self, row: Row, kind: Column) -> str:
        """Return what *row* has in the columns of one *kind*."""
        return "; ".join(row.cells[index] for index in self.columns(kind) if row.cells.get(index))


def column_of(name: str) -> Column:
    """Return what a column headed *name* holds."""
    bare = re.sub(r"[^\w\s'✓✔✅👍✗✘❌👎-]", "", name.replace("’", "'")).strip().lower()
    kinds = (
        (cues.NOT_SAY, Column.NOT_SAY),
        (cues.SAY, Column.SAY),
        (cues.KEEP, Column.KEEP),
        (cues.SUBJECT, Column.SUBJECT),
        (cues.REMARK, Column.REMARK),
    )
    return next((column for pattern, column in kinds if pattern.fullmatch(bare)), Column.OTHER)


def table_of(document: Document, blocks: Sequence[Block]) -> Table:
    """Return the table that the cells *blocks* make."""
    written = [block for block in blocks if plain(document.text, block)]
    rows = _by_line(document, written) or _by_position(document, written)
    if len(rows) > 1 and _is_head(document, rows[0]):
        return Table(rows[0].cells, tuple(rows[1:]))
    return Table({}, tuple(rows))


def _by_line(document: Document, blocks: Sequence[Block]) -> list[Row]:
    """Return the rows of a table whose rows are lines of the text, or nothing if it isn't one."""
    lines = [document.text.rfind("\n", 0, block.start) + 1 for block in blocks]
    if len(set(lines)) == len(lines):
        return []
    rows = []
    for line, group in groupby(zip(lines, blocks, strict=True), key=lambda pair: pair[0]):
        cells = [block for _, block in group]
        first = document.text[line : cells[0].start].lstrip().startswith("|")
        columns = {
            _bars(document.text[line : cell.start]) - first: plain(document.text, cell) for cell in cells
        }
        rows.append(Row(columns, place_of(document, cells[0]), cells[0]))
    return rows


def _bars(text: str) -> int:
    return len(re.findall(r"(?<!\\)\|", text))


def _by_position(document: Document, blocks: Sequence[Block]) -> list[Row]:
    """Return the rows of a table of which only the order of its cells is known."""
    first = blocks[0].place.paragraph if blocks else None
    places = [
        block.place.paragraph - first if block.place.paragraph and first else i
        for i, block in enumerate(blocks)
    ]
    texts = [plain(document.text, block) for block in blocks]
    width = _width(texts)
    if first is None and len(blocks) % width:
        width = 1
    rows: dict[int, Row] = {}
    for block, place, text in zip(blocks, places, texts, strict=True):
        row = rows.setdefault(place // width, Row({}, place_of(document, block), block))
        row.cells[place % width] = text
    return list(rows.values())


def _width(texts: list[str]) -> int:
    """Return how many of the first cells look like a head; 2 where none does."""
    known = 0
    while known < min(WIDEST, len(texts)) and column_of(texts[known]) is not Column.OTHER:
        known += 1
    return known if known > 1 else 2


def _is_head(document: Document, row: Row) -> bool:
    end = document.text.find("\n", row.first.start) + 1
    below = document.text[end:].split("\n", 1)[0] if end else ""
    known = [column_of(cell) for cell in row.cells.values()]
    return bool(RULE_LINE.fullmatch(below)) or (len(known) > 1 and Column.OTHER not in known)
