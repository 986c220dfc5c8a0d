"""A batch as a request brings it: a form with files and archives, or JSON with texts."""

import hashlib
import json
from http import HTTPStatus
from typing import Any, NamedTuple

from anyio.to_thread import run_sync
from fastapi import Request
from pydantic import ValidationError
from pydantic_core import ErrorDetails

from service.api.bodies import JSON, MULTIPART, is_json, media_type, wrong_type
from service.api.submission import check_length, refusal, text_name
from service.batches.receiving import Received, Receiver, boundary_of
from service.exchange.batches import BatchFields, BatchUpload, NewDocuments
from service.nouns import Draft, Identity, NewBatch
from service.parts import Parts
from service.problems import Problem
from service.settings import ServiceSettings

SCHEMAS = "#/components/schemas/"
BODY: dict[str, Any] = {
    "requestBody": {
        "required": True,
        "description": "Files and zip archives with their terms as a form, or texts as JSON.",
        "content": {
            MULTIPART: {"schema": {"$ref": f"{SCHEMAS}{BatchUpload.__name__}"}},
            JSON: {"schema": {"$ref": f"{SCHEMAS}{NewDocuments.__name__}"}},
        },
    }
}
"""The body in OpenAPI's words."""
MANY = {"notify"}
"""Fields that may be given several times."""


class Handed(NamedTuple):
    """What is handed in, and a digest of all of it."""

    new: NewBatch
    digest: str
    batch: str = ""
    """Under which its files were received; empty where there are texts."""
    drafts: tuple[Draft, ...] = ()


async def handed_in(request: Request, parts: Parts, who: Identity) -> Handed:
    """Return what *request* hands in.

    Raises:
        Problem: 400 if the form can't be read, 413 if it is too large, 415 if it is neither form nor JSON,
            422 if it holds nothing.
        RequestValidationError: with all that is wrong with it.
    """
    if is_json(request):
        return _texts(await request.body(), parts.service)
    if media_type(request) != MULTIPART:
        raise wrong_type(request, MULTIPART, JSON)
    boundary = boundary_of(request.headers["content-type"])
    batch = await run_sync(parts.records.uploads.open, who)
    try:
        receiver = Receiver(parts.records.uploads, parts.service, batch, boundary)
        return _files(await receiver.read(request.stream()), batch)
    except BaseException:
        await run_sync(parts.records.uploads.drop, batch)
        raise


def _texts(body: bytes, service: ServiceSettings) -> Handed:
    try:
        new = NewDocuments.model_validate_json(body)
    except ValidationError as error:
        raise refusal(error.errors(include_url=False, include_context=False)) from error
    if len(new.documents) > service.max_documents:
        most = f"A batch has at most {service.max_documents:,} documents. Send it in parts."
        raise Problem(HTTPStatus.REQUEST_ENTITY_TOO_LARGE, "too-large", most)
    for each in new.documents:
        check_length(each.text, service)
    drafts = tuple(
        Draft(
            name=text_name(each.name),
            content=each.text.encode(),
            kit=new.kit,
            **each.model_dump(exclude={"text", "name"}),
        )
        for each in new.documents
    )
    terms = NewBatch(**new.model_dump(exclude={"documents"}))
    return Handed(terms, hashlib.sha256(body).hexdigest(), drafts=drafts)


def _files(received: Received, batch: str) -> Handed:
    if not received.files:
        says = "The form holds no file. Send one at least, in the field “files”."
        raise Problem(HTTPStatus.UNPROCESSABLE_ENTITY, "empty-batch", says)
    return Handed(_terms(received.fields), received.digest, batch=batch)


def _terms(fields: tuple[tuple[str, str], ...]) -> NewBatch:
    given: dict[str, object] = {}
    for name, value in fields:
        if name in MANY:
            given[name] = (*given.get(name, ()), value) if value else given.get(name, ())  # type: ignore[misc]  # a tuple, as made here
        elif name in given:
            raise refusal([_detail(name, "is given more than once")])
        else:
            given[name] = _object(value) if name == "labels" else value
    try:
        fitting = BatchFields.model_validate(given)
    except ValidationError as error:
        raise refusal(error.errors(include_url=False, include_context=False)) from error
    return NewBatch(**fitting.model_dump())


def _object(text: str) -> object:
    """Return the JSON object that a field holds; none where it is empty."""
    try:
        return json.loads(text) if text.strip() else {}
    except ValueError:
        raise refusal([_detail("labels", 'is no JSON object, as {"region": "EMEA"}')]) from None


def _detail(field: str, says: str) -> ErrorDetails:
    return ErrorDetails(type="value_error", loc=(field,), msg=f"“{field}” {says}", input=None)
