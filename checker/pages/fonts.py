"""The letters of a PDF font: what text a code stands for, and how wide it is.

pdfminer knows encodings, glyph names, the widths of standard fonts and the character sets of East Asia, but
trusts what a file says: one range of four billion codes and it hangs. So it never sees the file. It gets a
copy of the few entries that matter, counted while they are copied; and the map to Unicode, the usual place
for such ranges, is read here.
"""

import re
from collections.abc import Iterator
from itertools import islice
from typing import NamedTuple

from pdfminer.pdffont import PDFFont, PDFType3Font, PDFUnicodeNotDefined
from pdfminer.pdfinterp import PDFResourceManager
from pdfminer.psparser import LIT
from pypdf.generic import (
    ArrayObject,
    ByteStringObject,
    DictionaryObject,
    FloatObject,
    NameObject,
    NumberObject,
    StreamObject,
    TextStringObject,
)

from checker.pages.damage import DAMAGE
from checker.pages.entries import dictionary_of, list_of, resolved

ENTRIES = (
    "Type",
    "Subtype",
    "BaseFont",
    "Encoding",
    "FirstChar",
    "Widths",
    "FontBBox",
    "FontMatrix",
    "FontDescriptor",
)
DESCENDANT_ENTRIES = ("Subtype", "BaseFont", "CIDSystemInfo", "W", "DW", "FontDescriptor")
FONT_FILES = frozenset({"/FontFile", "/FontFile2", "/FontFile3", "/Style", "/CIDSet", "/Metadata"})
"""Entries of a font's description that are large, and not needed where it has an encoding."""

MOST_VALUES = 150_000
"""Numbers, names and texts in the description of one font; a complete Chinese one has about 40,000."""

COST = 20
"""Bytes of commands that run as long as one value of a font takes."""

MOST_CODES = 70_000
"""Codes in the ranges of widths or in a map to Unicode: all that two bytes can say, and some."""

DEEPEST = 6
"""How deep a font's description nests at most."""

HELVETICA = {"Subtype": LIT("Type1"), "BaseFont": LIT("Helvetica")}
USUAL_WIDTH = 0.5
"""Width in ems of a letter whose font doesn't say."""

SPACE = 32
UNKNOWN = "\ufffd"
"""Stands for a letter that the font has no name for."""

WINDOWS = {0xAD: "-", **dict.fromkeys((0x7F, 0x81, 0x8D, 0x8F, 0x90, 0x9D), "•")}
"""Codes of the Windows encoding where pdfminer has a space or nothing, the format a hyphen and bullets."""

