"""Sessions of people who signed in: a signed cookie that says who, since when, and when last.

The cookie holds no rights: what somebody may do is looked up at each request, so that a role taken away is
gone at once. A session ends after `IDLE` without a request, after `LONGEST` in any case, and when somebody
signs out.
"""

import datetime
import hashlib
import secrets
from collections.abc import Callable
from http.cookies import SimpleCookie
from typing import Protocol

from itsdangerous import BadSignature, Signer, URLSafeSerializer
from pydantic import ValidationError

from checker.domain import Noun
from service.nouns import Moment

IDLE = datetime.timedelta(hours=2)
"""Time without a request after which one has to sign in again."""
LONGEST = datetime.timedelta(hours=12)
"""Time after which one has to sign in again, however busy."""
RENEWAL = datetime.timedelta(minutes=5)
"""How old the time of the last request in a cookie may be before the cookie is written anew."""


class Session(Noun):
    """A person's session."""

    id: str
    """256 random bits; another one after every sign-in."""
    subject: str
    """Whose it is."""
    started: Moment
    seen: Moment
    """The last request, `RENEWAL` at most before it really was."""


class EndedSessions(Protocol):
    """Remembers which sessions were signed out, where all processes that share them see it."""

    def add(self, session: str, until: Moment) -> None:
        """Remember that the *session* has ended; nobody asks after *until*."""
        ...

    def __contains__(self, session: object) -> bool:
        """Return whether the *session* has ended."""
        ...


class Cookies:
    """Writes and reads one signed cookie.

    On https its name begins with `__Host-`: a browser then takes it only over https, for this very host, and
    nobody beside can set it (RFC 6265bis §4.1.3.2).
    """

    def __init__(self, secret: str, name: str, *, secure: bool) -> None:
        """Sign with *secret*; *secure* where the service is reached by https."""
        self.name = f"__Host-{name}" if secure else name
        self._secure = secure
        self._signer = URLSafeSerializer(
            secret,
            salt=f"brandcheck.cookie.{name}",
            signer_kwargs={"digest_method": hashlib.sha256, "key_derivation": "hmac"},
        )

    def write(self, value: dict[str, str], lasts: datetime.timedelta | None = None) -> str:
        """Return the header `Set-Cookie` with *value*; until the browser closes where nothing *lasts*."""
        return self._header(self._signer.dumps(value), lasts)

    def clear(self) -> str:
        """Return the header that removes the cookie."""
        return self._header("", datetime.timedelta(0))

    def read(self, text: str) -> object:
        """Return the value in a cookie's *text*; none where it isn't ours, or was changed."""
        try:
            value: object = self._signer.loads(text)
        except BadSignature:
            return None
        return value

    def _header(self, text: str, lasts: datetime.timedelta | None) -> str:
        cookie: SimpleCookie = SimpleCookie({self.name: text})
        morsel = cookie[self.name]
        morsel["path"], morsel["httponly"], morsel["samesite"] = "/", True, "Lax"
        if self._secure:
            morsel["secure"] = True
        if lasts is not None:
            morsel["max-age"] = str(round(lasts.total_seconds()))
        return morsel.OutputString()


class Sessions:
    """Begins, recognises, renews and ends sessions."""

    def __init__(
        self,
        cookies: Cookies,
        ended: EndedSessions,
        now: Callable[[], Moment] = lambda: datetime.datetime.now(datetime.UTC),
    ) -> None:
        """Keep them in *cookies* and the ended ones in *ended*; *now* returns the time with its zone."""
        self.cookies, self._ended, self._now = cookies, ended, now

    def begin(self, subject: str) -> Session:
        """Return a new session of *subject*, whatever the browser had before."""
        now = self._now()
        return Session(id=secrets.token_urlsafe(32), subject=subject, started=now, seen=now)

    def find(self, text: str) -> Session | None:
        """Return the session that a cookie's *text* names; none where it is not ours, or over."""
        try:
            session = Session.model_validate(self.cookies.read(text))
        except ValidationError:
            return None
        now = self._now()
        is_over = now - session.seen > IDLE or now - session.started > LONGEST
        return None if is_over or session.id in self._ended else session

    def renewed(self, session: Session) -> Session | None:
        """Return *session* as it is now where its cookie has to be written anew."""
        now = self._now()
        return session.model_copy(update={"seen": now}) if now - session.seen > RENEWAL else None

    def cookie(self, session: Session) -> str:
        """Return the header that gives *session* to a browser."""
        return self.cookies.write(session.model_dump(mode="json"))

    def end(self, session: Session) -> None:
        """End *session*, for whoever has kept a copy of its cookie too."""
        self._ended.add(session.id, session.started + LONGEST)


class Tokens:
    """Tokens that show that a form came from a page of ours: bound to the session, or to the local user."""

    def __init__(self, secret: str) -> None:
        """Make them with *secret*."""
        self._signer = Signer(
            secret, salt="brandcheck.forgery", digest_method=hashlib.sha256, key_derivation="hmac"
        )

    def of(self, whose: str) -> str:
        """Return the token of *whose*: a session's id, or the local user's."""
        return self._signer.get_signature(whose).decode()

    def fit(self, token: str, whose: str) -> bool:
        """Return whether *token* is that of *whose*, in a time that tells nothing."""
        return secrets.compare_digest(token.encode(), self.of(whose).encode())
