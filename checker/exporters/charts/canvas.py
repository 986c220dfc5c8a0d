"""A sheet to draw a chart on: shapes by matplotlib, words beside them. The one door to matplotlib.

Lengths are pixels of a page at its natural size, from the upper left corner. The same calls give the same
bytes: no date, no random ids.
"""

import io
import threading
from html import escape
from typing import TYPE_CHECKING, Literal, NamedTuple

from lxml import etree

from checker.exporters.charts.ink import scheme

if TYPE_CHECKING:
    from matplotlib.axes import Axes

_DPI = 72
"""Pixels an inch: those of matplotlib's SVG."""
_PATH = "{http://www.w3.org/2000/svg}path"
_DRAWING = threading.Lock()
"""matplotlib's settings are the process's, so one chart is written at a time."""

Anchor = Literal["start", "middle", "end"]


class Words(NamedTuple):
    """A line of text on a chart."""

    x: float
    y: float
    """The middle of the line's height."""
    text: str
    size: float = 13
    anchor: Anchor = "start"
    colour: str = "ink"
    bold: bool = False


class Shape(NamedTuple):
    """A path on a chart, in the light colours."""

    path: str
    """As SVG writes it."""
    fill: str | None
    """A colour's name."""
    stroke: str | None
    width: float
    dashes: str
    cap: str
    tip: str = ""
    """What it means, shown where a pointer rests on it."""


class Drawing(NamedTuple):
    """A chart, ready to be put into a page."""

    width: int
    height: int
    title: str
    description: str
    """What it shows, for those who can't see it."""
    shapes: tuple[Shape, ...]
    words: tuple[Words, ...]


class Canvas:
    """A chart in the making."""

    def __init__(self, width: int, height: int) -> None:
        """Take an empty sheet."""
        from matplotlib.figure import Figure

        self.width, self.height = width, height
        self.colours = scheme("light").colours
        self._figure = Figure(figsize=(width / _DPI, height / _DPI), dpi=_DPI, frameon=False)
        self._words: list[Words] = []
        self._tips: dict[str, str] = {}
        self._drawn = 0

    def axes(
        self, box: tuple[float, float, float, float], x: tuple[float, float], y: tuple[float, float]
    ) -> "Axes":
        """Return axes that map *x* and *y* (first and last value, upwards) to a *box* of the sheet.

        Args:
            box: left, top, width and height in pixels.
            x: the values at its left and right side.
            y: the values at its foot and top.
        """
        left, top, width, height = box
        below = self.height - top - height
        place = (left / self.width, below / self.height, width / self.width, height / self.height)
        axes = self._figure.add_axes(place)
        axes.set_axis_off()
        axes.set_xlim(*x)
        axes.set_ylim(*y)
        return axes

    def sheet(self) -> "Axes":
        """Return axes whose values are pixels of the sheet, from the upper left corner."""
        return self.axes((0, 0, self.width, self.height), (0, self.width), (self.height, 0))

    def rectangle(
        self, axes: "Axes", box: tuple[float, float, float, float], colour: str, *, tip: str = ""
    ) -> None:
        """Fill a *box* (left, top, width and height in the values of *axes*)."""
        from matplotlib.patches import Rectangle

        left, top, width, height = box
        patch = Rectangle(
            (left, top), width, height, facecolor=self.colours[colour], linewidth=0, clip_on=False
        )
        patch.set_gid(self._tipped(tip))
        patch.set_zorder(self._above())
        axes.add_patch(patch)

    def frame(self, axes: "Axes", box: tuple[float, float, float, float], colour: str, width: float) -> None:
        """Outline a *box* with a line of that *width*."""
        left, top, wide, high = box
        xs = [left, left + wide, left + wide, left, left]
        self.line(axes, xs, [top, top, top + high, top + high, top], colour, width=width)

    def line(  # noqa: PLR0913 - a line is where it goes and how it looks
        self,
        axes: "Axes",
        xs: list[float],
        ys: list[float],
        colour: str,
        *,
        width: float = 1,
        dashed: bool = False,
    ) -> None:
        """Draw a line through points."""
        axes.plot(
            xs,
            ys,
            color=self.colours[colour],
            linewidth=width,
            dashes=(4, 3) if dashed else (None, None),
            solid_joinstyle="round",
            solid_capstyle="butt",
            clip_on=False,
            zorder=self._above(),
        )

    def dot(self, axes: "Axes", at: tuple[float, float], colour: str, *, width: float, tip: str) -> None:
        """Draw a round point of that *width*."""
        x, y = at
        (line,) = axes.plot(
            [x, x], [y, y], color=self.colours[colour], linewidth=width, solid_capstyle="round", clip_on=False
        )
        line.set_gid(self._tipped(tip))
        line.set_zorder(self._above())

    def area(self, axes: "Axes", xs: list[float], ys: list[float], colour: str) -> None:
        """Fill what lies inside points."""
        axes.fill(xs, ys, facecolor=self.colours[colour], linewidth=0, clip_on=False, zorder=self._above())

    def write(self, axes: "Axes", words: Words) -> None:
        """Put *words* at a place given in the values of *axes*."""
        x, y = axes.transData.transform((words.x, words.y))
        self._words.append(words._replace(x=round(float(x), 2), y=round(self.height - float(y), 2)))

    def finish(self, title: str, description: str) -> Drawing:
        """Return what was drawn."""
        import matplotlib as mpl

        written = io.BytesIO()
        with _DRAWING, mpl.rc_context({"svg.hashsalt": "brandcheck", "path.simplify": False}):
            self._figure.savefig(written, format="svg", metadata={"Date": None, "Creator": None})
        tree = etree.fromstring(written.getvalue(), etree.XMLParser(resolve_entities=False, no_network=True))
        shapes = tuple(self._shape(path) for path in tree.iter(_PATH))
        return Drawing(self.width, self.height, title, description, shapes, tuple(self._words))

    def _above(self) -> int:
        """Return an order of drawing above all that was drawn before."""
        self._drawn += 1
        return self._drawn

    def _tipped(self, tip: str) -> str | None:
        """Return an id by which a shape's *tip* is found again; none without one."""
        if not tip:
            return None
        name = f"tip-{len(self._tips)}"
        self._tips[name] = tip
        return name

    def _shape(self, path: etree._Element) -> Shape:
        style = dict(
            part.strip().split(": ", 1) for part in (path.get("style") or "").split(";") if part.strip()
        )
        names = {colour: name for name, colour in self.colours.items()}
        parent = path.getparent()
        fill, stroke = style.get("fill", "none"), style.get("stroke", "none")
        return Shape(
            path=" ".join((path.get("d") or "").split()),
            fill=None if fill == "none" else names[fill],
            stroke=None if stroke == "none" else names[stroke],
            width=float(style.get("stroke-width", 1)),
            dashes=style.get("stroke-dasharray", ""),
            cap=style.get("stroke-linecap", ""),
            tip=self._tips.get((parent.get("id") or "") if parent is not None else "", ""),
        )


