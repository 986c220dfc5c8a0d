"""Comments in a Word document: where they may stand, and how runs are split so that one is at exact words."""

import copy
from collections.abc import Iterable, Sequence

from lxml import etree

from checker.composition import AUTHOR, tidy
from checker.packages.edition import cut
from checker.packages.namespaces import W
from checker.packages.package import Element
from checker.packages.styles import Styles
from checker.packages.words import Words, inline

XML_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
INITIALS = "BC"
BOX = f"{W}txbxContent"


def remark(number: int, lines: Iterable[str]) -> Element:
    """Return a comment of Brandcheck's with a paragraph for each of *lines*."""
    names = {f"{W}id": str(number), f"{W}author": AUTHOR, f"{W}initials": INITIALS}
    comment = etree.Element(f"{W}comment", names)
    for line in (part for whole in lines for part in whole.split("\n")):
        run = etree.SubElement(etree.SubElement(comment, f"{W}p"), f"{W}r")
        _set_text(etree.SubElement(run, f"{W}t"), line)
    return comment


def erase(root: Element, numbers: frozenset[str]) -> None:
    """Take out of a document what shows where the comments of these *numbers* stand."""
    names = (f"{W}commentRangeStart", f"{W}commentRangeEnd", f"{W}commentReference")
    for mark in [mark for mark in root.iter(*names) if mark.get(f"{W}id") in numbers]:
        run = mark.getparent()
        cut(mark)
        if run is not None and run.tag == f"{W}r" and all(child.tag == f"{W}rPr" for child in run):
            cut(run)


def host(paragraph: Element, paragraphs: Sequence[Element]) -> Element:
    """Return the paragraph to comment for *paragraph*, one of the *paragraphs* of its part: mostly itself.

    For a text box it is the one that the box hangs on. For a control that only says what to fill in, or shows
    something from elsewhere, it is one before or behind; LibreOffice shows nothing of it with marks in it.
    """
    boxes = list(paragraph.iterancestors(BOX))
    found = next(boxes[-1].iterancestors(f"{W}p"), paragraph) if boxes else paragraph
    if not _is_filled_in(found):
        return found
    at = paragraphs.index(found)
    others = (*reversed(paragraphs[:at]), *paragraphs[at:])
    free = (other for other in others if not _is_filled_in(other))
    return next((other for other in free if next(other.iterancestors(BOX), None) is None), found)


def _is_filled_in(paragraph: Element) -> bool:
    """Return whether *paragraph* lies in a control that somebody or something is to fill in."""
    properties = (control.find(f"{W}sdtPr") for control in paragraph.iterancestors(f"{W}sdt"))
    names = (f"{W}showingPlcHdr", f"{W}dataBinding")
    return any(found is not None and found.find(name) is not None for found in properties for name in names)


def pieces(paragraph: Element, styles: Styles, text: str, *, hidden: bool) -> list[Words]:
    """Return the stretches of *paragraph* that a block's *text* was read from; none where they differ."""
    found = [part for part in inline(paragraph, styles) if isinstance(part, Words) and part.hidden is hidden]
    raw = "".join(part.text for part in found)
    is_plain = len(tidy(raw)) == len(raw)
    return found if is_plain and _flat(tidy(raw).strip()) == _flat(text) else []


def stand_at(found: Sequence[Words], span: tuple[int, int], number: int) -> None:
    """Let the comment *number* stand at the characters of *span*, counted from the first that is no space."""
    raw = tidy("".join(part.text for part in found))
    lead = len(raw) - len(raw.lstrip())
    start, end = (lead + edge for edge in span)
    element, offset = _at(found, end, is_end=True)
    whole = _whole(element)
    _after(_split(element, offset)[0] if whole is None else whole, *_end(number))
    element, offset = _at(found, start, is_end=False)
    whole = _whole(element)
    first = _split(element, offset)[1] if whole is None else whole
    first.addprevious(_mark("commentRangeStart", number))


def stand_around(paragraph: Element, number: int) -> None:
    """Let the comment *number* stand at all of *paragraph*."""
    properties = paragraph.find(f"{W}pPr")
    start = _mark("commentRangeStart", number)
    if properties is None:
        paragraph.insert(0, start)
    else:
        _after(properties, start)
    paragraph.extend(_end(number))


def _at(found: Sequence[Words], offset: int, *, is_end: bool) -> tuple[Element, int]:
    """Return the element in which the character *offset* is, or ends, and how far in."""
    for part in found:
        if offset < len(part.text) or (is_end and offset == len(part.text)):
            return part.element, offset
        offset -= len(part.text)
    return found[-1].element, len(found[-1].text)


def _split(element: Element, offset: int) -> tuple[Element, Element]:
    """Return the run that ends *offset* characters into *element*, and the one that begins there.

    The run of *element* is split in two for that; where nothing would be left on one side, both are that run.
    """
    run = next(element.iterancestors(f"{W}r"))
    length = len(element.text or "") if element.tag == f"{W}t" else 1
    behind = list(element.itersiblings())
    before = [child for child in element.itersiblings(preceding=True) if child.tag != f"{W}rPr"]
    if (offset == 0 and not before) or (offset >= length and not behind):
        return run, run
    rest = etree.Element(run.tag, {str(name): str(value) for name, value in run.attrib.items()})
    properties = run.find(f"{W}rPr")
    if properties is not None:
        rest.append(copy.deepcopy(properties))
    if offset == 0:
        behind = [element, *behind]
    elif offset < length:
        words = etree.SubElement(rest, f"{W}t")
        _set_text(words, (element.text or "")[offset:])
        _set_text(element, (element.text or "")[:offset])
    rest.extend(behind)
    _after(run, rest)
    return run, rest


def _whole(element: Element) -> Element | None:
    """Return what no mark may be put into: the outermost control, or run with a phonetic guide, around it.

    LibreOffice shows nothing of a control within a paragraph that has marks in it.
    """
    outer = None
    for above in next(element.iterancestors(f"{W}r")).iterancestors(f"{W}r", f"{W}sdt", f"{W}p"):
        if above.tag == f"{W}p":
            break
        outer = above
    return outer


def _end(number: int) -> tuple[Element, Element]:
    run = etree.Element(f"{W}r")
    run.append(_mark("commentReference", number))
    return _mark("commentRangeEnd", number), run


def _mark(name: str, number: int) -> Element:
    return etree.Element(f"{W}{name}", {f"{W}id": str(number)})


def _after(element: Element, *others: Element) -> None:
    for other in reversed(others):
        element.addnext(other)


def _set_text(element: Element, text: str) -> None:
    element.text = text
    element.set(XML_SPACE, "preserve")


def _flat(text: str) -> str:
    return text.replace("\n", " ")
