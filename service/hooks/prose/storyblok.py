"""Storyblok's rich text: a document of nodes as its editor (Tiptap) has them, with components among them."""

from pydantic import JsonValue

from service.hooks.bodies import inside, said
from service.hooks.prose.trees import Dialect, Node, marks


def _tag(node: Node) -> str:
    level = inside(dict(node), "attrs", "level")
    is_level = node.get("type") == "heading" and isinstance(level, int) and 1 <= level <= 6  # noqa: PLR2004 - HTML's
    return f"h{level}" if is_level else ""


def _alternative(node: Node) -> str:
    return said(dict(node), "attrs", "alt") if node.get("type") == "image" else ""


STORYBLOK = Dialect(
    kind="type",
    children="content",
    text="text",
    tags={
        "paragraph": "p",
        "heading": "h2",
        "bullet_list": "ul",
        "ordered_list": "ol",
        "list_item": "li",
        "blockquote": "blockquote",
        "code_block": "pre",
        "hard_break": "br",
        "horizontal_rule": "hr",
        "table": "table",
        "tableRow": "tr",
        "tableCell": "td",
        "tableHeader": "th",
    },
    tag=_tag,
    is_code=lambda node: "code" in marks(node),
    alternative=_alternative,
    embedded=lambda node: ("attrs", "body") if node.get("type") == "blok" else (),
)


def is_rich(value: JsonValue) -> bool:
    """Return whether *value* is a document of it."""
    return isinstance(value, dict) and value.get("type") == "doc" and isinstance(value.get("content"), list)
