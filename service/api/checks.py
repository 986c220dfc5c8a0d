"""`/v1/checks`: have a draft checked, follow it, read its report, list and delete."""

from collections.abc import AsyncIterator
from http import HTTPStatus
from typing import Annotated

from fastapi import Depends, Query, Request, Response
from fastapi.sse import EventSourceResponse, ServerSentEvent

from service.api.answers import JSON, body_of, link_next, tag_of, tagged
from service.api.describing import ETAG, LOCATION, PREFIX, Id, problems, router
from service.api.naming import of_kit
from service.api.once import IdempotencyKey, once
from service.api.renderings import TYPES, Format, rendering, wanted
from service.api.submission import BODY, Submission, submission
from service.exchange.answers import CheckedDraft, CheckPage
from service.exchange.forms import WantedChecks
from service.nouns import Check, Identity, Scope, State
from service.parts import Parts, PartsOf
from service.problems import Problem, not_found
from service.security import allowed

ROUTER = router("Checks")

Reader = Annotated[Identity, allowed(Scope.READ)]
Writer = Annotated[Identity, allowed(Scope.CHECK)]
OVER = frozenset({State.DONE, State.FAILED, State.CANCELLED})
LONGEST_WAIT = 600.0
"""Seconds that a caller may ask to wait; the service may allow fewer."""
Wait = Annotated[
    float,
    Query(
        ge=0,
        le=LONGEST_WAIT,
        allow_inf_nan=False,
        description="Seconds to wait for the report; the service may allow fewer (30 unless set otherwise).",
    ),
]
RENDERINGS = {
    media_type: {"schema": {"type": "object" if media_type.endswith("+json") else "string"}}
    for form, media_type in TYPES.items()
    if form is not Format.JSON
} | {TYPES[Format.GITLAB]: {"schema": {"type": "array"}}}
"""What a report is answered as beside JSON."""


@ROUTER.post(
    "/checks",
    response_model=CheckedDraft,
    summary="Check a draft",
    response_description="The check is over; its report.",
    openapi_extra=BODY,
    responses={
        200: {"headers": ETAG | LOCATION},
        202: {"model": CheckedDraft, "description": "The draft is kept and waits.", "headers": LOCATION},
        **problems(404, 409, 410, 413, 415, 422),
    },
)
def submit_check(
    who: Writer,
    parts: PartsOf,
    sent: Annotated[Submission, Depends(submission)],
    wait: Wait = 10.0,
    idempotency_key: IdempotencyKey = "",
) -> Response:
    """Check a draft: a text as JSON, or a file as a form.

    What is over within `wait` seconds is answered with its report (200). Otherwise the draft is kept, the
    answer (202) says where the check is, and `GET` there or its events tell how far it has come.
    """

    def make() -> Check:
        with of_kit(parts, sent.draft.kit):
            return parts.checks.submit(sent.draft, by=who, wait=min(wait, parts.service.max_wait))

    check = once(parts.records, idempotency_key, sent.digest, by=who, make=make)
    body = _body(parts, check)
    status = HTTPStatus.OK if check.state in OVER else HTTPStatus.ACCEPTED
    headers = {"ETag": tag_of(body), "Location": f"{PREFIX}/checks/{check.id}"}
    return Response(body, status_code=status, media_type=JSON, headers=headers)


@ROUTER.get("/checks", summary="List checks", responses=problems(422))
def list_checks(
    who: Reader,  # noqa: ARG001 - asked for its scope
    parts: PartsOf,
    query: Annotated[WantedChecks, Query()],
    request: Request,
    response: Response,
) -> CheckPage:
    """List checks, the newest first, without their reports."""
    items, cursor = parts.records.checks.list(query)
    link_next(request, response, cursor)
    return CheckPage(items=items, next=cursor)


@ROUTER.get(
    "/checks/{id}",
    response_model=CheckedDraft,
    summary="Read a check and its report",
    response_description="The check with its report, in the form that was asked for.",
    responses={
        200: {"content": RENDERINGS, "headers": ETAG},
        304: {"description": "You have it already."},
        **problems(404, 406, 409, 410, 422),
    },
)
def get_check(
    who: Reader,  # noqa: ARG001 - asked for its scope
    parts: PartsOf,
    check_id: Id,
    request: Request,
    form: Annotated[
        Format | None,
        Query(alias="format", description="The report's form; otherwise the best that `Accept` names."),
    ] = None,
) -> Response:
    """Return a check with its report: as JSON, or rendered as an attachment."""
    check = _check(parts, check_id)
    chosen = wanted(request, form)
    if chosen is not Format.JSON:
        return rendering(request, parts, check, chosen)
    return tagged(request, _body(parts, check))


def existing(parts: PartsOf, check_id: Id) -> str:
    """Return the identifier of a check that is there."""
    return _check(parts, check_id).id


@ROUTER.get(
    "/checks/{id}/events",
    response_class=EventSourceResponse,
    summary="Follow a check",
    response_description="`progress` with a JSON object, `report` once there is one, `done` at the end.",
    responses=problems(404, 422),
)
async def follow_check(
    who: Reader,  # noqa: ARG001 - asked for its scope
    parts: PartsOf,
    check_id: Annotated[str, Depends(existing)],
) -> AsyncIterator[ServerSentEvent]:
    """Tell how far a check has come, as server-sent events, until it is over."""
    async for name, data in parts.checks.events(check_id):
        yield ServerSentEvent(event=name, raw_data=data)


@ROUTER.delete(
    "/checks/{id}",
    status_code=HTTPStatus.NO_CONTENT,
    summary="Delete a check",
    responses=problems(404, 422),
)
def delete_check(who: Writer, parts: PartsOf, check_id: Id) -> None:
    """Delete a check with its draft, report, findings and feedback; one's own, or as an administrator any."""
    check = _check(parts, check_id)
    if check.by_id != who.id and Scope.ADMIN not in who.scopes:
        detail = (
            f"{check.by or 'Somebody else'} asked for this check: they, or an administrator, may delete it."
        )
        raise Problem(HTTPStatus.FORBIDDEN, "not-yours", detail)
    parts.records.checks.delete(check_id)


def _check(parts: Parts, check_id: str) -> Check:
    check = parts.records.checks.get(check_id)
    if check is None:
        raise not_found("check", check_id)
    return check


def _body(parts: Parts, check: Check) -> bytes:
    """Return *check* with its report as JSON."""
    report = parts.records.checks.report(check.id)
    return body_of(CheckedDraft(**dict(check), report=report))
