"""The words of a Word paragraph, each stretch with the element that holds it.

A paragraph's number is its place among all `w:p` of its part, Brandcheck's own comments left out.
"""

from collections.abc import Iterator
from typing import NamedTuple

from checker.packages.drawings import EQUATION, Gap
from checker.packages.namespaces import M, W
from checker.packages.own import is_own_note
from checker.packages.package import Element, children
from checker.packages.styles import Styles

AROUND = frozenset(f"{W}{name}" for name in ("sdt", "sdtContent", "customXml", "ins", "moveTo"))
"""What holds paragraphs, tables or rows."""

INLINE = AROUND | {
    f"{W}{name}" for name in ("hyperlink", "smartTag", "fldSimple", "bdo", "dir", "ruby", "rubyBase")
}
"""What in a paragraph holds runs."""

DELETED = Gap("tracked change", "deleted words are not part of the text")
EMBEDDED = Gap("embedded object", "files inside the file are not opened")
GAPS = {
    f"{W}del": DELETED,
    f"{W}moveFrom": DELETED,
    f"{W}altChunk": EMBEDDED,
    f"{M}oMath": Gap(*EQUATION),
    f"{M}oMathPara": Gap(*EQUATION),
}
"""Elements of text that is not read."""

SIGNS = {f"{W}tab": "\t", f"{W}ptab": "\t", f"{W}br": "\n", f"{W}cr": "\n", f"{W}noBreakHyphen": "-"}
"""Elements that stand for a character."""

DRAWN = frozenset(f"{W}{name}" for name in ("drawing", "pict", "object"))


class Words(NamedTuple):
    """A stretch of a paragraph."""

    text: str
    hidden: bool
    element: Element
    """What holds it, in a run: a `w:t`, or one of `SIGNS`."""


def numbered(root: Element) -> Iterator[Element]:
    """Yield the paragraphs of a part in the order in which they are counted."""
    notes = [note for note in root.iterfind(f"{W}comment") if is_own_note(note)]
    own = {paragraph for note in notes for paragraph in note.iter(f"{W}p")}
    return (paragraph for paragraph in root.iter(f"{W}p") if paragraph not in own)


def inline(element: Element, styles: Styles) -> Iterator[Words | Gap | Element]:
    """Yield the words of a paragraph, what is not read, and the drawings that hang on it."""
    for child in children(element):
        if child.tag == f"{W}r":
            yield from _run(child, styles)
        elif child.tag in INLINE:
            yield from inline(child, styles)
        elif child.tag in GAPS:
            yield GAPS[child.tag]


def _run(run: Element, styles: Styles) -> Iterator[Words | Gap | Element]:
    hidden = styles.is_hidden(run)
    for child in children(run):
        if child.tag == f"{W}t":
            yield Words(child.text or "", hidden, child)
        elif child.tag in SIGNS:
            yield Words(SIGNS[child.tag], hidden, child)
        elif child.tag in DRAWN:
            yield child
        elif child.tag in INLINE:
            yield from inline(child, styles)
