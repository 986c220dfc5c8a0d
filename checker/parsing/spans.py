"""Where the members and elements of JSON stand in its text, so that some can be added to it as it is."""

import re
from collections.abc import Iterator
from json import JSONDecoder
from typing import NamedTuple

SPACE = re.compile(r"[ \t\r\n]*")
DECODER = JSONDecoder(strict=False)


class Member(NamedTuple):
    """A member of an object, or an element of an array, whose name is empty."""

    name: str
    start: int
    """Where its name starts, or its value if it has none."""
    value: int
    """Where its value starts."""
    end: int
    """Where its value ends."""


def members(text: str, at: int) -> list[Member]:
    """Return the members of the object, or the elements of the array, that starts at *at*; none of others.

    Raises:
        ValueError: the text there is no JSON.
    """
    return list(_members(text, at)) if text[at : at + 1] in ("{", "[") else []


def first(text: str, at: int = 0) -> int:
    """Return where the first character stands, from *at* on, that is no space."""
    found = SPACE.match(text, at)
    return found.end() if found else at


def _members(text: str, at: int) -> Iterator[Member]:
    is_object = text[at] == "{"
    at = first(text, at + 1)
    while text[at : at + 1] not in ("}", "]"):
        start, name = at, ""
        if is_object:
            name, at = DECODER.raw_decode(text, at)
            at = first(text, first(text, at) + 1)
        _, end = DECODER.raw_decode(text, at)
        yield Member(str(name), start, at, end)
        at = first(text, end)
        if text[at : at + 1] == ",":
            at = first(text, at + 1)
