"""Alignment and ledger as callers get them: JSON or a file, with an ETag that makes polling cheap.

The ETag is known before the answer is worked out: it changes whenever what the answer depends on does.
"""

import hashlib
from collections.abc import Callable
from enum import StrEnum
from http import HTTPStatus
from typing import Annotated, TypeVar

from fastapi import Path, Request, Response

from checker.domain import Alignment, Ledger
from checker.exporters import load
from service.api.answers import JSON, body_of, matches
from service.api.describing import ETAG, Responses, problems
from service.nouns import AlignmentQuery, LedgerQuery
from service.parts import Parts

Exported = TypeVar("Exported", Alignment, Ledger)


class Export(StrEnum):
    """The files that there are."""

    CSV = "csv"
    HTML = "html"
    PDF = "pdf"
    PPTX = "pptx"


Form = Annotated[Export, Path(description="Which file: `csv`, `html`, `pdf` or `pptx`.")]
TYPES = {
    Export.CSV: "text/csv",
    Export.HTML: "text/html",
    Export.PDF: "application/pdf",
    Export.PPTX: "application/vnd.openxmlformats-officedocument.presentationml.presentation",
}
FILES = {media_type: {"schema": {"type": "string", "format": "binary"}} for media_type in TYPES.values()}
ALONE = "sandbox; default-src 'none'; style-src 'unsafe-inline'; img-src data:"
"""What a file may do where a browser shows it all the same."""
ANSWERS: Responses = {
    200: {"headers": ETAG},
    304: {"description": "You have it already."},
    **problems(404, 422),
}
"""What is answered in JSON."""
FILE_ANSWERS: Responses = {**ANSWERS, 200: {"headers": ETAG, "content": FILES, "description": "The file."}}
"""What is answered as a file."""


def as_json(
    request: Request,
    parts: Parts,
    query: AlignmentQuery | LedgerQuery,
    make: Callable[[], Alignment | Ledger],
) -> Response:
    """Return what is made of *query* as JSON, or 304 where the caller has it already."""
    return answer(request, parts.insight.tag(query), JSON, lambda: body_of(make()))


def as_file(
    request: Request,
    parts: Parts,
    query: AlignmentQuery | LedgerQuery,
    form: Export,
    make: Callable[[], Exported],
) -> Response:
    """Return what is made of *query* as a file, or 304 where the caller has it already."""
    name = "alignment" if isinstance(query, AlignmentQuery) else "claims"

    def content() -> bytes:
        value = make()
        return load(form.value, type(value)).render(value)

    return answer(
        request,
        f"{parts.insight.tag(query)} {form}",
        TYPES[form] + ("; charset=utf-8" if TYPES[form].startswith("text/") else ""),
        content,
        Content_Disposition=f'attachment; filename="{name}.{form}"',
        Content_Security_Policy=ALONE,
        X_Content_Type_Options="nosniff",
    )


def answer(
    request: Request, what: str, media_type: str, content: Callable[[], bytes], **headers: str
) -> Response:
    """Return *content* with the ETag of *what*, or 304 where the caller has it; then it is not worked out.

    Args:
        request: what it answers.
        what: changes whenever *content* does.
        media_type: what the body is.
        content: makes the body.
        headers: further headers; underscores become hyphens.
    """
    tag = f'"{hashlib.sha256(what.encode()).hexdigest()}"'
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    named |= {"ETag": tag, "Cache-Control": "private, no-cache", "Vary": "Authorization, Cookie"}
    if matches(request.headers.get("if-none-match", ""), tag):
        return Response(status_code=HTTPStatus.NOT_MODIFIED, headers=named)
    return Response(content(), media_type=media_type, headers=named)
