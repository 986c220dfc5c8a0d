"""What hooks received: the list of deliveries with what became of each, and replay."""

from http import HTTPStatus
from typing import Annotated

from fastapi import APIRouter, Query, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response
from pydantic import BaseModel

from service.exchange.hooks import HookDeliveryQuery
from service.nouns import Check, Identity
from service.nouns.hooks import DeliveryState
from service.pages.hook_systems import ABOUT
from service.pages.hooks import HERE, Admin, HookNamed
from service.pages.rendering import page
from service.pages.settings import TABS
from service.parts import Parts, PartsOf
from service.problems import Problem, not_found

ROUTER = APIRouter(prefix="/settings/hooks", include_in_schema=False)
SHOWN = 30
"""Deliveries that are shown at once."""


class Asked(BaseModel):
    """Which deliveries are asked for."""

    cursor: str = ""
    state: str = ""


@ROUTER.get("/{name}/deliveries")
def hook_deliveries(
    request: Request, who: Admin, parts: PartsOf, name: HookNamed, query: Annotated[Asked, Query()]
) -> HTMLResponse:
    """Show what a hook received, newest first."""
    return _page(request, who, parts, name, cursor=query.cursor, state=query.state)


@ROUTER.post("/{name}/deliveries/{delivery}/replay")
def replay(request: Request, who: Admin, parts: PartsOf, name: HookNamed, delivery: str) -> Response:
    """Work on a delivery once more, with what its hook says now."""
    if parts.hooks.delivery(delivery).hook != name:
        raise not_found("delivery", delivery)
    try:
        parts.hooks.replay(delivery, by=who)
    except Problem as error:
        if error.status == HTTPStatus.NOT_FOUND:
            raise
        return _page(request, who, parts, name, wrong=str(error), status=error.status)
    return RedirectResponse(f"{HERE}/{name}/deliveries", HTTPStatus.SEE_OTHER)


def _page(  # noqa: PLR0913 - what the page shows
    request: Request,
    who: Identity,
    parts: Parts,
    name: str,
    *,
    cursor: str = "",
    state: str = "",
    wrong: str = "",
    status: int = HTTPStatus.OK,
) -> HTMLResponse:
    hook = parts.hooks.get(name)
    wanted = DeliveryState(state) if state in set(DeliveryState) else None
    found, after = parts.hooks.deliveries(HookDeliveryQuery(state=wanted, cursor=cursor, limit=SHOWN), name)
    return page(
        request,
        "hooks/deliveries.html.jinja",
        who=who,
        here="settings",
        status=status,
        tabs=TABS,
        tab="hooks",
        inner="deliveries",
        hook=hook,
        about=ABOUT[hook.system],
        deliveries=found,
        checks=_checks(parts, [check for one in found for check in one.checks]),
        after=after,
        cursor=cursor,
        state=wanted,
        all_states=tuple(DeliveryState),
        wrong=wrong,
    )


def _checks(parts: Parts, ids: list[str]) -> dict[str, Check]:
    """Return the checks of those *ids* that are still there."""
    found = {id_: parts.records.checks.get(id_) for id_ in ids}
    return {id_: check for id_, check in found.items() if check is not None}
