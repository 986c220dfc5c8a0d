"""Put the guard together from the settings, and refuse to stand open."""

from urllib.parse import urlsplit

from checker.errors import InputError
from service.security.callers import Guard, Keys, People
from service.security.ended import EndedInMemory
from service.security.hosts import is_local
from service.security.openid import Provider
from service.security.rates import Rates
from service.security.secret import session_secret
from service.security.sessions import Cookies, EndedSessions, Sessions, Tokens
from service.settings import ServiceSettings


def guard_of(
    service: ServiceSettings, keys: Keys, people: People, ended: EndedSessions | None = None
) -> Guard:
    """Return the guard of *service*; without *ended*, only this process knows which sessions were.

    Raises:
        InputError: if the session secret can't be used.
    """
    secret = session_secret(service)
    cookies = Cookies(secret, "brandcheck", secure=is_https(service))
    return Guard(
        keys=keys,
        people=people,
        sessions=Sessions(cookies, ended if ended is not None else EndedInMemory()),
        tokens=Tokens(secret),
        rates=Rates(service.requests_per_minute),
        lets_local_in=is_local(service) and not service.openid.issuer,
        public_origin=origin_of(service),
    )


def provider_of(service: ServiceSettings) -> Provider | None:
    """Return the provider by which people sign in to *service*; none where none is set.

    Raises:
        InputError: if the session secret can't be used, or the provider would not know where to send people
        back to.
    """
    if not service.openid.issuer:
        return None
    if not service.openid.client_id:
        raise InputError(
            "BRANDCHECK_SERVICE__OPENID__CLIENT_ID is missing: the name that the provider gave us."
        )
    if not (service.public_url or is_local(service)):
        raise InputError(
            "BRANDCHECK_SERVICE__PUBLIC_URL is missing: the provider sends people back to it after sign-in."
        )
    return Provider(
        service.openid, Cookies(session_secret(service), "brandcheck-departure", secure=is_https(service))
    )


def origin_of(service: ServiceSettings) -> str:
    """Return the origin of the public address (RFC 6454), in lower case; empty where none is set."""
    parts = urlsplit(service.public_url)
    return f"{parts.scheme}://{parts.netloc}".lower() if parts.netloc else ""


def is_https(service: ServiceSettings) -> bool:
    """Return whether browsers reach *service* by https."""
    return urlsplit(service.public_url).scheme == "https"


def refuse_open(service: ServiceSettings, *, has_keys: bool) -> None:
    """Return if nobody unknown can do anything.

    Raises:
        InputError: if *service* can be reached from outside, and there is neither a key nor a sign-in.
    """
    if is_local(service) or has_keys or service.openid.issuer:
        return
    where = service.public_url or f"{service.host}, which others can reach"
    raise InputError(
        f"The service is to be open on {where}, and everybody could do everything. Make a key with "
        "“brandcheck keys create”, or set up sign-in with BRANDCHECK_SERVICE__OPENID__ISSUER, …__CLIENT_ID, "
        "…__CLIENT_SECRET and …__ROLES."
    )
