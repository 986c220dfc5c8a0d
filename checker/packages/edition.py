"""An Office file with some of its parts changed, and every other part as it was, byte for byte."""

import io
import posixpath
import re
import zipfile
from itertools import count

from lxml import etree

from checker.domain.document import Limits
from checker.errors import UnreadableDocument
from checker.packages.archive import DAMAGE, RESAVE
from checker.packages.package import STRICT, TRANSITIONAL, Element, Package

RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
"""How the types of relationships start that are not given whole."""

MADE = "rIdBc"
"""How the ids of relationships start that are made here."""

LINK = "{http://schemas.openxmlformats.org/package/2006/relationships}"
TYPE = "{http://schemas.openxmlformats.org/package/2006/content-types}"
TYPES = "[Content_Types].xml"

BACK = re.compile(
    rb"\"http://schemas\.openxmlformats\.org/"
    rb"(officeDocument|drawingml|presentationml|spreadsheetml|wordprocessingml|schemaLibrary)/2006/"
)
"""Namespaces that strict OOXML calls otherwise."""

SIGNED = "digital-signature/origin"
"""How the relationship to a file's signatures ends."""

UNSIGN = "Remove the signature in Word or PowerPoint, or take another format."


class Edition:
    """An Office file while it is changed.

    Args:
        content: the file.
        source: its name, for messages.
        limits: what reading it may cost.
    """

    def __init__(self, content: bytes, source: str, limits: Limits) -> None:
        """Open the file.

        Raises:
            UnreadableDocument: it can't be read, or it is signed, so that no word may be added.
        """
        self.package = Package(content, source, limits)
        self._source = source
        self._zip = zipfile.ZipFile(io.BytesIO(content))
        self._members = {_plain(info.filename).casefold(): info for info in self._zip.infolist()}
        self._added: dict[str, str] = {}
        """Names of parts that the file did not have, by themselves without capitals."""
        self._roots: dict[str, Element | None] = {}
        """Parts that were parsed or made; none for those taken out."""
        self._changed: set[str] = set()
        relations = _relations_name("")
        self._is_strict = STRICT.search(self._content(relations)) is not None
        links = self.root(relations)
        if links is not None and any(link.get("Type", "").endswith(SIGNED) for link in links):
            raise UnreadableDocument(source, "signed, and a copy with notes in it would not be", UNSIGN)

    def root(self, name: str) -> Element | None:
        """Return the part *name*, to be read; none where it is missing or damaged."""
        key = name.casefold()
        if key not in self._roots and key in self._members:
            self._roots[key] = self._parsed(self._content(key))
        return self._roots.get(key)

    def holds(self, name: str) -> bool:
        """Return whether there is a part *name*, damaged or not."""
        key = name.casefold()
        return self._roots[key] is not None if key in self._changed else key in self._members

    def edited(self, name: str) -> Element:
        """Return the part *name*, to be changed.

        Raises:
            UnreadableDocument: it is missing or damaged.
        """
        root = self.root(name)
        if root is None:
            raise UnreadableDocument(self._source, f"damaged in its part {name}", RESAVE)
        self._changed.add(name.casefold())
        return root

    def add(self, path: str, root: Element, content_type: str) -> str:
        """Add a part of that *content_type*, and return its name: *path*, or like it where that is taken."""
        stem, suffix = posixpath.splitext(path)
        name = next(name for n in count() if not self.holds(name := f"{stem}{n or ''}{suffix}"))
        self._put(name, root)
        override = {"PartName": f"/{name}", "ContentType": content_type}
        etree.SubElement(self.edited(TYPES), f"{TYPE}Override", override)
        return name

    def drop(self, name: str) -> None:
        """Take the part *name* out, with its relationships."""
        for gone in (name.casefold(), _relations_name(name).casefold()):
            self._roots[gone] = None
            self._changed.add(gone)
        for entry in list(self.edited(TYPES).iterfind(f"{TYPE}Override")):
            if entry.get("PartName", "").casefold() == f"/{name}".casefold():
                cut(entry)

    def relate(self, owner: str, kind: str, target: str) -> str:
        """Let the part *owner* refer to *target* as its *kind*, and return the reference's id."""
        name = _relations_name(owner)
        if not self.holds(name):
            self._put(name, etree.fromstring(f'<Relationships xmlns="{LINK[1:-1]}"/>'))
        links = self.edited(name)
        known = {link.get("Id") for link in links}
        id_ = next(id_ for n in count(1) if (id_ := f"{MADE}{n}") not in known)
        path = posixpath.relpath(f"/{target}", posixpath.dirname(f"/{owner}"))
        etree.SubElement(links, f"{LINK}Relationship", {"Id": id_, "Type": RELATIONS + kind, "Target": path})
        return id_

    def related(self, owner: str, kind: str) -> str:
        """Return the part that *owner* was made to refer to as its *kind*; nothing where it was not."""
        links = self.root(_relations_name(owner))
        for link in () if links is None else links:
            if link.get("Type") == RELATIONS + kind and link.get("Id", "").startswith(MADE):
                folder = posixpath.dirname(f"/{owner}")
                return posixpath.normpath(posixpath.join(folder, link.get("Target", ""))).lstrip("/")
        return ""

    def unrelate(self, owner: str, target: str) -> None:
        """Take the references of the part *owner* to *target* out."""
        part = self.package.part(owner)
        ids = {} if part is None else part.relationships
        for link in list(self.edited(_relations_name(owner))):
            if ids.get(link.get("Id", "")) and ids[link.get("Id", "")].target == target:
                cut(link)

    def finish(self) -> bytes:
        """Return the file.

        Raises:
            UnreadableDocument: a part of it is damaged, so that it can't be copied.
        """
        stream = io.BytesIO()
        with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as copy:
            for key, info in self._members.items():
                if self.holds(key):
                    copy.writestr(_like(info), self._written(key), info.compress_type)
            for key, name in self._added.items():
                if self.holds(key):
                    copy.writestr(zipfile.ZipInfo(name), self._written(key), zipfile.ZIP_DEFLATED)
        return stream.getvalue()

    def refusal(self, reason: str) -> UnreadableDocument:
        """Return the error that says for which *reason* the file can't be copied."""
        return UnreadableDocument(self._source, reason, RESAVE)

    def _put(self, name: str, root: Element) -> None:
        key = name.casefold()
        self._roots[key] = root
        self._changed.add(key)
        if key not in self._members:
            self._added[key] = name

    def _content(self, name: str) -> bytes:
        info = self._members.get(name.casefold())
        try:
            return b"" if info is None else self._zip.read(info)
        except DAMAGE as error:
            raise UnreadableDocument(self._source, f"damaged in its part {name}", RESAVE) from error

    def _written(self, key: str) -> bytes:
        root = self._roots.get(key) if key in self._changed else None
        if root is None:
            return self._content(key)
        tree = root.getroottree()
        written = etree.tostring(tree, xml_declaration=True, encoding="UTF-8", standalone=True)
        return BACK.sub(rb'"http://purl.oclc.org/ooxml/\1/', written) if self._is_strict else written

    def _parsed(self, content: bytes) -> Element | None:
        """Return the root of a part, comments and all; none where it can't be written back as it was."""
        if self._is_strict and BACK.search(content.replace(b"'", b'"')):
            return None
        parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
        try:
            return etree.fromstring(STRICT.sub(TRANSITIONAL, content), parser)
        except etree.XMLSyntaxError:
            return None


def cut(element: Element) -> None:
    """Take *element* out of its parent, and leave the text behind it."""
    parent = element.getparent()
    if parent is None:
        return
    before = element.getprevious()
    if element.tail and before is not None:
        before.tail = (before.tail or "") + element.tail
    elif element.tail:
        parent.text = (parent.text or "") + element.tail
    parent.remove(element)


def _relations_name(name: str) -> str:
    folder, file = posixpath.split(name)
    return posixpath.join(folder, "_rels", f"{file}.rels")


def _plain(name: str) -> str:
    return name.replace("\\", "/")


def _like(info: zipfile.ZipInfo) -> zipfile.ZipInfo:
    """Return what the directory of the archive says of a member, without what belongs to the old archive."""
    like = zipfile.ZipInfo(info.filename, info.date_time)
    like.external_attr = info.external_attr
    like.create_system = info.create_system
    return like
