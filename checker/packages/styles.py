"""What the paragraphs of a Word document are, by their styles.

Built-in styles keep their English names in the file whatever the language of Word, so the name says more
than the style's id. Styles that people made are known by their outline level and by what they are based on.
"""

import re
from collections.abc import Iterator
from typing import NamedTuple

from checker.domain import BlockKind
from checker.packages.namespaces import W
from checker.packages.package import Element, number

KINDS = (
    (r"title", BlockKind.TITLE),
    (r"subtitle|heading ?[1-9]", BlockKind.HEADING),
    (r"quote|intense ?quote|block ?text|quotations", BlockKind.QUOTED),
    (r"list ?(bullet|number)( ?[2-5])?", BlockKind.BULLET),
    (r"toc ?[1-9]|table ?of ?figures", BlockKind.FOOTER),
    (r"html ?preformatted|macro ?text|(source ?)?code", BlockKind.CODE),
)
"""Names of styles in lower case, and what their paragraphs are; tables of contents only repeat headings."""

BODY_LEVEL = 9
"""The outline level of text that is no heading."""

MOST_STYLES = 12
"""Steps from a style to those that it is based on; Word allows ten."""

DEEPEST = 6
"""The deepest level of heading that a block may have."""


class Role(NamedTuple):
    """What a paragraph is."""

    kind: BlockKind
    level: int = 0


class Styles:
    """The styles of a document.

    Args:
        root: the part of the styles, if there is one.
    """

    def __init__(self, root: Element | None) -> None:
        """Index the styles by id."""
        found = () if root is None else root.iterfind(f"{W}style")
        self._styles = {style.get(f"{W}styleId", ""): style for style in found}
        self._roles: dict[str, Role | None] = {}

    def role(self, paragraph: Element) -> Role:
        """Return what *paragraph* is: by name of style, else by outline level, else by list."""
        own = paragraph.find(f"{W}pPr")
        chain = list(self._chain(_value(own, "pStyle")))
        for name in chain:
            role = self._named(name)
            if role is not None:
                return role
        sources = [] if own is None else [own]
        sources += [found for name in chain if (found := self._properties(name, "pPr")) is not None]
        return _outlined(sources) or _listed(sources) or Role(BlockKind.PARAGRAPH)

    def is_hidden(self, run: Element) -> bool:
        """Return whether the text of *run* is hidden, by itself or by its style."""
        own = run.find(f"{W}rPr")
        chain = self._chain(_value(own, "rStyle"))
        for properties in (own, *(self._properties(name, "rPr") for name in chain)):
            mark = None if properties is None else properties.find(f"{W}vanish")
            if mark is not None:
                return mark.get(f"{W}val", "1") not in ("0", "false", "off")
        return False

    def _chain(self, name: str) -> Iterator[str]:
        """Yield the style *name* and those that it is based on."""
        for _ in range(MOST_STYLES):
            if not name:
                return
            yield name
            name = _value(self._styles.get(name), "basedOn")

    def _properties(self, name: str, kind: str) -> Element | None:
        style = self._styles.get(name)
        return None if style is None else style.find(f"{W}{kind}")

    def _named(self, name: str) -> Role | None:
        if name not in self._roles:
            self._roles[name] = self._role_of(name)
        return self._roles[name]

    def _role_of(self, name: str) -> Role | None:
        known = (_value(self._styles.get(name), "name") or name).lower()
        for pattern, kind in KINDS:
            if re.fullmatch(pattern, known):
                return Role(kind, _level(known, kind))
        return None


def _level(name: str, kind: BlockKind) -> int:
    """Return the level that a style's *name* ends in."""
    if kind not in (BlockKind.HEADING, BlockKind.BULLET):
        return 0
    usual = 1 if kind is BlockKind.BULLET else 2
    return min(int(name[-1]), DEEPEST) if name[-1].isdecimal() else usual


def _outlined(sources: list[Element]) -> Role | None:
    """Return the heading that the nearest outline level makes."""
    levels = (source.find(f"{W}outlineLvl") for source in sources)
    level = next((number(mark, f"{W}val", BODY_LEVEL) for mark in levels if mark is not None), BODY_LEVEL)
    return Role(BlockKind.HEADING, min(level + 1, DEEPEST)) if 0 <= level < BODY_LEVEL else None


def _listed(sources: list[Element]) -> Role | None:
    """Return the bullet that the nearest numbering makes; list 0 is none."""
    lists = [mark for source in sources if (mark := source.find(f"{W}numPr")) is not None]
    names = (_value(mark, "numId") for mark in lists)
    if next((name for name in names if name), "0") == "0":
        return None
    levels = (mark.find(f"{W}ilvl") for mark in lists)
    level = next((number(mark, f"{W}val") for mark in levels if mark is not None), 0)
    return Role(BlockKind.BULLET, level + 1)


def _value(element: Element | None, name: str) -> str:
    """Return the value of the child *name*, or nothing."""
    child = None if element is None else element.find(f"{W}{name}")
    return "" if child is None else child.get(f"{W}val", "")
