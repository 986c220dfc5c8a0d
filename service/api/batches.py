"""`/v1/batches`: hand documents in together, follow them, hold and end them, fetch what was found."""

from collections.abc import AsyncIterator
from http import HTTPStatus
from typing import Annotated

from fastapi import Depends, Query, Request, Response
from fastapi.responses import StreamingResponse
from fastapi.sse import EventSourceResponse, ServerSentEvent

from service.api.answers import JSON, body_of, link_next, tagged
from service.api.batch_bodies import BODY, Handed, handed_in
from service.api.describing import ETAG, LOCATION, PREFIX, Id, problems, router
from service.api.naming import of_kit
from service.api.once import IdempotencyKey, once_of
from service.batches.results import FORMS, Form
from service.exchange.batches import BatchItemPage, BatchPage
from service.exchange.texts import Cursor
from service.nouns import Batch, Identity, Scope, State
from service.parts import Parts, PartsOf
from service.problems import Problem
from service.security import allowed

ROUTER = router("Batches")

Reader = Annotated[Identity, allowed(Scope.READ)]
Writer = Annotated[Identity, allowed(Scope.CHECK)]
Limit = Annotated[int, Query(ge=1, le=200)]
AfterPosition = Annotated[
    str, Query(pattern=r"^[0-9]{0,9}$", description="`next` of the page before; empty for the first page.")
]
FormName = Annotated[str, Query(alias="format", description=f"One of: {', '.join(FORMS)}, zip.")]


async def _handed(request: Request, who: Writer, parts: PartsOf) -> Handed:
    return await handed_in(request, parts, who)


@ROUTER.post(
    "/batches",
    response_model=Batch,
    status_code=HTTPStatus.ACCEPTED,
    summary="Hand in a batch",
    response_description="The batch is kept, and its documents wait.",
    openapi_extra=BODY,
    responses={202: {"headers": LOCATION}, **problems(404, 409, 410, 413, 415, 422)},
)
def submit_batch(
    who: Writer,
    parts: PartsOf,
    handed: Annotated[Handed, Depends(_handed)],
    idempotency_key: IdempotencyKey = "",
) -> Response:
    """Check documents together: files and zip archives as a form, or texts as JSON.

    The answer comes as soon as everything is kept. Files are taken apart after that, so `counts` grows until
    `is_whole`; then every file, and every entry of an archive, is a document of the batch, and one that can't
    be read has failed with its reason.
    """

    def make() -> Batch:
        with of_kit(parts, handed.new.kit):
            if handed.batch:
                return parts.batches.begin(handed.new, handed.batch, by=who)
            return parts.batches.create(handed.new, handed.drafts, by=who)

    find = parts.records.batches.get
    try:
        batch = once_of(parts.records, idempotency_key, handed.digest, by=who, make=make, find=find)
    finally:
        parts.records.uploads.drop(handed.batch)
    headers = {"Location": f"{PREFIX}/batches/{batch.id}"}
    return Response(body_of(batch), status_code=HTTPStatus.ACCEPTED, media_type=JSON, headers=headers)


@ROUTER.get("/batches", summary="List batches", responses=problems(422))
def list_batches(  # noqa: PLR0913, PLR0917 - a page of a list, as FastAPI asks for it
    who: Reader,  # noqa: ARG001 - asked for its scope
    parts: PartsOf,
    request: Request,
    response: Response,
    limit: Limit = 50,
    cursor: Annotated[Cursor, Query(description="`next` of the page before; empty for the first page.")] = "",
) -> BatchPage:
    """List batches, the newest first."""
    items, following = parts.batches.list(cursor=cursor, limit=limit)
    link_next(request, response, following)
    return BatchPage(items=items, next=following)


@ROUTER.get(
    "/batches/{id}",
    response_model=Batch,
    summary="Read a batch",
    responses={200: {"headers": ETAG}, **problems(404, 422)},
)
def get_batch(
    who: Reader,  # noqa: ARG001 - asked for its scope
    parts: PartsOf,
    batch_id: Id,
    request: Request,
) -> Response:
    """Return a batch with the numbers of its documents in each state."""
    return tagged(request, body_of(parts.batches.get(batch_id)))


@ROUTER.get("/batches/{id}/documents", summary="List a batch's documents", responses=problems(404, 422))
def list_batch_documents(  # noqa: PLR0913, PLR0917 - a page of a list, as FastAPI asks for it
    who: Reader,  # noqa: ARG001 - asked for its scope
    parts: PartsOf,
    batch_id: Id,
    request: Request,
    response: Response,
    state: State | None = None,
    limit: Limit = 100,
    cursor: AfterPosition = "",
) -> BatchItemPage:
    """List the documents of a batch, in the order in which they came; an `id` is that of a check."""
    items, following = parts.batches.items(batch_id, cursor=cursor, limit=limit, state=state)
    link_next(request, response, following)
    return BatchItemPage(items=items, next=following)


