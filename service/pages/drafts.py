"""Drafts from forms: what was typed, pasted or dropped."""

import re
from http import HTTPStatus

from service.nouns import Draft
from service.pages.choices import Choice
from service.problems import Problem
from service.settings import ServiceSettings

LONGEST_NAME = 60
"""Characters of what a text is called."""
MISLEADING = re.compile(r"[./\\#\s]+")
"""What would make a file's name or a folder of a text's first words."""


def text_draft(text: str, choice: Choice, *, document: str, service: ServiceSettings) -> Draft:
    """Return the draft that *text* is, called by its first words.

    Raises:
        Problem: 422 where there are no words, 413 where there are too many.
    """
    plain = text.replace("\r\n", "\n").replace("\r", "\n")
    if not plain.strip():
        raise Problem(
            HTTPStatus.UNPROCESSABLE_ENTITY,
            "empty-draft",
            "There is no text yet. Paste, type or choose a file.",
        )
    if len(plain) > service.max_text:
        raise too_long(len(plain), service)
    return Draft(
        name=name_of(plain),
        content=plain.encode("utf-8", "replace"),
        document=document,
        **choice.model_dump(),
    )


def file_draft(
    name: str, content: bytes, choice: Choice, *, document: str, service: ServiceSettings
) -> Draft:
    """Return the draft that a file is.

    Raises:
        Problem: 422 where it is empty, 413 where it is too large.
    """
    if not content:
        raise Problem(
            HTTPStatus.UNPROCESSABLE_ENTITY, "empty-draft", f"“{name}” is empty. Choose another file."
        )
    if len(content) > service.max_upload:
        detail = f"“{name}” has more than {service.max_upload:,} bytes. Split it, or leave pictures out."
        raise Problem(HTTPStatus.REQUEST_ENTITY_TOO_LARGE, "too-large", detail)
    return Draft(name=name, content=content, document=document, **choice.model_dump())


def too_long(characters: int, service: ServiceSettings) -> Problem:
    """Return the problem that a text has too many *characters*."""
    most = f"up to {service.max_text:,} can be checked at once. Check it in parts."
    detail = f"The text has {characters:,} characters; {most}"
    return Problem(HTTPStatus.REQUEST_ENTITY_TOO_LARGE, "too-large", detail)


def name_of(text: str) -> str:
    """Return what a *text* is called: its first words, without what would look like a file's name."""
    first = next((line for line in text.splitlines() if re.search(r"\w", line)), "")
    words = MISLEADING.sub(" ", first).strip("*_- ")
    if len(words) <= LONGEST_NAME:
        return words or "Text"
    return words[:LONGEST_NAME].rsplit(" ", 1)[0] + "…"
