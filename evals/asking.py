"""Asking for recordings: which questions are open, and putting them all at once to whoever answers."""

import threading
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from queue import SimpleQueue
from typing import NamedTuple

from checker.asking import Model, Question
from checker.domain import Noun
from checker.errors import ModelFailed
from evals.labels import Brand, Case
from evals.recordings import Recording, Recordings, Tally, recording_of

Pose = Callable[[Case, int], Tally]
"""Runs the pipeline on a case with the recordings, as the sample with that number, and returns the tally."""
MOST = 400
"""Questions that wait for an answer at the same time; each holds a connection open."""
BROKEN = "the thread that asked broke off"


class Open(NamedTuple):
    """A question without an answer."""

    case: Case
    question: Question[Noun]

    @property
    def key(self) -> str:
        """Return what tells it from any other."""
        return f"{self.case.brand} {self.question.digest}"


class Outdated(NamedTuple):
    """An answer to a question that is no longer asked."""

    brand: str
    recording: Recording


class Survey(NamedTuple):
    """What the pipeline asks about some brands' drafts now, beside what is recorded."""

    answered: int
    """Questions that have a recording."""
    open: tuple[Open, ...]
    outdated: tuple[Outdated, ...]


class Asked(NamedTuple):
    """What became of one question that was put."""

    open: Open
    failure: str
    """Why there is no answer; empty where there is one."""

    def __str__(self) -> str:
        """Return the draft and what became of the question."""
        said = f"no answer: {self.failure}" if self.failure else "recorded"
        return f"{self.open.case.brand} {self.open.case.id}: {said}"


@dataclass(frozen=True)
class Desk:
    """Where questions about some brands' drafts come from, and where the answers go."""

    brands: tuple[Brand, ...]
    recordings: Recordings
    pose: Pose
    samples: int = 1
    """How often each question is asked."""

    def survey(self) -> Survey:
        """Return what is asked now; recordings of samples that are not asked for are not outdated."""
        used: set[tuple[str, str]] = set()
        questions: list[Open] = []
        for case in (case for brand in self.brands for case in brand.cases):
            for tally in (self.pose(case, sample) for sample in range(self.samples)):
                used |= {(case.brand, recording.question) for recording in tally.replayed}
                questions += (Open(case, question) for question in tally.open)
        return Survey(len(used), tuple(questions), tuple(self._outdated(used)))

    def _outdated(self, used: set[tuple[str, str]]) -> Iterator[Outdated]:
        for brand in self.brands:
            for recording in self.recordings.all(brand.name):
                is_used = (brand.name, recording.question) in used
                if not is_used and recording.sample < self.samples:
                    yield Outdated(brand.name, recording)

    def ask_all(self, found: Survey, model: Model, *, by: str, tell: Callable[[str], None]) -> Survey:
        """Ask *model* what is open, and what its answers lead to; return what is open then."""
        put_already: set[str] = set()
        while wanted := [each for each in found.open if each.key not in put_already]:
            put_already |= {each.key for each in wanted}
            for number, asked in enumerate(put(wanted, model, self.recordings, by=by), start=1):
                tell(f"{number} of {len(wanted)}: {asked}")
            found = self.survey()
        return found

    def prune(self, found: Survey) -> None:
        """Drop the recordings that *found* calls outdated."""
        for brand in sorted({each.brand for each in found.outdated}):
            self.recordings.drop(brand, [each.recording for each in found.outdated if each.brand == brand])


def put(questions: Sequence[Open], model: Model, recordings: Recordings, *, by: str) -> Iterator[Asked]:
    """Ask *model* all *questions* at once, keep each answer as it comes, and yield what became of each.

    The threads die with the process: an interrupted run has lost only what had no answer yet.
    """
    done: SimpleQueue[Asked] = SimpleQueue()
    places = threading.BoundedSemaphore(MOST)

    def ask(open_: Open) -> None:
        failure = BROKEN
        try:
            with places:
                failure = _failure(open_, model, recordings, by)
        finally:
            done.put(Asked(open_, failure))

    for each in questions:
        threading.Thread(target=ask, args=(each,), daemon=True).start()
    for _ in questions:
        yield done.get()


def _failure(open_: Open, model: Model, recordings: Recordings, by: str) -> str:
    """Keep the answer to *open_*; return why there is none."""
    try:
        reply = model.ask(open_.question)
    except ModelFailed as error:
        return str(error) or type(error).__name__
    recordings.add(open_.case.brand, recording_of(open_.question, reply, draft=open_.case.id, by=by))
    return ""
