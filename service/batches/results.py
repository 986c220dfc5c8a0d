"""What a batch found out, as one file that is written while it is sent: JSON with all reports, or a table.

Each document is read in a transaction of its own, so a slow reader holds nothing up and no more than one
report is in memory. Further forms are added to `FORMS`.
"""

import csv
import io
from collections.abc import Callable, Iterator
from typing import NamedTuple

from checker.presentation.neutral import neutral
from service.exchange.answers import CheckedDraft
from service.nouns import Batch, BatchItem
from service.records import Records
from service.records.packing import as_json

PAGE = 200
"""Documents that are looked up at once."""
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
"""How a cell begins that a spreadsheet would run."""
FACTS = ("position", "source", "title", "team", "channel", "audience", "state", "verdict", "score")
COUNTS = ("error", "warning", "suggestion")
REST = ("lead_message", "problem", "finished", "id")
HEADER = (*FACTS, *(f"{name}s" for name in COUNTS), *REST)
"""The columns of the table, in order; `id` is that of the check."""


class Form(NamedTuple):
    """A form in which results are handed out."""

    media_type: str
    suffix: str
    write: Callable[[Records, Batch], Iterator[bytes]]


def as_objects(records: Records, batch: Batch) -> Iterator[bytes]:
    """Yield a JSON object with `batch` and, in their order, `documents`: checks with their reports."""
    yield b'{"batch": ' + as_json(batch) + b', "documents": ['
    separator = b""
    for item in items(records, batch.id):
        check = records.checks.get(item.id)
        if check:
            yield separator + as_json(CheckedDraft(**dict(check), report=records.checks.report(check.id)))
            separator = b",\n"
    yield b"]}\n"


def as_table(records: Records, batch: Batch) -> Iterator[bytes]:
    """Yield a table (RFC 4180) with a header and a row for each document, in their order."""
    yield _written(HEADER)
    for item in items(records, batch.id):
        facts = [getattr(item, name) for name in FACTS]
        counts = [getattr(item.counts, name) for name in COUNTS]
        yield _written([*facts, *counts, *(getattr(item, name) for name in REST)])


FORMS: dict[str, Form] = {
    "json": Form("application/json", ".json", as_objects),
    "csv": Form("text/csv; charset=utf-8", ".csv", as_table),
}
"""The forms, by their names."""


def items(records: Records, batch: str) -> Iterator[BatchItem]:
    """Yield all documents of *batch*, in their order."""
    after = -1
    while page := records.batches.items(batch, after=after, limit=PAGE):
        yield from page
        after = page[-1].position


def _written(cells: "Iterator[object] | list[object] | tuple[str, ...]") -> bytes:
    text = io.StringIO()
    csv.writer(text).writerow(["" if cell is None else inert(str(cell)) for cell in cells])
    return text.getvalue().encode("utf-8", "replace")


def inert(cell: str) -> str:
    """Return *cell* as a spreadsheet will show it, never run it."""
    return neutral(f"'{cell}" if cell.startswith(FORMULA_STARTS) else cell)
