"""What an Office file holds beside the words of its document: properties, names, tips, unread parts.

All parts are looked through, also those that nothing refers to, with whatever their XML holds: elements that
the readers pass over, attributes, comments. Programs show some of it in odd places, and most of it nowhere.
"""

import hashlib
from collections.abc import Iterator
from typing import cast

from lxml import etree

from checker.composition import APART, Aside, tidy
from checker.packages.namespaces import A, W
from checker.packages.package import Element, Package

LARGEST_PART = 5_000_000
"""Bytes of XML of one part that is looked through."""
LARGEST_FILE = 40_000_000
"""Bytes of all the parts that are."""
KEPT = 512
"""Parts whose words are kept: those of a template come again with each file made from it."""
ROOM = 8_000_000
"""Characters of all the words that are."""
SUFFIXES = (".xml", ".rels", ".vml")
WITHIN = frozenset(
    f"{n}{name}" for n in (A, W) for name in ("r", "rPr", "t", "delText", "instrText", "fld", "hyperlink")
)
"""Elements within a paragraph, which part no words."""
LEAST = 8
"""Characters of the shortest attribute that may say something."""
_known: dict[bytes, str] = {}
_attributes = etree.XPath(f"//@*[string-length() >= {LEAST}]", smart_strings=False)


def asides(package: Package) -> Iterator[Aside]:
    """Yield the words of each part of *package*, its attributes and comments among them."""
    left = LARGEST_FILE
    for name in sorted(package.names, key=lambda name: (not name.startswith("docprops/"), name)):
        content = package.content(name, at_most=min(LARGEST_PART, left)) if name.endswith(SUFFIXES) else None
        if content is None:
            continue
        words = _said(content)
        if words is not None:
            left -= len(content)
            yield Aside(words, name)


def _said(content: bytes) -> str | None:
    """Return the words of a part, read again only where they are not known; none where it is no XML."""
    digest = hashlib.sha256(content).digest()
    known = _known.pop(digest, None)
    if known is None:
        root = _root(content)
        if root is None:
            return None
        known = tidy("".join(_words(root)))
    _known[digest] = known
    while len(_known) > KEPT or sum(map(len, tuple(_known.values()))) > ROOM:
        _known.pop(next(iter(_known)), None)
    return known


def _root(content: bytes) -> Element | None:
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, recover=True)
    try:
        return etree.fromstring(content, parser)
    except etree.XMLSyntaxError:
        return None


def _words(root: Element) -> Iterator[str]:
    """Yield the words of *root*, its paragraphs on lines of their own, then its attributes, a line each."""
    for element in root.iter():
        yield "" if str(element.tag) in WITHIN else "\n"
        yield element.text or ""
        tail = (element.tail or "").strip()
        yield f"\n{tail}\n" if tail else ""
    for value in cast("list[str]", _attributes(root)):
        yield f"{APART}{value}"
    for instruction in root.iter(etree.PI):
        yield from (
            f"{APART}{value}" for value in map(str, instruction.attrib.values()) if len(value) >= LEAST
        )
