"""Who calls, what they may do, and what they changed."""

from enum import StrEnum
from typing import Literal

from pydantic import Field, JsonValue

from checker.domain import Noun
from service.nouns.moments import Moment


class Scope(StrEnum):
    """What somebody may do."""

    READ = "read"
    """See reports, kits and waivers."""
    CHECK = "check"
    """Check drafts, judge findings right or wrong, ask for a rewrite, delete one's own checks."""
    KITS = "kits"
    """Edit, publish and import kits; waive findings."""
    ADMIN = "admin"
    """Keys, teams, retention, erasure, the audit log."""


class Role(StrEnum):
    """What a person is here for."""

    WRITER = "writer"
    BRAND_MANAGER = "brand-manager"
    ADMIN = "admin"

    @property
    def scopes(self) -> frozenset[Scope]:
        """Return what the role may do."""
        return {
            Role.WRITER: frozenset({Scope.READ, Scope.CHECK}),
            Role.BRAND_MANAGER: frozenset({Scope.READ, Scope.CHECK, Scope.KITS}),
            Role.ADMIN: frozenset(Scope),
        }[self]


class Identity(Noun):
    """Whoever makes a request."""

    kind: Literal["local", "person", "key"]
    id: str
    """`local`, a person's subject, or a key's id."""
    name: str
    """What others are shown."""
    scopes: frozenset[Scope]


LOCAL = Identity(kind="local", id="local", name="You", scopes=frozenset(Scope))
"""The one user of a service on loopback without configuration."""


class ApiKey(Noun):
    """A key of a program, without its secret."""

    id: str
    name: str
    prefix: str
    """The first characters, by which people recognise it."""
    scopes: frozenset[Scope]
    created: Moment
    by: str
    expires: Moment | None = None
    last_used: Moment | None = None
    revoked: Moment | None = None

    def holds(self, now: Moment) -> bool:
        """Return whether it opens anything *now*."""
        return self.revoked is None and (self.expires is None or now < self.expires)


class Person(Noun):
    """Somebody who signed in."""

    subject: str
    """The issuer's name for them."""
    name: str
    email: str = ""
    role: Role
    last_seen: Moment


class Team(Noun):
    """What holds for the drafts of a team."""

    name: str
    retention_days: int | None = Field(default=None, ge=1)
    """Days after which drafts are deleted and figures kept; none for ever."""
    may_be_judged: bool = True
    """Whether its drafts may be sent to a language model."""


class AuditEntry(Noun):
    """One change, never altered afterwards."""

    id: str
    at: Moment
    who: str
    who_id: str = ""
    """Their `Identity.id`; names are not unique."""
    action: str
    """A verb and a noun: `publish kit`, `create key`, `end waiver`."""
    subject: str
    """The id of what was changed."""
    details: dict[str, JsonValue] = Field(default_factory=dict)
    """No draft text, no secrets."""
