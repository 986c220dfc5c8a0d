"""The Settings pages: keys, teams, the judge and its budget, waivers, the audit log, health.

What is set by the environment is shown with the name of its variable; what is kept in the records is
changed here.
"""

import datetime
from http import HTTPStatus
from typing import Annotated

from fastapi import APIRouter, Form, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response
from pydantic import BaseModel

from checker.errors import CheckerError
from service.health import look
from service.nouns import Identity, Scope, Team
from service.pages.choices import Choice, options, published
from service.pages.rendering import page
from service.parts import Parts, PartsOf
from service.security import allowed
from service.spending import is_judged, spent

ROUTER = APIRouter(prefix="/settings", include_in_schema=False)
TABS = (
    ("keys", "/settings", "API keys"),
    ("teams", "/settings/teams", "Teams and channels"),
    ("judge", "/settings/judge", "Judge and budget"),
    ("waivers", "/settings/waivers", "Waivers"),
    ("deliveries", "/settings/deliveries", "Webhooks and notices"),
    ("hooks", "/settings/hooks", "Publish hooks"),
    ("audit", "/settings/audit", "Audit log"),
    ("health", "/settings/health", "Health"),
)
"""The pages of the settings: name, address, word."""
TERMS = (30, 90, 365)
"""Days for which a key may be made, beside for ever."""
SOON = datetime.timedelta(days=14)
"""Time before a key ends from which on the page that lists it says so."""
LONGEST = 200
"""Characters of a name."""
ENTRIES = 50
"""Entries of the audit log that are shown at once."""

Admin = Annotated[Identity, allowed(Scope.ADMIN)]
Manager = Annotated[Identity, allowed(Scope.KITS)]


class KeyForm(BaseModel):
    """The form that makes a key."""

    name: str = ""
    scopes: list[Scope] = []
    days: str = ""


class TeamForm(BaseModel):
    """The form that says what holds for a team."""

    name: str = ""
    retention_days: str = ""
    may_be_judged: bool = False


@ROUTER.get("")
def keys(request: Request, who: Admin, parts: PartsOf) -> HTMLResponse:
    """Show the keys."""
    return _keys(request, who, parts)


@ROUTER.post("/keys")
def create_key(
    request: Request, who: Admin, parts: PartsOf, form: Annotated[KeyForm, Form()]
) -> HTMLResponse:
    """Make a key, and show its secret this once."""
    name = form.name.strip()
    if not name or len(name) > LONGEST or not form.scopes or not _is_term(form.days):
        wrong = "Give the key a name, tick what it may do, and choose how long it is good."
        return _keys(request, who, parts, wrong=wrong, status=HTTPStatus.UNPROCESSABLE_ENTITY)
    days = datetime.timedelta(days=int(form.days)) if form.days else None
    expires = _now() + days if days else None
    key, secret = parts.records.keys.create(name, frozenset(form.scopes), expires, who)
    return _keys(request, who, parts, made=key, secret=secret, status=HTTPStatus.CREATED)


@ROUTER.post("/keys/{key}/revoke")
def revoke_key(key: str, who: Admin, parts: PartsOf) -> Response:
    """Refuse a key from now on."""
    parts.records.keys.revoke(key, who)
    return _back("/settings")


@ROUTER.get("/teams")
def teams(request: Request, who: Admin, parts: PartsOf) -> HTMLResponse:
    """Show the teams and the channels."""
    return _teams(request, who, parts)


@ROUTER.post("/teams")
def put_team(request: Request, who: Admin, parts: PartsOf, form: Annotated[TeamForm, Form()]) -> Response:
    """Keep what holds for a team from now on."""
    name, days = form.name.strip(), form.retention_days.strip()
    try:
        team = Team(
            name=_named(name), retention_days=int(days) if days else None, may_be_judged=form.may_be_judged
        )
        parts.records.teams.put(team, by=who)
    except (ValueError, CheckerError) as error:
        says = (
            str(error)
            if isinstance(error, CheckerError)
            else "Give the team a name, and a whole number of days."
        )
        return _teams(request, who, parts, wrong=says, status=HTTPStatus.UNPROCESSABLE_ENTITY)
    return _back("/settings/teams")


