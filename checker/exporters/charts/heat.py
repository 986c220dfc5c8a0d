"""A heat map: groups down, messages across, one hue, the figure in every cell."""

from itertools import chain
from typing import TYPE_CHECKING, NamedTuple

from checker.domain import Alignment, Cell, Group, Message
from checker.exporters import figures, leading
from checker.exporters.charts import room
from checker.exporters.charts.canvas import Canvas, Drawing, Words
from checker.exporters.charts.ink import STEPS, shade
from checker.presentation.wording import counted

if TYPE_CHECKING:
    from matplotlib.axes import Axes

MOST_ROWS = 40
"""Groups that are drawn; the table behind the chart has all."""
MOST_COLUMNS = 8
"""Messages that are drawn."""
_CELL, _ROW, _GAP = 92, 36, 2
"""Width of a cell, height of a row, space between cells, in pixels."""
_HEAD, _FOOT = 76, 48
_LEAST_NAME, _MOST_NAME, _BASE = 96, 190, 56
"""Widths of the columns with a group's name and its number of documents."""
_NARROWEST = 540
"""Width that the legend takes."""
_LINES = 3
"""Lines of a message's name."""
_ROLES = {"lead": "your lead", "support": "support", "avoid": "avoid"}
"""What a message is for, short."""


class _Plan(NamedTuple):
    """Where everything goes."""

    canvas: Canvas
    axes: "Axes"
    alignment: Alignment
    rows: tuple[Group, ...]
    columns: tuple[Message, ...]
    left: float
    """Where the cells begin."""
    most: float
    """The largest share, which has the strongest shade."""


def draw(alignment: Alignment, *, most_rows: int = MOST_ROWS) -> Drawing:
    """Return who gives how much of a document to which message, all documents last."""
    plan = _plan(alignment, most_rows)
    _write_head(plan)
    for i, group in enumerate(plan.rows):
        _draw_row(plan, group, _HEAD + i * _ROW, name=figures.group_name(group.name, alignment.by))
    top = _HEAD + len(plan.rows) * _ROW + 8
    _draw_row(plan, alignment.overall, top, name="all documents")
    _draw_legend(plan, top + _ROW + 24)
    rows = counted(len(plan.rows), figures.name(alignment.by))
    return plan.canvas.finish(
        f"How much of a document goes to which message, by {figures.name(alignment.by)}",
        f"A heat map of {rows} and {counted(len(plan.columns), 'message')}. {leading.sentence(alignment)} "
        "Each figure is the mean part of a document that goes to a message; the table has them all.",
    )


def left_out(alignment: Alignment, *, most_rows: int = MOST_ROWS) -> str:
    """Return what is in the table and not in the chart; empty for nothing."""
    rows = len(alignment.groups) - most_rows
    columns = len(alignment.messages) - MOST_COLUMNS
    parts = [counted(rows, f"more {figures.name(alignment.by)}")] if rows > 0 else []
    parts += [counted(columns, "more message")] if columns > 0 else []
    return f"{figures.joined(parts)}: in the table, not in the chart." if parts else ""


def _plan(alignment: Alignment, most_rows: int) -> _Plan:
    rows, columns = alignment.groups[:most_rows], alignment.messages[:MOST_COLUMNS]
    names = [figures.group_name(group.name, alignment.by) for group in rows] + ["all documents"]
    longest = max(room.width(name, 13) for name in names)
    left = min(max(longest + 12, _LEAST_NAME), _MOST_NAME) + _BASE
    wide = max(int(left + len(columns) * _CELL), _NARROWEST)
    canvas = Canvas(wide, _HEAD + (len(rows) + 1) * _ROW + 8 + _FOOT)
    compared = [group for group in rows if not group.is_small] or [alignment.overall]
    cells = chain.from_iterable(group.cells[: len(columns)] for group in compared)
    most = max((cell.share.value for cell in cells), default=0.0)
    return _Plan(canvas, canvas.sheet(), alignment, rows, columns, left, most)


def _write_head(plan: _Plan) -> None:
    for j, message in enumerate(plan.columns):
        x = plan.left + (j + 0.5) * _CELL
        role = _ROLES[message.role] if message.role else ""
        lines = room.lines(figures.name(message.name), _CELL - 8, 13, most=_LINES)
        y = _HEAD - 30 - 16 * (len(lines) - 1)
        for i, line in enumerate(lines):
            plan.canvas.write(plan.axes, Words(x, y + 16 * i, line, anchor="middle", bold=bool(role)))
        if role:
            plan.canvas.write(plan.axes, Words(x, _HEAD - 13, role, 11, "middle", "quiet"))
    plan.canvas.write(plan.axes, Words(plan.left - 12, _HEAD - 13, "documents", 11, "end", "quiet"))


def _draw_row(plan: _Plan, group: Group, top: float, *, name: str) -> None:
    middle, small = top + (_ROW - _GAP) / 2, group.is_small and group is not plan.alignment.overall
    colour = "quiet" if small else "ink"
    fit = room.fitted(name, plan.left - _BASE - 8, 13)
    plan.canvas.write(plan.axes, Words(0, middle, fit, colour=colour))
    plan.canvas.write(plan.axes, Words(plan.left - 12, middle, f"{group.documents:,}", 13, "end", "quiet"))
    first = () if group.is_small else leading.leads_of(group)
    for j, cell in enumerate(group.cells[: len(plan.columns)]):
        box = (plan.left + j * _CELL, top, _CELL - _GAP, _ROW - _GAP)
        fill = "paper" if small else shade(cell.share.value, plan.most)
        plan.canvas.rectangle(plan.axes, box, fill, tip=_tip(name, group, cell))
        figure = figures.percent(cell.share.value) if cell.documents else figures.DASH
        at = box[0] + box[2] / 2
        plan.canvas.write(plan.axes, Words(at, middle, figure, 14, "middle", colour, bold=cell in first))
        if cell in first:
            inner = (box[0] + 1, top + 1, box[2] - 2, box[3] - 2)
            plan.canvas.frame(plan.axes, inner, "ink", 2)


def _tip(name: str, group: Group, cell: Cell) -> str:
    """Return a cell in words."""
    lead = f", {cell.leads:,} lead with it" if cell.leads else ""
    said = f"said in {cell.documents:,} of {counted(group.documents, 'document')}{lead}"
    share = f"{figures.percent(cell.share.value)} ({figures.between(cell.share)})"
    return f"{name}, {figures.name(cell.message)}: {share}, {said}"


def _draw_legend(plan: _Plan, y: float) -> None:
    """Draw what shades and outlines mean."""
    canvas, axes, wide = plan.canvas, plan.axes, 9
    canvas.write(axes, Words(0, y, "0 %", 11, "start", "quiet"))
    for step in range(1, STEPS + 1):
        canvas.rectangle(axes, (22 + (step - 1) * wide, y - 6, wide, 12), f"heat-{step}")
    end = 22 + STEPS * wide + 6
    canvas.write(axes, Words(end, y, figures.percent(plan.most), 11, "start", "quiet"))
    canvas.frame(axes, (end + 41, y - 6, 18, 12), "ink", 1.5)
    canvas.write(axes, Words(end + 66, y, "led with most often", 11, "start", "quiet"))
    if any(group.is_small for group in plan.rows):
        canvas.write(axes, Words(end + 196, y, "no shade: too few to compare", 11, "start", "quiet"))
