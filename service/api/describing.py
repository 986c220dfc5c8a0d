"""How routes are made, and how the OpenAPI document says what can go wrong: the same for every route.

`router` makes a router whose operations are called as their functions are; `problems` lists what a route may
answer beside its success; `describe` is the application's `openapi`: it gives every problem its media type
(RFC 9457), which FastAPI does not.
"""

from collections.abc import Callable, Iterator
from copy import deepcopy
from http import HTTPStatus
from typing import Annotated, Any, cast

from fastapi import APIRouter, FastAPI, Path
from fastapi.openapi.utils import get_openapi
from fastapi.routing import APIRoute
from pydantic import JsonValue
from pydantic.json_schema import models_json_schema

from checker import __version__
from service.exchange.batches import BatchUpload, NewDocuments
from service.exchange.forms import NewCheck, Upload
from service.exchange.kits import KitText
from service.problems import MEDIA_TYPE, ProblemDetails

PREFIX = "/v1"
Id = Annotated[str, Path(alias="id", description="Its identifier.")]
"""The part of a path that says which one."""
Responses = dict[int | str, dict[str, Any]]
"""What FastAPI takes as a route's further answers."""
Document = dict[str, Any]
"""An OpenAPI document, or a part of one."""

SAYS = {
    HTTPStatus.BAD_REQUEST: "The request can't be read.",
    HTTPStatus.UNAUTHORIZED: "No key, or one that is unknown, expired or revoked.",
    HTTPStatus.FORBIDDEN: "The key, or the person, may not do this.",
    HTTPStatus.NOT_FOUND: "There is no such thing.",
    HTTPStatus.NOT_ACCEPTABLE: "None of the accepted media types can be given.",
    HTTPStatus.CONFLICT: "Something else is under way, or in the way.",
    HTTPStatus.GONE: "It was deleted, or is past its retention.",
    HTTPStatus.PRECONDITION_FAILED: "Somebody else has changed it since it was read.",
    HTTPStatus.PRECONDITION_REQUIRED: "It is there already; say which version you have read, as `If-Match`.",
    HTTPStatus.REQUEST_ENTITY_TOO_LARGE: "What was sent is larger than the service takes.",
    HTTPStatus.UNSUPPORTED_MEDIA_TYPE: "Body or draft are of a type that can't be read.",
    HTTPStatus.UNPROCESSABLE_ENTITY: "Something is wrong with what was sent; `faults` says what.",
    HTTPStatus.TOO_MANY_REQUESTS: "Too many requests; `Retry-After` says when to try again.",
    HTTPStatus.SERVICE_UNAVAILABLE: "The records or a model can't be reached.",
}
"""What each problem means."""
ETAG: Document = {"ETag": {"description": "A digest of the content.", "schema": {"type": "string"}}}
LOCATION: Document = {"Location": {"description": "Where it is.", "schema": {"type": "string"}}}
ALWAYS = (400, 401, 403, 429, 503)
"""What any route may answer."""
CONDITIONS: dict[str, Document] = {
    "304": {
        "name": "If-None-Match",
        "in": "header",
        "description": "The ETag of what you have already.",
        "schema": {"type": "string"},
    },
    "412": {
        "name": "If-Match",
        "in": "header",
        "description": "The ETag of what you have read; then what others changed since is not lost.",
        "schema": {"type": "string"},
    },
}
"""Headers that routes take which may give these answers (RFC 9110, section 13.1)."""
FAULTS = ("HTTPValidationError", "ValidationError")
"""Schemas that FastAPI adds by itself and nothing answers with."""
ABOUT = """
Compares drafts with a brand's guidelines and flags what disconnects from them, at the exact words.

Every answer of 400 or more is a problem (RFC 9457, `application/problem+json`). Lists come in pages: `next`
is the cursor of the next one, and the `Link` header its address (RFC 8288). Times are in UTC.
"""


def router(tag: str) -> APIRouter:
    """Return a router below `/v1` whose operations are grouped under *tag*."""
    return APIRouter(
        prefix=PREFIX,
        tags=[tag],
        generate_unique_id_function=_name_of,
        responses=problems(*ALWAYS),
    )


def problems(*statuses: int) -> Responses:
    """Return the problems that a route may answer with, as FastAPI takes them."""
    return {
        int(status): {"model": ProblemDetails, "description": SAYS[HTTPStatus(status)]} for status in statuses
    }


def describe(app: FastAPI) -> Callable[[], Document]:
    """Return what stands for `app.openapi`: the document of all routes, made once."""
    made: list[Document] = []

    def openapi() -> Document:
        if not made:
            made.append(_document(app))
        return made[0]

    return openapi


def example_of(problem: ProblemDetails) -> dict[str, JsonValue]:
    """Return *problem* as an example."""
    return cast("dict[str, JsonValue]", problem.model_dump(mode="json", exclude_defaults=True))


def _name_of(route: APIRoute) -> str:
    return route.name


def _document(app: FastAPI) -> Document:
    document = get_openapi(
        title="Brandcheck",
        version=__version__,
        summary="Find where drafts disconnect from the brand's message",
        description=ABOUT,
        routes=app.routes,
        tags=app.openapi_tags,
    )
    schemas = document.setdefault("components", {}).setdefault("schemas", {})
    schemas.update(_own_schemas())
    guard = getattr(app.state, "guard", None)
    for operation in _operations(document):
        _mend(operation)
        if guard is not None and guard.lets_local_in and "security" in operation:
            operation["security"].append({})
    for name in FAULTS:
        schemas.pop(name, None)
    return document


def _own_schemas() -> Document:
    """Return the schemas of bodies that are read by hand, where FastAPI can't know them."""
    wanted = [(noun, "validation") for noun in (NewCheck, Upload, KitText, NewDocuments, BatchUpload)]
    _, made = models_json_schema(cast("list[Any]", wanted), ref_template="#/components/schemas/{model}")
    return cast("Document", made["$defs"])


def _operations(document: Document) -> Iterator[Document]:
    for item in document["paths"].values():
        yield from (operation for operation in item.values() if isinstance(operation, dict))


def _mend(operation: Document) -> None:
    """Give the problems of an *operation* their media type, in the order of their statuses."""
    answers = operation["responses"]
    for status in map(HTTPStatus, ALWAYS):
        answers.setdefault(str(status.value), {"description": SAYS[status]})
    for status, answer in answers.items():
        if status.isdecimal() and int(status) >= HTTPStatus.BAD_REQUEST:
            answer["content"] = {MEDIA_TYPE: {"schema": {"$ref": "#/components/schemas/ProblemDetails"}}}
            _mend_headers(int(status), answer)
    told = operation.setdefault("parameters", [])
    told += [parameter for status, parameter in CONDITIONS.items() if status in answers]
    operation["responses"] = {status: deepcopy(answers[status]) for status in sorted(answers)}


def _mend_headers(status: int, answer: Document) -> None:
    if status == HTTPStatus.TOO_MANY_REQUESTS:
        seconds = {"description": "Seconds until it is worth trying again.", "schema": {"type": "integer"}}
        answer.setdefault("headers", {})["Retry-After"] = seconds
