"""What in an Office file is Brandcheck's own, put there by an annotated copy.

Comments are known by their author; slides and shapes by their name, which ends in a digest of their words:
one that somebody has written into is no longer Brandcheck's, and is read. The parts of a file are looked
through for words to its checker whoever signs them, so a forged mark hides nothing from that.
"""

import hashlib
from collections.abc import Iterator

from checker.composition import AUTHOR
from checker.packages.namespaces import A, P, W
from checker.packages.package import Element

DIGEST = 12
"""Hexadecimal digits of the digest in a name."""


def is_own_note(note: Element) -> bool:
    """Return whether *note* is a `w:comment` of Brandcheck's."""
    return note.tag == f"{W}comment" and note.get(f"{W}author") == AUTHOR


def own_authors(root: Element) -> frozenset[str]:
    """Return the ids under which the part of a deck's comment authors lists Brandcheck."""
    authors = root.iterfind(f"{P}cmAuthor")
    return frozenset(author.get("id", "") for author in authors if author.get("name") == AUTHOR)


def is_own_slide(root: Element) -> bool:
    """Return whether a slide is a summary of Brandcheck's that nobody has changed."""
    content = root.find(f"{P}cSld")
    return content is not None and _is_named(content.get("name"), content)


def is_own_shape(shape: Element) -> bool:
    """Return whether a shape is a call-out of Brandcheck's that nobody has changed."""
    properties = shape.find(f"{P}nvSpPr/{P}cNvPr")
    return properties is not None and _is_named(properties.get("name"), shape)


def own_name(element: Element) -> str:
    """Return the name that says that *element*, a slide's content or a shape, is Brandcheck's."""
    words = "\n".join(_words(element)).encode("utf-8", "replace")
    return f"{AUTHOR} {hashlib.sha256(words).hexdigest()[:DIGEST]}"


def _is_named(name: str | None, element: Element) -> bool:
    return name is not None and name.startswith(AUTHOR) and name == own_name(element)


def _words(element: Element) -> Iterator[str]:
    for paragraph in element.iter(f"{A}p"):
        yield "".join(text.text or "" for text in paragraph.iter(f"{A}t"))
