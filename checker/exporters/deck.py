"""Slides in the making: titles, words, native tables and charts, notes. The one door to python-pptx.

Every slide has a title and notes, every table and chart a description. The same content gives the same bytes:
dates are fixed, in the file and in the workbooks behind its charts.
"""

import datetime
import io
import re
import zipfile
from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple, TypeVar

from lxml import etree
from pptx import Presentation
from pptx.chart.data import CategoryChartData
from pptx.dml.color import RGBColor
from pptx.enum.chart import XL_CHART_TYPE, XL_LEGEND_POSITION
from pptx.enum.text import MSO_ANCHOR, PP_ALIGN
from pptx.oxml.ns import qn
from pptx.util import Inches, Pt

from checker.exporters.cells import inert
from checker.exporters.charts.ink import scheme
from checker.exporters.figures import cut

if TYPE_CHECKING:
    from pptx.chart.chart import Chart
    from pptx.shapes.base import BaseShape
    from pptx.shapes.graphfrm import GraphicFrame
    from pptx.slide import Slide
    from pptx.table import _Cell
    from pptx.text.text import TextFrame

WIDTH, HEIGHT = 13.333, 7.5
"""Inches of a slide: 16 by 9."""
MARGIN = 0.6
_EPOCH = datetime.datetime(2000, 1, 1)
_ZIP_EPOCH = (2000, 1, 1, 0, 0, 0)
_TITLE_ONLY = 5
"""The layout of the empty presentation that has a title and nothing else."""
_FIRST = 1.7
"""Width of a table's first column, in those of the others."""
_NAME = 60
"""Characters of a name in a chart."""
_DATES = re.compile(rb"(<dcterms:(?:created|modified)[^>]*>)[^<]*")

Item = TypeVar("Item")
Box = tuple[float, float, float, float]
"""Left, top, width and height in inches."""


class Said(NamedTuple):
    """A paragraph on a slide."""

    text: str
    size: float = 18
    """In points."""
    colour: str = "ink"
    bold: bool = False


class Shaded(NamedTuple):
    """A cell of a table."""

    text: str
    fill: str = "paper"
    colour: str = "ink"
    bold: bool = False
    is_figure: bool = False


class Series(NamedTuple):
    """A row of figures of a chart; none where there is no figure."""

    name: str
    values: tuple[float | None, ...]
    colour: str = "accent"
    is_dashed: bool = False


class Deck:
    """A presentation, slide by slide."""

    def __init__(self, title: str) -> None:
        """Start with no slide."""
        self._made = Presentation()
        self._made.slide_width, self._made.slide_height = Inches(WIDTH), Inches(HEIGHT)
        facts = self._made.core_properties
        facts.title, facts.author, facts.language = cut(title, 250), "Brandcheck", "en"
        facts.created = facts.modified = facts.last_printed = _EPOCH
        facts.last_modified_by = "Brandcheck"

    def slide(self, title: str, notes: Sequence[str], *, size: float = 28) -> "Slide":
        """Return a new slide with a title of that size in points, and notes."""
        slide: Slide = self._made.slides.add_slide(self._made.slide_layouts[_TITLE_ONLY])
        shape, notes_frame = slide.shapes.title, slide.notes_slide.notes_text_frame
        if shape is not None:
            _place(shape, (MARGIN, 0.4, WIDTH - 2 * MARGIN, 1.0))
            _fill(shape.text_frame, [Said(title, size, bold=True)])
            shape.text_frame.vertical_anchor = MSO_ANCHOR.TOP
        if notes_frame is not None:
            notes_frame.text = "\n".join(notes)
        return slide

    def finish(self) -> bytes:
        """Return the file."""
        written = io.BytesIO()
        self._made.save(written)
        return _dateless(written.getvalue())


def write(slide: "Slide", box: Box, paragraphs: Sequence[Said]) -> None:
    """Write *paragraphs* into a *box* of a slide."""
    left, top, width, height = map(Inches, box)
    shape = slide.shapes.add_textbox(left, top, width, height)
    _fill(shape.text_frame, paragraphs)


