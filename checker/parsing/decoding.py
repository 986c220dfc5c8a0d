"""Bytes to text, whatever program wrote them."""

import codecs
import contextlib
import re

from checker.composition import tidy
from checker.domain import Limits
from checker.errors import UnreadableDocument

MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
"""Byte order marks and what they announce; the longer ones first."""

SAMPLE = 4096
"""Bytes that are looked at to tell UTF-16 without a mark."""

SEVEN_BIT = re.compile(r"iso-?2022|utf-?7|hz", re.IGNORECASE)
"""Encodings whose text looks like ASCII, so that only a declaration tells them."""

NOT_ASCII = re.compile(r"[^\x00-\x7f\ufffd]")
SPLIT = "Split it into smaller files, or raise the limit."


def decode(content: bytes, declared: str = "") -> str:
    """Return *content* as text; bytes that fit no encoding become U+FFFD.

    UTF-8 comes before what the file declares, because text that is UTF-8 by chance is rarer than a
    wrong declaration.
    """
    for mark, name in MARKS:
        if content.startswith(mark):
            return content[len(mark) :].decode(name, "replace")
    first = declared if SEVEN_BIT.match(declared) else ""
    for name in (first, _wide(content), "utf-8", declared):
        with contextlib.suppress(ValueError, LookupError):
            return content.decode(name)
    return _patched(content)


def reversible(content: bytes) -> tuple[str, str]:
    """Return *content* as text that gives the same bytes again, and the encoding that does that.

    Bytes that fit no encoding become lone surrogates (PEP 383); then the encoding is `ascii`, for nothing
    else can be added that is sure to fit the rest.
    """
    marks = [name for mark, name in MARKS if content.startswith(mark)]
    for name in (*marks, _wide(content), "utf-8"):
        with contextlib.suppress(ValueError, LookupError):
            return content.decode(name), name
    return content.decode("utf-8", "surrogateescape"), "ascii"


def read_text(content: bytes, source: str, limits: Limits) -> str:
    """Return the text of a file whose own text becomes the document's.

    Raises:
        UnreadableDocument: it is over a limit.
    """
    require_size(content, source, limits)
    text = tidy(decode(content))
    require_length(text, source, limits)
    return text


def require_size(content: bytes, source: str, limits: Limits) -> None:
    """Refuse a file that is too large.

    Raises:
        UnreadableDocument: it is over the limit.
    """
    if len(content) > limits.max_file_bytes:
        raise UnreadableDocument(source, f"larger than {limits.max_file_bytes:,} bytes", SPLIT)


def require_length(text: str, source: str, limits: Limits) -> None:
    """Refuse a text that is too long.

    Raises:
        UnreadableDocument: it is over the limit.
    """
    if len(text) > limits.max_characters:
        raise UnreadableDocument(source, f"longer than {limits.max_characters:,} characters", SPLIT)


def _wide(content: bytes) -> str:
    """Return the name of the UTF-16 that *content* is in by the look of its zeros, or nothing."""
    sample = content[:SAMPLE]
    even, odd = sample[::2].count(0), sample[1::2].count(0)
    if max(even, odd) * 4 < len(sample) or min(even, odd) * 10 > len(sample):
        return ""
    return "utf-16-le" if odd > even else "utf-16-be"


def _patched(content: bytes) -> str:
    """Return mostly sound UTF-8 with its broken bytes replaced, and anything else as Windows reads it."""
    patched = content.decode("utf-8", "replace")
    if len(NOT_ASCII.findall(patched)) > patched.count("\ufffd"):
        return patched
    return content.decode("cp1252", "replace")
