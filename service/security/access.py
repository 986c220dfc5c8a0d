"""What a route asks of its caller: `allowed`, `everybody` or `signed`, and that nobody has forged it.

A browser sends cookies, and reaches this machine, at the bidding of any page. So whatever changes something
must carry a token that only our pages know. Programs need none: they send a key, or what no browser leaves
out is missing (Fetch §3.2.5, Fetch Metadata).
"""

import secrets
from dataclasses import dataclass
from http import HTTPStatus
from typing import Annotated

from fastapi import Depends, Request, Security
from fastapi.params import Depends as Dependency
from fastapi.security import HTTPAuthorizationCredentials, HTTPBearer

from service.nouns import Identity, Scope
from service.problems import Problem
from service.security.answers import API
from service.security.callers import SAFE, Caller, Guard, caller_of, unknown

FIELD = "csrf"
"""The field of a form that holds the token."""
HEADER = "x-csrf-token"
"""The header that holds it."""
BEARER = HTTPBearer(auto_error=False, description="A key, as `brandcheck keys create` shows it once.")


@dataclass(frozen=True)
class Allowed:
    """Lets in who has *scope*."""

    scope: Scope

    async def __call__(
        self,
        request: Request,
        _: Annotated[HTTPAuthorizationCredentials | None, Security(BEARER)] = None,
    ) -> Identity:
        """Return who asks.

        Raises:
            Problem: 401 where nobody is known, 403 where they may not, or the request is forged.
        """
        caller = caller_of(request)
        if caller.identity is None:
            raise unknown()
        if self.scope not in caller.identity.scopes:
            raise _not_allowed(caller.identity, self.scope)
        if request.method not in SAFE:
            await refuse_forged(request, caller)
        return caller.identity


class Everybody:
    """Lets everybody in, unknown ones too; who changes something must show where the form came from."""

    async def __call__(self, request: Request) -> Identity | None:
        """Return who asks; none for somebody unknown."""
        caller = caller_of(request)
        if request.method not in SAFE:
            await refuse_forged(request, caller)
        return caller.identity


class Signed:
    """Lets in whoever signs what they send, as their system does it; the route verifies that."""

    async def __call__(self) -> None:
        """Return: nothing is known of them yet."""


def signed() -> Dependency:
    """Return the dependency of a route whose callers' signature is their key; nobody is recognised there."""
    dependency: Dependency = Depends(Signed())
    return dependency


def allowed(scope: Scope) -> Dependency:
    """Return the dependency of a route that is for those who have *scope*; it gives who asks."""
    dependency: Dependency = Depends(Allowed(scope))
    return dependency


def everybody() -> Dependency:
    """Return the dependency that lets everybody in; every route declares this or `allowed`."""
    dependency: Dependency = Depends(Everybody())
    return dependency


def csrf_token(request: Request) -> str:
    """Return the token that forms of whoever asks must carry; empty for those who need none."""
    whose = _whose(caller_of(request))
    guard: Guard | None = getattr(request.app.state, "guard", None)
    return guard.tokens.of(whose) if guard and whose else ""


async def refuse_forged(request: Request, caller: Caller) -> None:
    """Let pass what a page of ours or a program sends.

    Raises:
        Problem: if a page of somebody else may have sent it.
    """
    guard: Guard = request.app.state.guard
    if caller.identity is not None and caller.identity.kind == "key":
        return
    if _is_foreign(request, guard.public_origin):
        raise _forged()
    if request.url.path.startswith(API) and not _is_browser(request):
        return
    if not guard.tokens.fit(await _token(request), _whose(caller) or secrets.token_hex()):
        raise _stale()


def refuse_pages(request: Request, caller: Caller) -> None:
    """Let pass what a program sends: nothing that another site, or any page without a key, may have sent.

    For what no page of ours ever asks; unlike forms it takes no token.

    Raises:
        Problem: if a page may have sent it.
    """
    guard: Guard = request.app.state.guard
    has_key = caller.identity is not None and caller.identity.kind == "key"
    if _is_foreign(request, guard.public_origin) or (not has_key and _is_browser(request)):
        raise _forged()


def _whose(caller: Caller) -> str:
    """Return to what tokens of *caller* are bound; nothing for keys and for somebody unknown."""
    if caller.session is not None:
        return caller.session.id
    is_local = caller.identity is not None and caller.identity.kind == "local"
    return "local" if is_local else ""


def _is_foreign(request: Request, public_origin: str) -> bool:
    """Return whether the browser says that another site has sent *request*."""
    headers = request.headers
    if headers.get("sec-fetch-site", "none") not in {"same-origin", "none"}:
        return True
    host = headers.get("host", "").lower()
    ours = {f"http://{host}", f"https://{host}", public_origin}
    return "origin" in headers and headers["origin"].lower() not in ours


def _is_browser(request: Request) -> bool:
    """Return whether a browser may have sent *request*: each of these it adds itself."""
    return any(name in request.headers for name in ("cookie", "origin", "referer", "sec-fetch-site"))


async def _token(request: Request) -> str:
    if HEADER in request.headers:
        return request.headers[HEADER]
    form = await request.form()
    given = form.get(FIELD)
    return given if isinstance(given, str) else ""


def _not_allowed(identity: Identity, scope: Scope) -> Problem:
    return Problem(
        HTTPStatus.FORBIDDEN,
        "not-allowed",
        f"{identity.name} may not do this: it needs the right “{scope}”. Ask an administrator for it.",
    )


def _forged() -> Problem:
    return Problem(
        HTTPStatus.FORBIDDEN,
        "forged",
        "Another site sent this request. Do it on a page of Brandcheck itself.",
    )


def _stale() -> Problem:
    return Problem(
        HTTPStatus.FORBIDDEN,
        "stale-page",
        "The page from which this came is from another session. Load it again, and repeat what you did.",
    )
