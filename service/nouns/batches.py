"""Many drafts that were handed in together."""

from datetime import UTC
from enum import StrEnum

from pydantic import Field

from checker.domain import Noun, Verdict
from service.nouns.checks import Counts, Progress, State
from service.nouns.moments import Moment


class BatchState(StrEnum):
    """How far a batch has come."""

    RUNNING = "running"
    PAUSED = "paused"
    """Nothing more of it is begun until somebody resumes it."""
    CANCELLED = "cancelled"
    DONE = "done"
    """Every document is done, has failed or was cancelled."""


class NewBatch(Noun):
    """What holds for all documents of a batch, unless a document says otherwise of itself."""

    name: str = ""
    """What people call it."""
    kit: str
    """The kit's id."""
    team: str = ""
    """Guessed from folders' names, then from each document, where empty."""
    channel: str = ""
    audience: str = ""
    labels: dict[str, str] = Field(default_factory=dict)
    judged: bool = True
    """Whether the language model is asked too, where one is set and the team's drafts may leave."""
    callback: str = ""
    """A URL that is told, signed, when the batch is done."""
    notify: tuple[str, ...] = ()
    """Names of targets of notices that are told when the batch is done."""


class BatchCounts(Noun):
    """How many documents of a batch are in which state, and with which verdict."""

    waiting: int = 0
    running: int = 0
    done: int = 0
    failed: int = 0
    cancelled: int = 0
    passed: int = 0
    """Of those done: verdict `pass`."""
    not_passed: int = 0
    """Of those done: verdict `fail`."""
    incomplete: int = 0
    """Of those done: verdict `incomplete`."""
    unheard: int = 0
    """Of those done: whatever the verdict, a language model was silent; trying again takes them up."""

    @property
    def again(self) -> int:
        """Return how many documents trying again may help."""
        return self.failed + self.unheard

    @property
    def all(self) -> int:
        """Return how many documents there are, as far as they are recorded."""
        return self.waiting + self.running + self.over

    @property
    def over(self) -> int:
        """Return how many documents nothing more is done about."""
        return self.done + self.failed + self.cancelled


class Batch(Noun):
    """Documents that were handed in together."""

    id: str
    name: str
    state: BatchState
    kit: str
    kit_version: int
    team: str = ""
    channel: str = ""
    audience: str = ""
    labels: dict[str, str] = Field(default_factory=dict)
    judged: bool = True
    callback: str = ""
    notify: tuple[str, ...] = ()
    by: str
    """The name of who handed it in."""
    by_id: str = ""
    created: Moment
    finished: Moment | None = None
    is_whole: bool = True
    """Whether all its documents are recorded; false while uploads are still being taken apart."""
    notes: tuple[str, ...] = ()
    """What people should know of it, such as what was left out and why."""
    silent: Moment | None = None
    """Since when the language model does not answer; none while it does."""
    again: Moment | None = None
    """Where it is silent: when it is asked again; nothing of the batch is begun before."""
    counts: BatchCounts = BatchCounts()

    @property
    def waits(self) -> str:
        """Return a sentence on the language model that it waits for; empty where it waits for none."""
        if not (self.silent and self.again) or self.state is not BatchState.RUNNING:
            return ""
        since, again = (f"{when.astimezone(UTC):%H:%M} UTC" for when in (self.silent, self.again))
        return f"The language model has been silent since {since}; it is asked again at {again}."


class BatchItem(Noun):
    """One document of a batch, as a live table shows it; its `id` is that of its check."""

    id: str
    position: int
    """From 0."""
    source: str
    """The file's name, within its archive where it came in one."""
    title: str = ""
    team: str = ""
    channel: str = ""
    audience: str = ""
    state: State
    progress: Progress = Progress(step="waiting")
    verdict: Verdict | None = None
    score: int | None = None
    counts: Counts = Counts()
    lead_message: str | None = None
    problem: str = ""
    """Why it failed, and what to do; or why it waits."""
    finished: Moment | None = None
