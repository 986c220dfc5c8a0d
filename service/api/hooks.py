"""`/v1/hooks`: where a CMS sends what somebody publishes, and what is said of that."""

from http import HTTPStatus
from typing import Annotated

from fastapi import Path, Query, Request, Response

from service.api.answers import JSON, body_of, link_next, matches
from service.api.bodies import AS_JSON
from service.api.describing import ETAG, Document, Id, Responses, problems, router
from service.api.hook_bodies import BODY, received
from service.exchange.hooks import (
    LONGEST,
    PATTERN,
    HookDeliveryPage,
    HookDeliveryQuery,
    HookList,
    MadeHook,
    NewHook,
    Receipt,
)
from service.hooks.sealing import for_readers, new_secret
from service.nouns import Identity, Scope
from service.nouns.hooks import Hook, HookDelivery
from service.parts import PartsOf
from service.problems import Problem
from service.security import allowed, signed

ROUTER = router("Hooks")

Reader = Annotated[Identity, allowed(Scope.READ)]
Admin = Annotated[Identity, allowed(Scope.ADMIN)]
NameOf = Annotated[str, Path(alias="name", description="The hook's name, as `website`.")]
NewName = Annotated[
    str, Path(alias="name", pattern=PATTERN, max_length=LONGEST, description="The hook's name, as `website`.")
]
MADE: Document = {"headers": ETAG}
READS: Responses = {200: MADE, 304: {"description": "You have it already."}, **problems(404, 422)}
WRITES: Responses = {
    200: MADE,
    201: {"model": MadeHook, "description": "The hook is new."} | MADE,
    428: {"description": "The hook is there already: say which version you have read, as `If-Match`."},
    **problems(404, 412, 413, 415, 422),
}
"""What writing a hook may be answered with."""


@ROUTER.post(
    "/hooks/{name}",
    status_code=HTTPStatus.ACCEPTED,
    response_model=Receipt,
    summary="Deliver to a hook",
    response_description="It is kept, or was before; what is to be checked is checked soon.",
    dependencies=[signed()],
    openapi_extra=BODY,
    responses=problems(404, 410, 413, 422),
)
async def deliver_to_hook(name: NameOf, request: Request) -> Response:
    """Take what a system sends when somebody publishes; its signature is its key, so it needs no other.

    What was sent before is not worked on again. The answer comes once it is durable; 503 means that too much
    waits, and that it is to be sent again.
    """
    receipt = await received(name, request)
    return Response(body_of(receipt), HTTPStatus.ACCEPTED, media_type=JSON)


@ROUTER.get("/hooks", summary="List hooks")
def list_hooks(who: Reader, parts: PartsOf) -> HookList:
    """List all hooks, without their secrets; who can't change them sees only the host of a callback."""
    return HookList(items=tuple(_for(who, hook) for hook in parts.hooks.list()))


@ROUTER.get("/hooks/{name}", response_model=Hook, summary="Read a hook", responses=READS)
def get_hook(who: Reader, parts: PartsOf, name: NameOf, request: Request) -> Response:
    """Return what holds for a hook, without its secrets; who can't change it sees only a callback's host."""
    hook, tag = _for(who, parts.hooks.get(name)), f'"{parts.hooks.digest(name)}"'
    headers = {"ETag": tag, "Cache-Control": "private, no-cache", "Vary": "Accept, Authorization, Cookie"}
    if matches(request.headers.get("if-none-match", ""), tag):
        return Response(status_code=HTTPStatus.NOT_MODIFIED, headers=headers)
    return Response(body_of(hook), media_type=JSON, headers=headers)


@ROUTER.put(
    "/hooks/{name}",
    response_model=MadeHook,
    summary="Write a hook",
    dependencies=[AS_JSON],
    responses=WRITES,
)
def put_hook(who: Admin, parts: PartsOf, name: NewName, new: NewHook, request: Request) -> Response:
    """Make a hook, or say all that holds for it from now on.

    A new hook whose secret you leave out gets one, which is in this answer and nowhere else. Send the ETag of
    what you have read as `If-Match`: what others changed meanwhile is not lost (412).
    """
    current = parts.hooks.digest(name)
    wanted = _expected(request, name, current)
    made = "" if current or new.secret else new_secret()
    secret = new.secret or made or None
    hook = parts.hooks.put(new.hook(name), secret=secret, token=new.token, by=who, expected=wanted)
    status = HTTPStatus.OK if current else HTTPStatus.CREATED
    headers = {"ETag": f'"{parts.hooks.digest(name)}"', "Cache-Control": "no-store"}
    return Response(body_of(MadeHook(**dict(hook), secret=made)), status, media_type=JSON, headers=headers)


