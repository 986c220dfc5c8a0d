"""The alignment as a PDF: the sentence, the charts, the quotes side by side, then every figure as a table."""

from collections.abc import Sequence

from checker.domain import Alignment
from checker.exporters import figures
from checker.exporters.alignments import words
from checker.exporters.alignments.view import Parting, Row, View, view
from checker.exporters.charts import bars, heat, trend
from checker.exporters.paper import Column, Paper
from checker.exporters.quotes import Quote

FORMAT = "pdf"
SUFFIX = ".pdf"
MEDIA_TYPE = "application/pdf"

_MOST_ROWS = 20
"""Groups in a chart, so that it fits a page; the tables have all."""
_ACROSS = 5
"""Messages in a table."""


def render(alignment: Alignment, /) -> bytes:
    """Return *alignment* as a PDF."""
    shown, paper = view(alignment), Paper(words.title(alignment))
    paper.paragraph(words.title(alignment), size=10, colour="quiet")
    paper.paragraph(shown.sentence, size=16)
    if alignment.documents:
        paper.paragraph(shown.match, size=11)
        _write_charts(paper, alignment)
        _write_partings(paper, shown)
        _write_weeks(paper, alignment, shown)
        _write_method(paper, shown)
        _write_tables(paper, shown)
    return paper.finish()


def _write_charts(paper: Paper, alignment: Alignment) -> None:
    """Write the lead match and the heat map."""
    if not alignment.groups:
        return
    drawn = bars.draw(alignment, most_rows=_MOST_ROWS)
    paper.heading("Lead match", before=drawn)
    paper.chart(drawn)
    if alignment.messages:
        drawn = heat.draw(alignment, most_rows=_MOST_ROWS)
        paper.heading("Who says what", before=drawn)
        note = "The mean part of a document that goes to each message. A stronger shade is more."
        paper.paragraph(note, size=9, colour="quiet")
        paper.chart(drawn)
        paper.paragraph(heat.left_out(alignment, most_rows=_MOST_ROWS), size=9, colour="quiet")


def _write_partings(paper: Paper, shown: View) -> None:
    """Write where groups part, each with what they say."""
    paper.heading(f"Where {shown.plural} part")
    if not shown.partings:
        paper.paragraph(f"No two {shown.plural} differ by more than chance on any message.")
    for parting in shown.partings:
        paper.heading(parting.sentence, level=2)
        _write_sides(paper, parting)
    for line in shown.more_partings:
        paper.paragraph(line, size=9)


def _write_sides(paper: Paper, parting: Parting) -> None:
    one, other = parting.sides
    instead = f", which says {other.instead} instead" if other.instead else ""
    columns = (Column(one.name, 1), Column(f"{other.name}{instead}", 1))
    paper.rows(columns, [(_quoted(one.quotes), _quoted(other.quotes))], size=9)


def _quoted(quotes: Sequence[Quote]) -> str:
    return "\n\n".join(f"“{one.text}”\n{one.title}" for one in quotes) or "Nothing to quote."


def _write_weeks(paper: Paper, alignment: Alignment, shown: View) -> None:
    """Write how shares move over weeks."""
    if shown.courses:
        paper.heading("Week by week")
    for course, found in zip(shown.courses, trend.courses(alignment), strict=True):
        drawn = trend.chart(found, alignment)
        paper.heading(course.heading, level=2, before=drawn)
        for line in course.sentences:
            paper.paragraph(line)
        paper.chart(drawn)


def _write_method(paper: Paper, shown: View) -> None:
    paper.heading("How to read this")
    for line in shown.method:
        paper.paragraph(f"{figures.DASH} {line}", size=9, colour="quiet")


def _write_tables(paper: Paper, shown: View) -> None:
    """Write every figure: the matches, then the messages, some at a time."""
    paper.add_page()
    paper.heading("Every figure")
    kinds = ("Lead match", "Message match", "Audience match")
    columns = [Column(shown.heading, 3), Column("Documents", 1.4, is_figure=True)]
    columns += [Column(kind, 2.4, is_figure=True) for kind in kinds]
    paper.rows(columns, [_matches(row) for row in shown.rows])
    for first in range(0, len(shown.columns), _ACROSS):
        names = shown.columns[first : first + _ACROSS]
        columns = [Column(shown.heading, 2.4), *(Column(name, 1.6, is_figure=True) for name in names)]
        paper.rows(columns, [_figures(row, first) for row in shown.rows])


def _matches(row: Row) -> list[str]:
    cells = [f"{match.share} ({match.bounds})" for match in row.matches]
    return [row.name, f"{row.documents:,}", *cells, *[figures.DASH] * (3 - len(cells))]


def _figures(row: Row, first: int) -> list[str]:
    cells = row.figures[first : first + _ACROSS]
    return [row.name, *(f"{cell.share} ({cell.bounds})" if cell.bounds else cell.share for cell in cells)]
