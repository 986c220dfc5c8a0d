"""A request that may be repeated makes what it makes once (draft-ietf-httpapi-idempotency-key-header)."""

from collections.abc import Callable
from http import HTTPStatus
from typing import Annotated, Protocol, TypeVar

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


class Made(Protocol):
    """What a request makes."""

    @property
    def id(self) -> str:
        """Return its identifier."""
        ...


What = TypeVar("What", bound=Made)


def once(records: Records, key: str, digest: str, *, by: Identity, make: Callable[[], Check]) -> Check:
    """Return the check that *make* makes, or that the same request has made before.

    Raises:
        Problem: as `once_of` does.
    """
    return once_of(records, key, digest, by=by, make=make, find=records.checks.get)


def once_of(  # noqa: PLR0913 - a request, what it makes and what it made
    records: Records,
    key: str,
    digest: str,
    *,
    by: Identity,
    make: Callable[[], What],
    find: Callable[[str], What | None],
) -> What:
    """Return what *make* makes, or what the same request has made before.

    Args:
        records: where requests are kept.
        key: the request's `Idempotency-Key`; empty for none, so that *make* is always called.
        digest: what tells the request from others.
        by: who makes it.
        make: makes it.
        find: returns what was made, by its id; none where it was deleted.

    Raises:
        Problem: 422 if *key* came with another request, 409 while the same is at work, 410 if what it made
            was deleted since; and whatever *make* raises.
    """
    if not key:
        return make()
    before = records.requests.begin(key, digest, by=by)
    if before:
        return _again(find(before))
    try:
        made = make()
    except BaseException:
        records.requests.forget(key, by=by)
        raise
    records.requests.end(key, made.id, by=by)
    return made


def _again(made: What | None) -> What:
    if made is None:
        detail = "What this request made was deleted. Use another Idempotency-Key to make it anew."
        raise Problem(HTTPStatus.GONE, "check-gone", detail)
    return made
