"""Signing in and out."""

from http import HTTPStatus
from typing import Annotated

from anyio.to_thread import run_sync
from fastapi import APIRouter, Query, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response
from pydantic import BaseModel

from service.nouns import Identity, Scope
from service.pages.rendering import page
from service.parts import Parts, PartsOf
from service.problems import not_found
from service.security import allowed, everybody
from service.security.callers import caller_of, identity_of
from service.security.openid import Arrival, Claims, Provider
from service.security.returning import SIGN_IN, page_of_ours

ROUTER = APIRouter(include_in_schema=False)
SEE_OTHER = HTTPStatus.SEE_OTHER

Back = Annotated[str, Query(alias="next")]


class Came(BaseModel):
    """What the provider puts into the address."""

    state: str = ""
    code: str = ""
    error: str = ""
    iss: str = ""


@ROUTER.get(SIGN_IN, dependencies=[everybody()])
def sign_in(request: Request, parts: PartsOf, back: Back = "/", out: str = "") -> Response:
    """Show where to sign in; whoever is known already goes on."""
    if caller_of(request).identity is not None:
        return RedirectResponse(page_of_ours(back), SEE_OTHER)
    return _page(request, parts, page_of_ours(back), is_out=bool(out))


@ROUTER.get(f"{SIGN_IN}/start", dependencies=[everybody()])
async def depart(request: Request, parts: PartsOf, back: Back = "/") -> Response:
    """Send whoever signs in to the provider."""
    address, cookie = await _provider(parts).depart(_come_back(request, parts), page_of_ours(back))
    gone = RedirectResponse(address, SEE_OTHER)
    gone.headers.append("set-cookie", cookie)
    return gone


@ROUTER.get(f"{SIGN_IN}/callback", dependencies=[everybody()])
async def arrive(request: Request, parts: PartsOf, came: Annotated[Came, Query()]) -> Response:
    """Begin a session of whoever comes back from the provider; the one before, if any, is over."""
    provider, arrival = _provider(parts), Arrival(came.state, came.code, came.error, came.iss)
    departure = provider.remembered(request.cookies.get(provider.cookies.name, ""), arrival)
    claims = await provider.arrive(departure, arrival, _come_back(request, parts))
    cookie = await run_sync(_begun, request, parts, claims)
    back = RedirectResponse(page_of_ours(departure.back), SEE_OTHER)
    back.headers.append("set-cookie", cookie)
    back.headers.append("set-cookie", provider.cookies.clear())
    return back


@ROUTER.post("/sign-out")
def sign_out(request: Request, parts: PartsOf, who: Annotated[Identity, allowed(Scope.READ)]) -> Response:
    """End the session, here and for every copy of its cookie."""
    sessions, session = parts.guard.sessions, caller_of(request).session
    out = RedirectResponse(f"{SIGN_IN}?out=1", SEE_OTHER)
    if session is not None:
        sessions.end(session)
        parts.records.audit.add(who, "sign out", who.id)
    out.headers.append("set-cookie", sessions.cookies.clear())
    return out


def _begun(request: Request, parts: Parts, claims: Claims) -> str:
    """Return the cookie of a new session of whom *claims* are about."""
    sessions, before = parts.guard.sessions, caller_of(request).session
    if before is not None:
        sessions.end(before)
    person = parts.records.people.seen(claims.subject, claims.name, claims.email, claims.role)
    parts.records.audit.add(identity_of(person), "sign in", person.subject, role=person.role.value)
    return sessions.cookie(sessions.begin(person.subject))


def _provider(parts: Parts) -> Provider:
    if parts.provider is None:
        raise not_found("way to sign in", "OpenID Connect")
    return parts.provider


def _come_back(request: Request, parts: Parts) -> str:
    """Return our address to which the provider sends people back."""
    base = parts.service.public_url or str(request.base_url)
    return f"{base.rstrip('/')}{SIGN_IN}/callback"


def _page(request: Request, parts: Parts, back: str, *, is_out: bool) -> HTMLResponse:
    named = parts.provider.name if parts.provider else ""
    return page(request, "sign_in.html.jinja", who=None, provider=named, back=back, is_out=is_out)
