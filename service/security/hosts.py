"""Which names the service answers to, and what a client of this machine is.

A page of somebody else can make a browser ask `http://127.0.0.1:8000` under a name of its own (DNS
rebinding); what it can't do is to make the browser call that name `localhost`. So the name is looked at
before all else.
"""

import ipaddress
import re
from dataclasses import dataclass
from http import HTTPStatus
from urllib.parse import urlsplit

from starlette.datastructures import Headers
from starlette.types import ASGIApp, Receive, Scope, Send

from service.problems import Problem
from service.security.answers import refuse
from service.security.callers import PROBES
from service.settings import ServiceSettings

LOOPBACK = ("localhost", "127.0.0.1", "::1")
"""What browsers call this machine."""
HOST = re.compile(r"(?P<name>\[[0-9a-f:.]+\]|[a-z0-9._-]+)(:[0-9]+)?")
"""A name or an address, and perhaps a port (RFC 9110 §7.2)."""


def is_loopback(host: str) -> bool:
    """Return whether only this machine reaches *host*, a name or an address to listen on."""
    try:
        return ipaddress.ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return host.lower() == "localhost"


def is_local(service: ServiceSettings) -> bool:
    """Return whether nobody but the user of this machine reaches the service, as far as is known."""
    outside = urlsplit(service.public_url).hostname
    return is_loopback(service.host) and (outside is None or is_loopback(outside))


@dataclass(frozen=True)
class Names:
    """The names that the service answers to."""

    hosts: frozenset[str]
    """In lower case, without port; empty where any will do."""

    @classmethod
    def of(cls, service: ServiceSettings) -> "Names":
        """Return the names of *service*: loopback's, the one it listens on, and the public one.

        One that listens on other addresses and was not told its public name answers to any: nobody gets in
        there without a key, which no browser sends by itself.
        """
        public = urlsplit(service.public_url).hostname
        if not is_loopback(service.host) and public is None:
            return cls(frozenset())
        return cls(frozenset(name.lower() for name in (*LOOPBACK, service.host, public) if name))

    def include(self, host: str) -> bool:
        """Return whether *host*, as the header of that name gives it, is one of them."""
        found = HOST.fullmatch(host.lower())
        return found is not None and (not self.hosts or found["name"].strip("[]") in self.hosts)


class HostCheck:
    """Refuses requests that call the service by a name that is not its own.

    With 400, not 421, after which clients may send the request once more (RFC 9110, 15.5.20), and some do.
    """

    def __init__(self, app: ASGIApp, names: Names) -> None:
        """Answer with *app* to *names*."""
        self._app, self._names = app, names

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on, or refuse it."""
        if scope["type"] != "http" or scope["path"] in PROBES:
            return await self._app(scope, receive, send)
        hosts = Headers(scope=scope).getlist("host")
        if len(hosts) == 1 and self._names.include(hosts[0]):
            return await self._app(scope, receive, send)
        return await refuse(_wrong_name(), scope, receive, send)


def _wrong_name() -> Problem:
    return Problem(
        HTTPStatus.BAD_REQUEST,
        "wrong-host",
        "This service does not go by that name. Use the address that it was started with, or set "
        "BRANDCHECK_SERVICE__PUBLIC_URL to the one that you use.",
    )
