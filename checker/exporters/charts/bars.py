"""Bars from zero with their intervals: how many documents of each group lead with what the kit leads with."""

from typing import TYPE_CHECKING

from checker.domain import Alignment, Group
from checker.exporters import figures
from checker.exporters.charts import room
from checker.exporters.charts.canvas import Canvas, Drawing, Words
from checker.exporters.charts.heat import MOST_ROWS
from checker.presentation.wording import counted

if TYPE_CHECKING:
    from matplotlib.axes import Axes

_ROW, _BAR = 32, 14
"""Height of a row and of its bar, in pixels."""
_TOP, _FOOT = 8, 32
_LENGTH, _RIGHT = 380, 150
"""Length of a bar of 100 %, and room for its figures."""
_LEAST_NAME, _MOST_NAME = 96, 190
_TICKS = (0.0, 0.25, 0.5, 0.75, 1.0)


def draw(alignment: Alignment, *, most_rows: int = MOST_ROWS) -> Drawing:
    """Return the lead match of each group as a bar with its interval, all documents last."""
    rows = [(figures.group_name(group.name, alignment.by), group) for group in alignment.groups[:most_rows]]
    rows.append(("all documents", alignment.overall))
    longest = max(room.width(name, 13) for name, _ in rows)
    left = min(max(longest + 12, _LEAST_NAME), _MOST_NAME)
    height = len(rows) * _ROW
    canvas = Canvas(int(left) + _LENGTH + _RIGHT, _TOP + height + _FOOT)
    axes = canvas.axes((left, _TOP, _LENGTH, height), (0, 1), (height, 0))
    for tick in _TICKS:
        canvas.line(axes, [tick, tick], [0, height], "line" if tick else "edge")
        canvas.write(axes, Words(tick, height + 14, figures.percent(tick), 11, "middle", "quiet"))
    for i, (name, group) in enumerate(rows):
        middle = (i + 0.5) * _ROW
        label = room.fitted(name, left - 10, 13)
        quiet = group.is_small and group is not alignment.overall
        canvas.write(axes, Words(-left / _LENGTH, middle, label, colour="quiet" if quiet else "ink"))
        _draw_bar(canvas, axes, group, middle)
    return canvas.finish(
        "Lead match: documents that lead with what the kit leads with",
        f"Bars for {counted(len(rows) - 1, figures.name(alignment.by))} and for all documents, "
        "from 0 to 100 %, each with its interval as a line. "
        + " ".join(f"{name}: {_figure(group)}." for name, group in rows),
    )


def _draw_bar(canvas: Canvas, axes: "Axes", group: Group, middle: float) -> None:
    match = group.lead_match
    if match.of:
        canvas.rectangle(axes, (0, middle - _BAR / 2, match.value, _BAR), "support")
        canvas.line(axes, [match.low, match.high], [middle, middle], "ink", width=1.5)
        for end in (match.low, match.high):
            canvas.line(axes, [end, end], [middle - 4, middle + 4], "ink", width=1.5)
    canvas.write(axes, Words(1 + 16 / _LENGTH, middle, _figure(group), colour="ink"))


def _figure(group: Group) -> str:
    """Return a lead match with its base: `28 of 40 (70 %)`."""
    match = group.lead_match
    if not match.of:
        return "no document"
    return f"{figures.count(match):,} of {match.of:,} ({figures.percent(match.value)})"
