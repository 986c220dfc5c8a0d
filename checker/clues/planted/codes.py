"""Messages in codes that machines read: base64, hexadecimal, binary and decimal bytes, Morse, escapes."""

import base64
import binascii
import html
import re
from collections.abc import Callable, Iterator
from urllib.parse import unquote

from checker.clues.planted.disguises import Disguise, is_readable
from checker.clues.planted.invisible import from_bits

SAMPLE = 96
"""Signs of a long code that are decoded to see whether it is text at all; a multiple of four."""
LARGEST_BYTE = 255
LAST_CHARACTER = 0x10FFFF
BASE64 = re.compile(
    r"(?<![A-Za-z0-9+/_-])(?:[A-Za-z0-9+/_-]{60,}+\n)*[A-Za-z0-9+/_-]{20,}={0,2}(?![A-Za-z0-9+/_-])"
)
HEXADECIMAL = re.compile(r"(?<![0-9A-Za-z])(?:(?:0x|\\x)?[0-9A-Fa-f]{2}[\s:,-]{0,2}){12,}(?![0-9A-Za-z])")
BINARY = re.compile(r"(?<![01])(?:[01]{8}[\s,]{0,2}){10,}(?![01])")
DECIMAL = re.compile(r"(?<!\d)(?:\d{2,3}[\s,;]{1,2}){14,}\d{2,3}(?!\d)")
MORSE = re.compile(r"(?:[.\-–—·•]{1,6}(?: |[ ]?[/|][ ]?|$)){12,}")
PREFIX = re.compile(r"0x|\\x|[\s:,-]")
LETTERS = dict(
    pair.split(":")
    for pair in ".-:a -...:b -.-.:c -..:d .:e ..-.:f --.:g ....:h ..:i .---:j -.-:k .-..:l --:m -.:n ---:o "
    ".--.:p --.-:q .-.:r ...:s -:t ..-:u ...-:v .--:w -..-:x -.--:y --..:z -----:0 .----:1 ..---:2 ...--:3 "
    "....-:4 .....:5 -....:6 --...:7 ---..:8 ----.:9".split()
)
"""Letters and figures in Morse (ITU-R M.1677)."""
PERCENT = re.compile(r"%[0-9A-Fa-f]{2}")
ENTITY = re.compile(r"&#?\w{2,8};")
ESCAPE = re.compile(r"\\[ux]\{?([0-9A-Fa-f]{2,6})\}?")
FEW = 3
"""Escaped characters from which a line is read with all of them."""
LINE = re.compile(r"[^\n]+")


def coded(text: str) -> Iterator[Disguise]:
    """Yield what is written in a code that machines read."""
    for pattern, decode in DECODERS:
        for match in pattern.finditer(text):
            words = decode(match.group())
            if is_readable(words):
                yield Disguise(*match.span(), words)
    for sign, unescape in ESCAPES:
        yield from _escaped(text, sign, unescape) if sign.search(text) else ()


def _escaped(text: str, sign: re.Pattern[str], unescape: Callable[[str], str]) -> Iterator[Disguise]:
    """Yield the lines in which several characters are written as *sign*, with what they stand for."""
    for line in LINE.finditer(text):
        if len(sign.findall(line.group())) >= FEW:
            yield Disguise(*line.span(), unescape(line.group()), is_odd=False)


def _text(data: bytes) -> str:
    """Return *data* as text in the encoding in which it looks like some, else nothing."""
    for name in ("utf-8", "utf-16-le"):
        if is_readable(data[:SAMPLE].decode(name, "ignore")):
            return data.decode(name, "replace")
    return ""


def _base64(signs: str) -> str:
    packed = "".join(signs.split()).rstrip("=").replace("-", "+").replace("_", "/")
    whole = _unpacked(packed[:SAMPLE])
    return _text(_unpacked(packed)) if _text(whole) else ""


def _unpacked(packed: str) -> bytes:
    kept = packed[: len(packed) - (len(packed) % 4 == 1)]
    try:
        return base64.b64decode(kept + "=" * (-len(kept) % 4))
    except binascii.Error:
        return b""


def _hexadecimal(signs: str) -> str:
    return _text(bytes.fromhex(PREFIX.sub("", signs)))


def _binary(signs: str) -> str:
    return from_bits("".join(re.findall(r"[01]", signs)))


def _decimal(signs: str) -> str:
    codes = [int(code) for code in re.findall(r"\d+", signs)]
    return _text(bytes(codes)) if max(codes) <= LARGEST_BYTE else ""


def _morse(signs: str) -> str:
    plain = re.sub(r"[–—]", "-", re.sub(r"[·•]", ".", signs))
    words = re.split(r"\s*[/|]\s*|\s{2,}", plain)
    return " ".join("".join(LETTERS.get(letter, "") for letter in word.split()) for word in words)


def _unescaped(line: str) -> str:
    return ESCAPE.sub(lambda sign: chr(min(int(sign[1], 16), LAST_CHARACTER)), line)


DECODERS: tuple[tuple[re.Pattern[str], Callable[[str], str]], ...] = (
    (BASE64, _base64),
    (HEXADECIMAL, _hexadecimal),
    (BINARY, _binary),
    (DECIMAL, _decimal),
    (MORSE, _morse),
)
"""Codes, and what reads them."""
ESCAPES: tuple[tuple[re.Pattern[str], Callable[[str], str]], ...] = (
    (PERCENT, unquote),
    (ENTITY, html.unescape),
    (ESCAPE, _unescaped),
)
"""Signs that stand for a character in a line of others, and what reads such a line."""
