"""What is fastened to a PDF page: comments, texts written over it, the fields of forms, files, films."""

from collections.abc import Iterator
from typing import NamedTuple

from pypdf import PageObject
from pypdf.generic import ByteStringObject, DictionaryObject

from checker.composition import AUTHOR, tidy
from checker.domain import BlockKind
from checker.pages.entries import dictionary_of, list_of, resolved

MOST = 5_000
"""Annotations of one page that are looked at."""

MOST_PARENTS = 10
"""Steps up a form's hierarchy to find what a field inherits."""

HIDDEN = 0b10
"""The flag of annotations that are not shown."""

NOT_READ = {
    "/FileAttachment": ("embedded object", "files inside the file are not opened"),
    "/Sound": ("audio", "sound and film are not read"),
    "/Movie": ("video", "sound and film are not read"),
    "/Screen": ("video", "sound and film are not read"),
    "/RichMedia": ("video", "sound and film are not read"),
    "/3D": ("graphic", "models are not read"),
    "/Ink": ("ink", "handwriting is not read"),
}
"""Annotations without words."""

OWN = "brandcheck-"
"""How the names of Brandcheck's own annotations start."""

SILENT = frozenset({"/Link", "/Popup"})
"""Annotations whose words stand elsewhere."""

TYPED = frozenset({"/Tx", "/Ch"})
"""Fields into which words are typed or chosen."""


class Note(NamedTuple):
    """The words of an annotation."""

    text: str
    kind: BlockKind
    field: str
    """The name of a form's field, or what sort of annotation it is."""
    hidden: bool


class Missing(NamedTuple):
    """An annotation that was not read, and why."""

    what: str
    reason: str


def annotations(page: PageObject) -> Iterator[Note | Missing]:
    """Yield what is fastened to *page*."""
    for entry in list_of(page.get("/Annots"))[:MOST]:
        annotation = dictionary_of(entry)
        if is_own(annotation):
            continue
        kind = str(annotation.get("/Subtype"))
        hidden = bool(_number(annotation.get("/F")) & HIDDEN)
        if kind in NOT_READ:
            yield Missing(*NOT_READ[kind])
        if kind == "/Widget":
            yield Note(
                _field_text(annotation), BlockKind.PARAGRAPH, _text(_inherited(annotation, "/T")), hidden
            )
        elif kind not in SILENT:
            shown = BlockKind.PARAGRAPH if kind == "/FreeText" else BlockKind.COMMENT
            yield Note(_text(annotation.get("/Contents")), shown, kind[1:], hidden)


def is_own(annotation: DictionaryObject) -> bool:
    """Return whether Brandcheck has put *annotation* there."""
    name = resolved(annotation.get("/NM"))
    signed = resolved(annotation.get("/T")) == AUTHOR
    return signed and isinstance(name, str) and name.startswith(OWN)


def _field_text(annotation: DictionaryObject) -> str:
    typed = str(_inherited(annotation, "/FT")) in TYPED
    return _text(_inherited(annotation, "/V")) if typed else ""


def _inherited(annotation: DictionaryObject, name: str) -> object:
    """Return the entry *name* of a field or of those above it."""
    for _ in range(MOST_PARENTS):
        if name in annotation:
            return resolved(annotation.get(name))
        annotation = dictionary_of(annotation.get("/Parent"))
    return None


def _text(value: object) -> str:
    found = resolved(value)
    if isinstance(found, ByteStringObject):
        return bytes(found).decode("utf-8", "replace")
    return tidy(found) if isinstance(found, str) else ""


def _number(value: object) -> int:
    found = resolved(value)
    return int(found) if isinstance(found, int) else 0
