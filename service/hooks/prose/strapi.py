"""Strapi's blocks: a list of nodes with `type` and `children`; text says `bold` or `code` of itself."""

from pydantic import JsonValue

from service.hooks.bodies import inside, said
from service.hooks.prose.trees import Dialect, Node

BLOCKS = frozenset({"paragraph", "heading", "list", "quote", "code", "image"})


def _tag(node: Node) -> str:
    level = node.get("level")
    if node.get("type") == "heading" and isinstance(level, int) and 1 <= level <= 6:  # noqa: PLR2004 - HTML's
        return f"h{level}"
    return "ol" if node.get("type") == "list" and node.get("format") == "ordered" else ""


STRAPI = Dialect(
    kind="type",
    children="children",
    text="text",
    tags={
        "paragraph": "p",
        "heading": "h2",
        "list": "ul",
        "list-item": "li",
        "quote": "blockquote",
        "code": "pre",
    },
    tag=_tag,
    is_code=lambda node: node.get("code") is True,
    alternative=lambda node: said(inside(dict(node), "image"), "alternativeText"),
)


def is_rich(value: JsonValue) -> bool:
    """Return whether *value* is a list of them."""
    return (
        isinstance(value, list)
        and bool(value)
        and all(
            isinstance(block, dict)
            and block.get("type") in BLOCKS
            and isinstance(block.get("children"), list)
            and "_type" not in block
            for block in value
        )
    )