def existing(parts: PartsOf, batch_id: Id) -> str:
    """Return the identifier of a batch that is there."""
    return parts.batches.get(batch_id).id


@ROUTER.get(
    "/batches/{id}/events",
    response_class=EventSourceResponse,
    summary="Follow a batch",
    response_description="`batch` and `documents` with JSON objects, `done` at the end.",
    responses=problems(404, 422),
)
async def follow_batch(
    who: Reader,  # noqa: ARG001 - asked for its scope
    parts: PartsOf,
    batch_id: Annotated[str, Depends(existing)],
) -> AsyncIterator[ServerSentEvent]:
    """Tell how far a batch and its documents have come, as server-sent events, until it is over."""
    async for name, data in parts.batches.events(batch_id):
        yield ServerSentEvent(event=name, raw_data=data)


@ROUTER.post("/batches/{id}/pause", summary="Pause a batch", responses=problems(404, 409, 422))
def pause_batch(who: Writer, parts: PartsOf, batch_id: Id) -> Batch:
    """Begin nothing more of a batch; what is at work ends."""
    return parts.batches.pause(_mine(parts, batch_id, who))


@ROUTER.post("/batches/{id}/resume", summary="Resume a batch", responses=problems(404, 409, 422))
def resume_batch(who: Writer, parts: PartsOf, batch_id: Id) -> Batch:
    """Go on with a batch that was paused."""
    return parts.batches.resume(_mine(parts, batch_id, who))


@ROUTER.post("/batches/{id}/cancel", summary="Cancel a batch", responses=problems(404, 409, 422))
def cancel_batch(who: Writer, parts: PartsOf, batch_id: Id) -> Batch:
    """End what waits of a batch; what is at work ends by itself, and what is done stays."""
    return parts.batches.cancel(_mine(parts, batch_id, who))


@ROUTER.post(
    "/batches/{id}/retry", summary="Retry what failed or was not judged", responses=problems(404, 409, 422)
)
def retry_batch(who: Writer, parts: PartsOf, batch_id: Id) -> Batch:
    """Check the documents of a batch again that failed, or that a silent language model did not judge.

    Not those that could not be read at all. A new report replaces the one before.
    """
    return parts.batches.retry_failed(_mine(parts, batch_id, who))


@ROUTER.delete(
    "/batches/{id}",
    status_code=HTTPStatus.NO_CONTENT,
    summary="Delete a batch",
    responses=problems(404, 422),
)
def delete_batch(who: Writer, parts: PartsOf, batch_id: Id) -> None:
    """Delete a batch with its checks, their drafts, reports, findings and feedback."""
    parts.batches.delete(_mine(parts, batch_id, who))


@ROUTER.get(
    "/batches/{id}/results",
    summary="Fetch what a batch found",
    response_class=StreamingResponse,
    response_description="All documents as far as they have come, as a file.",
    responses={
        200: {
            "content": {
                JSON: {"schema": {"type": "object"}},
                "text/csv": {"schema": {"type": "string"}},
                "application/zip": {},
            }
        },
        **problems(404, 406, 422),
    },
)
def get_batch_results(
    who: Reader,  # noqa: ARG001 - asked for its scope
    parts: PartsOf,
    batch_id: Id,
    form: FormName = "json",
) -> StreamingResponse:
    """Return the documents of a batch: as JSON with their reports, as a table, or annotated with a table."""
    batch = parts.batches.get(batch_id)
    zipped = Form("application/zip", ".zip", lambda _, one: parts.copies.of_batch(one, address=address))
    address, forms = parts.service.address, {**FORMS, "zip": zipped}
    if form not in forms:
        says = f"There is no form “{form[:40]}”. Choose one of: {', '.join(forms)}."
        raise Problem(HTTPStatus.NOT_ACCEPTABLE, "unknown-format", says)
    chosen = forms[form]
    headers = {
        "Content-Disposition": f'attachment; filename="batch-{batch.id}{chosen.suffix}"',
        "Cache-Control": "private, no-cache",
    }
    return StreamingResponse(
        chosen.write(parts.records, batch), media_type=chosen.media_type, headers=headers
    )


def _mine(parts: Parts, batch: str, who: Identity) -> str:
    return parts.batches.mine(batch, who).id
