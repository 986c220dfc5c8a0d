"""The settings page of webhooks and notices: who is told what happens, and what became of it."""

from http import HTTPStatus
from typing import Annotated

from fastapi import APIRouter, Form, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response
from pydantic import BaseModel, ValidationError

from checker.errors import CheckerError
from service.exchange.deliveries import CreatedTarget, DeliveryQuery, Fate, Medium, NewTarget
from service.notices.connectors import CONNECTORS
from service.nouns import Identity, Scope
from service.pages.rendering import page
from service.pages.settings import TABS
from service.parts import Parts, PartsOf
from service.problems import Problem
from service.security import allowed

ROUTER = APIRouter(prefix="/settings", include_in_schema=False)
HERE = "/settings/deliveries"
SHOWN = 50
"""Deliveries that are shown at once."""

Admin = Annotated[Identity, allowed(Scope.ADMIN)]


class TargetForm(BaseModel):
    """The form that makes a target."""

    kind: Medium = Medium.SLACK
    name: str = ""
    url: str = ""


@ROUTER.get("/deliveries")
def deliveries(
    request: Request, who: Admin, parts: PartsOf, cursor: str = "", state: str = ""
) -> HTMLResponse:
    """Show who is told, and what was sent to them."""
    return _page(request, who, parts, cursor=cursor, state=state)


@ROUTER.post("/targets")
def make_target(
    request: Request, who: Admin, parts: PartsOf, form: Annotated[TargetForm, Form()]
) -> Response:
    """Make a target, and ask what it is told; of a webhook show the signing secret this once."""
    try:
        new = NewTarget(kind=form.kind, name=form.name.strip(), url=form.url.strip())
        made = parts.notices.targets.create(new, by=who)
    except (ValidationError, CheckerError, Problem) as error:
        says = "Give the target a name and an address." if isinstance(error, ValidationError) else str(error)
        return _page(request, who, parts, wrong=says, form=form, status=HTTPStatus.UNPROCESSABLE_ENTITY)
    if not made.secret:
        return RedirectResponse(f"/settings/targets/{made.id}", HTTPStatus.SEE_OTHER)
    return _page(request, who, parts, made=made, status=HTTPStatus.CREATED)


@ROUTER.post("/targets/{target}/rotate")
def renew_secret(request: Request, who: Admin, parts: PartsOf, target: str) -> HTMLResponse:
    """Sign with a new secret from now on, and show it this once."""
    return _page(request, who, parts, made=parts.notices.targets.rotate(target, by=who))


@ROUTER.post("/targets/{target}/test")
def try_target(who: Admin, parts: PartsOf, target: str) -> Response:
    """Send a target a test."""
    parts.notices.test(target, by=who)
    return _back()


@ROUTER.post("/targets/{target}/delete")
def remove_target(who: Admin, parts: PartsOf, target: str) -> Response:
    """Tell a target nothing more."""
    parts.notices.targets.delete(target, by=who)
    return _back()


@ROUTER.post("/deliveries/{delivery}/resend")
def send_again(who: Admin, parts: PartsOf, delivery: str) -> Response:
    """Send a message again."""
    parts.records.outbox.resend(delivery, who)
    parts.notices.wake()
    return _back()


def _page(  # noqa: PLR0913 - what the page shows
    request: Request,
    who: Identity,
    parts: Parts,
    *,
    status: int = HTTPStatus.OK,
    made: CreatedTarget | None = None,
    wrong: str = "",
    form: TargetForm | None = None,
    cursor: str = "",
    state: str = "",
) -> HTMLResponse:
    wanted = Fate(state) if state in set(Fate) else None
    found, after = parts.records.outbox.list(DeliveryQuery(state=wanted, cursor=cursor, limit=SHOWN))
    shown = page(
        request,
        "settings/deliveries.html.jinja",
        who=who,
        here="settings",
        status=status,
        tabs=TABS,
        tab="deliveries",
        targets=parts.notices.targets.list(),
        deliveries=tuple(map(parts.notices.targets.named, found)),
        after=after,
        cursor=cursor,
        state=wanted,
        states=tuple(Fate),
        made=made,
        wrong=wrong,
        form=form or TargetForm(),
        systems=CONNECTORS,
    )
    if made:
        shown.headers["Cache-Control"] = "no-store"
    return shown


def _back() -> Response:
    return RedirectResponse(HERE, HTTPStatus.SEE_OTHER)
