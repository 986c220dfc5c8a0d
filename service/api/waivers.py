"""`/v1/waivers`: findings that somebody answers for."""

import datetime
from http import HTTPStatus
from typing import Annotated

from fastapi import Query

from service.api.bodies import AS_JSON
from service.api.describing import Id, problems, router
from service.api.naming import unknown_kit
from service.exchange.answers import WaiverList
from service.exchange.forms import NewWaiver
from service.exchange.texts import Day, Name
from service.nouns import Identity, Scope, WaiverRecord
from service.parts import PartsOf
from service.problems import Problem
from service.security import allowed

ROUTER = router("Waivers")


@ROUTER.get("/waivers", summary="List waivers", responses=problems(422))
def list_waivers(
    who: Annotated[Identity, allowed(Scope.READ)],  # noqa: ARG001 - asked for its scope
    parts: PartsOf,
    kit: Annotated[Name, Query(description="Only those of this kit.")] = "",
    holding_on: Annotated[
        Day | None,
        Query(description="Only those that hold on this day; without it, ended ones too."),
    ] = None,
) -> WaiverList:
    """List the waivers, the newest first."""
    return WaiverList(items=parts.records.waivers.list(kit, holding_on=holding_on))


@ROUTER.post(
    "/waivers",
    status_code=HTTPStatus.CREATED,
    summary="Accept a finding",
    dependencies=[AS_JSON],
    responses=problems(404, 413, 415, 422),
)
def create_waiver(
    who: Annotated[Identity, allowed(Scope.KITS)], parts: PartsOf, new: NewWaiver
) -> WaiverRecord:
    """Accept one finding in a document, or words under a guideline in any document, until a day."""
    if parts.records.kits.get(new.kit) is None:
        raise unknown_kit(parts, new.kit)
    if new.expires < datetime.datetime.now(datetime.UTC).date():
        detail = f"The waiver would have ended on {new.expires}. Choose today or a later day."
        raise Problem(HTTPStatus.UNPROCESSABLE_ENTITY, "already-expired", detail)
    return parts.records.waivers.add(**dict(new), by=who)


@ROUTER.delete("/waivers/{id}", summary="End a waiver", responses=problems(404, 422))
def end_waiver(who: Annotated[Identity, allowed(Scope.KITS)], parts: PartsOf, waiver: Id) -> WaiverRecord:
    """Take a waiver back and return it, with the time of its end; it stays in the list."""
    return parts.records.waivers.end(waiver, who)
