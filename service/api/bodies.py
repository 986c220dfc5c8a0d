"""What a request's body must be before anything reads it."""

from email.message import Message
from http import HTTPStatus

from fastapi import Depends, Request

from service.problems import Problem

JSON = "application/json"
MULTIPART = "multipart/form-data"


def media_type(request: Request) -> str:
    """Return the media type of the body of *request*, without parameters; empty where none is named."""
    named = Message()
    named["content-type"] = request.headers.get("content-type", "")
    return named.get_content_type() if request.headers.get("content-type") else ""


def wrong_type(request: Request, *wanted: str) -> Problem:
    """Return the problem that the body of *request* is none of what is *wanted*."""
    given = media_type(request)
    what = f"The body is {given}" if given else "The request does not say what its body is"
    return Problem(
        HTTPStatus.UNSUPPORTED_MEDIA_TYPE,
        "unsupported-media-type",
        f"{what}. Send {' or '.join(wanted)}, and name it in the header Content-Type.",
        Accept_Post=", ".join(wanted),
    )


def require_json(request: Request) -> None:
    """Refuse a body that is not JSON.

    Raises:
        Problem: 415.
    """
    if not is_json(request):
        raise wrong_type(request, JSON)


def is_json(request: Request) -> bool:
    """Return whether the body of *request* is JSON (RFC 8259) or a form of it (RFC 6839)."""
    kind = media_type(request)
    return kind == JSON or (kind.startswith("application/") and kind.endswith("+json"))


AS_JSON = Depends(require_json)
"""For routes whose body is JSON."""
