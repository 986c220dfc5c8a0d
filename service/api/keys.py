"""`/v1/keys`: the keys of programs."""

import datetime
from http import HTTPStatus
from typing import Annotated

from fastapi import Response

from service.api.bodies import AS_JSON
from service.api.describing import Id, problems, router
from service.exchange.answers import CreatedKey, KeyList
from service.exchange.forms import NewKey
from service.nouns import ApiKey, Identity, Scope
from service.parts import PartsOf
from service.problems import Problem
from service.security import allowed

ROUTER = router("Keys")

Admin = Annotated[Identity, allowed(Scope.ADMIN)]


@ROUTER.get("/keys", summary="List keys")
def list_keys(who: Admin, parts: PartsOf) -> KeyList:  # noqa: ARG001 - asked for its scope
    """List all keys without their secrets, the newest first."""
    return KeyList(items=parts.records.keys.list())


@ROUTER.post(
    "/keys",
    status_code=HTTPStatus.CREATED,
    summary="Make a key",
    response_description="The key with its secret, which is shown this once.",
    dependencies=[AS_JSON],
    responses=problems(413, 415, 422),
)
def create_key(who: Admin, parts: PartsOf, new: NewKey, response: Response) -> CreatedKey:
    """Make a key for a program and return its secret, which is not kept and shown only now."""
    if beyond := set(new.scopes) - who.scopes:
        detail = f"You may not give a key what you may not do yourself: {', '.join(sorted(beyond))}."
        raise Problem(HTTPStatus.FORBIDDEN, "not-allowed", detail)
    expires = _future(new.expires)
    key, secret = parts.records.keys.create(new.name, new.scopes, expires, who)
    response.headers["Cache-Control"] = "no-store"
    return CreatedKey(**dict(key), secret=secret)


@ROUTER.delete("/keys/{id}", summary="Revoke a key", responses=problems(404, 422))
def revoke_key(who: Admin, parts: PartsOf, key: Id) -> ApiKey:
    """Refuse a key from now on, and return it; it stays in the list."""
    return parts.records.keys.revoke(key, who)


def _future(expires: datetime.datetime | None) -> datetime.datetime | None:
    """Return *expires*, in UTC, if it lies ahead."""
    if expires is None or expires > datetime.datetime.now(datetime.UTC):
        return expires and expires.astimezone(datetime.UTC)
    detail = f"The key would have ended on {expires:%Y-%m-%d}. Choose a later day, or none."
    raise Problem(HTTPStatus.UNPROCESSABLE_ENTITY, "already-expired", detail)
