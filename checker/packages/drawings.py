"""The words in drawings: charts, SmartArt, alternative texts; and what in drawings can't be read.

Word and PowerPoint draw with the same parts, so both readers come here.
"""

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from checker.composition import Composition
from checker.domain import BlockKind, Place
from checker.packages.namespaces import CX, DGM, A, C, M, R
from checker.packages.package import Element, Package, Part, children, number

PICTURE = "words in pictures are not read"
"""Why images are gaps."""

EQUATION = ("equation", "formulas are not read")
"""What an equation is, and why it is a gap."""


ESCAPED = re.compile(r"_x00[01][0-9A-Fa-f]_")
"""How PowerPoint writes control characters."""


class Piece(NamedTuple):
    """Words found in a drawing."""

    text: str
    kind: BlockKind
    level: int = 0


class Gap(NamedTuple):
    """Something that was not read, and why."""

    what: str
    reason: str


def put(pieces: Iterator[Piece | Gap], composition: Composition, place: Place) -> None:
    """Add *pieces* to *composition*, all at *place*."""
    for piece in pieces:
        if isinstance(piece, Gap):
            composition.skip(piece.what, piece.reason, place=place)
        else:
            composition.add(piece.text, piece.kind, level=piece.level, place=place)


def alternative(properties: Element | None) -> Iterator[Piece]:
    """Yield the alternative text that a shape's *properties* hold."""
    if properties is not None:
        yield Piece(properties.get("descr", ""), BlockKind.ALT_TEXT)


def text_of(paragraph: Element, line_break: str = "\n") -> str:
    """Return the words of an `a:p`, with *line_break* where its lines are broken by hand."""
    return "".join(_run_texts(paragraph, line_break))


def graphic(data: Element, part: Part, package: Package) -> Iterator[Piece | Gap]:
    """Yield what an `a:graphicData` holds.

    Args:
        data: the element.
        part: the slide or document that it lies in.
        package: the file.
    """
    kind = data.get("uri", "").rpartition("/")[2]
    if kind in ("chart", "chartex"):
        yield from _linked(data, f"{R}id", part, package, "chart")
    elif kind == "diagram":
        yield from _linked(data, f"{R}dm", part, package, "SmartArt")
    elif kind == "picture":
        yield Gap("image", PICTURE)
    elif kind == "ole":
        yield Gap("embedded object", "files inside the file are not opened")
    else:
        yield Gap("graphic", f"drawings of the kind {kind!r} are not read")


def _linked(data: Element, attribute: str, part: Part, package: Package, what: str) -> Iterator[Piece | Gap]:
    """Yield the words of the part that *data* refers to by *attribute*."""
    ids = [child.get(attribute) for child in data if child.get(attribute)]
    link = part.relationships.get(ids[0] or "") if ids else None
    drawn = package.part(link.target) if link and link.target else None
    if drawn is None:
        yield Gap(what, "its part is missing or damaged")
    elif what == "chart":
        yield from (Piece(text, BlockKind.CHART) for text in _chart_texts(drawn, package))
    else:
        yield from _diagram(drawn.root)


def _chart_texts(chart: Part, package: Package) -> Iterator[str]:
    """Yield titles and labels, then the names of series, then those of categories, each once."""
    yield from (text_of(paragraph, " ") for paragraph in chart.root.iter(f"{A}p"))
    paths = (f".//{C}ser/{C}tx//{C}v", f".//{C}cat//{C}strCache//{C}v", f".//{C}cat//{C}strLit//{C}v")
    newer = (f".//{C}cat//{C}multiLvlStrCache//{C}v", f".//{CX}txData/{CX}v", f".//{CX}strDim//{CX}pt")
    found = (element.text or "" for path in (*paths, *newer) for element in chart.root.iterfind(path))
    yield from dict.fromkeys(found)
    for name in chart.targets("chartUserShapes"):
        shapes = package.part(name)
        yield from () if shapes is None else (text_of(p) for p in shapes.root.iter(f"{A}p"))


def _diagram(root: Element) -> Iterator[Piece]:
    """Yield the points of a SmartArt in the order of its outline, then any that hang on nothing."""
    points = {point.get("modelId", ""): point for point in root.iter(f"{DGM}pt")}
    below: dict[str, list[str]] = {}
    for link in sorted(root.iter(f"{DGM}cxn"), key=lambda link: number(link, "srcOrd")):
        if link.get("type", "parOf") == "parOf":
            below.setdefault(link.get("srcId", ""), []).append(link.get("destId", ""))
    tops = [name for name, point in points.items() if point.get("type") == "doc"]
    levels = dict(_outline([*tops, *points], below))
    for name, level in levels.items():
        if name in points:
            for paragraph in points[name].iterfind(f"{DGM}t/{A}p"):
                yield Piece(text_of(paragraph, " "), BlockKind.BULLET, max(level, 1))


def _outline(tops: Sequence[str], below: dict[str, list[str]]) -> Iterator[tuple[str, int]]:
    """Yield every name once with its depth, each followed by what is below it."""
    seen: set[str] = set()
    waiting = [(name, 0) for name in reversed(tops)]
    while waiting:
        name, level = waiting.pop()
        if name not in seen:
            seen.add(name)
            yield name, level
            waiting.extend((child, level + 1) for child in reversed(below.get(name, [])))


def _run_texts(paragraph: Element, line_break: str) -> Iterator[str]:
    for run in children(paragraph):
        if run.tag == f"{A}br":
            yield line_break
        elif run.tag == f"{A}r" or (run.tag == f"{A}fld" and run.get("type") != "slidenum"):
            yield ESCAPED.sub(" ", run.findtext(f"{A}t") or "")


def has_equation(paragraph: Element) -> bool:
    """Return whether *paragraph* holds an equation."""
    return next(paragraph.iter(f"{M}oMath"), None) is not None
