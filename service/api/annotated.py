"""`/v1/checks/{id}/annotated`: the draft as it came, with comments or notes where something was found."""

from pathlib import PurePath
from typing import Annotated
from urllib.parse import quote

from fastapi import Request, Response

from service.api.answers import tagged
from service.api.describing import ETAG, Id, problems, router
from service.api.renderings import ALONE
from service.exchange.texts import file_name
from service.nouns import Identity, Scope
from service.parts import PartsOf
from service.problems import not_found
from service.security import allowed

ROUTER = router("Checks")
BYTES = "application/octet-stream"
"""The media type of drafts, which are not to be opened as pages."""


@ROUTER.get(
    "/checks/{id}/annotated",
    response_class=Response,
    summary="Read a draft with its findings in it",
    response_description="The file as it came, with comments, notes or columns added.",
    responses={
        200: {"content": {BYTES: {"schema": {"type": "string", "format": "binary"}}}, "headers": ETAG},
        304: {"description": "You have it already."},
        **problems(404, 409, 410, 422),
    },
)
def get_annotated(
    who: Annotated[Identity, allowed(Scope.READ)],  # noqa: ARG001 - asked for its scope
    parts: PartsOf,
    check_id: Id,
    request: Request,
) -> Response:
    """Return a deck, a document, a PDF or a table of tickets with its findings at the words concerned."""
    check = parts.records.checks.get(check_id)
    if check is None:
        raise not_found("check", check_id)
    copy = parts.copies.of(check)
    return tagged(
        request,
        copy.content,
        BYTES,
        Content_Disposition=attachment(copy.name),
        Content_Security_Policy=ALONE,
        X_Content_Type_Options="nosniff",
    )


def attachment(name: str) -> str:
    """Return the header that has an annotated copy saved beside the file *name* (RFC 6266, RFC 8187)."""
    path = PurePath(file_name(name, otherwise="draft"))
    said = f"{path.stem}.annotated{path.suffix}"
    return f"attachment; filename=\"annotated{path.suffix}\"; filename*=UTF-8''{quote(said, safe='')}"