def tabulate(slide: "Slide", box: Box, rows: Sequence[Sequence[Shaded]], description: str) -> None:
    """Put a table on a slide, its first row the head, its first column wider than the others.

    Args:
        slide: the slide.
        box: where it goes; its height is the least.
        rows: cells, the same number in each row.
        description: what it shows, for those who can't see it.
    """
    left, top, width, height = box
    size = (Inches(left), Inches(top), Inches(width), Inches(height))
    shape = slide.shapes.add_table(len(rows), len(rows[0]), *size)
    describe(shape, description)
    table = shape.table
    table.horz_banding = False
    parts = [_FIRST, *[1.0] * (len(rows[0]) - 1)]
    for i, part in enumerate(parts):
        table.columns[i].width = Inches(width * part / sum(parts))
    for i, row in enumerate(rows):
        for j, shaded in enumerate(row):
            _write_cell(table.cell(i, j), shaded)


def bars(
    slide: "Slide", box: Box, names: Sequence[str], values: Sequence[tuple[float, float, float]]
) -> "Chart":
    """Return a chart of bars from 0 to 100 %, each with its interval.

    Args:
        slide: the slide.
        box: where it goes.
        names: of the bars, from the top down.
        values: share, lower and upper bound of each.
    """
    shares = Series("Share", tuple(value for value, _, _ in values), "support")
    chart = _chart(slide, box, XL_CHART_TYPE.BAR_CLUSTERED, names, [shares])
    chart.category_axis.reverse_order = True
    chart.plots[0].gap_width = 60
    series = chart.plots[0].series[0]
    _add_intervals(series._element, values)  # noqa: SLF001 - python-pptx knows no error bars
    return chart


def lines(
    slide: "Slide", box: Box, names: Sequence[str], series: Sequence[Series], *, most: float
) -> "Chart":
    """Return a chart of lines from zero to *most*; a point without a figure leaves a gap."""
    chart = _chart(slide, box, XL_CHART_TYPE.LINE, names, series)
    chart.value_axis.maximum_scale = most
    for one, drawn in zip(series, chart.plots[0].series, strict=True):
        drawn.smooth = False
        drawn.format.line.color.rgb = _colour(one.colour)
        drawn.format.line.width = Pt(1 if one.is_dashed else 2.25)
        if one.is_dashed:
            drawn.format.line.dash_style = 4
    return chart


def legend(chart: "Chart") -> None:
    """Name the lines of a chart below it."""
    chart.has_legend = True
    chart.legend.position = XL_LEGEND_POSITION.BOTTOM
    chart.legend.include_in_layout = False
    chart.legend.font.size = Pt(12)


def batches(items: Sequence[Item], size: int) -> list[Sequence[Item]]:
    """Return *items* in order, as many at a time as fit on a slide."""
    return [items[first : first + size] for first in range(0, len(items), size)]


def describe(shape: "BaseShape", description: str) -> None:
    """Give *shape* a description for those who can't see it."""
    for element in shape._element.iter(qn("p:cNvPr")):  # noqa: SLF001 - python-pptx knows no descriptions
        element.set("descr", description)


def _chart(
    slide: "Slide", box: Box, kind: XL_CHART_TYPE, names: Sequence[str], series: Sequence[Series]
) -> "Chart":
    data = CategoryChartData(number_format="0%")  # type: ignore[no-untyped-call]  # python-pptx is typed in part
    data.categories = [inert(cut(name, _NAME)) for name in names]
    for one in series:
        data.add_series(inert(cut(one.name, _NAME)), one.values)  # type: ignore[no-untyped-call]  # as above
    left, top, width, height = map(Inches, box)
    frame: GraphicFrame = slide.shapes.add_chart(kind, left, top, width, height, data)  # type: ignore[assignment, arg-type]  # as above
    chart = frame.chart
    chart.has_title = chart.has_legend = False
    chart.font.size = Pt(12)
    chart.font.color.rgb = _colour("ink")
    chart.value_axis.minimum_scale, chart.value_axis.maximum_scale = 0, 1
    chart.value_axis.tick_labels.number_format = "0%"
    chart.value_axis.tick_labels.number_format_is_linked = False
    chart.value_axis.major_gridlines.format.line.color.rgb = _colour("line")
    chart.category_axis.format.line.color.rgb = _colour("edge")
    chart.value_axis.format.line.fill.background()
    for one, drawn in zip(series, chart.plots[0].series, strict=True):
        if kind is XL_CHART_TYPE.BAR_CLUSTERED:
            drawn.format.fill.solid()
            drawn.format.fill.fore_color.rgb = _colour(one.colour)
    return chart


