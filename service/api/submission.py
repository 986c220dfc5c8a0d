"""A draft as a request brings it: JSON with a text, or a form with a file.

FastAPI reads one kind of body a route; this one takes two, so they are read here, with the same answers to
what is wrong with them.
"""

import hashlib
import json
from collections.abc import Mapping
from http import HTTPStatus
from typing import Any, NamedTuple

from fastapi import Request
from fastapi.exceptions import RequestValidationError
from pydantic import ValidationError
from pydantic_core import ErrorDetails
from starlette.datastructures import FormData, UploadFile

from service.api.bodies import JSON, MULTIPART, is_json, media_type, wrong_type
from service.exchange.forms import NewCheck, Upload, UploadTerms
from service.exchange.texts import file_name
from service.nouns import Draft
from service.parts import PartsOf
from service.problems import Problem
from service.settings import ServiceSettings

FILE = "file"
"""The field of a form that holds the file."""
FIELDS = 20
"""Fields of a form at most."""
FIELD_BYTES = 10_000
"""Bytes of a field that is no file."""
UNNAMED_TEXT = "text"
"""What a text is called that nobody has named."""
UNNAMED_FILE = "upload"
SCHEMAS = "#/components/schemas/"
BODY: dict[str, Any] = {
    "requestBody": {
        "required": True,
        "description": "A text as JSON, or a file with its terms as a form.",
        "content": {
            JSON: {"schema": {"$ref": f"{SCHEMAS}{NewCheck.__name__}"}},
            MULTIPART: {"schema": {"$ref": f"{SCHEMAS}{Upload.__name__}"}},
        },
    }
}
"""The body in OpenAPI's words."""


class Submission(NamedTuple):
    """What is to be checked, and a digest of all that is asked for."""

    draft: Draft
    digest: str
    """SHA-256, in hexadecimal."""


async def submission(request: Request, parts: PartsOf) -> Submission:
    """Return the draft that *request* brings.

    Raises:
        Problem: 413 if it is too large, 415 if it is neither JSON nor a form, 422 if it is empty.
        RequestValidationError: with all that is wrong with it.
    """
    if is_json(request):
        draft = _text(await request.body(), parts.service)
    elif media_type(request) == MULTIPART:
        async with request.form(max_files=1, max_fields=FIELDS, max_part_size=FIELD_BYTES) as form:
            draft = await _file(form, parts.service)
    else:
        raise wrong_type(request, JSON, MULTIPART)
    return Submission(draft, _digest(draft))


def check_length(text: str, service: ServiceSettings) -> None:
    """Refuse a *text* that is longer than the settings allow.

    Raises:
        Problem: 413.
    """
    if len(text) > service.max_text:
        raise _too_large(
            f"The text has {len(text):,} characters", f"{service.max_text:,} can be checked at once"
        )


def text_name(given: str) -> str:
    """Return what a text is called that the caller calls *given*."""
    return file_name(given, otherwise=UNNAMED_TEXT)


def _text(body: bytes, service: ServiceSettings) -> Draft:
    try:
        new = NewCheck.model_validate_json(body)
    except ValidationError as error:
        raise refusal(error.errors(include_url=False, include_context=False)) from error
    check_length(new.text, service)
    named = new.model_dump(exclude={"text", "name"})
    return Draft(name=text_name(new.name), content=new.text.encode(), **named)


async def _file(form: FormData, service: ServiceSettings) -> Draft:
    upload = form.get(FILE)
    if not isinstance(upload, UploadFile):
        raise _missing()
    terms = _terms([(name, value) for name, value in form.multi_items() if name != FILE])
    content = await upload.read(service.max_upload + 1)
    name = file_name(upload.filename or "", otherwise=UNNAMED_FILE)
    if len(content) > service.max_upload:
        raise _too_large(f"“{name}” is larger than {service.max_upload:,} bytes", "that is the limit")
    if not content.strip():
        raise _empty(name)
    return Draft(name=name, content=content, **terms.model_dump())


def _terms(fields: list[tuple[str, UploadFile | str]]) -> UploadTerms:
    given: dict[str, object] = {}
    for name, value in fields:
        if name in given:
            raise refusal([_detail(name, "is given more than once")])
        given[name] = _object(value) if name == "labels" else value
    try:
        return UploadTerms.model_validate(given)
    except ValidationError as error:
        raise refusal(error.errors(include_url=False, include_context=False)) from error


def _object(value: UploadFile | str) -> object:
    """Return what the JSON of a field holds, nothing where it is empty; *value* where it is no JSON."""
    try:
        return json.loads(value) if isinstance(value, str) and value.strip() else {}
    except ValueError:
        return value


def refusal(errors: list[ErrorDetails]) -> RequestValidationError:
    """Return *errors* as FastAPI raises those of the bodies that it reads."""
    return RequestValidationError(
        [{**error, "loc": ("body", *error["loc"]), "input": None} for error in errors]
    )


def _missing() -> RequestValidationError:
    return refusal([_detail(FILE, "is missing: send the file in this field")])


def _detail(field: str, says: str) -> ErrorDetails:
    return ErrorDetails(type="value_error", loc=(field,), msg=f"“{field}” {says}", input=None)


def _too_large(what: str, limit: str) -> Problem:
    detail = f"{what}; {limit}. Check it in parts, or have the limit raised."
    return Problem(HTTPStatus.REQUEST_ENTITY_TOO_LARGE, "too-large", detail)


def _empty(name: str) -> Problem:
    detail = f"“{name}” is empty. Choose another file."
    return Problem(HTTPStatus.UNPROCESSABLE_ENTITY, "empty-draft", detail)


def _digest(draft: Draft) -> str:
    named: Mapping[str, object] = draft.model_dump(exclude={"content"})
    asked = repr(sorted(named.items())).encode("utf-8", "backslashreplace")
    return hashlib.sha256(hashlib.sha256(draft.content).digest() + asked).hexdigest()
