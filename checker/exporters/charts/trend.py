"""Shares over weeks: one large chart, or small ones side by side with the same axes, from zero."""

import datetime
import math
from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

from checker.domain import Alignment, Drift, Interval
from checker.exporters import drifting, figures
from checker.exporters.charts import room
from checker.exporters.charts.canvas import Canvas, Drawing, Words
from checker.presentation.wording import counted

if TYPE_CHECKING:
    from matplotlib.axes import Axes

MOST_PANELS = 12
"""Small charts that are drawn; the table behind them has all."""
_ACROSS = 3
"""Small charts side by side."""
_WIDE, _HIGH = 256, 158
"""Pixels of a small chart, with its name and its margins."""
_MOST_DAYS = 5
"""Days that are named at the foot of a large chart."""


class _Frame(NamedTuple):
    """One coordinate system: where it is and what it spans."""

    box: tuple[float, float, float, float]
    weeks: tuple[datetime.date, ...]
    top: float
    """The largest share on the axis."""
    days: int
    """How many days are named at its foot."""
    is_large: bool


class _Point(NamedTuple):
    """A week with documents."""

    at: int
    """The number of the week."""
    share: Interval


class Course(NamedTuple):
    """Shares over weeks that are drawn in one chart."""

    name: str
    """What ids of the chart start with."""
    heading: str
    drifts: tuple[Drift, ...]


def courses(alignment: Alignment) -> tuple[Course, ...]:
    """Return the lead match of all documents, then of each group, then each message, where weeks allow."""
    drawable = [drift for drift in alignment.drifts if is_drawable(drift)]
    every = [drift for drift in drawable if not drift.message and not drift.group]
    groups = [drift for drift in drawable if not drift.message and drift.group]
    messages = [drift for drift in drawable if drift.message and not drift.group]
    found = (
        Course("trend", "Lead match of all documents", tuple(every[:1])),
        Course("groups", f"Lead match of each {figures.name(alignment.by)}", tuple(groups)),
        Course("messages", "How much goes to each message", tuple(messages)),
    )
    return tuple(course for course in found if course.drifts)


def chart(course: Course, alignment: Alignment) -> Drawing:
    """Return a course as one large chart, or as small ones."""
    if course.name == "trend":
        return draw(course.drifts[0], alignment)
    return draw_panels(course.drifts, alignment)


def is_drawable(drift: Drift) -> bool:
    """Return whether there are two weeks to draw a line between."""
    return sum(share is not None for share in drift.shares) > 1


def draw(drift: Drift, alignment: Alignment) -> Drawing:
    """Return one share over weeks, large, with its interval as a band."""
    canvas = Canvas(720, 244)
    frame = _Frame((48, 28, 640, 188), drift.weeks, highest([drift]), _MOST_DAYS, is_large=True)
    _draw(canvas, frame, drift, alignment)
    return canvas.finish(_title([drift], alignment), _description([drift], alignment))


def draw_panels(drifts: Sequence[Drift], alignment: Alignment) -> Drawing:
    """Return several shares over weeks, each in a small chart of its own with the axes of the others."""
    shown = drifts[:MOST_PANELS]
    weeks = tuple(sorted({week for drift in shown for week in drift.weeks}))
    top, down = highest(shown), math.ceil(len(shown) / _ACROSS)
    across = min(len(shown), _ACROSS)
    canvas = Canvas(across * _WIDE, down * _HIGH)
    for i, drift in enumerate(shown):
        left, above = 46 + i % _ACROSS * _WIDE, 34 + i // _ACROSS * _HIGH
        frame = _Frame((left, above, _WIDE - 76, _HIGH - 70), weeks, top, 2, is_large=False)
        _draw(canvas, frame, drift, alignment)
        name = drifting.panel_name(drift, alignment.by)
        sheet = canvas.sheet()
        canvas.write(sheet, Words(left, above - 20, room.fitted(name, 190, 13), bold=True))
    return canvas.finish(_title(shown, alignment), _description(shown, alignment))


def left_out(drifts: Sequence[Drift]) -> str:
    """Return how many panels are not drawn; empty for none."""
    more = len(drifts) - MOST_PANELS
    return f"{counted(more, 'more panel')}: in the table, not in the chart." if more > 0 else ""


