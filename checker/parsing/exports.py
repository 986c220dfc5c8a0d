"""The records of a ticket export, whether it is a table or JSON."""

import json
from collections.abc import Iterator, Mapping
from itertools import islice
from typing import Any, NamedTuple

from checker.composition import tidy
from checker.domain import Limits
from checker.errors import UnreadableDocument
from checker.parsing.columns import TicketColumns, first_filled, flat, plain_name
from checker.parsing.conversations import Record, record_of
from checker.parsing.decoding import SPLIT, decode
from checker.parsing.tables import delimiter_of, rows

CONTAINERS = ("tickets", "conversations", "data", "results", "records", "items")
"""Fields in which an export keeps its list of tickets."""

EXPORT = "Export the tickets again as CSV, JSON or JSON Lines and check the new file."


class Export(NamedTuple):
    """What a file of tickets holds."""

    names: tuple[str, ...] = ()
    """The columns or fields, as the file calls them."""
    records: tuple[Record, ...] = ()
    roles: Mapping[str, str] = {}
    """The roles of users by their ids, where they are listed apart."""
    damaged: int = 0
    """Entries that are no tickets."""


def read_export(content: bytes, source: str, limits: Limits, columns: TicketColumns) -> Export:
    """Return what *content* holds.

    Raises:
        UnreadableDocument: it is neither a table nor JSON, or over a limit.
    """
    text = tidy(decode(content))
    first = text.lstrip()[:1]
    if not first:
        return Export()
    export = _json(text, source, limits, columns) if first in "[{" else _table(text, source, columns)
    if len(export.records) > limits.max_documents:
        raise UnreadableDocument(source, f"holds more than {limits.max_documents:,} tickets", SPLIT)
    return export


def _json(text: str, source: str, limits: Limits, columns: TicketColumns) -> Export:
    try:
        value = json.loads(text)
    except RecursionError as error:
        raise UnreadableDocument(source, "nested too deeply", EXPORT) from error
    except ValueError as error:
        return _lines(text, source, columns, error)
    _require_shallow(value, source, limits)
    entries = _entries(value, columns)
    tickets = [entry for entry in entries if isinstance(entry, Mapping)]
    records = tuple(record_of(ticket, columns) for ticket in tickets)
    return Export(_names(records), records, _roles(value), len(entries) - len(tickets))


def _lines(text: str, source: str, columns: TicketColumns, error: ValueError) -> Export:
    """Return what JSON Lines hold; a damaged line costs its own ticket and no other.

    Raises:
        UnreadableDocument: the first line is damaged too, so that this is no JSON at all.
    """
    lines = [(number, _parsed(line)) for number, line in enumerate(text.split("\n"), 1) if line.strip()]
    if not isinstance(lines[0][1], Mapping):
        raise UnreadableDocument(source, f"not valid JSON ({error})", EXPORT) from error
    tickets = [(number, value) for number, value in lines if isinstance(value, Mapping)]
    records = tuple(record_of(value, columns, number) for number, value in tickets)
    return Export(_names(records), records, {}, len(lines) - len(tickets))


def _parsed(line: str) -> object:
    try:
        return json.loads(line)
    except (ValueError, RecursionError):
        return None


def _require_shallow(value: object, source: str, limits: Limits) -> None:
    level = [value]
    for _ in range(limits.max_depth):
        level = [child for parent in level for child in _children(parent)]
        if not level:
            return
    raise UnreadableDocument(source, f"nested more than {limits.max_depth} deep", EXPORT)


def _children(value: object) -> list[object]:
    if isinstance(value, Mapping):
        return list(value.values())
    return value if isinstance(value, list) else []


def _entries(value: object, columns: TicketColumns) -> list[object]:
    """Return the tickets of an export, which may be the list, hold it, or be a single one."""
    if isinstance(value, list):
        return value
    name = container_of(value, columns)
    return value[name] if isinstance(value, Mapping) and name else [value]


def container_of(value: object, columns: TicketColumns) -> str:
    """Return the field in which an export keeps its list of tickets; nothing where it has none."""
    fields = value if isinstance(value, Mapping) else {}
    is_ticket = any(first_filled(flat(fields), names)[1] for names in (columns.ticket, columns.subject))
    lists = (name for name in CONTAINERS if not is_ticket and isinstance(fields.get(name), list))
    return next(lists, "")


def _roles(value: object) -> dict[str, str]:
    users = value.get("users") if isinstance(value, Mapping) else None
    known = [user for user in users if isinstance(user, Mapping)] if isinstance(users, list) else []
    return {str(user.get("id")): str(user.get("role")) for user in known}


def _names(records: tuple[Record, ...]) -> tuple[str, ...]:
    return tuple(records[0].fields) if records else ()


def _table(text: str, source: str, columns: TicketColumns) -> Export:
    delimiter, skipped = delimiter_of(text, columns)
    lines = islice(rows(text, delimiter, source), skipped, None)
    names = next((row.cells for row in lines), [])
    plain = [plain_name(name) for name in names]
    records = tuple(Record(_fields(plain, row.cells, delimiter), row.line) for row in lines)
    if columns.hold_messages(names):
        records = tuple(_grouped(records, columns))
    return Export(tuple(name.strip() for name in names), records)


def _fields(names: list[str], cells: list[str], delimiter: str) -> dict[str, Any]:
    """Return the cells by the names of their columns; cells too many belong to the last."""
    last = len(names) - 1
    whole = [*cells[:last], delimiter.join(cells[last:])] if len(cells) > len(names) else cells
    fields: dict[str, Any] = {}
    for name, cell in zip(names, whole, strict=False):
        fields[name] = fields.get(name) or cell
    return fields


def _grouped(records: tuple[Record, ...], columns: TicketColumns) -> Iterator[Record]:
    """Yield a record for each ticket of a table that has a row for each message."""
    tickets: dict[str, list[Record]] = {}
    for record in records:
        tickets.setdefault(first_filled(record.fields, columns.ticket)[1], []).append(record)
    for messages in tickets.values():
        yield messages[0]._replace(messages=tuple(messages))
