"""JSON as a tree."""

import json
import re
from bisect import bisect_right

from checker.kits.source.tree import MAX_DEPTH, Frame, Growth, Malformed, Node, Text

PIECE = re.compile(r'"(?:[^"\\]|\\.)*"|[\[\]{}]|[^\s\[\]{},:"]+')
"""The words of a text that is known to be JSON."""


def parse_json(text: str) -> Node | None:
    """Return the tree of *text*.

    Raises:
        Malformed: *text* is not JSON, or more than a kit may hold.
    """
    _validate(text)
    ends = [match.end() for match in re.finditer("\n", text)]
    growth = Growth()
    for match in PIECE.finditer(text):
        _grow(growth, match[0], bisect_right(ends, match.start()) + 1)
    return growth.root


def _validate(text: str) -> None:
    try:
        json.loads(text, parse_int=str, parse_float=str, parse_constant=str)
    except json.JSONDecodeError as error:
        raise Malformed(error.lineno, f"not JSON: {error.msg}, at column {error.colno}") from error
    except RecursionError as error:
        raise Malformed(1, f"nested more than {MAX_DEPTH} deep") from error


def _grow(growth: Growth, piece: str, line: int) -> None:
    if piece in {"[", "{"}:
        growth.open(Frame(line, is_list=piece == "["))
    elif piece in {"]", "}"}:
        growth.close()
    elif piece.startswith('"'):
        growth.add(Text(line, json.loads(piece), is_quoted=True))
    else:
        growth.add(Text(line, piece))