def _draw(canvas: Canvas, frame: _Frame, drift: Drift, alignment: Alignment) -> None:
    last = max(len(frame.weeks) - 1, 1)
    axes = canvas.axes(frame.box, (0, last), (0, frame.top))
    points = _points(frame, drift)
    runs = _runs(points)
    for run in runs:
        _draw_band(canvas, axes, run)
    _draw_axes(canvas, axes, frame, last)
    _draw_change(canvas, axes, frame, alignment.since)
    for run in runs:
        canvas.line(axes, *_line(run), "accent", width=2)
    for point in points:
        spot = (float(point.at), point.share.value)
        canvas.dot(axes, spot, "accent", width=6 if frame.is_large else 4, tip=_tip(frame, point))


def _tip(frame: _Frame, point: _Point) -> str:
    """Return a week in words."""
    share = f"{figures.percent(point.share.value)} ({figures.between(point.share)})"
    return f"week of {figures.day(frame.weeks[point.at])}: {share}, {counted(point.share.of, 'document')}"


def _draw_axes(canvas: Canvas, axes: "Axes", frame: _Frame, last: int) -> None:
    """Draw lines from zero upwards and name the days at the foot."""
    wide, high = frame.box[2], frame.box[3]
    for part in (0.0, 0.5, 1.0):
        y = frame.top * part
        canvas.line(axes, [0, last], [y, y], "line" if part else "edge")
        canvas.write(axes, Words(-10 * last / wide, y, figures.percent(y), 11, "end", "quiet"))
    steps = min(frame.days, len(frame.weeks))
    below = -14 * frame.top / high
    for at in sorted({round(i * (len(frame.weeks) - 1) / max(steps - 1, 1)) for i in range(steps)}):
        canvas.write(axes, Words(at, below, figures.short_day(frame.weeks[at]), 11, "middle", "quiet"))


def _draw_change(canvas: Canvas, axes: "Axes", frame: _Frame, since: datetime.date | None) -> None:
    """Draw where the kit changed, if that is within the weeks."""
    if since is None or not frame.weeks or not frame.weeks[0] <= since <= frame.weeks[-1]:
        return
    at = (since - frame.weeks[0]).days / 7
    canvas.line(axes, [at, at], [0, frame.top], "quiet", dashed=True)
    if frame.is_large:
        above = frame.top * (1 + 12 / frame.box[3])
        changed = f"the kit changed, {figures.short_day(since)}"
        canvas.write(axes, Words(at, above, changed, 11, "middle", "quiet"))


def _draw_band(canvas: Canvas, axes: "Axes", run: list[_Point]) -> None:
    """Draw the intervals of weeks that follow each other; a bar for a week on its own."""
    xs = [float(point.at) for point in run]
    low, high = [point.share.low for point in run], [point.share.high for point in run]
    if len(run) == 1:
        canvas.line(axes, [xs[0], xs[0]], [low[0], high[0]], "band", width=6)
    else:
        canvas.area(axes, xs + xs[::-1], high + low[::-1], "band")


def _line(run: list[_Point]) -> tuple[list[float], list[float]]:
    """Return weeks that follow each other as points of a line."""
    return [float(point.at) for point in run], [point.share.value for point in run]


def _points(frame: _Frame, drift: Drift) -> list[_Point]:
    at = {week: i for i, week in enumerate(frame.weeks)}
    pairs = zip(drift.weeks, drift.shares, strict=True)
    return [_Point(at[week], share) for week, share in pairs if share is not None]


def _runs(points: Sequence[_Point]) -> list[list[_Point]]:
    """Return *points* in stretches without a missing week."""
    runs: list[list[_Point]] = []
    for point in points:
        if runs and runs[-1][-1].at == point.at - 1:
            runs[-1].append(point)
        else:
            runs.append([point])
    return runs


def highest(drifts: Sequence[Drift]) -> float:
    """Return the end of the axis: the largest bound, rounded up to 10 points, at least 20 %."""
    most = max((share.high for drift in drifts for share in drift.shares if share), default=0.0)
    return min(1.0, max(0.2, math.ceil(most * 10 - 1e-9) / 10))


def _title(drifts: Sequence[Drift], alignment: Alignment) -> str:
    if len(drifts) == 1:
        return f"{drifting.drift_name(drifts[0], alignment.by).capitalize()}, week by week"
    return f"Week by week, {counted(len(drifts), 'panel')} with the same axes"


def _description(drifts: Sequence[Drift], alignment: Alignment) -> str:
    lines = [drifting.drift_sentence(drift, alignment) for drift in drifts]
    return " ".join(["A line for the share and a band for its interval, from zero.", *lines])
