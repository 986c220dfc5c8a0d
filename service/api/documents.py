"""`/v1/documents`: all that is kept of one document, handed out or deleted everywhere."""

from typing import Annotated

from fastapi import Path, Response
from fastapi.responses import StreamingResponse

from service.api.answers import JSON
from service.api.describing import problems, router
from service.exchange.answers import Erased
from service.exchange.texts import LONGEST_NAME
from service.nouns import Identity, Scope
from service.parts import Parts, PartsOf
from service.problems import not_found
from service.security import allowed

ROUTER = router("Documents")

Admin = Annotated[Identity, allowed(Scope.ADMIN)]
DocumentId = Annotated[
    str,
    Path(
        alias="id",
        max_length=LONGEST_NAME,
        description="The document's name: the caller's own, or that of its first check.",
    ),
]
EXPORT = {
    "type": "object",
    "required": ["document", "checks"],
    "description": "All that is kept, draft included.",
}


@ROUTER.get(
    "/documents/{id:path}",
    response_class=StreamingResponse,
    summary="Export a document",
    response_description="All that is kept of it: drafts (Base64), reports, feedback and waivers.",
    responses={200: {"content": {JSON: {"schema": EXPORT}}}, **problems(404, 422)},
)
def export_document(who: Admin, parts: PartsOf, document: DocumentId) -> Response:  # noqa: ARG001 - asked for its scope
    """Return all that is kept of a document, for whoever has a right to it."""
    _require(parts, document)
    headers = {"Content-Disposition": 'attachment; filename="document.json"', "Cache-Control": "no-store"}
    return StreamingResponse(parts.records.checks.export(document), media_type=JSON, headers=headers)


@ROUTER.delete("/documents/{id:path}", summary="Erase a document", responses=problems(404, 422))
def erase_document(who: Admin, parts: PartsOf, document: DocumentId) -> Erased:
    """Delete a document everywhere: drafts, reports, findings, feedback, and its passages in the index."""
    _require(parts, document)
    return Erased(checks=parts.records.checks.erase(document, by=who))


def _require(parts: Parts, id_: str) -> None:
    if not parts.records.checks.versions(id_):
        raise not_found("document", id_)
