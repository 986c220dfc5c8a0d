"""An alignment ready for a template: words, charts, and a table behind each chart."""

from collections.abc import Callable, Sequence
from typing import NamedTuple

from markupsafe import Markup

from checker.domain import Alignment, Cell, Disconnect, Group, Interval, Voice
from checker.exporters import drifting, figures, leading
from checker.exporters.alignments import words
from checker.exporters.charts import bars, heat, trend
from checker.exporters.charts.canvas import Drawing, svg
from checker.exporters.quotes import Quote

_MOST_QUOTES = 3
"""Quotes on each side of a disconnect."""
_MOST_PARTINGS = 12
"""Disconnects that are shown with their quotes; the others are named."""
_MOST_SAID = 3
"""Messages of a group that are quoted."""

Address = Callable[[Voice], str]
"""Returns where a passage can be read; empty for nowhere."""


class Side(NamedTuple):
    """What one of two groups says."""

    name: str
    share: str
    instead: str
    """The message of its quotes, where that is another one."""
    quotes: tuple[Quote, ...]


class Parting(NamedTuple):
    """A disconnect."""

    message: str
    sentence: str
    sides: tuple[Side, Side]


class Figure(NamedTuple):
    """A cell of the table behind a heat map."""

    share: str
    bounds: str
    said: str
    leads: str


class Row(NamedTuple):
    """A group's row in the tables."""

    name: str
    is_small: bool
    documents: int
    matches: tuple[words.Match, ...]
    figures: tuple[Figure, ...]


class Saying(NamedTuple):
    """What a group says, in its own words."""

    name: str
    said: tuple[tuple[str, str, Quote], ...]
    """Message, share and the clearest passage."""


class Course(NamedTuple):
    """Shares over weeks: a chart and the table behind it."""

    heading: str
    chart: Markup
    columns: tuple[str, ...]
    rows: tuple[tuple[str, tuple[str, ...]], ...]
    """A week and its figures."""
    sentences: tuple[str, ...]
    note: str


class View(NamedTuple):
    """All that a page shows of an alignment."""

    title: str
    sentence: str
    match: str
    by: str
    heading: str
    """The same, as the head of a column."""
    plural: str
    documents: int
    columns: tuple[str, ...]
    """Messages with what they are for."""
    rows: tuple[Row, ...]
    """All documents last."""
    bars: Markup
    heat: Markup
    heat_note: str
    partings: tuple[Parting, ...]
    more_partings: tuple[str, ...]
    """Those without quotes, in words."""
    sayings: tuple[Saying, ...]
    courses: tuple[Course, ...]
    method: tuple[str, ...]


def view(alignment: Alignment, *, address: Address | None = None) -> View:
    """Return what a page shows of *alignment*, quotes linked to what *address* says."""
    linked = address or (lambda _: "")
    has_cells = bool(alignment.groups and alignment.messages)
    return View(
        title=words.title(alignment),
        sentence=leading.sentence(alignment),
        match=words.match_sentence(alignment) if alignment.documents else "",
        by=figures.name(alignment.by),
        heading=figures.capital(figures.name(alignment.by)),
        plural=figures.plural(alignment.by),
        documents=alignment.documents,
        columns=tuple(words.message_name(message) for message in alignment.messages),
        rows=_rows(alignment),
        bars=_drawn(bars.draw(alignment), "bars") if alignment.groups else Markup(),
        heat=_drawn(heat.draw(alignment), "heat") if has_cells else Markup(),
        heat_note=heat.left_out(alignment),
        partings=tuple(_parting(one, alignment, linked) for one in alignment.disconnects[:_MOST_PARTINGS]),
        more_partings=tuple(
            words.disconnect_sentence(one, alignment) for one in alignment.disconnects[_MOST_PARTINGS:]
        ),
        sayings=tuple(_saying(group, alignment.by, linked) for group in alignment.groups),
        courses=tuple(_course(course, alignment) for course in trend.courses(alignment)),
        method=words.method(alignment),
    )


def _drawn(drawing: Drawing, name: str) -> Markup:
    return Markup(svg(drawing, name))  # noqa: S704 - words in it are escaped where it is written


def _rows(alignment: Alignment) -> tuple[Row, ...]:
    rows = [_row(group, figures.group_name(group.name, alignment.by)) for group in alignment.groups]
    every = _row(alignment.overall, "all documents")._replace(is_small=False)
    return (*rows, every)


def _row(group: Group, name: str) -> Row:
    cells = tuple(_figure(cell) for cell in group.cells)
    return Row(name, group.is_small, group.documents, words.matches(group), cells)


def _figure(cell: Cell) -> Figure:
    if not cell.documents:
        return Figure(figures.DASH, "", "", "")
    leads = f"{cell.leads:,} lead" if cell.leads else ""
    return Figure(
        figures.percent(cell.share.value), figures.bounds(cell.share), f"in {cell.documents:,}", leads
    )


def _parting(disconnect: Disconnect, alignment: Alignment, address: Address) -> Parting:
    message = disconnect.message.name
    one = Side(
        figures.group_name(disconnect.one, alignment.by),
        words.share_of(alignment, disconnect.one, message),
        "",
        _quotes(disconnect.ones, address),
    )
    other = Side(
        figures.group_name(disconnect.other, alignment.by),
        words.share_of(alignment, disconnect.other, message),
        words.instead(disconnect),
        _quotes(disconnect.others, address),
    )
    return Parting(figures.name(message), words.disconnect_sentence(disconnect, alignment), (one, other))


def _quotes(voices: Sequence[Voice], address: Address) -> tuple[Quote, ...]:
    return tuple(_quote(voice, address) for voice in voices[:_MOST_QUOTES])


def _saying(group: Group, by: str, address: Address) -> Saying:
    said = sorted((cell for cell in group.cells if cell.voices), key=lambda cell: -cell.share.value)
    return Saying(
        figures.group_name(group.name, by),
        tuple(
            (figures.name(cell.message), figures.percent(cell.share.value), _quote(cell.voices[0], address))
            for cell in said[:_MOST_SAID]
        ),
    )


def _quote(voice: Voice, address: Address) -> Quote:
    return Quote(figures.name(voice.quote), figures.name(voice.title or voice.document), address(voice))


def _course(course: trend.Course, alignment: Alignment) -> Course:
    drifts = course.drifts
    weeks = sorted({week for drift in drifts for week in drift.weeks})
    by_week = [dict(zip(drift.weeks, drift.shares, strict=True)) for drift in drifts]
    told = [drift for drift in drifts if drift.change is not None]
    return Course(
        course.heading,
        _drawn(trend.chart(course, alignment), course.name),
        tuple(drifting.panel_name(drift, alignment.by) for drift in drifts),
        tuple((figures.day(week), tuple(_share(shares.get(week)) for shares in by_week)) for week in weeks),
        tuple(drifting.drift_sentence(drift, alignment) for drift in told),
        trend.left_out(drifts),
    )


def _share(share: Interval | None) -> str:
    """Return a week's share with its bounds and its base."""
    if share is None:
        return figures.DASH
    return f"{figures.percent(share.value)} ({figures.bounds(share)}) of {share.of:,}"
