"""Kits as requests bring them and answers give them: YAML (RFC 9512) or JSON, each with an ETag of its own.

A version's ETag is its digest, with `-json` behind it for JSON, since strong ETags differ where bytes do
(RFC 9110, section 8.8.1). `If-Match` takes either of them: both name the same version.
"""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from http import HTTPStatus
from typing import NamedTuple

from fastapi import Request, Response

from checker.errors import InvalidBrandKit
from service.api.answers import JSON, matches
from service.api.bodies import is_json, media_type, wrong_type
from service.api.describing import ETAG, Document, Responses, problems
from service.exchange.kits import KitText
from service.kits.reading import content_of, decoded, problem_of
from service.nouns import KitVersion
from service.parts import Parts
from service.problems import Problem

YAML = "application/yaml"
YAMLS = (YAML, "application/x-yaml", "text/yaml", "text/x-yaml")
"""What callers call YAML."""
SUFFIX = "-json"
TEXT: Document = {"schema": {"type": "string"}}
BODY: Document = {
    "requestBody": {
        "required": True,
        "description": "The whole kit.",
        "content": {
            YAML: TEXT
            | {"example": "brand: Acme\nguidelines:\n  - id: calm\n    kind: voice\n    text: Be calm.\n"},
            JSON: {"schema": {"$ref": f"#/components/schemas/{KitText.__name__}"}},
        },
    }
}
"""The body in OpenAPI's words."""
FORMS: Document = {YAML: TEXT, JSON: {"schema": {"$ref": f"#/components/schemas/{KitText.__name__}"}}}
READS: Responses = {
    200: {"content": FORMS, "headers": ETAG},
    304: {"description": "You have it already."},
    **problems(404, 406, 422),
}
"""What reading a kit may be answered with."""


class KitBody(NamedTuple):
    """A kit as a request brings it."""

    text: str
    is_json: bool


async def kit_body(request: Request) -> KitBody:
    """Return the kit that *request* brings.

    Raises:
        Problem: 413 if it is too large, 415 if it is neither YAML nor JSON, 422 if it is not UTF-8.
    """
    if media_type(request) not in YAMLS and not is_json(request):
        raise wrong_type(request, YAML, JSON)
    return KitBody(decoded(await request.body()), is_json(request))


@contextmanager
def told_by_line() -> Iterator[None]:
    """Have a kit that does not load refused with a fault for each line.

    Raises:
        Problem: 422.
    """
    try:
        yield
    except InvalidBrandKit as error:
        raise problem_of(error) from error


def answered(request: Request, parts: Parts, version: KitVersion) -> Response:
    """Return what *version* says, in the form that *request* accepts, or 304 where the caller has it.

    Raises:
        Problem: 406 if it accepts neither YAML nor JSON.
    """
    chosen = _accepted(request)
    tag = f'"{version.digest}{SUFFIX if chosen == JSON else ""}"'
    headers = {"ETag": tag, "Cache-Control": "private, no-cache", "Vary": "Accept, Authorization, Cookie"}
    headers |= {"Content-Location": f"/v1/kits/{version.kit}/versions/{version.number}"}
    if matches(request.headers.get("if-none-match", ""), tag):
        return Response(status_code=HTTPStatus.NOT_MODIFIED, headers=headers)
    return Response(_content(parts, version, chosen), media_type=chosen, headers=headers)


def expected(request: Request, current: KitVersion | None) -> str | None:
    """Return the digest that a change is to replace: empty for a kit that is to be new, none for any.

    Args:
        request: says so in `If-Match` or `If-None-Match` (RFC 9110, section 13.1).
        current: the version that is there.

    Raises:
        Problem: 412 if what is there is not what the caller expects; 428 if the caller does not say.
    """
    if request.headers.get("if-none-match", "").strip() == "*":
        if current:
            raise changed(current.kit)
        return ""
    given = request.headers.get("if-match")
    return _replaced(given, current) if current else _new(given)


def _new(given: str | None) -> str:
    if given is not None:
        raise Problem(HTTPStatus.PRECONDITION_FAILED, "stale", "There is no such kit any more, or yet.")
    return ""


def _replaced(given: str | None, current: KitVersion) -> str | None:
    if given is None:
        raise _unconditional(current.kit)
    if given.strip() == "*":
        return None
    if current.digest in _digests(given):
        return current.digest
    raise changed(current.kit)


def changed(kit: str) -> Problem:
    """Return the problem that somebody else was faster."""
    return Problem(
        HTTPStatus.PRECONDITION_FAILED,
        "stale",
        f"The kit “{kit}” is not what you have read: somebody has changed it meanwhile. "
        "Read it again, make your change in that, and send it with its ETag.",
    )


def _unconditional(kit: str) -> Problem:
    return Problem(
        HTTPStatus.PRECONDITION_REQUIRED,
        "unconditional",
        f"The kit “{kit}” is there already. Send the ETag of what you have read as If-Match, so that "
        "nobody's change is lost; or “*” to replace whatever there is.",
    )


def _digests(given: str) -> frozenset[str]:
    tags = (part.strip() for part in given.split(","))
    return frozenset(tag.strip('"').removesuffix(SUFFIX) for tag in tags if not tag.startswith("W/"))


def _content(parts: Parts, version: KitVersion, media: str) -> bytes:
    if media == YAML:
        return version.source.encode()
    return json.dumps(content_of(parts.kits.read(version.source)), ensure_ascii=False).encode()


def _accepted(request: Request) -> str:
    """Return the better of the two forms; JSON where both are alike."""
    given = request.headers.get("accept", "").strip() or "*/*"
    ranges = [_range(part) for part in given.lower().split(",")]
    weights = {form: max((_weight(part, form) for part in ranges), default=0.0) for form in (JSON, YAML)}
    best = max(weights, key=lambda form: weights[form])
    if weights[best] > 0:
        return best
    raise Problem(
        HTTPStatus.NOT_ACCEPTABLE,
        "not-acceptable",
        f"A kit can be had as {YAML} or {JSON}; accept one of them.",
    )


def _range(part: str) -> tuple[str, float]:
    """Return a media range and its weight (RFC 9110, section 12.5.1)."""
    name, *parameters = (piece.strip() for piece in part.split(";"))
    weight = next((text[2:] for text in parameters if text.startswith("q=")), "1")
    try:
        return name, min(max(float(weight), 0.0), 1.0)
    except ValueError:
        return name, 0.0


def _weight(media_range: tuple[str, float], form: str) -> float:
    """Return the weight that *media_range* gives *form*; one that names it weighs more than one for all."""
    name, weight = media_range
    if name in (YAMLS if form == YAML else (JSON,)):
        return weight
    return weight / 1_000 if name in {"*/*", "application/*"} else 0.0
