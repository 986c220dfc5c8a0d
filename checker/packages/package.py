"""An Office file as its parts: XML trees that refer to one another.

python-pptx and python-docx are made to write files. They refuse templates, shows, files with macros
and strict OOXML by their content types, fail whole on one missing part, and have no way to comments,
SmartArt and text boxes. Read by relationship alone, all of these are the same file.
"""

import posixpath
import re
from collections.abc import Iterator
from typing import NamedTuple, TypeAlias
from urllib.parse import unquote

from lxml import etree

from checker.domain.document import Limits
from checker.errors import UnreadableDocument
from checker.packages.archive import COMPRESS, RESAVE, Archive
from checker.packages.namespaces import MC

STRICT = re.compile(rb"""(["'])http://purl\.oclc\.org/ooxml/(\w+)/""")
"""How strict OOXML (ISO 29500) starts its namespaces."""

TRANSITIONAL = rb"\1http://schemas.openxmlformats.org/\2/2006/"

WHOLE = re.compile(r"-?[0-9]{1,15}")

LARGEST_PART = 50_000_000
"""Bytes of XML in one part; the tree takes ten times that in memory, measured with lxml 6."""

Element: TypeAlias = etree._Element  # noqa: SLF001 - the only name that lxml gives the type


class Relationship(NamedTuple):
    """What one part says of another."""

    kind: str
    """The last word of its type: `slide`, `chart`, `comments`."""
    target: str
    """The other part's name; empty where it lies outside the file, for such links are never followed."""


class Part(NamedTuple):
    """One XML part."""

    name: str
    root: Element
    relationships: dict[str, Relationship]
    """By the ids that the XML refers to."""

    def targets(self, *kinds: str) -> Iterator[str]:
        """Yield the names of the parts that this one relates to as one of *kinds*."""
        return (target for kind, target in self.relationships.values() if kind in kinds and target)


class Package:
    """The parts of an Office file.

    Args:
        content: the file.
        source: its name, for messages.
        limits: what reading it may cost.
    """

    def __init__(self, content: bytes, source: str, limits: Limits) -> None:
        """Open the archive; parts are parsed when asked for."""
        self._archive = Archive(content, source, limits)
        self._source = source
        self._left = limits.max_unpacked_bytes
        self._kept: dict[str, Part | None] = {}
        self._is_too_deep = etree.XPath("/*" * (limits.max_depth + 1))

    def main(self, tag: str, wanted: str) -> Part:
        """Return the part that the file is about.

        Args:
            tag: its root element.
            wanted: what it should be, for the message: `a Word document`.

        Raises:
            UnreadableDocument: it is missing, damaged or something else.
        """
        for name in self._relations("").values():
            part = self.part(name.target) if name.kind == "officeDocument" else None
            if part is not None and part.root.tag == tag:
                return part
        raise UnreadableDocument(self._source, f"damaged, or not {wanted}", RESAVE)

    def part(self, name: str) -> Part | None:
        """Return the part *name*, or None where it is missing or damaged.

        Raises:
            UnreadableDocument: it nests too deeply or declares entities, or too much was parsed before.
        """
        root = self._parse(name)
        return None if root is None else Part(name, root, self._relations(name))

    def kept(self, name: str) -> Part | None:
        """Return the part *name* like `part`, and keep it, because others refer to it too."""
        if name not in self._kept:
            self._kept[name] = self.part(name)
        return self._kept[name]

    def about(self, *kinds: str) -> Iterator[Part]:
        """Yield the parts that the whole file relates to as one of *kinds*."""
        for kind, target in self._relations("").values():
            part = self.part(target) if kind in kinds else None
            if part is not None:
                yield part

    @property
    def names(self) -> tuple[str, ...]:
        """Return the names of all parts, in lower case, those included that nothing refers to."""
        return self._archive.names

    def content(self, name: str, *, at_most: int) -> bytes | None:
        """Return the part *name* as it is, or None where it is missing, damaged or larger than *at_most*."""
        return self._archive.read(name, at_most=at_most)

    def _relations(self, name: str) -> dict[str, Relationship]:
        """Return the relationships of the part *name*; of the package itself where it is empty."""
        folder, file = posixpath.split(name)
        root = self._parse(posixpath.join(folder, "_rels", f"{file}.rels"))
        return {} if root is None else {link.get("Id", ""): _relationship(link, folder) for link in root}

    def _parse(self, name: str) -> Element | None:
        content = self._archive.read(name, at_most=LARGEST_PART)
        if content is None:
            return None
        self._left -= len(content)
        if self._left < 0:
            raise UnreadableDocument(
                self._source, "refers to its parts so often that it is too large", COMPRESS
            )
        try:
            root = etree.fromstring(STRICT.sub(TRANSITIONAL, content), _parser())
        except etree.XMLSyntaxError:
            return None
        if root.getroottree().docinfo.internalDTD is not None:
            raise UnreadableDocument(
                self._source, "declares entities, which no Office program writes", RESAVE
            )
        if self._is_too_deep(root):
            raise UnreadableDocument(self._source, "nested too deeply", RESAVE)
        return root


def children(element: Element) -> Iterator[Element]:
    """Yield the child elements, and of alternatives the one for the newest programs."""
    for child in element:
        if child.tag != f"{MC}AlternateContent":
            yield child
            continue
        branch = child.find(f"{MC}Choice")
        branch = child.find(f"{MC}Fallback") if branch is None else branch
        yield from () if branch is None else children(branch)


def number(element: Element | None, name: str, default: int = 0) -> int:
    """Return the attribute *name* as a whole number, or *default* where it isn't one."""
    found = WHOLE.fullmatch(element.get(name) or "") if element is not None else None
    return int(found[0]) if found else default


def _parser() -> etree.XMLParser:
    """Return a parser that resolves no entity, opens no file or address and keeps no comment."""
    return etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )


def _relationship(link: Element, folder: str) -> Relationship:
    kind = posixpath.basename(link.get("Type", ""))
    if link.get("TargetMode") == "External":
        return Relationship(kind, "")
    target = unquote(link.get("Target", "")).replace("\\", "/")
    return Relationship(kind, posixpath.normpath(posixpath.join("/", folder, target)).lstrip("/"))