def _add_intervals(series: etree._Element, values: Sequence[tuple[float, float, float]]) -> None:
    """Add error bars to a series (ISO/IEC 29500-1, 21.2.2.55)."""
    bars_ = etree.Element(qn("c:errBars"))
    for tag, value in (("errBarType", "both"), ("errValType", "cust"), ("noEndCap", "0")):
        etree.SubElement(bars_, qn(f"c:{tag}")).set("val", value)
    reaches = {
        "plus": [high - value for value, _, high in values],
        "minus": [value - low for value, low, _ in values],
    }
    for tag, reach in reaches.items():
        literal = etree.SubElement(etree.SubElement(bars_, qn(f"c:{tag}")), qn("c:numLit"))
        etree.SubElement(literal, qn("c:formatCode")).text = "General"
        etree.SubElement(literal, qn("c:ptCount")).set("val", str(len(reach)))
        for i, length in enumerate(reach):
            point = etree.SubElement(literal, qn("c:pt"))
            point.set("idx", str(i))
            etree.SubElement(point, qn("c:v")).text = f"{max(length, 0):.6f}"
    categories = series.find(qn("c:cat"))
    if categories is not None:
        categories.addprevious(bars_)


def _fill(frame: "TextFrame", paragraphs: Sequence[Said]) -> None:
    """Write *paragraphs* into a frame, from the left, wrapped."""
    frame.word_wrap = True
    for i, said in enumerate(paragraphs):
        paragraph = frame.paragraphs[0] if i == 0 else frame.add_paragraph()  # type: ignore[no-untyped-call]  # as above
        paragraph.alignment = PP_ALIGN.LEFT
        paragraph.space_after = Pt(said.size * 0.4)
        run = paragraph.add_run()
        run.text = said.text
        run.font.size, run.font.bold = Pt(said.size), said.bold
        run.font.color.rgb = _colour(said.colour)


def _write_cell(cell: "_Cell", shaded: Shaded) -> None:
    cell.fill.solid()  # type: ignore[no-untyped-call]  # as above
    cell.fill.fore_color.rgb = _colour(shaded.fill)
    cell.margin_left = cell.margin_right = Inches(0.08)
    cell.margin_top = cell.margin_bottom = Inches(0.03)
    cell.vertical_anchor = MSO_ANCHOR.MIDDLE
    paragraph = cell.text_frame.paragraphs[0]
    paragraph.alignment = PP_ALIGN.RIGHT if shaded.is_figure else PP_ALIGN.LEFT
    run = paragraph.add_run()
    run.text = shaded.text
    run.font.size, run.font.bold = Pt(12), shaded.bold
    run.font.color.rgb = _colour(shaded.colour)


def _place(shape: "BaseShape", box: Box) -> None:
    shape.left, shape.top, shape.width, shape.height = map(Inches, box)


def _colour(name: str) -> RGBColor:
    red, green, blue = bytes.fromhex(scheme("light").colours[name].lstrip("#"))
    return RGBColor(red, green, blue)  # type: ignore[no-untyped-call]  # as above


def _dateless(content: bytes) -> bytes:
    """Return a package with the same parts, all of the same date."""
    written = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(written, "w") as new:
        for name in old.namelist():
            part = old.read(name)
            if name.endswith(".xlsx"):
                part = _dateless(part)
            if name.endswith("core.xml"):
                part = _DATES.sub(rb"\g<1>2000-01-01T00:00:00Z", part)
            entry = zipfile.ZipInfo(name, _ZIP_EPOCH)
            entry.compress_type, entry.external_attr = zipfile.ZIP_DEFLATED, 0o600 << 16
            new.writestr(entry, part)
    return written.getvalue()
