"""What goes to a worker process and what comes back; nothing here needs the checker's models."""

import concurrent.futures
import logging
import os
import signal
import traceback
from collections.abc import Callable
from concurrent.futures import BrokenExecutor, Future
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

from pebble import ProcessExpired
from pydantic import ValidationError

from checker.domain import Checked
from checker.errors import CheckerError, UnreadableDocument
from checker.pipeline import Policy
from service.nouns import Progress

LOG = logging.getLogger(__name__)
FAULT = "A worker failed for a fault of ours, %s:\n%s"
"""What the log says of one."""
Tell = Callable[[Progress], None]
"""Takes how far a check has come."""
LOOKS = 0.1
"""Seconds between two looks at how far a worker is, where somebody wants to know."""


UNKNOWN = 255
"""What is told of how a worker ended whose own parent was killed, which alone knew."""
KILLED = (-signal.SIGKILL, -signal.SIGTERM, UNKNOWN) if os.name == "posix" else ()
"""How a worker ends that somebody has killed, the system where memory was short; no draft does that."""
KILLS = 3
"""Times that a draft is tried whose worker is killed."""


class Source(NamedTuple):
    """A kit as a task carries it."""

    id: str
    text: str
    """The kit's YAML, whole."""


class Task(NamedTuple):
    """What a worker is to check."""

    name: str
    content: bytes
    kit: Source
    policy: Policy
    notes: Path | None = None
    """The file in which the worker writes how far it is; none where nobody asks."""
    is_counted: bool = False
    """Whether the passages that are new to the worker are counted."""


class Outcome(NamedTuple):
    """What a worker found out."""

    checked: tuple[Checked, ...]
    new: int
    """Passages about which something had to be worked out; 0 where they were not to be counted."""


class NotYet(Exception):
    """A check is still under way."""


class Fault(CheckerError):
    """A fault of ours in a worker, without the words that were being looked at.

    Args:
        name: what kind of error it is.
        frames: where it was raised, for the log.
    """

    def __init__(self, name: str, frames: str) -> None:
        """Keep both; they are all that leaves the worker."""
        super().__init__(name, frames)
        self.name, self.frames = name, frames

    def __str__(self) -> str:
        """Return what people are told."""
        return f"A fault of Brandcheck's own ({self.name}). Please report it, with the log's lines."


class Begun:
    """A check under way in a worker process."""

    def __init__(self, task: Task, seconds: float, start: Callable[[], "Future[Outcome]"]) -> None:
        """Start it.

        Args:
            task: what is checked.
            seconds: the time after which the worker is stopped.
            start: hands the task to a worker; called again where the worker was found dead.
        """
        self._task, self._seconds, self._start = task, seconds, start
        self._times = 1
        self._future = start()

    def outcome(self, *, within: float | None = None, tell: Tell | None = None) -> Outcome:
        """Return what was found out, as soon as it is.

        Args:
            within: seconds to wait; as long as it takes where none are given.
            tell: takes how far the worker is, each time that it got further.

        Raises:
            NotYet: if it is not done *within* that time; ask again.
            InputError: if the draft or the kit can't be read, or the draft took its worker down.
            Fault: if something of ours is wrong.
        """
        if tell:
            self._follow(tell)
        if not concurrent.futures.wait([self._future], timeout=within).done:
            raise NotYet
        try:
            return self._result()
        except (BrokenExecutor, ProcessExpired) as error:
            self._require_again(error)
        self._times, self._future = self._times + 1, self._start()
        return self.outcome(within=within, tell=tell)

    def _follow(self, tell: Tell) -> None:
        """Tell how far the worker is until it is done, and what it said last."""
        last: Progress | None = None
        is_done = False
        while not is_done:
            is_done = bool(concurrent.futures.wait([self._future], timeout=LOOKS).done)
            now = progress_in(self._task.notes)
            if now and now != last:
                tell(now)
                last = now

    def _result(self) -> Outcome:
        if self._task.notes:
            self._task.notes.unlink(missing_ok=True)
        try:
            return self._future.result()
        except Fault as fault:
            LOG.error(FAULT, fault.name, fault.frames)  # noqa: TRY400 - its frames are the worker's
            raise
        except TimeoutError as error:
            raise self._refused(f"checking it takes longer than {self._seconds:g} seconds") from error

    def _require_again(self, error: BrokenExecutor | ProcessExpired) -> None:
        """Return if the draft is to be tried again after its worker was lost."""
        if isinstance(error, BrokenExecutor):
            if self._times > 1:
                raise Fault(type(error).__name__, "no worker can be started") from error
        elif error.exitcode not in KILLED or self._times >= KILLS:
            raise self._refused("reading it made the worker stop") from error

    def _refused(self, reason: str) -> UnreadableDocument:
        return UnreadableDocument(self._task.name, reason, "Split it, or save it again from its program.")


def fault_of(error: Exception) -> Fault:
    """Return *error* without its text, which may hold words of a draft."""
    return Fault(type(error).__name__, "".join(traceback.format_tb(error.__traceback__)))


def note(path: Path | None, progress: Progress) -> None:
    """Write *progress* to *path*, if there is one; that it can't be written stops nothing."""
    if path:
        with suppress(OSError):
            path.write_text(progress.model_dump_json(), encoding="utf-8")


def progress_in(path: Path | None) -> Progress | None:
    """Return the progress that a worker noted in *path*; none where there is nothing whole."""
    if path is None:
        return None
    try:
        return Progress.model_validate_json(path.read_bytes())
    except (OSError, ValidationError):
        return None
