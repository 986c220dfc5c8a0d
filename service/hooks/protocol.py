"""What a connector is: the one thing to write for another content management system.

A connector does no input or output. Where it needs an answer from its system it yields a request and gets the
answer back, so that the same guarded, bounded client serves all of them, and so that a test needs no network.
"""

from collections.abc import Generator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple, Protocol, TypeVar

from pydantic import JsonValue

from checker.domain import Severity, Verdict
from service.nouns import Moment
from service.nouns.checks import Counts
from service.nouns.hooks import FieldKind, Hook, System

T = TypeVar("T")


class Refused(Exception):
    """A delivery that its sender did not sign, or signed too long ago; its text says which."""


class Malformed(Exception):
    """A delivery that is not what its system sends; its text says what is missing and where."""


@dataclass(frozen=True)
class Received:
    """A request as it came in."""

    method: str
    url: str
    """The whole address as the sender knows it: public origin, path and query."""
    headers: Mapping[str, str]
    """Names in lower case."""
    body: bytes
    """The raw bytes, before anything was read in them."""
    at: Moment


@dataclass(frozen=True)
class Event:
    """One thing that happened, out of a delivery."""

    id: str
    """The sender's name for it, the same when it is sent again; a digest of the body where it has none."""
    name: str
    """What happened, in the system's own words: `entry.publish`."""
    document: str
    """What it happened to: the same for all versions of a document, and of no other system's."""
    is_publish: bool = True
    """Whether it means *published*."""
    content: JsonValue = None
    """What was published; none where it must be fetched."""
    version: str = ""
    """Sorts after those of earlier versions of the same document; empty where the system does not say."""
    facts: Mapping[str, str] = field(default_factory=dict)
    """What `content` and `write_back` need to know again, such as ids; kept with the delivery."""


@dataclass(frozen=True)
class Outgoing:
    """A request to the system."""

    method: str
    url: str
    headers: Mapping[str, str] = field(default_factory=dict)
    body: bytes = b""


class Answered(NamedTuple):
    """The system's answer to it."""

    status: int
    body: bytes
    """Of what was sent, two megabytes at most."""

    @property
    def is_success(self) -> bool:
        """Return whether the status is 2xx."""
        return 200 <= self.status < 300  # noqa: PLR2004 - RFC 9110 §15.3


class CallFailed(Exception):
    """An answer with which a conversation can't go on; its text says what was asked and what came."""

    def __init__(self, says: str, status: int | None = None) -> None:
        """Keep what happened; 408, 425, 429 and 5xx are tried again, others are not."""
        super().__init__(says)
        self.status = status


Conversation = Generator[Outgoing, Answered, T]
"""Requests out, answers in, and a result at the end."""


@dataclass(frozen=True)
class Sample:
    """A delivery as the system would send it, for trying a hook out."""

    received: Received
    """Signed, arrived when it was signed; its event means *published*."""
    content: JsonValue = None
    """What `content` would fetch, where the delivery does not hold it: for a sample nothing is fetched."""


@dataclass(frozen=True)
class FieldText:
    """The text of one field."""

    path: str
    """A JSON pointer into the content."""
    name: str
    kind: FieldKind
    text: str
    is_title: bool = False


@dataclass(frozen=True)
class Version:
    """What is checked: one document in one locale."""

    locale: str
    """As the system names it; empty where it has only one."""
    fields: Sequence[FieldText]
    title: str = ""
    url: str = ""
    """Where readers find it; empty where that is not known."""
    labels: Mapping[str, str] = field(default_factory=dict)
    """What else is known: `author`, `date`, `type`."""


@dataclass(frozen=True)
class Remark:
    """A finding, as it is written back."""

    severity: Severity
    guideline: str
    field: str
    """The path of the field; empty where the finding is about the whole."""
    quote: str
    says: str
    suggestion: str = ""


@dataclass(frozen=True)
class Outcome:
    """What was found out about one version, or that it could not be checked."""

    check: str
    verdict: Verdict | None
    """None where the check failed."""
    score: int | None
    counts: Counts
    problem: str
    url: str
    """The report's address."""
    locale: str
    at: Moment
    remarks: Sequence[Remark] = ()
    """The worst first, twenty at most."""


class Connector(Protocol):
    """A module that knows one system."""

    SYSTEM: System

    def verify(self, received: Received, secrets: Sequence[str], *, window: float) -> None:
        """Return if *received* was signed with one of *secrets* within *window* seconds of its arrival.

        Compares in constant time (`hmac.compare_digest`), tries all secrets, and looks at raw bytes only.

        Raises:
            Refused: if it was not.
        """
        ...

    def events(self, received: Received, hook: Hook) -> tuple[Event, ...]:
        """Return what happened, one event or more.

        Raises:
            Malformed: if the body is not what the system sends.
        """
        ...

    def content(self, event: Event, hook: Hook, token: str) -> Conversation[JsonValue]:
        """Return what was published, fetched by id where the delivery did not hold it; none where it is gone.

        Raises:
            CallFailed: if it can't be had.
        """
        ...

    def versions(self, content: JsonValue, event: Event, hook: Hook) -> tuple[Version, ...]:
        """Return what is to be checked, one for each locale; none where there is no prose.

        Raises:
            Malformed: if the content is not what the system sends, or a path of the hook is no path.
        """
        ...

    def write_back(self, outcome: Outcome, event: Event, hook: Hook, token: str) -> Conversation[str]:
        """Write the verdict into the system, and return what was written, for people; idempotent.

        Raises:
            CallFailed: if it can't be written.
        """
        ...

    def sample(self, hook: Hook, secret: str, url: str, at: Moment) -> Sample:
        """Return a delivery with a sentence or two of prose, as the system would send it to *url*, signed."""
        ...