SOFT_HYPHEN = "\u00ad"
LIGATURES = {"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "st", "ﬆ": "st"}
LONGEST_MAP = 2_000_000
"""Bytes of a map to Unicode."""

LAST_CHARACTER = 0x10FFFF
HEXADECIMAL = re.compile(rb"<([0-9A-Fa-f\s]*)>|(\[)|(\])")
BOLD = re.compile(r"bold|black|heavy|semibold|demi", re.IGNORECASE)


class Letter(NamedTuple):
    """What one code stands for."""

    text: str
    """Mostly one character; a space for any white space."""
    width: float
    """In ems."""
    is_space_code: bool
    """Whether word spacing is added to it."""


class Font:
    """One font.

    Args:
        dictionary: its description in the file.
    """

    def __init__(self, dictionary: DictionaryObject) -> None:
        """Copy what matters; where that is broken, take Helvetica instead, so that its words are not lost."""
        copy = _Copy()
        try:
            self._font: PDFFont = PDFResourceManager().get_font(None, _described(dictionary, copy))
        except DAMAGE:
            self._font = PDFResourceManager().get_font(None, HELVETICA)
        try:
            self._unicode = _unicode_map(dictionary.get("/ToUnicode"))
        except DAMAGE:
            self._unicode = {}
        self.cost = COST * (MOST_VALUES - copy.left + len(self._unicode))
        """How long it took to make, in bytes of commands that run as long."""
        self._is_windows = _encoding(dictionary) == "/WinAnsiEncoding"
        self._letters: dict[int, Letter] = {}
        self.bold = BOLD.search(str(dictionary.get("/BaseFont", ""))) is not None
        height = self._font.get_height() if isinstance(self._font, PDFType3Font) else 1.0
        self.height = abs(height) or 1.0
        """Height of a line in ems; fonts whose letters are drawings have units of their own."""

    def letters(self, code: bytes) -> Iterator[Letter]:
        """Yield the letters that *code* stands for."""
        for number in self._font.decode(code):
            if number not in self._letters:
                self._letters[number] = self._letter(number)
            yield self._letters[number]

    def _letter(self, number: int) -> Letter:
        text = self._unicode.get(number) or self._text(number)
        width = self._font.char_width(number) or USUAL_WIDTH
        is_space_code = number == SPACE and not self._font.is_multibyte()
        if text.isspace():
            return Letter(" ", width, is_space_code)
        is_shown = text.isprintable() or text == SOFT_HYPHEN
        return Letter(LIGATURES.get(text, text) if is_shown else UNKNOWN, width, is_space_code)

    def _text(self, number: int) -> str:
        try:
            text = self._font.to_unichr(number)
        except PDFUnicodeNotDefined:
            text = UNKNOWN
        return WINDOWS.get(number, text) if self._is_windows and text in (" ", UNKNOWN) else text


class _Copy:
    """A copy of parts of a file in pdfminer's types, made within limits."""

    def __init__(self) -> None:
        self.left = MOST_VALUES

    def of(self, value: object, depth: int = 0) -> object:
        """Return *value* as pdfminer has it; streams and what nests too deeply become None."""
        found = resolved(value)
        self.left -= 1
        if self.left < 0:
            raise ValueError("a font with too many values")
        if depth > DEEPEST or isinstance(found, StreamObject):
            return None
        if isinstance(found, DictionaryObject):
            return {
                name[1:]: self.of(found.raw_get(name), depth + 1) for name in found if name not in FONT_FILES
            }
        if isinstance(found, ArrayObject):
            return [self.of(entry, depth + 1) for entry in found]
        return _simple(found)


def _simple(found: object) -> object:
    match found:
        case NameObject():
            return LIT(found[1:])
        case TextStringObject():
            return found.original_bytes
        case ByteStringObject():
            return bytes(found)
        case FloatObject():
            return float(found)
        case NumberObject():
            return int(found)
    return None


def _described(dictionary: DictionaryObject, copy: _Copy) -> dict[str, object]:
    """Return the description of a font that pdfminer needs, made by *copy*."""
    described = {name: copy.of(dictionary.get(f"/{name}")) for name in ENTRIES if f"/{name}" in dictionary}
    if dictionary.get("/Subtype") != "/Type0":
        return described
    below = dictionary_of(next(iter(list_of(dictionary.get("/DescendantFonts"))), None))
    descendant = {name: copy.of(below.get(f"/{name}")) for name in DESCENDANT_ENTRIES if f"/{name}" in below}
    _require_small_ranges(descendant.get("W"))
    return descendant | {"Encoding": _horizontal(described.get("Encoding"))}


def _encoding(dictionary: DictionaryObject) -> object:
    """Return the name of the encoding that a simple font has or starts from."""
    encoding = resolved(dictionary.get("/Encoding"))
    return resolved(encoding.get("/BaseEncoding")) if isinstance(encoding, DictionaryObject) else encoding


def _horizontal(encoding: object) -> object:
    """Return the name of the encoding, of two that differ in direction only the horizontal one."""
    name = str(getattr(encoding, "name", "Identity-H"))
    return LIT(f"{name[:-2]}-H") if name.endswith("-V") else LIT(name)


def _require_small_ranges(widths: object) -> None:
    """Raise ValueError if the ranges of *widths* (first, last, width) hold more codes than there are."""
    codes = 0.0
    numbers: list[float] = []
    for entry in widths if isinstance(widths, list) else []:
        numbers = [] if isinstance(entry, list) else [*numbers, entry]
        if len(numbers) == 3:  # noqa: PLR2004 - first code, last code, width
            codes += abs(numbers[1] - numbers[0])
            numbers = []
    if codes > MOST_CODES:
        raise ValueError("ranges of widths with too many codes")


def _unicode_map(value: object) -> dict[int, str]:
    """Return the text of each code as the stream *value* maps them."""
    stream = resolved(value)
    data = stream.get_data()[:LONGEST_MAP] if isinstance(stream, StreamObject) else b""
    return dict(islice(_mappings(data), MOST_CODES))


def _mappings(data: bytes) -> Iterator[tuple[int, str]]:
    for section in data.split(b"beginbf")[1:]:
        body = section.partition(b"endbf")[0]
        yield from _ranges(body) if section.startswith(b"range") else _pairs(body)


def _pairs(body: bytes) -> Iterator[tuple[int, str]]:
    """Yield the mappings of single codes: `<code> <text>`."""
    tokens = [token[1] for token in HEXADECIMAL.finditer(body) if token[1] is not None]
    return ((_code(code), _unicode(text)) for code, text in zip(tokens[::2], tokens[1::2], strict=False))


def _ranges(body: bytes) -> Iterator[tuple[int, str]]:
    """Yield the mappings of ranges: `<first> <last> <text>`, or with a text for each in brackets."""
    group: list[bytes] = []
    is_list = False
    for token in HEXADECIMAL.finditer(body):
        if token[1] is not None:
            group.append(token[1])
        is_list = token[2] is not None or (is_list and token[3] is None)
        if len(group) >= 3 and not is_list:  # noqa: PLR2004 - first, last, text
            yield from _range(group[0], group[1], group[2:])
            group = []


def _range(first: bytes, last: bytes, texts: list[bytes]) -> Iterator[tuple[int, str]]:
    start = _code(first)
    if len(texts) > 1:
        yield from enumerate(map(_unicode, texts), start)
        return
    text = _unicode(texts[0]) or UNKNOWN
    for offset in range(_code(last) - start + 1):
        yield start + offset, text[:-1] + chr((ord(text[-1]) + offset) % LAST_CHARACTER)


def _code(digits: bytes) -> int:
    return int(b"".join(digits.split()) or b"0", 16)


def _unicode(digits: bytes) -> str:
    text = b"".join(digits.split()).decode()
    return bytes.fromhex(text + "0" * (len(text) % 2)).decode("utf-16-be", "ignore")