def svg(drawing: Drawing, name: str) -> str:
    """Return *drawing* as SVG for a page, with a title and a description under ids that start with *name*.

    It has the light colours as attributes and their names as classes: `f-` and `s-` before the colour, for
    fill and stroke. There are no styles in it, so that a page's content security policy need not allow them.
    """
    head = (
        '<svg class="chart" xmlns="http://www.w3.org/2000/svg" '
        f'viewBox="0 0 {drawing.width} {drawing.height}" '
        f'width="{drawing.width}" height="{drawing.height}" role="img" '
        f'aria-labelledby="{name}-title {name}-description" font-family="system-ui, sans-serif">\n'
        f'<title id="{name}-title">{_text(drawing.title)}</title>\n'
        f'<desc id="{name}-description">{_text(drawing.description)}</desc>\n'
    )
    return f"{head}{''.join(map(_path, drawing.shapes))}{''.join(map(_line, drawing.words))}</svg>\n"


def bare(drawing: Drawing) -> str:
    """Return the shapes of *drawing* as SVG, without words: for what places words by itself."""
    shapes = "".join(_path(shape._replace(tip="")) for shape in drawing.shapes)
    box = f'viewBox="0 0 {drawing.width} {drawing.height}"'
    return f'<svg xmlns="http://www.w3.org/2000/svg" {box}>{shapes}</svg>'


def _path(shape: Shape) -> str:
    colours = scheme("light").colours
    classes = " ".join(f"{use}-{name}" for use, name in (("f", shape.fill), ("s", shape.stroke)) if name)
    given = {
        "class": classes,
        "fill": colours[shape.fill] if shape.fill else "none",
        "stroke": colours[shape.stroke] if shape.stroke else None,
        "stroke-width": f"{shape.width:g}" if shape.stroke else None,
        "stroke-dasharray": shape.dashes.replace(",", " ") or None,
        "stroke-linecap": shape.cap or None,
    }
    written = " ".join(f'{key}="{value}"' for key, value in given.items() if value)
    tip = f"<title>{_text(shape.tip)}</title>" if shape.tip else ""
    return f'<path d="{shape.path}" {written}>{tip}</path>\n'


def _line(words: Words) -> str:
    colour = scheme("light").colours[words.colour]
    bold = ' font-weight="600"' if words.bold else ""
    return (
        f'<text x="{words.x:g}" y="{words.y:g}" dy="0.35em" font-size="{words.size:g}" '
        f'class="f-{words.colour}" fill="{colour}" text-anchor="{words.anchor}"{bold}>'
        f"{_text(words.text)}</text>\n"
    )


def _text(text: str) -> str:
    return escape(text, quote=False)
