"""Paths into content: JSON pointers (RFC 6901) and JMESPath expressions (https://jmespath.org)."""

from collections.abc import Iterator
from typing import NamedTuple

import jmespath
from jmespath.exceptions import JMESPathError
from pydantic import JsonValue

from service.hooks.protocol import Malformed

DIGITS = 7
"""Of a place in a list, at most."""


class Found(NamedTuple):
    """Something in the content."""

    pointer: str
    """Where it is; the expression itself where that made it and it is nowhere."""
    value: JsonValue


def pointer(*names: str | int) -> str:
    """Return the JSON pointer of *names*, one in the other."""
    return "".join("/" + str(name).replace("~", "~0").replace("/", "~1") for name in names)


def parts(path: str) -> list[str]:
    """Return the names that a JSON pointer is made of."""
    return [part.replace("~1", "/").replace("~0", "~") for part in path.split("/")[1:]]


def find(content: JsonValue, path: str) -> list[Found]:
    """Return what lies at *path*: none, one, or several where an expression finds several.

    Raises:
        Malformed: if it is no path.
    """
    if path.startswith("/") or not path:
        return list(_at_pointer(content, path))
    try:
        value: JsonValue = jmespath.search(path, content)
    except JMESPathError as error:
        raise Malformed(f"{path!r} is neither a JSON pointer nor a JMESPath expression: {error}.") from error
    if value is None:
        return []
    known = _places(content)
    several = value if isinstance(value, list) and id(value) not in known else [value]
    return [Found(known.get(id(each), path), each) for each in several if each is not None]


def first(content: JsonValue, path: str) -> str:
    """Return the text or number at *path*, empty where there is none.

    Raises:
        Malformed: if it is no path.
    """
    for found in find(content, path) if path else ():
        if isinstance(found.value, str | int | float) and not isinstance(found.value, bool):
            return str(found.value)
    return ""


def step(value: JsonValue, part: str) -> JsonValue:
    """Return what lies in *value* under one name, or at one place of a list; none where there is nothing."""
    if isinstance(value, dict):
        return value.get(part)
    is_place = isinstance(value, list) and part.isascii() and part.isdecimal() and len(part) <= DIGITS
    if isinstance(value, list) and is_place and int(part) < len(value):
        return value[int(part)]
    return None


def _at_pointer(content: JsonValue, path: str) -> Iterator[Found]:
    value = content
    for part in parts(path):
        value = step(value, part)
    if value is not None:
        yield Found(path, value)


def _places(content: JsonValue) -> dict[int, str]:
    places: dict[int, str] = {}
    waiting: list[Found] = [Found("", content)]
    while waiting:
        at, value = waiting.pop()
        if id(value) in places or not isinstance(value, str | dict | list):
            continue
        places[id(value)] = at
        if isinstance(value, dict):
            waiting += [Found(at + pointer(name), inner) for name, inner in value.items()]
        elif isinstance(value, list):
            waiting += [Found(f"{at}/{place}", inner) for place, inner in enumerate(value)]
    return places
