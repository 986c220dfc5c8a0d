"""What a PDF file holds beside its pages: properties, bookmarks, addresses, hidden words, scripts.

Properties come first, then whatever the catalogue refers to, the nearest first.
"""

import html
from collections import deque
from collections.abc import Iterator

from pypdf import PdfReader
from pypdf.generic import ArrayObject, ByteStringObject, DictionaryObject, PdfObject, StreamObject

from checker.composition import APART, Aside, tidy
from checker.pages.damage import DAMAGE
from checker.pages.entries import resolved

MOST = 20_000
"""Objects of a file that are looked through, the nearest to its catalogue first."""
LEAST = 8
"""Characters of the shortest text that may say something."""
LARGEST = 1_000_000
"""Bytes of a stream that is looked through."""
WRITTEN = frozenset({"/Metadata", "/JS"})
"""Entries whose streams hold words."""
PASSED = frozenset({"/Font", "/XObject", "/ColorSpace", "/ExtGState", "/ID", "/Encrypt"})
"""Entries that hold none, or that are read as pages are."""


def asides(reader: PdfReader) -> Iterator[Aside]:
    """Yield the texts in the objects of a file, those of its properties first."""
    trailer = reader.trailer
    for name in ("/Info", "/Root"):
        yield Aside(APART.join(filter(None, _texts(trailer.get(name)))), name[1:])


def _texts(start: object) -> Iterator[str]:
    """Yield the texts in *start* and in all that it refers to."""
    waiting: deque[tuple[str, object]] = deque([("", start)])
    seen: set[int] = set()
    for _ in range(MOST):
        if not waiting:
            return
        name, entry = waiting.popleft()
        try:
            value = resolved(entry)
            waiting.extend(_inside(name, value, seen))
            yield _text(name, value)
        except DAMAGE:
            continue


def _inside(name: str, value: object, seen: set[int]) -> Iterator[tuple[str, object]]:
    """Yield the entries of *value* that may hold words, unless they were met before."""
    if not isinstance(value, DictionaryObject | ArrayObject) or id(value) in seen:
        return
    seen.add(id(value))
    if isinstance(value, DictionaryObject):
        yield from ((str(key), entry) for key, entry in value.items() if str(key) not in PASSED)
    else:
        yield from ((name, entry) for entry in value)


def _text(name: str, value: object) -> str:
    if isinstance(value, StreamObject):
        data = value.get_data()[:LARGEST] if name in WRITTEN else b""
        return tidy(html.unescape(data.decode("utf-8", "replace")))
    if isinstance(value, ByteStringObject):
        return tidy(bytes(value).decode("utf-8", "replace"))
    return (
        tidy(value) if isinstance(value, str) and isinstance(value, PdfObject) and len(value) >= LEAST else ""
    )
