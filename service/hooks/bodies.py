"""JSON as strangers send it: read with bounds, and asked for what it should hold."""

import json
import re
from collections.abc import Mapping
from typing import NoReturn

from pydantic import JsonValue

from service.hooks.protocol import Malformed

DEPTH = 128
"""How deep it may be nested."""
VALUES = 200_000
"""How many values it may hold."""
ID = r"(?!\.+$)[A-Za-z0-9._~-]{1,128}"
"""What an id that becomes part of an address looks like; dots alone would lead out of its folder."""
_UNFIT = re.compile("[\x00\ud800-\udfff]")
"""What no database keeps: NUL, and halves of pairs that stand alone."""


def read(body: bytes) -> JsonValue:
    """Return what *body* says; characters that can't be kept become U+FFFD.

    Raises:
        Malformed: if it is no JSON in UTF-8, nests too deep or holds too much.
    """
    try:
        found = json.loads(body.decode("utf-8-sig"), parse_constant=_no_number)
    except RecursionError as error:
        raise Malformed(f"The body is nested deeper than {DEPTH} levels.") from error
    except ValueError as error:
        raise Malformed(f"The body is not JSON: {error}.") from error
    return _fit(found)


def _no_number(name: str) -> NoReturn:
    raise ValueError(f"{name} is no number in JSON")


def _fit(value: JsonValue) -> JsonValue:
    budget = [VALUES]

    def walk(each: JsonValue, depth: int) -> JsonValue:
        budget[0] -= 1
        if depth > DEPTH or budget[0] < 0:
            raise Malformed(
                f"The body is nested deeper than {DEPTH} levels, or has more than {VALUES} values."
            )
        if isinstance(each, str):
            return plain(each)
        if isinstance(each, dict):
            return {plain(name): walk(inner, depth + 1) for name, inner in each.items()}
        return [walk(inner, depth + 1) for inner in each] if isinstance(each, list) else each

    return walk(value, 0)


def plain(text: str) -> str:
    """Return *text* without what can't be kept."""
    return _UNFIT.sub("\ufffd", text)


def mapping(value: JsonValue, what: str) -> dict[str, JsonValue]:
    """Return *value*.

    Raises:
        Malformed: if it is no object; *what* names it.
    """
    if not isinstance(value, dict):
        raise Malformed(f"{what} is not an object.")
    return value


def inside(value: JsonValue, *names: str) -> JsonValue:
    """Return what lies in *value* under *names*, one in the other; none where there is nothing."""
    for name in names:
        value = value.get(name) if isinstance(value, dict) else None
    return value


def said(value: JsonValue, *names: str) -> str:
    """Return the text or the whole number that lies in *value* under *names*; empty where there is none."""
    found = inside(value, *names)
    if isinstance(found, bool) or not isinstance(found, str | int):
        return ""
    return str(found)


def wanted(value: JsonValue, *names: str) -> str:
    """Return the same.

    Raises:
        Malformed: if there is none.
    """
    found = said(value, *names)
    if not found:
        raise Malformed(f"/{'/'.join(names)} is missing.")
    return found


def fitting(value: str, what: str, fit: str) -> str:
    """Return *value*, which has to fit a regular expression; *what* names it.

    Raises:
        Malformed: if it does not fit.
    """
    if not re.fullmatch(fit, value):
        raise Malformed(f"{what} is {value[:100]!r}, which is none: it has to fit {fit}.")
    return value


def option(options: Mapping[str, str], name: str, fit: str, default: str = "") -> str:
    """Return an option of a hook, which has to fit a regular expression; *default* where it is not set.

    Raises:
        Malformed: if it does not fit.
    """
    value = options.get(name, "").strip() or default
    return fitting(value, f"The hook's option {name}", fit) if value else ""
