"""The alignment as one tidy table (RFC 4180): one row a figure, with its bounds and its base.

Columns: `measure` (what the figure is: `share`, `lead match`, `message match`, `audience match`, `gap`,
`change`), `by`, `group` (empty where the row is about all documents or where the group is not known),
`known` (whether the group is), `against` (the other group of a gap), `message`, `role`, `guidelines`
(separated by `; `), `week` (a Monday, for drift), `value`, `low`, `high` (at 95 % confidence), `of`
(documents that the figure is a share of or a mean over), `documents` (of the group), `said_in` and `led_by`
(documents that say the message, and that lead with it), `readers`, `small` (whether the group is too small
to be compared), `quote`, `quote_title`, `quote_document`, `quote_start` and `quote_end` (the clearest
passage; of a gap, what the one side says), `other_quote`, `other_title` and `other_document` (what the
other side says).
"""

from collections.abc import Iterable, Iterator

from checker.domain import Alignment, Cell, Disconnect, Drift, Gap, Group, Interval, Message, Voice
from checker.exporters.cells import table

FORMAT = "csv"
SUFFIX = ".csv"
MEDIA_TYPE = "text/csv"

_ABOUT = ("measure", "by", "group", "known", "against", "message", "role", "guidelines", "week")
_FIGURES = ("value", "low", "high", "of", "documents", "said_in", "led_by", "readers", "small")
_QUOTES = ("quote", "quote_title", "quote_document", "quote_start", "quote_end")
_OTHERS = ("other_quote", "other_title", "other_document")
HEADER = (*_ABOUT, *_FIGURES, *_QUOTES, *_OTHERS)
"""The columns, in order."""

_Row = dict[str, object]


def render(alignment: Alignment, /) -> bytes:
    """Return every figure of *alignment* as a row."""
    rows = (row | {"by": alignment.by} for row in _rows(alignment))
    return table(HEADER, ([row.get(column) for column in HEADER] for row in rows))


def _rows(alignment: Alignment) -> Iterator[_Row]:
    """Yield all rows: all documents, each group, the gaps, the weeks."""
    messages = {message.name: message for message in alignment.messages}
    yield from _group_rows(alignment.overall, messages, {"group": "", "known": None})
    for group in alignment.groups:
        yield from _group_rows(group, messages, {"group": group.name, "known": bool(group.name)})
    yield from map(_gap_row, alignment.disconnects)
    for drift in alignment.drifts:
        yield from _drift_rows(drift)


def _group_rows(group: Group, messages: dict[str, Message], about: _Row) -> Iterator[_Row]:
    """Yield a group's matches and its cells."""
    about = about | {"documents": group.documents, "readers": group.readers, "small": group.is_small}
    matches = {
        "lead match": group.lead_match,
        "message match": group.message_match,
        "audience match": group.audience_match,
    }
    for measure, match in matches.items():
        if match is not None:
            yield about | {"measure": measure} | _interval(match)
    for cell in group.cells:
        yield about | _message(messages[cell.message]) | _cell_row(cell)


def _cell_row(cell: Cell) -> _Row:
    return (
        {"measure": "share", "said_in": cell.documents, "led_by": cell.leads}
        | _interval(cell.share)
        | _quote(cell.voices)
    )


def _gap_row(disconnect: Disconnect) -> _Row:
    """Return a disconnect as a row: the group that says it more, against the other."""
    others = next(iter(disconnect.others), None)
    other = (others.quote, others.title, others.document) if others else ()
    return (
        {"measure": "gap", "group": disconnect.one, "against": disconnect.other}
        | {"known": bool(disconnect.one), "readers": disconnect.readers}
        | _message(disconnect.message)
        | _gap(disconnect.gap)
        | _quote(disconnect.ones)
        | dict(zip(_OTHERS, other, strict=False))
    )


def _drift_rows(drift: Drift) -> Iterator[_Row]:
    """Yield a row for each week that has documents, then the change."""
    about = {"group": drift.group, "known": bool(drift.group) or None, "message": drift.message}
    measure = "share" if drift.message else "lead match"
    for week, share in zip(drift.weeks, drift.shares, strict=True):
        if share is not None:
            yield about | {"measure": measure, "week": week} | _interval(share)
    if drift.change is not None:
        yield about | {"measure": "change"} | _gap(drift.change)


def _message(message: Message) -> _Row:
    return {
        "message": message.name,
        "role": message.role,
        "guidelines": "; ".join(message.guidelines),
    }


def _interval(interval: Interval) -> _Row:
    return {"value": interval.value, "low": interval.low, "high": interval.high, "of": interval.of}


def _gap(gap: Gap) -> _Row:
    return {"value": gap.value, "low": gap.low, "high": gap.high}


def _quote(voices: Iterable[Voice]) -> _Row:
    """Return the clearest passage of *voices*; nothing where there is none."""
    for voice in voices:
        facts = (voice.quote, voice.title, voice.document, voice.start, voice.end)
        return dict(zip(_QUOTES, facts, strict=True))
    return {}
