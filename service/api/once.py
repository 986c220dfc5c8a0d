"""A request that may be repeated makes its check once (draft-ietf-httpapi-idempotency-key-header)."""

from collections.abc import Callable
from http import HTTPStatus
from typing import Annotated

from fastapi import Header

from service.nouns import Check, Identity
from service.problems import Problem
from service.records import Records

IdempotencyKey = Annotated[
    str,
    Header(
        alias="Idempotency-Key",
        max_length=255,
        pattern=r"^[\x20-\x7e]*$",
        description=(
            "Any text of your own, such as a UUID. Within a day the same request with the same key is "
            "answered with the same check, as far as it has come by then; another request with the key is "
            "answered 422, and the same one while the first is at work 409."
        ),
        examples=["7f3c1a52-6a0b-4b0e-9a53-8d1b7b0f2c11"],
    ),
]
"""The header that names a request."""


def once(records: Records, key: str, digest: str, *, by: Identity, make: Callable[[], Check]) -> Check:
    """Return the check that *make* makes, or that the same request has made before.

    Args:
        records: where requests are kept.
        key: the request's `Idempotency-Key`; empty for none, so that *make* is always called.
        digest: what tells the request from others.
        by: who makes it.
        make: makes the check.

    Raises:
        Problem: 422 if *key* came with another request, 409 while the same is at work, 410 if its check was
            deleted since; and whatever *make* raises.
    """
    if not key:
        return make()
    before = records.requests.begin(key, digest, by=by)
    if before:
        return _again(records, before)
    try:
        check = make()
    except BaseException:
        records.requests.forget(key, by=by)
        raise
    records.requests.end(key, check.id, by=by)
    return check


def _again(records: Records, id_: str) -> Check:
    check = records.checks.get(id_)
    if check is None:
        detail = "The check that this request made was deleted. Use another Idempotency-Key to make it anew."
        raise Problem(HTTPStatus.GONE, "check-gone", detail)
    return check
