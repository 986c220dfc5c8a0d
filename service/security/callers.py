"""Who makes a request: a program by its key, a person by a session, or the user of this machine.

They are recognised before the body is read, so that nobody unknown can send one.
"""

from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import dataclass
from http import HTTPStatus
from typing import Protocol

from anyio.to_thread import run_sync
from starlette.datastructures import MutableHeaders
from starlette.requests import HTTPConnection
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from checker.errors import CheckerError
from service.nouns import LOCAL, ApiKey, Identity, Person
from service.problems import Problem, problem_of
from service.security.answers import NOT_SIGNED_IN, refuse
from service.security.rates import Rates
from service.security.senders import Senders, delivery_to
from service.security.sessions import Session, Sessions, Tokens

FORWARDED = ("forwarded", "x-forwarded-for", "x-forwarded-host", "x-real-ip")
"""What proxies add; a request with any of them does not come from this machine's user."""
STATIC = "/static/"
"""Files for everybody: nobody is recognised there, and nothing counted."""
PROBES = frozenset({"/healthz", "/readyz"})
"""Asked by machines, often, that know only an address; what they are told is worth no secret."""
SAFE = frozenset({"GET", "HEAD", "OPTIONS"})
"""Methods that change nothing."""


class Keys(Protocol):
    """Knows the keys."""

    def find(self, secret: str) -> ApiKey | None:
        """Return the key with that *secret*, if it holds."""
        ...


class People(Protocol):
    """Knows who signed in."""

    def get(self, subject: str) -> Person | None:
        """Return the person whom the provider calls *subject*."""
        ...


@dataclass(frozen=True)
class Caller:
    """Who makes a request, and by which session."""

    identity: Identity | None = None
    """None for somebody unknown."""
    session: Session | None = None


@dataclass(frozen=True)
class Guard:
    """What is needed to recognise callers."""

    keys: Keys
    people: People
    sessions: Sessions
    tokens: Tokens
    rates: Rates
    lets_local_in: bool
    """Whether whoever asks on this machine is its user, who need not sign in."""
    public_origin: str = ""
    """How others reach the service, as `https://brandcheck.example.com`."""

    def recognise(self, connection: HTTPConnection) -> Caller:
        """Return who makes a request.

        Raises:
            Problem: if there is a key that does not hold.
            RecordsUnavailable: if the keys or people can't be looked up.
        """
        scheme, _, secret = connection.headers.get("authorization", "").partition(" ")
        if scheme.lower() == "bearer":
            return Caller(self._program(secret.strip()))
        cookie = connection.cookies.get(self.sessions.cookies.name, "")
        session = self.sessions.find(cookie) if cookie else None
        if session and (person := self.people.get(session.subject)):
            return Caller(identity_of(person), session)
        is_here = self.lets_local_in and not any(name in connection.headers for name in FORWARDED)
        return Caller(LOCAL if is_here else None)

    def _program(self, secret: str) -> Identity:
        key = self.keys.find(secret)
        if key is None:
            raise _wrong_key()
        return Identity(kind="key", id=key.id, name=key.name, scopes=key.scopes)


def identity_of(person: Person) -> Identity:
    """Return *person* as who makes a request."""
    return Identity(kind="person", id=person.subject, name=person.name, scopes=person.role.scopes)


def caller_of(connection: HTTPConnection) -> Caller:
    """Return who makes a request, as it was recognised."""
    caller: Caller = getattr(connection.state, "caller", Caller())
    return caller


class Recognition:
    """Recognises callers, counts their requests, and lets nobody unknown send anything."""

    def __init__(self, app: ASGIApp, guard: Guard) -> None:
        """Pass to *app* whom *guard* knows, and those who only look."""
        self._app, self._guard = app, guard
        self._senders = Senders(app, guard.rates)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on with its caller, or refuse it."""
        if scope["type"] != "http" or scope["path"].startswith(STATIC) or scope["path"] in PROBES:
            return await self._app(scope, receive, send)
        if delivery_to(scope) is not None:
            return await self._senders(scope, receive, send)
        with ExitStack() as turn:
            try:
                caller = await self._admitted(HTTPConnection(scope), turn)
            except Problem as problem:
                return await refuse(problem, scope, receive, send)
            except CheckerError as error:
                return await refuse(problem_of(error), scope, receive, send)
            scope.setdefault("state", {})["caller"] = caller
            return await self._app(scope, receive, self._renewing(caller, send))

    async def _admitted(self, connection: HTTPConnection, turn: ExitStack) -> Caller:
        """Return who makes a request, which is counted until *turn* ends; the local user's are not."""
        address = connection.client.host if connection.client else ""
        caller, rates = await self._recognised(connection, address), self._guard.rates
        who = caller.identity
        if who is None or who.kind != "local":
            name = f"{who.kind} {who.id}" if who else f"address {address}"
            rates.count(name)
            turn.enter_context(rates.turn(name))
        if who is None and connection.scope["method"] not in SAFE:
            raise unknown()
        return caller

    async def _recognised(self, connection: HTTPConnection, address: str) -> Caller:
        """Return who makes a request; sessions are signed, so that wrong keys keep nobody's session out."""
        headers = connection.headers
        if "authorization" in headers:
            self._guard.rates.admit(address)
        elif "cookie" not in headers:
            return self._guard.recognise(connection)
        return await run_sync(self._looked_up, connection, address)

    def _looked_up(self, connection: HTTPConnection, address: str) -> Caller:
        try:
            return self._guard.recognise(connection)
        except Problem:
            self._guard.rates.fail(address)
            raise

    def _renewing(self, caller: Caller, send: Send) -> Send:
        """Return *send*, which writes the session's cookie anew where it is time to."""
        sessions = self._guard.sessions
        renewed = sessions.renewed(caller.session) if caller.session else None
        if renewed is None:
            return send
        return _adding(send, sessions.cookies.name, lambda: sessions.cookie(renewed))


def _adding(send: Send, name: str, cookie: Callable[[], str]) -> Send:
    async def sending(message: Message) -> None:
        if message["type"] == "http.response.start":
            headers = MutableHeaders(scope=message)
            if not any(text.startswith(f"{name}=") for text in headers.getlist("set-cookie")):
                headers.append("set-cookie", cookie())
        await send(message)

    return sending


def unknown() -> Problem:
    """Return the problem that nobody known asks."""
    return Problem(
        HTTPStatus.UNAUTHORIZED,
        NOT_SIGNED_IN,
        "Sign in first, or send a key as “Authorization: Bearer …”.",
        WWW_Authenticate="Bearer",
    )


def _wrong_key() -> Problem:
    return Problem(
        HTTPStatus.UNAUTHORIZED,
        "wrong-key",
        "This key is not known here, has expired or was revoked. Ask whoever runs the service for another.",
        WWW_Authenticate='Bearer error="invalid_token"',
    )
