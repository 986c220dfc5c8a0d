"""Rich text as a tree: a node has a type, and children or text."""

from collections.abc import Callable, Mapping
from typing import NamedTuple

from pydantic import JsonValue

from service.hooks.bodies import said
from service.hooks.prose.pen import Pen

Node = Mapping[str, JsonValue]


class Dialect(NamedTuple):
    """How one make of rich text calls things."""

    kind: str
    """The key of a node's type."""
    children: str
    text: str
    """The key of a text node's words."""
    tags: Mapping[str, str]
    """Types and the elements of HTML that they become; types not in it become what they hold."""
    tag: Callable[[Node], str] | None = None
    """The element where more than the type decides; empty where it does not."""
    is_code: Callable[[Node], bool] = lambda _: False
    alternative: Callable[[Node], str] = lambda _: ""
    """What stands for the picture that a node is."""
    embedded: Callable[[Node], tuple[str, ...]] = lambda _: ()
    """The keys, one in the other, under which a node holds content that is no rich text."""


VOID = frozenset({"br", "hr"})


def write(node: JsonValue, at: str, dialect: Dialect, pen: Pen) -> None:
    """Write *node*, which lies *at* a JSON pointer, and all in it.

    Raises:
        Malformed: if it is over a limit.
    """
    if not isinstance(node, dict):
        return
    with pen.node():
        words = node.get(dialect.text)
        if node.get(dialect.kind) == "text":
            pen.text(words if isinstance(words, str) else "", is_code=dialect.is_code(node))
            return
        _aside(node, at, dialect, pen)
        pen.image(dialect.alternative(node))
        _element(node, at, dialect, pen)


def _element(node: Node, at: str, dialect: Dialect, pen: Pen) -> None:
    tag = (dialect.tag(node) if dialect.tag else "") or dialect.tags.get(said(dict(node), dialect.kind), "")
    if tag in VOID:
        pen.void(tag)
        return
    children = node.get(dialect.children)
    with pen.element(tag):
        for place, child in enumerate(children if isinstance(children, list) else ()):
            write(child, f"{at}/{dialect.children}/{place}", dialect, pen)


def _aside(node: Node, at: str, dialect: Dialect, pen: Pen) -> None:
    value: JsonValue = dict(node)
    for key in dialect.embedded(node):
        value = value.get(key) if isinstance(value, dict) else None
        at += f"/{key}"
    if dialect.embedded(node) and value:
        pen.asides.append((at, value))


def marks(node: Node) -> set[str]:
    """Return the types of a text node's marks."""
    found = node.get("marks")
    return {said(mark, "type") for mark in found} if isinstance(found, list) else set()
