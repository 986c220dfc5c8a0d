"""`/v1/deliveries` and `/v1/targets`: what was sent out, and who is told."""

from http import HTTPStatus
from typing import Annotated

from fastapi import Query, Request, Response

from service.api.answers import link_next
from service.api.bodies import AS_JSON
from service.api.describing import Id, problems, router
from service.exchange.deliveries import (
    CreatedTarget,
    Delivery,
    DeliveryPage,
    DeliveryQuery,
    NewTarget,
    Target,
    TargetList,
)
from service.nouns import Identity, Scope
from service.nouns.telling import Wants
from service.parts import PartsOf
from service.problems import not_found
from service.security import allowed

ROUTER = router("Deliveries")

Admin = Annotated[Identity, allowed(Scope.ADMIN)]


@ROUTER.get("/deliveries", summary="List deliveries", responses=problems(422))
def list_deliveries(
    who: Admin,  # noqa: ARG001 - asked for its scope
    parts: PartsOf,
    query: Annotated[DeliveryQuery, Query()],
    request: Request,
    response: Response,
) -> DeliveryPage:
    """List what was sent to callbacks and targets in the last month, or is to be, the newest first."""
    items, cursor = parts.records.outbox.list(query)
    link_next(request, response, cursor)
    return DeliveryPage(items=tuple(map(parts.notices.targets.named, items)), next=cursor)


@ROUTER.get("/deliveries/{id}", summary="Read a delivery", responses=problems(404, 422))
def get_delivery(who: Admin, parts: PartsOf, delivery: Id) -> Delivery:  # noqa: ARG001 - asked for its scope
    """Return what became of one message."""
    found = parts.records.outbox.get(delivery)
    if found is None:
        raise not_found("delivery", delivery)
    return parts.notices.targets.named(found)


@ROUTER.post("/deliveries/{id}/resend", summary="Send a message again", responses=problems(404, 422))
def resend_delivery(who: Admin, parts: PartsOf, delivery: Id) -> Delivery:
    """Send a message again, under its old `webhook-id`, so that whoever has had it can tell."""
    again = parts.records.outbox.resend(delivery, who)
    parts.notices.wake()
    return parts.notices.targets.named(again)


@ROUTER.get("/targets", summary="List targets")
def list_targets(who: Admin, parts: PartsOf) -> TargetList:  # noqa: ARG001 - asked for its scope
    """List who can be told what happens, without what is secret about their addresses."""
    return TargetList(items=parts.notices.targets.list())


@ROUTER.post(
    "/targets",
    status_code=HTTPStatus.CREATED,
    summary="Make a target",
    response_description="The target; of a webhook with its signing secret, which is shown this once.",
    dependencies=[AS_JSON],
    responses=problems(409, 413, 415, 422),
)
def create_target(who: Admin, parts: PartsOf, new: NewTarget, response: Response) -> CreatedTarget:
    """Name somebody who can be told what happens: a program, or people in a chat or by e-mail."""
    response.headers["Cache-Control"] = "no-store"
    return parts.notices.targets.create(new, by=who)


@ROUTER.put(
    "/targets/{id}",
    summary="Say what a target is told",
    dependencies=[AS_JSON],
    responses=problems(404, 409, 413, 415, 422),
)
def put_target(who: Admin, parts: PartsOf, target: Id, wants: Wants) -> Target:
    """Say what a target is told of its own accord from now on: drafts that fail, batches, digests."""
    return parts.notices.targets.put(target, wants, by=who)


@ROUTER.post(
    "/targets/{id}/rotate",
    summary="Change a signing secret",
    response_description="The webhook with its new signing secret, which is shown this once.",
    responses=problems(404, 422),
)
def rotate_target(who: Admin, parts: PartsOf, target: Id, response: Response) -> CreatedTarget:
    """Sign with a new secret; for a day the old one signs too. All callbacks have that of `callbacks`."""
    response.headers["Cache-Control"] = "no-store"
    return parts.notices.targets.rotate(target, by=who)


@ROUTER.post(
    "/targets/{id}/test",
    status_code=HTTPStatus.ACCEPTED,
    summary="Try a target",
    response_description="The message that is on its way.",
    responses=problems(404, 422),
)
def test_target(who: Admin, parts: PartsOf, target: Id) -> Delivery:
    """Send a target a test; its delivery says what came of it."""
    return get_delivery(who, parts, parts.notices.test(target, by=who))


@ROUTER.delete(
    "/targets/{id}",
    status_code=HTTPStatus.NO_CONTENT,
    summary="Delete a target",
    responses=problems(404, 409, 422),
)
def delete_target(who: Admin, parts: PartsOf, target: Id) -> None:
    """Tell a target nothing more; what is on its way to it fails."""
    parts.notices.targets.delete(target, by=who)
