"""The shapes of a slide: where they are, whether anybody sees them, and in which order they read.

Where a placeholder says nothing of its place or its bullets, its layout says it, or else its master.
"""

import math
from collections.abc import Iterator
from itertools import islice
from typing import NamedTuple

from checker.packages.namespaces import A, P
from checker.packages.package import Element, Package, Part, children, number

TITLES = frozenset({"title", "ctrTitle"})
"""Placeholders for a slide's title."""

BODIES = {"": (), "title": ("title",), "ctrTitle": ("title",), "subTitle": ("subTitle", "body")}
"""Which placeholders of a master a placeholder is like; all others are like its body."""

SHAPES = frozenset(f"{P}{name}" for name in ("sp", "pic", "graphicFrame", "cxnSp", "contentPart", "grpSp"))

ROW = 1 / 30
"""Part of a slide's height within which tops count as level."""

MOST_PLACEHOLDERS = 100
"""Placeholders of a layout that are looked at; PowerPoint's own have about ten."""

BULLETS = (f"{A}buChar", f"{A}buAutoNum", f"{A}buBlip")


class Box(NamedTuple):
    """A rectangle on the slide, in its own units (914,400 to the inch)."""

    left: float
    top: float
    width: float
    height: float

    def overlaps(self, other: "Box") -> bool:
        """Return whether the two share any area or edge."""
        across = self.left <= other.left + other.width and other.left <= self.left + self.width
        return across and self.top <= other.top + other.height and other.top <= self.top + self.height


NOWHERE = Box(math.inf, math.inf, 0, 0)
"""Where shapes are that no one has placed."""


class Frame(NamedTuple):
    """How positions inside a group become positions on the slide."""

    scale_x: float = 1.0
    scale_y: float = 1.0
    shift_x: float = 0.0
    shift_y: float = 0.0

    def outer(self, box: Box) -> Box:
        """Return *box* as seen from outside the group."""
        left, top = box.left * self.scale_x + self.shift_x, box.top * self.scale_y + self.shift_y
        return Box(left, top, box.width * self.scale_x, box.height * self.scale_y)

    def inside(self, group: Element) -> "Frame":
        """Return the frame for what lies in *group*, which lies in this frame."""
        place = group.find(f"{P}grpSpPr/{A}xfrm")
        box, inner = _box(place, "off", "ext"), _box(place, "chOff", "chExt")
        if box is None or inner is None:
            return self
        x, y = _ratio(box.width, inner.width), _ratio(box.height, inner.height)
        own = Frame(x, y, box.left - inner.left * x, box.top - inner.top * y)
        corner = self.outer(Box(own.shift_x, own.shift_y, 0, 0))
        return Frame(self.scale_x * x, self.scale_y * y, corner.left, corner.top)


class Shape(NamedTuple):
    """Something on a slide: a text, a picture, a table, a group of them."""

    element: Element
    properties: Element | None
    """What holds its name and alternative text."""
    placeholder: str
    """What it is a placeholder for; empty if it is none."""
    models: tuple[Element, ...]
    """The shapes of layout and master that it inherits from, nearest first."""
    box: Box
    hidden: bool

    @property
    def name(self) -> str | None:
        """Return the name that PowerPoint's selection pane shows."""
        return None if self.properties is None else self.properties.get("name") or None


