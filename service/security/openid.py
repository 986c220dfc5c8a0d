"""Sign-in with an OpenID provider: authorization code, PKCE, state, nonce (OpenID Connect Core 1.0 §3.1).

Authlib speaks the protocol and checks the token's signature, issuer, audience, time and nonce. What has to
be kept between leaving for the provider and coming back is in a signed cookie of its own, for `LASTS`.
"""

import datetime
import secrets
from dataclasses import dataclass
from http import HTTPStatus
from urllib.parse import urlsplit

from authlib.common.errors import AuthlibBaseError  # type: ignore[import-untyped]  # it has no types
from authlib.integrations.starlette_client import (  # type: ignore[import-untyped]
    OAuth,
    StarletteOAuth2App,
)
from httpx2 import HTTPError
from joserfc.errors import JoseError
from pydantic import ValidationError

from checker.domain import Noun
from service.nouns import Role
from service.problems import Problem
from service.security.sessions import Cookies
from service.settings import OpenId

LASTS = datetime.timedelta(minutes=10)
"""Time that one may take to sign in."""
DISCOVERY = "/.well-known/openid-configuration"
"""OpenID Connect Discovery 1.0 §4."""
SECONDS = 10.0
"""Time for the provider to answer."""
ORDER = (Role.ADMIN, Role.BRAND_MANAGER, Role.WRITER)
"""Of several roles the one that may most."""


class Departure(Noun):
    """What is remembered of somebody who has left for the provider."""

    state: str
    nonce: str
    verifier: str
    back: str
    """The page to return to."""
    left: datetime.datetime


class Claims(Noun):
    """What the provider says about somebody."""

    subject: str
    name: str
    email: str = ""
    role: Role


@dataclass(frozen=True)
class Arrival:
    """What somebody brings back from the provider, in the address."""

    state: str
    code: str
    error: str
    issuer: str = ""
    """Who says so (RFC 9207); empty where the provider leaves it out."""


class Provider:
    """The provider by which people sign in."""

    def __init__(self, openid: OpenId, cookies: Cookies) -> None:
        """Speak to the provider that *openid* names, and remember who has left in *cookies*."""
        self._openid, self.cookies = openid, cookies
        clients = OAuth()
        clients.register(
            "provider",
            client_id=openid.client_id,
            client_secret=openid.client_secret.get_secret_value() or None,
            server_metadata_url=openid.issuer.rstrip("/") + DISCOVERY,
            client_kwargs={
                "scope": openid.scope,
                "code_challenge_method": "S256",
                "timeout": SECONDS,
                "token_endpoint_auth_method": "client_secret_basic" if _is_confidential(openid) else "none",
            },
        )
        self._client: StarletteOAuth2App = clients.create_client("provider")

    @property
    def name(self) -> str:
        """Return the provider's host, by which people know it."""
        return urlsplit(self._openid.issuer).hostname or ""

    async def depart(self, come_back: str, back: str) -> tuple[str, str]:
        """Return the provider's address for signing in, and the cookie that remembers it.

        Args:
            come_back: our address that the provider is to send people back to.
            back: the page that they then want.

        Raises:
            Problem: if the provider does not answer.
        """
        try:
            made = await self._client.create_authorization_url(come_back, nonce=secrets.token_urlsafe(24))
        except (HTTPError, AuthlibBaseError, ValueError, RuntimeError) as error:
            raise self._unreachable() from error
        departure = Departure(
            state=made["state"],
            nonce=made["nonce"],
            verifier=made["code_verifier"],
            back=back,
            left=datetime.datetime.now(datetime.UTC),
        )
        return str(made["url"]), self.cookies.write(departure.model_dump(mode="json"), LASTS)

    def remembered(self, cookie: str, arrival: Arrival) -> Departure:
        """Return how whoever arrives has left.

        Raises:
            Problem: if they did not leave from this browser, or too long ago.
        """
        try:
            departure = Departure.model_validate(self.cookies.read(cookie))
        except ValidationError as error:
            raise _lost() from error
        is_late = datetime.datetime.now(datetime.UTC) - departure.left > LASTS
        if is_late or not secrets.compare_digest(departure.state.encode(), arrival.state.encode()):
            raise _lost()
        return departure

    async def arrive(self, departure: Departure, arrival: Arrival, come_back: str) -> Claims:
        """Return who arrives, as the provider vouches for it.

        Raises:
            Problem: if the provider does not vouch for them, or they have no role here.
        """
        if arrival.error or not arrival.code or arrival.issuer not in {"", self._openid.issuer}:
            raise _refused(arrival.error)
        try:
            token = await self._client.fetch_access_token(
                code=arrival.code, redirect_uri=come_back, code_verifier=departure.verifier
            )
            claims = await self._client.parse_id_token(token, nonce=departure.nonce)
        except HTTPError as error:
            raise self._unreachable() from error
        except (AuthlibBaseError, JoseError, ValueError) as error:
            raise _refused(getattr(error, "error", "")) from error
        if not claims:
            raise _refused("no ID token")
        return self._understood(dict(claims))

    def _understood(self, claims: dict[str, object]) -> Claims:
        role = role_of(claims, self._openid)
        name = next(
            (str(claims[key]) for key in ("name", "preferred_username", "email") if claims.get(key)), ""
        )
        subject = f"{self._openid.issuer} {claims['sub']}"
        return Claims(
            subject=subject, name=name or str(claims["sub"]), email=str(claims.get("email", "")), role=role
        )

    def _unreachable(self) -> Problem:
        return Problem(
            HTTPStatus.SERVICE_UNAVAILABLE,
            "sign-in-unavailable",
            f"{self.name}, by which people sign in, does not answer. Try again in a minute.",
            Retry_After="60",
        )


def role_of(claims: dict[str, object], openid: OpenId) -> Role:
    """Return the role that *claims* give; of several the one that may most.

    Raises:
        Problem: if they give none.
    """
    given = _claimed(claims, openid.claim)
    values = given if isinstance(given, list) else [given]
    roles = {openid.roles[value] for value in values if isinstance(value, str) and value in openid.roles}
    if not roles:
        raise Problem(
            HTTPStatus.FORBIDDEN,
            "no-role",
            "You are signed in, but have no role here. Ask an administrator for one, then sign in again.",
        )
    return next(role for role in ORDER if role in roles)


def _claimed(claims: dict[str, object], name: str) -> object:
    """Return the claim called *name*; `a.b` is *b* within *a* where no claim has that name."""
    if name in claims or "." not in name:
        return claims.get(name)
    outer, _, inner = name.partition(".")
    within = claims.get(outer)
    return _claimed(within, inner) if isinstance(within, dict) else None


def _is_confidential(openid: OpenId) -> bool:
    return bool(openid.client_secret.get_secret_value())


def _lost() -> Problem:
    return Problem(
        HTTPStatus.BAD_REQUEST,
        "sign-in-lost",
        "This sign-in was not begun in this browser, or took too long. Sign in again.",
    )


def _refused(why: str) -> Problem:
    shown = f" ({why[:80]})" if why.replace("_", "").isalnum() else ""
    return Problem(
        HTTPStatus.FORBIDDEN, "sign-in-refused", f"The provider did not let you in{shown}. Sign in again."
    )
