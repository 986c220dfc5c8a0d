"""Which words on a slide nobody sees: too small, transparent, or in the colour of what is behind them.

It would rather miss than cry wolf: colours are compared only where a run names its own, and the slide's own
background counts only where nothing else lies between.
"""

from collections.abc import Iterator

from checker.packages.namespaces import A, P
from checker.packages.package import Element, Part, number
from checker.packages.shapes import Canvas, Shape

SMALLEST = 400
"""Hundredths of a point up to which nobody can read a text."""

MOST_SHAPES = 200
"""Shapes of a slide above which what lies behind one is not worked out."""

FILLS = tuple(f"{A}{name}" for name in ("gradFill", "blipFill", "pattFill", "grpFill"))

WHITES = frozenset({"FFFFFF", "bg1", "lt1", "white"})
"""What white is called, in most themes."""


def is_unseen(shape: Shape, paragraph: Element, behind: str) -> bool:
    """Return whether no run of *paragraph* can be seen.

    Args:
        shape: the shape that the paragraph lies in.
        paragraph: an `a:p`.
        behind: the colour behind the shape; empty if it isn't known.
    """
    ground = _ground(shape, behind)
    runs = [run for run in paragraph.iter(f"{A}r") if (run.findtext(f"{A}t") or "").strip()]
    return bool(runs) and all(_is_run_unseen(run.find(f"{A}rPr"), ground) for run in runs)


def colour_behind(shape: Shape, others: list[Shape], slide: Part, canvas: Canvas) -> str:
    """Return the slide's colour where *shape* lies; nothing where it isn't plain or something is between."""
    if len(others) > MOST_SHAPES or any(o is not shape and o.box.overlaps(shape.box) for o in others):
        return ""
    parts = [part for part in (slide, canvas.layout, canvas.master) if part is not None]
    if any(_is_decorated(part) for part in parts[1:]) or any(_is_recoloured(part) for part in parts):
        return ""
    grounds = (part.root.find(f"{P}cSld/{P}bg") for part in parts)
    ground = next((ground for ground in grounds if ground is not None), None)
    return "white" if ground is None else _ground_colour(ground)


def _ground_colour(ground: Element) -> str:
    properties = ground.find(f"{P}bgPr")
    return _colour(ground.find(f"{P}bgRef")) if properties is None else _fill(properties)


def _is_decorated(part: Part) -> bool:
    """Return whether a layout or master draws anything of its own."""
    tree = part.root.find(f"{P}cSld/{P}spTree")
    shapes: Iterator[Element] = (
        iter(()) if tree is None else tree.iterchildren(f"{P}sp", f"{P}pic", f"{P}grpSp")
    )
    return any(shape.find(f"*/{P}nvPr/{P}ph") is None for shape in shapes)


def _is_recoloured(part: Part) -> bool:
    """Return whether the theme's light and dark colours are swapped."""
    plain = part.root.find(f"{P}clrMap")
    return part.root.find(f"{P}clrMapOvr/{A}overrideClrMapping") is not None or (
        plain is not None and plain.get("bg1") != "lt1"
    )


def _ground(shape: Shape, behind: str) -> str:
    """Return the colour behind a shape's text: its own fill, or what is *behind* where it surely has none."""
    properties = shape.element.find(f"{P}spPr")
    if properties is None or shape.models or any(properties.find(fill) is not None for fill in FILLS):
        return ""
    is_styled = number(shape.element.find(f"{P}style/{A}fillRef"), "idx") > 0
    is_open = properties.find(f"{A}noFill") is not None
    return behind if is_open else _fill(properties) or ("" if is_styled else behind)


def _is_run_unseen(properties: Element | None, ground: str) -> bool:
    if properties is None:
        return False
    colour = properties.find(f"{A}solidFill")
    alpha = None if colour is None else colour.find(f"*/{A}alpha")
    is_clear = alpha is not None and number(alpha, "val", 1) == 0
    return is_clear or number(properties, "sz", 1800) <= SMALLEST or ("" != _fill(properties) == ground)


def _fill(properties: Element) -> str:
    return _colour(properties.find(f"{A}solidFill"))


def _colour(fill: Element | None) -> str:
    """Return the name of a plain colour, or nothing where it is mixed from several."""
    if fill is None or len(fill) != 1 or len(fill[0]):
        return ""
    name = fill[0].get("val") or ""
    return "white" if name in WHITES else name