class Canvas(NamedTuple):
    """What a slide lies on: its size, its layout and its master."""

    width: int
    height: int
    layout: Part | None = None
    master: Part | None = None

    def shapes(self, tree: Element, frame: Frame | None = None, *, hidden: bool = False) -> Iterator[Shape]:
        """Yield the shapes of *tree*, titles first, then row by row; groups before what they hold."""
        frame = frame or Frame()
        placed = [self._shape(child, frame, hidden=hidden) for child in children(tree) if child.tag in SHAPES]
        for shape in _in_rows(placed, self.height * ROW):
            yield shape
            if shape.element.tag == f"{P}grpSp":
                yield from self.shapes(shape.element, frame.inside(shape.element), hidden=shape.hidden)

    def bullet_level(self, shape: Shape, paragraph: Element) -> int:
        """Return how deep the bullet of *paragraph* is, from 1; 0 where it has none."""
        own = paragraph.find(f"{A}pPr")
        level = min(number(own, "lvl"), 8) + 1
        for style in (own, *self._styles(shape, f"{A}lvl{level}pPr")):
            if style is not None and style.find(f"{A}buNone") is not None:
                return 0
            if style is not None and any(style.find(bullet) is not None for bullet in BULLETS):
                return level
        return 0

    def _styles(self, shape: Shape, name: str) -> Iterator[Element | None]:
        """Yield what may say how paragraphs of a level look, nearest first."""
        for body in (shape.element, *shape.models):
            yield body.find(f"{P}txBody/{A}lstStyle/{name}")
        if shape.placeholder and shape.placeholder not in TITLES and self.master is not None:
            yield self.master.root.find(f"{P}txStyles/{P}bodyStyle/{name}")

    def _shape(self, element: Element, frame: Frame, *, hidden: bool) -> Shape:
        properties = next((found for found in element.iterfind(f"*/{P}cNvPr")), None)
        mark = element.find(f"*/{P}nvPr/{P}ph")
        models = () if mark is None else tuple(self._models(mark))
        boxes = (_place(body) for body in (element, *models))
        box = next((frame.outer(box) for box in boxes if box is not None), NOWHERE)
        hidden = hidden or (properties is not None and properties.get("hidden") in ("1", "true"))
        placeholder = "" if mark is None else mark.get("type", "obj")
        return Shape(element, properties, placeholder, models, box, hidden or self._is_off(box))

    def _models(self, mark: Element) -> Iterator[Element]:
        index, kind = mark.get("idx", "0"), mark.get("type", "obj")
        similar = BODIES.get(kind, (kind, "body"))
        for other in _placeholders(self.layout):
            if other.get("idx", "0") == index or other.get("type", "obj") == kind in TITLES:
                yield _owner(other)
        for other in _placeholders(self.master):
            if other.get("type", "obj") in similar:
                yield _owner(other)

    def _is_off(self, box: Box) -> bool:
        return box != NOWHERE and not box.overlaps(Box(0, 0, self.width, self.height))


def canvas(slide: Part, package: Package, size: tuple[int, int]) -> Canvas:
    """Return what *slide* lies on, as far as the file has it."""
    layout = _first(slide, "slideLayout", package)
    master = None if layout is None else _first(layout, "slideMaster", package)
    return Canvas(*size, layout, master)


def _first(part: Part, kind: str, package: Package) -> Part | None:
    return next((package.kept(name) for name in part.targets(kind)), None)


def _placeholders(part: Part | None) -> Iterator[Element]:
    found = () if part is None else part.root.iterfind(f"{P}cSld/{P}spTree/{P}sp/*/{P}nvPr/{P}ph")
    return islice(found, MOST_PLACEHOLDERS)


def _owner(mark: Element) -> Element:
    """Return the shape that the placeholder *mark* stands in."""
    return next(mark.iterancestors(f"{P}sp"))


def _place(element: Element) -> Box | None:
    paths = (f"{P}spPr/{A}xfrm", f"{P}xfrm", f"{P}grpSpPr/{A}xfrm")
    places = (element.find(path) for path in paths)
    return next((_box(place, "off", "ext") for place in places if place is not None), None)


def _box(place: Element | None, corner: str, extent: str) -> Box | None:
    if place is None:
        return None
    start, size = place.find(f"{A}{corner}"), place.find(f"{A}{extent}")
    return Box(number(start, "x"), number(start, "y"), number(size, "cx"), number(size, "cy"))


def _ratio(outer: float, inner: float) -> float:
    return outer / inner if inner else 1.0


def _in_rows(shapes: list[Shape], height: float) -> Iterator[Shape]:
    """Yield titles, then the others row by row, a row being *height* deep."""
    yield from (shape for shape in shapes if shape.placeholder in TITLES)
    rows: list[list[Shape]] = []
    for shape in sorted((s for s in shapes if s.placeholder not in TITLES), key=lambda shape: shape.box.top):
        if not rows or shape.box.top > rows[-1][0].box.top + height:
            rows.append([])
        rows[-1].append(shape)
    for row in rows:
        yield from sorted(row, key=lambda shape: shape.box.left)
