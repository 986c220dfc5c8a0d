"""The alignment as slides: a sentence, the heat map as a table, charts with their data, quotes, method."""

from collections.abc import Iterator, Sequence

from checker.domain import Alignment, Cell, Group, Interval, Message
from checker.exporters import deck, drifting, figures, leading
from checker.exporters.alignments import words
from checker.exporters.alignments.view import Parting, Side, view
from checker.exporters.charts import trend
from checker.exporters.charts.ink import shade
from checker.exporters.deck import MARGIN, WIDTH, Deck, Said, Series, Shaded, batches

FORMAT = "pptx"
SUFFIX = ".pptx"
MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.presentationml.presentation"

_ROWS, _COLUMNS = 10, 7
"""Groups and messages on a slide."""
_MOST_SLIDES = 8
"""Slides of heat maps, and of disconnects."""
_MOST_BARS = 20
_PANELS = 6
"""Small charts on a slide."""
_QUOTE = 260
"""Characters of a quote."""
_FULL = WIDTH - 2 * MARGIN
"""Inches that a slide's content has across."""
_NAME, _SHORT = 40, 26
"""Characters of a name, alone and in a table."""


def render(alignment: Alignment, /) -> bytes:
    """Return *alignment* as slides."""
    made = Deck(words.title(alignment))
    _add_opening(made, alignment)
    if alignment.groups:
        _add_matches(made, alignment)
        _add_heat(made, alignment)
        for parting in view(alignment).partings[:_MOST_SLIDES]:
            _add_parting(made, parting, alignment)
        for course in trend.courses(alignment):
            _add_course(made, course, alignment)
    slide = made.slide("How to read this", words.method(alignment))
    lines = [Said(line, 16) for line in words.method(alignment)]
    deck.write(slide, (MARGIN, 1.5, _FULL, 5.4), lines)
    return made.finish()


def _add_opening(made: Deck, alignment: Alignment) -> None:
    slide = made.slide(words.title(alignment), words.method(alignment), size=20)
    said = [Said(figures.cut(leading.sentence(alignment), 400), 32)]
    said += (
        [Said(figures.cut(words.match_sentence(alignment), 300), 20, "quiet")] if alignment.documents else []
    )
    deck.write(slide, (MARGIN, 1.6, _FULL, 5), said)


def _add_matches(made: Deck, alignment: Alignment) -> None:
    """Add the lead match as bars with intervals."""
    groups = [*alignment.groups[:_MOST_BARS], alignment.overall]
    names = [_name(group, alignment) for group in groups]
    shares = [(group.lead_match.value, group.lead_match.low, group.lead_match.high) for group in groups]
    slide = made.slide("Lead match: who leads with what the kit leads with", words.method(alignment))
    deck.bars(slide, (MARGIN, 1.3, _FULL, 5.7), names, shares)
    told = " ".join(f"{name}: {_base(group.lead_match)}." for name, group in zip(names, groups, strict=True))
    deck.describe(slide.shapes[-1], f"Bars from 0 to 100 % with intervals. {told}")


def _add_heat(made: Deck, alignment: Alignment) -> None:
    """Add the heat map as tables, as many slides as it takes."""
    most = max((cell.share.value for group in alignment.groups for cell in group.cells), default=0.0)
    places = [
        (rows, first)
        for first in range(0, len(alignment.messages), _COLUMNS)
        for rows in batches([*alignment.groups, alignment.overall], _ROWS)
    ]
    for rows, first in places[:_MOST_SLIDES]:
        slide = made.slide("Who says what", words.method(alignment))
        table = list(_heat_rows(rows, alignment, first, most))
        about = f"Mean part of a document that goes to each message. {leading.sentence(alignment)}"
        deck.tabulate(slide, (MARGIN, 1.3, _FULL, 0.4 * len(table)), table, about)
        legend = "The mean part of a document that goes to each message. Bold: what is led with most often."
        deck.write(slide, (MARGIN, 6.9, _FULL, 0.4), [Said(legend, 12, "quiet")])


