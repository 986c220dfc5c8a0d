"""Drafts as readers make them, from a few lines of text."""

from checker.composition import Composition
from checker.domain import BlockKind, Document

SIGNS = {
    "# ": BlockKind.TITLE,
    "## ": BlockKind.HEADING,
    "- ": BlockKind.BULLET,
    "> ": BlockKind.QUOTED,
    "Subject: ": BlockKind.SUBJECT,
    "Notes: ": BlockKind.NOTES,
    "Code: ": BlockKind.CODE,
}
"""How a paragraph begins that is something else than a paragraph."""


def draft(text: str, *, source: str = "draft.md", format_name: str = "markdown", **facts: str) -> Document:
    """Return a document whose blocks are the parts of *text* between blank lines."""
    composition = Composition()
    for part in text.strip().split("\n\n"):
        sign = next((sign for sign in SIGNS if part.startswith(sign)), "")
        speaker = "customer" if sign == "> " else "us"
        composition.add(part.removeprefix(sign), SIGNS.get(sign, BlockKind.PARAGRAPH), speaker=speaker)
    return composition.finish(text.encode(), source=source, format_name=format_name, **facts)
