"""Tables for spreadsheets (RFC 4180) whose words come from drafts.

A cell that a spreadsheet would run as a formula starts with an apostrophe; so does one that begins with
blanks before such a character, because some programs strip them. Figures of ours are written as they are.
"""

import csv
import datetime
import io
from collections.abc import Iterable, Sequence
from enum import Enum

from checker.presentation.neutral import neutral

_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
_BLANKS = " \N{NO-BREAK SPACE}"
_DIGITS = 6
"""Decimals of a share: enough for a document in a million."""


def table(header: Sequence[str], rows: Iterable[Sequence[object]]) -> bytes:
    """Return *rows* under their *header* as CSV, in UTF-8."""
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(header)
    writer.writerows([_cell(value) for value in row] for row in rows)
    return text.getvalue().encode("utf-8", "replace")


def inert(words: str) -> str:
    """Return *words* as a spreadsheet will show them, never run them."""
    return neutral(f"'{words}" if words.lstrip(_BLANKS).startswith(_STARTS) else words)


def _cell(value: object) -> str:
    """Return *value* as a cell: nothing for what does not apply, `true` and `false`, days as ISO 8601."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, int | float | datetime.date):
        return _figure(value)
    return inert(str(value.value if isinstance(value, Enum) else value))


def _figure(value: float | datetime.date) -> str:
    """Return a figure or a day, so that spreadsheets take it for one."""
    if isinstance(value, datetime.date):
        return value.isoformat()
    rounded = round(value, _DIGITS)
    return str(int(rounded)) if rounded == int(rounded) else repr(rounded)
