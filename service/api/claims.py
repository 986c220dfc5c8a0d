"""`/v1/claims`: the claim ledger over the stored documents."""

from typing import Annotated

from fastapi import Query, Request, Response

from checker.domain import Claim, Ledger
from service.api.answers import JSON, body_of
from service.api.describing import Id, router
from service.api.exports import ANSWERS, FILE_ANSWERS, Form, answer, as_file, as_json
from service.api.naming import of_kit
from service.exchange.insight import WantedClaims
from service.nouns import Identity, Scope
from service.parts import PartsOf
from service.problems import not_found
from service.security import allowed

ROUTER = router("Claims")

Reader = Annotated[Identity, allowed(Scope.READ)]
Wanted = Annotated[WantedClaims, Query()]


@ROUTER.get("/claims", response_model=Ledger, summary="Read the claim ledger", responses=ANSWERS)
def get_claims(who: Reader, parts: PartsOf, wanted: Wanted, request: Request) -> Response:  # noqa: ARG001 - asked for its scope
    """List the claims that documents make: where and how each stands, and which contradict each other.

    A dashboard may ask as often as it likes with `If-None-Match`: unchanged, nothing is worked out.
    """
    with of_kit(parts, wanted.kit):
        return as_json(request, parts, wanted.query, lambda: parts.insight.ledger(wanted.query))


@ROUTER.get(
    "/claims.{form}",
    response_class=Response,
    summary="Read the claim ledger as a file",
    responses=FILE_ANSWERS,
)
def get_claims_file(
    who: Reader,  # noqa: ARG001 - asked for its scope
    parts: PartsOf,
    form: Form,
    wanted: Wanted,
    request: Request,
) -> Response:
    """Return the claim ledger as a table (CSV), a page (HTML, PDF) or slides (PPTX)."""
    with of_kit(parts, wanted.kit):
        return as_file(request, parts, wanted.query, form, lambda: parts.insight.ledger(wanted.query))


@ROUTER.get("/claims/{id}", response_model=Claim, summary="Read a claim", responses=ANSWERS)
def get_claim(
    who: Reader,  # noqa: ARG001 - asked for its scope
    parts: PartsOf,
    claim_id: Id,
    wanted: Wanted,
    request: Request,
) -> Response:
    """Return one claim with all its wordings, and where they stand."""

    def content() -> bytes:
        claims = parts.insight.ledger(wanted.query).claims
        found = next((claim for claim in claims if claim.id == claim_id), None)
        if found is None:
            raise not_found("claim", claim_id)
        return body_of(found)

    with of_kit(parts, wanted.kit):
        return answer(request, f"{parts.insight.tag(wanted.query)} {claim_id}", JSON, content)