@ROUTER.delete(
    "/hooks/{name}",
    status_code=HTTPStatus.NO_CONTENT,
    summary="Delete a hook",
    responses=problems(404, 422),
)
def delete_hook(who: Admin, parts: PartsOf, name: NameOf) -> None:
    """Delete a hook with what it received. The checks that this led to stay."""
    parts.hooks.delete(name, by=who)


@ROUTER.post(
    "/hooks/{name}/rotate",
    summary="Change a hook's secret",
    response_description="The hook with its new secret, which is shown this once.",
    responses=problems(404, 422),
)
def rotate_hook(who: Admin, parts: PartsOf, name: NameOf, response: Response) -> MadeHook:
    """Make a new secret; for a day the one before is good too."""
    response.headers["Cache-Control"] = "no-store"
    secret = parts.hooks.rotate(name, by=who)
    return MadeHook(**dict(parts.hooks.get(name)), secret=secret)


@ROUTER.post(
    "/hooks/{name}/test",
    status_code=HTTPStatus.ACCEPTED,
    summary="Try a hook",
    response_description="The delivery of the sample.",
    responses=problems(404, 410, 422),
)
def test_hook(who: Admin, parts: PartsOf, name: NameOf) -> HookDelivery:
    """Send a hook a signed sample of its system, of which nothing is written back."""
    return parts.hooks.test(name, by=who)


@ROUTER.get("/hooks/{name}/deliveries", summary="List what a hook received", responses=problems(404, 422))
def list_hook_deliveries(  # noqa: PLR0913, PLR0917 - what a request brings
    who: Reader,  # noqa: ARG001 - asked for its scope
    parts: PartsOf,
    name: NameOf,
    query: Annotated[HookDeliveryQuery, Query()],
    request: Request,
    response: Response,
) -> HookDeliveryPage:
    """List what a hook received in the last weeks and what became of it, the newest first."""
    parts.hooks.get(name)
    items, cursor = parts.hooks.deliveries(query, name)
    link_next(request, response, cursor)
    return HookDeliveryPage(items=items, next=cursor)


@ROUTER.get("/hook-deliveries/{id}", summary="Read what a hook received", responses=problems(404, 422))
def get_hook_delivery(who: Reader, parts: PartsOf, delivery: Id) -> HookDelivery:  # noqa: ARG001 - asked for its scope
    """Return what became of one delivery to a hook."""
    return parts.hooks.delivery(delivery)


@ROUTER.post(
    "/hook-deliveries/{id}/replay",
    status_code=HTTPStatus.ACCEPTED,
    summary="Work on a delivery again",
    responses=problems(404, 409, 410, 422),
)
def replay_hook_delivery(who: Admin, parts: PartsOf, delivery: Id) -> HookDelivery:
    """Work on a delivery once more, with what its hook says now."""
    return parts.hooks.replay(delivery, by=who)


def _for(who: Identity, hook: Hook) -> Hook:
    return hook if Scope.ADMIN in who.scopes else for_readers(hook)


def _expected(request: Request, name: str, current: str) -> str | None:
    """Return the digest that a change is to replace: empty for a hook that is to be new, none for any.

    Raises:
        Problem: 412 if what is there is not what the caller expects; 428 if the caller does not say.
    """
    given = request.headers.get("if-match")
    if request.headers.get("if-none-match", "").strip() == "*":
        return _unless(current, "", name)
    if not current:
        return _unless(given or "", "", name)
    if given is None:
        raise Problem(
            HTTPStatus.PRECONDITION_REQUIRED,
            "unconditional",
            f"The hook “{name}” is there already. Send the ETag of what you have read as If-Match, so that "
            "nobody's change is lost; or “*” to replace whatever there is.",
        )
    return None if given.strip() == "*" else _unless(given.strip().strip('"'), current, name)


def _unless(given: str, current: str, name: str) -> str:
    """Return *current* where it is what was *given*."""
    if given == current:
        return current
    raise Problem(
        HTTPStatus.PRECONDITION_FAILED,
        "stale",
        f"The hook “{name}” is not what you have read: somebody has changed, made or deleted it meanwhile. "
        "Read it again, make your change in that, and send it with its ETag.",
    )
