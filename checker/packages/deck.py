"""What Brandcheck puts into a deck: a summary slide, comments, call-outs, as XML."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple
from xml.sax.saxutils import escape

from lxml import etree

from checker.composition import AUTHOR
from checker.packages.namespaces import A, P, R
from checker.packages.own import own_name
from checker.packages.package import Element
from checker.packages.shapes import Box

NAMESPACES = f'xmlns:a="{A[1:-1]}" xmlns:p="{P[1:-1]}" xmlns:r="{R[1:-1]}"'
UNIT = 1587.5
"""Slide units in one of those in which comments are placed, which are 576 to the inch."""

INCH = 914_400
USUAL_HEIGHT = 6_858_000
"""Height in slide units for which the sizes of letters are meant."""

INK, GREY, LINE = "1F2933", "5B6670", "D5DAE0"
COLOURS = {"error": "B42318", "warning": "9A5B00", "suggestion": "175CD3"}
"""Colours of severities, dark enough for white letters on them."""

COLUMNS = (0.1, 0.19, 0.32, 0.39)
"""Parts of a table's width that its columns take."""

EMPTY = '<p:nvGrpSpPr><p:cNvPr id="1" name=""/><p:cNvGrpSpPr/><p:nvPr/></p:nvGrpSpPr><p:grpSpPr/>'
GROUND = '<p:bg><p:bgPr><a:solidFill><a:srgbClr val="FFFFFF"/></a:solidFill><a:effectLst/></p:bgPr></p:bg>'


class Row(NamedTuple):
    """A line of the summary's table."""

    place: str
    what: str
    words: str
    instead: str
    severity: str


class Page(NamedTuple):
    """What a summary slide says, from top to bottom."""

    title: str
    lines: tuple[str, ...]
    rows: tuple[Row, ...]
    last: str


def summary(page: Page, width: int, height: int) -> Element:
    """Return a slide of *width* and *height* that says what *page* does, on white, with the master hidden."""
    scale = min(height / USUAL_HEIGHT, width / (4 / 3 * USUAL_HEIGHT))
    left, wide = width * 0.05, width * 0.9
    title = _paragraph(page.title, 24 * scale, INK, is_bold=True)
    lines = (_paragraph(line, 12 * scale, GREY) for line in page.lines or ("",))
    last = _paragraph(page.last, 9 * scale, GREY)
    parts = (
        _text(2, [title], Box(left, height * 0.05, wide, height * 0.1)),
        _text(3, lines, Box(left, height * 0.15, wide, height * 0.15)),
        _table(page.rows, Box(left, height * 0.31, wide, height * 0.055), 11 * scale) if page.rows else "",
        _text(5, [last], Box(left, height * 0.93, wide, height * 0.05)),
    )
    root = etree.fromstring(
        f'<p:sld {NAMESPACES} showMasterSp="0"><p:cSld>{GROUND}<p:spTree>{EMPTY}{"".join(parts)}</p:spTree>'
        "</p:cSld><p:clrMapOvr><a:masterClrMapping/></p:clrMapOvr></p:sld>"
    )
    content = root[0]
    content.set("name", own_name(content))
    return root


def callout(id_: int, label: str, told: str, corner: tuple[float, float], severity: str) -> Element:
    """Return a mark with a *label* at a *corner*, and what it stands for as its alternative text."""
    side = 0.28 * INCH
    box = Box(max(0.0, corner[0] - side / 2), max(0.0, corner[1] - side / 2), side, side)
    runs = _paragraph(label, 10, "FFFFFF", is_bold=True, align="ctr")
    shape = etree.fromstring(
        f'<p:sp {NAMESPACES}><p:nvSpPr><p:cNvPr id="{id_}" name=""/><p:cNvSpPr/><p:nvPr/></p:nvSpPr>'
        f'<p:spPr>{_place(box)}<a:prstGeom prst="ellipse"><a:avLst/></a:prstGeom>{_fill(COLOURS[severity])}'
        f'<a:ln w="12700">{_fill("FFFFFF")}</a:ln></p:spPr>'
        f'<p:txBody><a:bodyPr wrap="none" lIns="0" tIns="0" rIns="0" bIns="0" anchor="ctr"/>{runs}</p:txBody>'
        "</p:sp>"
    )
    shape[0][0].set("descr", told)
    shape[0][0].set("name", own_name(shape))
    return shape


