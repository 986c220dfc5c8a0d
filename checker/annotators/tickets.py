"""Ticket exports with a column for the verdict, the findings, the words and what to write instead.

Whatever was there stays as it was, byte for byte, but for rows with more cells than there are columns: what
is too much there is made part of the last, as readers take it. In JSON each ticket gets a field `brandcheck`.
"""

import csv
import io
import json
import re
from collections import deque
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from checker.annotators.original import Original
from checker.composition import AUTHOR, tidy
from checker.domain import Checked
from checker.parsing.conversations import Names, Who, ticket_of
from checker.parsing.decoding import reversible
from checker.parsing.exports import container_of, read_export
from checker.parsing.spans import DECODER, first, members
from checker.parsing.tables import TableRow, delimiter_of, rows
from checker.presentation.neutral import one_line
from checker.presentation.notes import Note, Wording
from checker.presentation.wording import VERDICTS

FORMAT = "tickets"
"""The format that this annotates, as its reader calls it."""

COLUMNS = tuple(f"{AUTHOR} {name}" for name in ("verdict", "findings", "quotes", "suggestions"))
FIELD = AUTHOR.lower()
LINE_END = re.compile(r"(\r\n|\r|\n)")
PLAIN = str.maketrans({"“": '"', "”": '"', "‘": "'", "’": "'", "…": "...", "–": "-", "—": "-"})
"""Signs that have a likeness in ASCII."""


class _Export(NamedTuple):
    """An export on its way to being annotated."""

    text: str
    """All of it, without a byte order mark."""
    original: Original
    reports: Mapping[int, Sequence[Checked]]
    """What was found, by the line of a row or the number of a record."""
    wording: Wording
    is_ascii: bool
    """Whether nothing but ASCII may be added, because nobody knows the encoding."""


def annotate(original: Original, checked: Sequence[Checked], wording: Wording) -> bytes:
    """Return the export with what was found in each reply added to its row or record.

    Raises:
        UnreadableDocument: it can't be read.
    """
    whole, encoding = reversible(original.content)
    text = whole.removeprefix("\ufeff")
    mark = whole[: len(whole) - len(text)]
    is_json = text.lstrip()[:1] in ("[", "{")
    reports = _reports(original, checked, by_line=not is_json)
    export = _Export(text, original, reports, wording, is_ascii=encoding == "ascii")
    changed = mark + (_json(export) if is_json else _table(export))
    if export.is_ascii:
        return changed.encode("utf-8", "surrogateescape")
    return changed.encode(encoding)


def _reports(original: Original, checked: Sequence[Checked], *, by_line: bool) -> dict[int, list[Checked]]:
    """Return the documents by the rows or records that they come from, in the order in which readers go."""
    export = read_export(original.content, original.source, original.limits, original.columns)
    names, waiting = Names(), deque(checked)
    found: dict[int, list[Checked]] = {}
    for number, record in enumerate(export.records, 1):
        ticket = ticket_of(record, original.columns, export.roles)
        for utterance in ticket.utterances:
            if utterance.who is not Who.AGENT:
                continue
            _, name = names.name(ticket, number)
            if waiting and waiting[0].document.source.endswith(f"#{name}"):
                at = (utterance.line or number) if by_line else number
                found.setdefault(at, []).append(waiting.popleft())
    return found


def _table(export: _Export) -> str:
    """Return a table with its columns added, in place of those that an earlier copy has."""
    parts = LINE_END.split(export.text)
    lines, ends = parts[::2], parts[1::2]
    plain = tidy(export.text)
    delimiter, skipped = delimiter_of(plain, export.original.columns)
    table = list(rows(plain, delimiter, export.original.source))[skipped:]
    names = table[0].cells if table else []
    is_marked = tuple(names[-len(COLUMNS) :]) == COLUMNS
    width = len(names) - len(COLUMNS) * is_marked
    for index, row in enumerate(table):
        start, last = row.line - 1, row.last - 1
        raw = "".join(line + end for line, end in zip(lines[start:last], ends[start:last], strict=True))
        raw += lines[last]
        cells = _written(COLUMNS, delimiter) if index == 0 else _cells(export, row.line, delimiter)
        raw = _fitted(_bare(raw, row, delimiter) if is_marked else raw, width, delimiter)
        lines[start : last + 1] = [f"{raw}{delimiter}{cells}", *[""] * (last - start)]
        ends[start:last] = [""] * (last - start)
    return "".join(line + end for line, end in zip(lines, [*ends, ""], strict=True))