@ROUTER.get("/judge")
def judge(request: Request, who: Admin, parts: PartsOf) -> HTMLResponse:
    """Show which language model judges, on what terms, and what it has cost."""
    is_set = is_judged(parts.settings)
    try:
        books, wrong = (spent(parts.settings) if is_set else ()), ""
    except CheckerError as error:
        books, wrong = (), str(error)
    chosen = parts.settings.judge
    return _page(request, who, "judge", judge=chosen, is_set=is_set, books=books, wrong=wrong)


@ROUTER.get("/waivers")
def waivers(request: Request, who: Admin, parts: PartsOf) -> HTMLResponse:
    """Show who has accepted what, since when and until when."""
    return _page(request, who, "waivers", waivers=parts.records.waivers.list(), today=_now().date())


@ROUTER.post("/waivers/{waiver}/end")
def end_waiver(waiver: str, who: Manager, parts: PartsOf) -> Response:
    """Take a waiver back."""
    parts.records.waivers.end(waiver, who)
    return _back("/settings/waivers")


@ROUTER.get("/audit")
def audit(request: Request, who: Admin, parts: PartsOf, cursor: str = "") -> HTMLResponse:
    """Show who changed what, the newest first."""
    entries, after = parts.records.audit.list(cursor, ENTRIES)
    return _page(request, who, "audit", entries=entries, after=after, cursor=cursor)


@ROUTER.get("/health")
def health(request: Request, who: Admin, parts: PartsOf) -> HTMLResponse:
    """Show how each part is."""
    return _page(request, who, "health", found=look(parts), service=parts.service, parts=parts)


def _keys(
    request: Request, who: Identity, parts: Parts, *, status: int = HTTPStatus.OK, **context: object
) -> HTMLResponse:
    shown = {"wrong": "", "made": None, "secret": "", "terms": TERMS, "scopes": tuple(Scope)}
    listed, now = parts.records.keys.list(), _now()
    ending = [key for key in listed if key.holds(now) and key.expires and key.expires - now < SOON]
    return _page(
        request, who, "keys", status=status, keys=listed, ending=ending, now=now, **(shown | context)
    )


def _teams(
    request: Request, who: Identity, parts: Parts, *, wrong: str = "", status: int = HTTPStatus.OK
) -> HTMLResponse:
    special = {team.name: team for team in parts.records.teams.list()}
    kits = published(parts)
    every = [options(parts, Choice(kit=kit.id), kits) for kit in kits] or [options(parts, Choice(), kits)]
    names = sorted({name for one in every for name in one.teams})
    channels = sorted({name for one in every for name in one.channels})
    listed = [special.get(name, Team(name=name)) for name in names]
    forbidden = {name.casefold() for name in parts.settings.judge.forbidden_teams}
    return _page(
        request,
        who,
        "teams",
        status=status,
        teams=listed,
        channels=channels,
        forbidden=forbidden,
        wrong=wrong,
    )


def _page(
    request: Request, who: Identity, tab: str, *, status: int = HTTPStatus.OK, **context: object
) -> HTMLResponse:
    """Return the page of the settings that is called *tab*."""
    template = f"settings/{tab}.html.jinja"
    return page(request, template, who=who, here="settings", status=status, tabs=TABS, tab=tab, **context)


def _named(name: str) -> str:
    if not name or len(name) > LONGEST:
        raise ValueError(name)
    return name


def _is_term(days: str) -> bool:
    return days in {"", *map(str, TERMS)}


def _now() -> datetime.datetime:
    return datetime.datetime.now(datetime.UTC)


def _back(address: str) -> Response:
    return RedirectResponse(address, HTTPStatus.SEE_OTHER)
