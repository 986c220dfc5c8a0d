"""How routes answer: lists with links to their next page, and bodies with their ETag."""

import hashlib
import json
from http import HTTPStatus

from fastapi import Request, Response
from pydantic_core import PydanticSerializationError

from checker.domain import Noun
from checker.presentation.neutral import encodable

JSON = "application/json"


def body_of(noun: Noun) -> bytes:
    r"""Return *noun* as JSON; a lone surrogate of a draft is written as JSON's `\udc80`."""
    try:
        return noun.model_dump_json().encode()
    except PydanticSerializationError:
        written = json.dumps(noun.model_dump(mode="json"), ensure_ascii=False)
        return encodable(written).encode()


def tag_of(content: bytes) -> str:
    """Return the strong ETag of *content* (RFC 9110, section 8.8.3)."""
    return f'"{hashlib.sha256(content).hexdigest()}"'


def tagged(request: Request, content: bytes, media_type: str = JSON, **headers: str) -> Response:
    """Return *content* with its ETag, or 304 where the caller has it already (RFC 9110, section 13.1.2).

    Args:
        request: what it answers.
        content: the body.
        media_type: what the body is.
        headers: further headers; underscores become hyphens.
    """
    tag = tag_of(content)
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    named |= {"ETag": tag, "Cache-Control": "private, no-cache", "Vary": "Accept, Authorization, Cookie"}
    if matches(request.headers.get("if-none-match", ""), tag):
        return Response(status_code=HTTPStatus.NOT_MODIFIED, headers=named)
    return Response(content, media_type=media_type, headers=named)


def matches(given: str, tag: str) -> bool:
    """Return whether *given*, the value of `If-None-Match`, names *tag*, compared weakly."""
    named = {part.strip().removeprefix("W/") for part in given.split(",")}
    return given.strip() == "*" or tag in named


def link_next(request: Request, response: Response, cursor: str) -> None:
    """Name the next page of a list in the `Link` header (RFC 8288); nothing where *cursor* is empty."""
    if cursor:
        following = request.url.include_query_params(cursor=cursor)
        response.headers["Link"] = f'<{following.path}?{following.query}>; rel="next"'