def _bare(raw: str, row: TableRow, delimiter: str) -> str:
    """Return a row without the cells of an earlier copy, which end it."""
    sign = re.escape(delimiter)
    added = re.compile(rf'(?:{sign}(?:"(?:[^"]|"")*"|[^"{sign}\r\n]*)){{{len(COLUMNS)}}}\Z')
    return added.sub("", raw) if len(row.cells) > len(COLUMNS) else raw


def _fitted(raw: str, width: int, delimiter: str) -> str:
    """Return a row with as many cells as the table has columns: empty ones added, surplus ones joined."""
    known = next(csv.reader(io.StringIO(tidy(raw)), delimiter=delimiter), [])
    if len(known) > width:
        whole = [*known[: width - 1], delimiter.join(known[width - 1 :])]
        return _written(whole, delimiter)
    return raw + delimiter * (width - len(known))


def _written(cells: Sequence[str], delimiter: str) -> str:
    """Return *cells* as a row, all in quotation marks."""
    text = io.StringIO()
    csv.writer(text, delimiter=delimiter, quoting=csv.QUOTE_ALL, lineterminator="").writerow(cells)
    return text.getvalue()


def _cells(export: _Export, line: int, delimiter: str) -> str:
    """Return the cells that are added to the row on *line*: empty ones where nothing was checked there."""
    found = export.reports.get(line, ())
    verdicts = "; ".join(VERDICTS[report.verdict] for _, report in found)
    notes = [note for _, report in found for note in export.wording.notes(report)]
    findings = _numbered([": ".join(filter(None, (note.title, one_line(note.why)))) for note in notes])
    quotes = _numbered([note.quote for note in notes])
    suggestions = _numbered([one_line(note.suggestion) for note in notes])
    texts = (verdicts, findings, quotes, suggestions)
    return _written([_fit(text, export) for text in texts], delimiter)


def _numbered(texts: Sequence[str]) -> str:
    """Return *texts* on one line, so that lines keep their numbers, and with their own numbers.

    Numbers also keep spreadsheets from running what looks like a formula.
    """
    return "; ".join(f"{number}. {text}" for number, text in enumerate(texts, 1) if text)


def _fit(text: str, export: _Export) -> str:
    if not export.is_ascii:
        return text
    return text.translate(PLAIN).encode("ascii", "replace").decode("ascii")


def _json(export: _Export) -> str:
    """Return JSON or JSON Lines with a field added to each ticket that has a reply."""
    changed, done = [], 0
    for number, start in enumerate(_starts(export), 1):
        found = export.reports.get(number, ())
        known = members(export.text, start)
        kept = [member for member in known if member.name != FIELD]
        for before, member in zip([None, *known], known, strict=False):
            if member.name == FIELD:
                after = next((other.start for other in known if other.start > member.start), member.end)
                changed.append(export.text[done : before.end if before else member.start])
                done = member.end if before else after
        if found:
            end = max([start + 1, *(member.end for member in known)])
            changed.append(export.text[done:end])
            changed.append((", " if kept else "") + _field(found, export))
            done = end
    return "".join([*changed, export.text[done:]])


def _field(found: Sequence[Checked], export: _Export) -> str:
    replies = [
        {
            "verdict": report.verdict.value,
            "findings": [_finding(note) for note in export.wording.notes(report)],
        }
        for _, report in found
    ]
    return f'"{FIELD}": {json.dumps(replies, ensure_ascii=export.is_ascii)}'


def _finding(note: Note) -> dict[str, str]:
    finding = note.finding
    return {
        "check": finding.check,
        "severity": finding.severity.value,
        "guideline": finding.guideline,
        "quote": note.quote,
        "explanation": note.why,
        "suggestion": note.suggestion,
    }


def _starts(export: _Export) -> Iterator[int]:
    """Yield where each ticket starts that is an object."""
    text = export.text
    start = first(text)
    try:
        value, end = DECODER.raw_decode(text, start)
    except ValueError:
        end = start
    if text[first(text, end) :] or end == start:
        yield from _lines(text)
        return
    name = container_of(value, export.original.columns)
    if isinstance(value, Mapping) and not name:
        yield start
        return
    holder = next((m.value for m in members(text, start) if m.name == name), start) if name else start
    yield from (entry.value for entry in members(text, holder) if text[entry.value] == "{")


def _lines(text: str) -> Iterator[int]:
    """Yield where the objects of JSON Lines start."""
    at = 0
    for part in LINE_END.split(text):
        start = first(part)
        if part[start : start + 1] == "{" and _is_json(part.strip()):
            yield at + start
        at += len(part)


def _is_json(text: str) -> bool:
    try:
        json.loads(tidy(text))
    except (ValueError, RecursionError):
        return False
    return True
