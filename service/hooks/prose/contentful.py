"""Contentful's rich text (`@contentful/rich-text-types`): a document of nodes with `nodeType`."""

from pydantic import JsonValue

from service.hooks.prose.trees import Dialect, marks

CONTENTFUL = Dialect(
    kind="nodeType",
    children="content",
    text="value",
    tags={
        "paragraph": "p",
        **{f"heading-{level}": f"h{level}" for level in range(1, 7)},
        "unordered-list": "ul",
        "ordered-list": "ol",
        "list-item": "li",
        "blockquote": "blockquote",
        "hr": "hr",
        "table": "table",
        "table-row": "tr",
        "table-cell": "td",
        "table-header-cell": "th",
    },
    is_code=lambda node: "code" in marks(node),
)


def is_rich(value: JsonValue) -> bool:
    """Return whether *value* is a document of it."""
    return (
        isinstance(value, dict)
        and value.get("nodeType") == "document"
        and isinstance(value.get("content"), list)
    )