def comment(author: str, index: int, lines: Iterable[str], corner: tuple[float, float]) -> Element:
    """Return a comment at a *corner* given in slide units."""
    found = etree.Element(f"{P}cm", {"authorId": author, "idx": str(index)})
    x, y = (str(max(0, round(edge / UNIT))) for edge in corner)
    etree.SubElement(found, f"{P}pos", {"x": x, "y": y})
    etree.SubElement(found, f"{P}text").text = "\n".join(lines)
    return found


def comments() -> Element:
    """Return an empty part of a slide's comments."""
    return etree.fromstring(f"<p:cmLst {NAMESPACES}/>")


def authors() -> Element:
    """Return an empty part of a deck's comment authors."""
    return etree.fromstring(f"<p:cmAuthorLst {NAMESPACES}/>")


def author(id_: int, comments_made: int) -> Element:
    """Return Brandcheck among the authors, who has made so many comments."""
    names = {"id": str(id_), "name": AUTHOR, "initials": "BC", "lastIdx": str(comments_made), "clrIdx": "0"}
    return etree.Element(f"{P}cmAuthor", names)


def _text(id_: int, paragraphs: Iterable[str], box: Box) -> str:
    return (
        f'<p:sp><p:nvSpPr><p:cNvPr id="{id_}" name="{AUTHOR} {id_}"/><p:cNvSpPr txBox="1"/><p:nvPr/>'
        "</p:nvSpPr>"
        f'<p:spPr>{_place(box)}<a:prstGeom prst="rect"><a:avLst/></a:prstGeom><a:noFill/></p:spPr>'
        f'<p:txBody><a:bodyPr wrap="square" lIns="0" tIns="0" rIns="0" bIns="0"><a:normAutofit/></a:bodyPr>'
        f"{''.join(paragraphs)}</p:txBody></p:sp>"
    )


def _table(rows: Sequence[Row], box: Box, size: float) -> str:
    widths = [round(box.width * part) for part in COLUMNS]
    grid = "".join(f'<a:gridCol w="{width}"/>' for width in widths)
    head = _cells(("Where", "What", "Words", "Instead, or why"), size, (INK,) * 4, is_bold=True)
    body = [_cells(row[:4], size, (GREY, COLOURS[row.severity], INK, INK)) for row in rows]
    height = round(box.height)
    lines = "".join(f'<a:tr h="{height}">{cells}</a:tr>' for cells in (head, *body))
    whole = box._replace(height=height * (len(rows) + 1))
    return (
        f'<p:graphicFrame><p:nvGraphicFramePr><p:cNvPr id="4" name="{AUTHOR} 4"/><p:cNvGraphicFramePr/>'
        f"<p:nvPr/></p:nvGraphicFramePr>{_place(whole, 'p')}<a:graphic>"
        f'<a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/table"><a:tbl><a:tblPr/>'
        f"<a:tblGrid>{grid}</a:tblGrid>{lines}</a:tbl></a:graphicData></a:graphic></p:graphicFrame>"
    )


def _cells(texts: Sequence[str], size: float, colours: Sequence[str], *, is_bold: bool = False) -> str:
    line = f'<a:lnB w="6350">{_fill(LINE)}</a:lnB>'
    end = f'<a:tcPr marL="0" marR="72000" marT="36000" marB="36000">{line}<a:noFill/></a:tcPr>'
    return "".join(
        f"<a:tc><a:txBody><a:bodyPr/>{paragraph}</a:txBody>{end}</a:tc>"
        for paragraph in (
            _paragraph(text, size, colour, is_bold=is_bold)
            for text, colour in zip(texts, colours, strict=True)
        )
    )


def _paragraph(text: str, size: float, colour: str, *, is_bold: bool = False, align: str = "l") -> str:
    look = f'lang="en-GB" sz="{round(size * 100)}" b="{int(is_bold)}"'
    runs = f"<a:r><a:rPr {look}>{_fill(colour)}</a:rPr><a:t>{escape(text)}</a:t></a:r>"
    return f'<a:p><a:pPr algn="{align}"/>{runs}</a:p>'


def _fill(colour: str) -> str:
    return f'<a:solidFill><a:srgbClr val="{colour}"/></a:solidFill>'


def _place(box: Box, prefix: str = "a") -> str:
    left, top, width, height = map(round, box)
    inner = f'<a:off x="{left}" y="{top}"/><a:ext cx="{width}" cy="{height}"/>'
    return f"<{prefix}:xfrm>{inner}</{prefix}:xfrm>"
