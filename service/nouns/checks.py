"""A draft, its check, how far that has come, and what people think of its findings."""

import datetime
from enum import StrEnum
from typing import Literal

from pydantic import Field

from checker.domain import Noun, Verdict
from service.nouns.moments import Moment

OF_HOOK = "hook:"
"""How the `Identity.id` of a hook begins."""
OF_TEST = f"{OF_HOOK}test:"
"""The same where a hook is tried out; no hook's name has a colon."""


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
    CANCELLED = "cancelled"
    """Its batch was cancelled before its turn came."""


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
    """Why it failed, and what to do; or why it waits."""
    is_kept: bool = True
    """Whether the draft itself is still there; after its team's retention only the figures are."""
    batch: str | None = None
    """The batch that it came in; none where it came alone."""
    position: int | None = None
    """Its place in the batch, from 0."""

    @property
    def is_of_hook(self) -> bool:
        """Return whether it was made of what a system sent to a hook, so that nobody waits before a page."""
        return self.by_id.startswith(OF_HOOK)

    @property
    def is_test(self) -> bool:
        """Return whether it was made to try a hook out: nobody is told of it, and it counts nowhere."""
        return self.by_id.startswith(OF_TEST)

    @property
    def is_single(self) -> bool:
        """Return whether somebody may be waiting for it alone."""
        return self.batch is None and not self.is_of_hook


class CheckQuery(Noun):
    """Which checks to list, newest first."""

    kit: str = ""
    team: str = ""
    channel: str = ""
    document: str = ""
    verdict: Verdict | None = None
    state: State | None = None
    batch: str = ""
    since: datetime.date | None = None
    until: datetime.date | None = None
    """The last day, included."""
    text: str = ""
    """Words in the title or the source."""
    limit: int = Field(default=50, ge=1, le=200)
    cursor: str = ""
    """Where the page before ended; empty for the first."""


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
