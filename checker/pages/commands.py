"""The commands that draw a PDF page, taken apart.

pypdf's own parser makes an object of every operand and takes apart less than half a megabyte a second; pages
with drawings have several. This one passes over lines and areas a hundred times as fast, and over the rest
no slower.
"""

import re
from collections.abc import Iterator
from typing import NamedTuple, TypeAlias

Operand: TypeAlias = "float | bytes | str | list[Operand]"
"""A number, a string, a name without its slash, or an array."""

WANTED = frozenset(b"q Q cm BT Tf Td TD Tm T* Tc Tw Tz TL Ts Tr Tj TJ ' \" Do EI".split())
"""The commands that place text, and those that count pictures."""

TOKEN = re.compile(
    rb"""[\0\s]*+(?:
    (?P<drawing>(?:(?:[-+.0-9]++[\0\s]++){0,6}+
        (?:re|rg|RG|gs|ri|sh|cs|CS|scn|SCN|sc|SC|[fBbW]\*|[mlcvyhSsfFBbnWwJjMigGkK])(?=[\0\s])[\0\s]++)++)
    |(?P<number>[+-]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?![^\0\s()<>\[\]{}/%]))
    |(?P<string>\((?:[^\\()]|\\.)*+\))
    |/(?P<name>[^\0\s()<>\[\]{}/%]*+)
    |<(?P<hexadecimal>[0-9A-Fa-f\0\s]*+)>
    |(?P<word>[^\0\s()<>\[\]{}/%]+)
    |(?P<bracket>[\[\]])
    |(?P<nested>\()
    |(?P<other>%[^\r\n]*|<<|>>|.)
    )""",
    re.VERBOSE | re.DOTALL,
)
"""One word of the language, or *drawing*: any number of commands for lines, areas and colours.

*nested* starts a string with brackets inside.
"""

BRACKET = re.compile(rb"\\.|[()]", re.DOTALL)
ESCAPE = re.compile(rb"\\(?:([0-7]{1,3})|(\r\n|.))", re.DOTALL)
ESCAPES = {
    b"n": b"\n",
    b"r": b"\r",
    b"t": b"\t",
    b"b": b"\b",
    b"f": b"\f",
    b"\n": b"",
    b"\r": b"",
    b"\r\n": b"",
}
IMAGE_END = re.compile(rb"\sEI(?=\s[\x20-\x7e\s]{8}|\s[\x20-\x7e\s]*\Z|\Z)")
"""The end of a picture between the commands: the word, and then something that looks like commands."""

HASH = re.compile(rb"#([0-9A-Fa-f]{2})")
LARGEST_NUMBER = 1e9
"""Larger numbers are taken for nought, for no page is that large."""

LONGEST_NUMBER = 40
"""Longer ones too."""


class Command(NamedTuple):
    """One command with what stands before it."""

    operator: bytes
    operands: list[Operand]


def commands(data: bytes) -> Iterator[Command]:
    """Yield the commands in *data* that place text; what is no command is passed over."""
    operands: list[Operand] = []
    array: list[Operand] | None = None
    position = 0
    while token := TOKEN.match(data, position):
        position = token.end()
        if token.lastgroup in ("word", "drawing"):
            if token["word"] in WANTED:
                yield Command(token["word"], operands)
            operands, array = [], None
            position = _image_end(data, position) if token["word"] == b"ID" else position
        elif token.lastgroup == "bracket":
            array = [] if token["bracket"] == b"[" else None
            operands.extend([] if array is None else [array])
        elif token.lastgroup != "other":
            position = _string_end(data, position) if token.lastgroup == "nested" else position
            (operands if array is None else array).append(_operand(token, position))


def _operand(token: re.Match[bytes], end: int) -> Operand:
    """Return what *token* stands for; a string with brackets inside goes on to *end*."""
    match token.lastgroup:
        case "number":
            number = float(token["number"]) if len(token["number"]) <= LONGEST_NUMBER else 0.0
            return number if abs(number) <= LARGEST_NUMBER else 0.0
        case "name":
            return _name(token["name"])
        case "hexadecimal":
            digits = b"".join(token["hexadecimal"].replace(b"\0", b"").split())
            return bytes.fromhex(digits.decode() + "0" * (len(digits) % 2))
    start = token.end() if token.lastgroup == "nested" else token.start("string") + 1
    return ESCAPE.sub(_unescaped, token.string[start : end - 1])


def _name(name: bytes) -> str:
    plain = HASH.sub(lambda code: bytes([int(code[1], 16)]), name)
    return plain.decode("utf-8", "surrogateescape")


def _unescaped(escape: re.Match[bytes]) -> bytes:
    if escape[1]:
        return bytes([int(escape[1], 8) % 256])
    return ESCAPES.get(escape[2], escape[2])


def _string_end(data: bytes, position: int) -> int:
    """Return where the string ends whose first bracket is before *position*."""
    depth = 1
    for bracket in BRACKET.finditer(data, position):
        depth += {b"(": 1, b")": -1}.get(bracket[0], 0)
        if depth == 0:
            return bracket.end()
    return len(data)


def _image_end(data: bytes, position: int) -> int:
    """Return where the command is that ends the picture whose bytes start at *position*."""
    end = IMAGE_END.search(data, position)
    return len(data) if end is None else end.start() + 1
