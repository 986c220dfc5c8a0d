"""The service's own nouns: who calls, what is kept, and how far a check has come.

What a check finds out are the checker's nouns (`checker.domain`); these are about people and records.
Times are aware and in UTC. Identifiers are UUIDs of version 7 (RFC 9562) in hexadecimal: they sort by time.
"""

import datetime
from enum import StrEnum
from typing import Literal

from pydantic import Field, JsonValue

from checker.domain import Noun, Verdict

Moment = datetime.datetime


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


class Draft(Noun):
    """What somebody wants checked."""

    name: str
    """A file's name, or what to call the text."""
    content: bytes
    """The file's bytes; a text in UTF-8."""
    kit: str
    """The kit's id."""
    team: str = ""
    channel: str = ""
    audience: str = ""
    labels: dict[str, str] = Field(default_factory=dict)
    """What else tells it apart: `region`, `agency`, `author`, `readers`, …"""
    document: str = ""
    """The caller's own name for the document, such as a CMS's id; drafts with the same are its versions."""
    judged: bool = True
    """Whether the language model is asked too, where one is set and the team's drafts may leave."""


class State(StrEnum):
    """How far a check has come."""

    WAITING = "waiting"
    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"


class Progress(Noun):
    """How much of a draft has been looked at."""

    step: Literal["waiting", "reading", "offline", "judge", "done"]
    done: int = 0
    """Passages looked at in this step."""
    of: int = 0
    """Passages in all; 0 while that is not known."""


class Counts(Noun):
    """Findings that count, by severity."""

    error: int = 0
    warning: int = 0
    suggestion: int = 0


class Check(Noun):
    """One check of one draft, without its report: a line in a list."""

    id: str
    document: str
    """The document that the draft is a version of."""
    state: State
    source: str
    """The file's name, or what the text was called."""
    title: str = ""
    kit: str
    kit_version: int
    """The number of the kit's published version that it was held against."""
    team: str = ""
    channel: str = ""
    audience: str = ""
    labels: dict[str, str] = Field(default_factory=dict)
    by: str
    """The name of who asked for it."""
    by_id: str = ""
    """Their `Identity.id`; names are not unique."""
    created: Moment
    finished: Moment | None = None
    verdict: Verdict | None = None
    """None until it is done."""
    score: int | None = None
    counts: Counts = Counts()
    lead_message: str | None = None
    progress: Progress = Progress(step="waiting")
    problem: str = ""
    """Why it failed, and what to do."""
    is_kept: bool = True
    """Whether the draft itself is still there; after its team's retention only the figures are."""


class CheckQuery(Noun):
    """Which checks to list, newest first."""

    kit: str = ""
    team: str = ""
    channel: str = ""
    document: str = ""
    verdict: Verdict | None = None
    state: State | None = None
    since: datetime.date | None = None
    until: datetime.date | None = None
    """The last day, included."""
    text: str = ""
    """Words in the title or the source."""
    limit: int = Field(default=50, ge=1, le=200)
    cursor: str = ""
    """Where the page before ended; empty for the first."""


class KitState(StrEnum):
    """What a version of a kit is."""

    DRAFT = "draft"
    PUBLISHED = "published"
    RETIRED = "retired"


class Kit(Noun):
    """A kit as a list shows it."""

    id: str
    """A short name in kebab-case, unique."""
    brand: str
    published: int | None = None
    """The number of the version that drafts are held against; none until one is published."""
    draft: int | None = None
    """The number of the version that is being edited."""
    guidelines: int = 0
    """Guidelines of the published version, or of the draft where none is."""
    updated: Moment


class KitVersion(Noun):
    """One version of a kit, with its YAML."""

    kit: str
    number: int
    state: KitState
    source: str
    """The kit's YAML, whole."""
    digest: str
    """SHA-256 of *source*, in hexadecimal; the ETag."""
    by: str
    created: Moment
    published: Moment | None = None
    note: str = ""
    """What changed, in the author's words."""
    guide: str = ""
    """The text of the guide that it was imported from."""


class Feedback(Noun):
    """What somebody thinks of a finding."""

    id: str
    check: str
    finding: str
    """The finding's fingerprint."""
    verdict: Literal["right", "wrong"]
    reason: str = ""
    by: str
    created: Moment


class WaiverRecord(Noun):
    """A finding that somebody answers for."""

    id: str
    kit: str
    finding: str = ""
    """The fingerprint, for one finding in one document; or *guideline* with *quote*, for any document."""
    document: str = ""
    """With *finding*: the document in which it is accepted."""
    guideline: str = ""
    quote: str = ""
    owner: str
    """Who accepted it."""
    reason: str
    expires: datetime.date
    """The last day on which it holds."""
    created: Moment
    ended: Moment | None = None
    """When somebody took it back."""


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


class Change(Noun):
    """A stored document whose verdict another version of the kit would change."""

    check: str
    title: str
    team: str
    before: Verdict
    after: Verdict
    new: int
    """Findings that it would have and has not."""
    gone: int


class Impact(Noun):
    """What publishing a version would do to the stored documents."""

    of: int
    """Documents that were checked again."""
    left_out: int = 0
    """Documents whose draft is no longer there, or that are past the limit."""
    changes: tuple[Change, ...] = ()
