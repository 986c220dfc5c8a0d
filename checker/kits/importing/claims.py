"""Rows of tables as sentences."""

import re

from checker.english.speech import quotations
from checker.kits.importing.cues import IMPERATIVE
from checker.kits.importing.tables import Column, Row, Table, column_of
from checker.kits.importing.wording import ENDS, lower_first

LABEL_WORDS = 5
"""Words of the longest cell that names its row."""
WHAT = re.compile(r"what (?P<who>we|it|you|they) (?P<verb>.+)", re.IGNORECASE)
"""A heading such as *What it doesn't do*, which what stands below it completes."""


def completed(heading: str, rest: str) -> str:
    """Return *heading* and *rest* as one sentence: `What it does`, `Invoicing` is `It does invoicing`."""
    match = WHAT.fullmatch(heading.strip().rstrip("."))
    return f"{match['who'].capitalize()} {match['verb']} {lower_first(rest)}" if match else ""


def row_text(table: Table, row: Row) -> str:
    """Return an ordinary row as sentences: its label, then what the other cells say."""
    cells = [(table.head.get(index, ""), cell) for index, cell in sorted(row.cells.items()) if cell]
    first = cells[0][1]
    if len(cells) == 1 or len(first.split()) > LABEL_WORDS:
        return _joined([cell for _, cell in cells])
    if len(cells) == 2:  # noqa: PLR2004 - a label and what it names
        return _joined([completed(first, cells[1][1]) or f"{first}: {cells[1][1]}"])
    rest = [f"{name}: {cell}" if name else cell for name, cell in cells[1:]]
    return _joined([f"{first}: {rest[0]}", *rest[1:]])


def claim_text(table: Table, row: Row) -> str:
    """Return a row on an approved claim as sentences: the claim, what it keeps, what it may not do."""
    claim = table.cell(row, Column.SAY)
    parts = [claim]
    if keep := table.cell(row, Column.KEEP):
        parts.append(f"Keep {_quoting(keep, claim)}")
    parts += [_forbidding(piece) for piece in table.cell(row, Column.NOT_SAY).split("; ") if piece]
    remarks = (cell for index, cell in sorted(row.cells.items()) if _is_remark(table, index))
    return _joined([*parts, *remarks])


def label_of_row(table: Table, row: Row) -> str:
    """Return what names *row*: its subject, or a first cell of a few words."""
    first = row.cells.get(0, "")
    return table.cell(row, Column.SUBJECT) or (first if len(first.split()) <= LABEL_WORDS else "")


def _is_remark(table: Table, index: int) -> bool:
    return column_of(table.head.get(index, "")) in {Column.OTHER, Column.REMARK}


def _quoting(keep: str, claim: str) -> str:
    """Return *keep* with the words that stand in *claim* between quotation marks."""
    pieces = re.split(r"([;,]\s+)", keep.rstrip("."))
    return "".join(f"“{lower_first(p)}”" if _stands_in(p, claim) else lower_first(p) for p in pieces)


def _stands_in(piece: str, claim: str) -> bool:
    words = piece.strip().lower()
    return (
        bool(words)
        and not quotations(piece)
        and re.search(rf"\b{re.escape(words)}\b", claim.lower()) is not None
    )


def _forbidding(text: str) -> str:
    first, _, rest = text.partition(". ")
    start = "Don't" if IMPERATIVE.match(first) else "Never"
    after = f" {rest}" if rest else ""
    return f"{start} {lower_first(first)}.{after}" if rest else f"{start} {lower_first(first)}"


def _joined(sentences: list[str]) -> str:
    """Return *sentences* as running text, each with a full stop."""
    return " ".join(s if s.endswith(ENDS) else f"{s}." for s in sentences if s)
