"""`/v1/alignment`: who says what, over the stored documents."""

from typing import Annotated

from fastapi import Query, Request, Response

from checker.domain import Alignment
from service.api.describing import router
from service.api.exports import ANSWERS, FILE_ANSWERS, Form, as_file, as_json
from service.api.naming import of_kit
from service.exchange.insight import WantedAlignment
from service.nouns import Identity, Scope
from service.parts import PartsOf
from service.security import allowed

ROUTER = router("Alignment")

Reader = Annotated[Identity, allowed(Scope.READ)]
Wanted = Annotated[WantedAlignment, Query()]


@ROUTER.get("/alignment", response_model=Alignment, summary="Read the alignment", responses=ANSWERS)
def get_alignment(who: Reader, parts: PartsOf, wanted: Wanted, request: Request) -> Response:  # noqa: ARG001 - asked for its scope
    """Say who says what: the messages of each group of documents, and where groups part.

    A dashboard may ask as often as it likes with `If-None-Match`: unchanged, nothing is worked out.
    """
    with of_kit(parts, wanted.kit):
        return as_json(request, parts, wanted.query, lambda: parts.insight.alignment(wanted.query))


@ROUTER.get(
    "/alignment.{form}",
    response_class=Response,
    summary="Read the alignment as a file",
    responses=FILE_ANSWERS,
)
def get_alignment_file(
    who: Reader,  # noqa: ARG001 - asked for its scope
    parts: PartsOf,
    form: Form,
    wanted: Wanted,
    request: Request,
) -> Response:
    """Return the alignment as a table (CSV), a page (HTML, PDF) or slides (PPTX)."""
    with of_kit(parts, wanted.kit):
        return as_file(request, parts, wanted.query, form, lambda: parts.insight.alignment(wanted.query))
