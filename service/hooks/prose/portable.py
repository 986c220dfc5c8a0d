"""Portable Text (https://github.com/portabletext/portabletext): a list of blocks and other things."""

from collections.abc import Mapping

from pydantic import JsonValue

from service.hooks.bodies import said
from service.hooks.prose.pen import Pen

TAGS = {"blockquote": "blockquote", **{f"h{level}": f"h{level}" for level in range(1, 7)}}
DEEPEST = 10
"""The deepest level of a list; deeper items are written at it."""


def is_rich(value: JsonValue) -> bool:
    """Return whether *value* is a list with at least one block of text."""
    return isinstance(value, list) and any(_is_block(block) for block in value)


def write(blocks: list[JsonValue], at: str, pen: Pen) -> None:
    """Write *blocks*, which lie *at* a JSON pointer.

    Raises:
        Malformed: if they are over a limit.
    """
    lists: list[str] = []
    for place, block in enumerate(blocks):
        with pen.node():
            if isinstance(block, dict) and _is_block(block):
                _listed(block, lists, pen)
                _block(block, f"{at}/{place}", pen)
            elif block:
                pen.asides.append((f"{at}/{place}", block))
    _close(lists, 0, pen)


def _is_block(value: JsonValue) -> bool:
    return (
        isinstance(value, dict) and value.get("_type") == "block" and isinstance(value.get("children"), list)
    )


def _listed(block: Mapping[str, JsonValue], lists: list[str], pen: Pen) -> None:
    kind = said(dict(block), "listItem")
    level = block.get("level")
    depth = min(max(level, 1), DEEPEST) if isinstance(level, int) else 1
    tag = "ol" if kind == "number" else "ul"
    wanted = depth if kind else 0
    _close(lists, wanted, pen)
    if lists[wanted - 1 : wanted] not in ([], [tag]):
        _close(lists, wanted - 1, pen)
    while len(lists) < wanted:
        lists.append(tag)
        pen.void(tag)


def _close(lists: list[str], depth: int, pen: Pen) -> None:
    while len(lists) > depth:
        pen.void(f"/{lists.pop()}")


def _block(block: Mapping[str, JsonValue], at: str, pen: Pen) -> None:
    tag = "li" if said(dict(block), "listItem") else TAGS.get(said(dict(block), "style"), "p")
    children = block.get("children")
    with pen.element(tag):
        for place, child in enumerate(children if isinstance(children, list) else ()):
            _child(child, f"{at}/children/{place}", pen)


def _child(child: JsonValue, at: str, pen: Pen) -> None:
    if not isinstance(child, dict):
        return
    with pen.node():
        words, marks = child.get("text"), child.get("marks")
        if isinstance(words, str):
            pen.text(words, is_code=isinstance(marks, list) and "code" in marks)
        else:
            pen.asides.append((at, child))