def _heat_rows(
    groups: Sequence[Group], alignment: Alignment, first: int, most: float
) -> Iterator[list[Shaded]]:
    columns = slice(first, first + _COLUMNS)
    heads = [_head(message) for message in alignment.messages[columns]]
    yield [
        Shaded(figures.capital(figures.name(alignment.by)), "line", bold=True),
        Shaded("Documents", "line", bold=True, is_figure=True),
        *(Shaded(head, "line", bold=True, is_figure=True) for head in heads),
    ]
    for group in groups:
        small = group.is_small and group is not alignment.overall
        leads = () if group.is_small else leading.leads_of(group)
        yield [
            Shaded(figures.cut(_name(group, alignment), _SHORT), colour="quiet" if small else "ink"),
            Shaded(f"{group.documents:,}", colour="quiet", is_figure=True),
            *(_cell(cell, 0.0 if small else most, leads=cell in leads) for cell in group.cells[columns]),
        ]


def _head(message: Message) -> str:
    """Return the head of a column: the message, and what it is for."""
    role = f" ({message.role.value})" if message.role else ""
    return f"{figures.cut(figures.name(message.name), _SHORT)}{role}"


def _cell(cell: Cell, most: float, *, leads: bool) -> Shaded:
    figure = figures.percent(cell.share.value) if cell.documents else figures.DASH
    return Shaded(figure, shade(cell.share.value, most), bold=leads, is_figure=True)


def _add_parting(made: Deck, parting: Parting, alignment: Alignment) -> None:
    slide = made.slide(figures.cut(parting.sentence, 200), words.method(alignment), size=24)
    half = (_FULL - 0.5) / 2
    for i, side in enumerate(parting.sides):
        left = MARGIN + i * (half + 0.5)
        deck.write(slide, (left, 1.7, half, 5.2), list(_side(side, parting.message)))


def _side(side: Side, message: str) -> Iterator[Said]:
    share = f": {side.share} {message}" if side.share else ""
    yield Said(figures.cut(f"{figures.capital(side.name)}{share}", 80), 18, bold=True)
    if side.instead:
        yield Said(figures.cut(f"says {side.instead} instead:", 80), 14, "quiet")
    for quote in side.quotes:
        yield Said(f"“{figures.cut(quote.text, _QUOTE)}”", 22)
        yield Said(figures.cut(quote.title, 80), 13, "quiet")
    if not side.quotes:
        yield Said("Nothing to quote.", 14, "quiet")


def _add_course(made: Deck, course: trend.Course, alignment: Alignment) -> None:
    """Add shares over weeks: one chart, or small ones with the same axes."""
    most = trend.highest(course.drifts)
    notes = [drifting.drift_sentence(drift, alignment) for drift in course.drifts] + list(
        words.method(alignment)
    )
    for drifts in batches(course.drifts, _PANELS)[:2]:
        slide = made.slide(course.heading, notes)
        told = [drifting.drift_sentence(drift, alignment) for drift in drifts if drift.change is not None]
        deck.write(slide, (MARGIN, 6.95, _FULL, 0.4), [Said(line, 12, "quiet") for line in told[:1]])
        across = 3 if len(drifts) > 1 else 1
        wide, high = _FULL / across, 5.6 / (1 if len(drifts) <= across else 2)
        for i, drift in enumerate(drifts):
            left, top = MARGIN + i % across * wide, 1.3 + i // across * high
            heading = figures.cut(drifting.panel_name(drift, alignment.by), _NAME)
            deck.write(slide, (left, top, wide, 0.35), [Said(heading, 12, bold=True)])
            days = [figures.short_day(week) for week in drift.weeks]
            box = (left, top + 0.35, wide - 0.1, high - 0.4)
            chart = deck.lines(slide, box, days, _lines(drift.shares), most=most)
            deck.describe(slide.shapes[-1], drifting.drift_sentence(drift, alignment))
            if across == 1:
                deck.legend(chart)


def _lines(shares: Sequence[Interval | None]) -> list[Series]:
    """Return a share and its bounds as lines."""
    return [
        Series("Share", tuple(share.value if share else None for share in shares)),
        Series(
            "Lower bound", tuple(share.low if share else None for share in shares), "support", is_dashed=True
        ),
        Series(
            "Upper bound", tuple(share.high if share else None for share in shares), "support", is_dashed=True
        ),
    ]


def _name(group: Group, alignment: Alignment) -> str:
    if group is alignment.overall:
        return "all documents"
    return figures.cut(figures.group_name(group.name, alignment.by), _NAME)


def _base(match: Interval) -> str:
    return f"{figures.count(match):,} of {match.of:,}"
