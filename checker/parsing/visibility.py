"""Whether a reader of a page would see the words of an element, as far as the element itself tells."""

import re
from functools import lru_cache
from typing import NamedTuple

from lxml import etree

COLOUR = re.compile(r"#[0-9a-f]{3,8}\b|rgba?\([^)]{1,60}\)|\b(?:white|black|transparent)\b", re.IGNORECASE)
NAMES = {"white": "#ffffff", "black": "#000000"}
ZERO = re.compile(r"0(?:\.0*)?(?:px|pt|em|rem|%)?(?:\s*!important)?", re.IGNORECASE)
AWAY = re.compile(r"-\d{3,}(?:\.\d+)?(?:px|em|pt|rem|%)", re.IGNORECASE)
"""A distance that takes words off the screen."""

HIDING = {
    "display": re.compile(r"none"),
    "visibility": re.compile(r"hidden|collapse"),
    "mso-hide": re.compile(r"all"),
    "opacity": re.compile(r"0(?:\.0*)?%?(?:\s*!important)?$"),
    "text-indent": AWAY,
    "left": AWAY,
    "top": AWAY,
    "clip": re.compile(r"rect\(\s*[01]"),
}
"""Properties, and the values with which each hides."""

HIDDEN_CLASSES = frozenset({"sr-only", "visually-hidden", "visuallyhidden", "screen-reader-text"})
PREHEADER = re.compile(r"pre-?header|preview-?text", re.IGNORECASE)
"""The class of words that a page hides and the inbox shows beside the subject."""


class Look(NamedTuple):
    """How the words of an element look."""

    is_hidden: bool = False
    is_tiny: bool = False
    ink: str = ""
    paper: str = ""

    @property
    def is_visible(self) -> bool:
        """Return whether anybody would see them."""
        return not (self.is_hidden or self.is_tiny or (self.ink and self.ink == self.paper))


class _Declared(NamedTuple):
    """What a style says."""

    hides: bool
    is_tiny: bool | None
    ink: str
    paper: str


def look(element: etree._Element, around: Look) -> Look:
    """Return how the words of *element* look inside one that looks like *around*."""
    style = _declared(element.get("style") or "")
    return Look(
        is_hidden=around.is_hidden or style.hides or _is_marked(element),
        is_tiny=around.is_tiny if style.is_tiny is None else style.is_tiny,
        ink=style.ink or _colour(element.get("color") or "") or around.ink,
        paper=style.paper or _colour(element.get("bgcolor") or "") or around.paper,
    )


def is_preheader(element: etree._Element) -> bool:
    """Return whether *element* holds the words that an inbox shows beside the subject."""
    return PREHEADER.search(f"{element.get('class', '')} {element.get('id', '')}") is not None


def _is_marked(element: etree._Element) -> bool:
    if element.get("hidden") is not None or element.get("aria-hidden", "").lower() == "true":
        return True
    return not HIDDEN_CLASSES.isdisjoint(element.get("class", "").lower().split())


@lru_cache(maxsize=1024)
def _declared(text: str) -> _Declared:
    declarations = (declaration.partition(":") for declaration in text.lower().split(";"))
    style = {name.strip(): value.strip() for name, _, value in declarations}
    size = style.get("font-size")
    return _Declared(
        hides=_hides(style),
        is_tiny=None if size is None else ZERO.fullmatch(size) is not None,
        ink=_colour(style.get("color", "")),
        paper=_colour(style.get("background-color") or style.get("background", "")),
    )


def _hides(style: dict[str, str]) -> bool:
    if any(HIDING[name].match(value) for name, value in style.items() if name in HIDING):
        return True
    sizes = (style.get(name, "auto") for name in ("height", "max-height", "width", "max-width"))
    return "hidden" in style.get("overflow", "") and any(ZERO.fullmatch(size) for size in sizes)


def _colour(value: str) -> str:
    """Return the first colour of *value* in one spelling, or nothing."""
    match = COLOUR.search(value)
    if not match:
        return ""
    colour = NAMES.get(match.group().lower(), match.group().lower())
    if colour.startswith("rgb"):
        parts = re.findall(r"\d+", colour)[:3]
        return "#" + "".join(f"{min(int(part), 255):02x}" for part in parts)
    return "#" + "".join(sign * 2 for sign in colour[1:]) if len(colour) == len("#rgb") else colour
