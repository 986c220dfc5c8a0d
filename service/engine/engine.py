"""The engine: hands drafts to worker processes, and what they found out back."""

import datetime
import itertools
import os
import time
from collections.abc import Callable, Iterable
from concurrent.futures import BrokenExecutor, Future
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Concatenate, ParamSpec, TypeVar

from pebble import ProcessExpired

from checker.domain import Checked
from checker.errors import InputError, ModelUnavailable
from checker.pipeline import Policy
from checker.rewriting import Rewritten
from checker.settings import Settings
from service.engine import worker
from service.engine.lanes import Lanes
from service.engine.line import NOBODYS, Turn
from service.engine.rewriting import rewrite
from service.engine.task import Begun, Outcome, Source, Task, Tell
from service.engine.worker import Desk
from service.nouns import Draft, KitVersion
from service.settings import ServiceSettings

P = ParamSpec("P")
T = TypeVar("T")

GUIDE = 1_800.0
"""Seconds for which the language model may read a guide."""
MANY = {".csv", ".tsv", ".json", ".jsonl", ".ndjson", ".mbox"}
"""Suffixes of files that may hold many drafts."""
SECONDS_PER_MEGABYTE = 10.0
"""Time that such files get on top of the limit."""
PASTED = "Pasted text"
"""What a draft is called that is no file."""


class Engine:
    """Worker processes that check drafts: some offline, some that wait for the language model."""

    def __init__(self, settings: Settings, service: ServiceSettings) -> None:
        """Start the processes; they get ready by themselves.

        Args:
            settings: what drafts are checked with.
            service: how many processes there are.
        """
        self._settings = settings
        self._folder = TemporaryDirectory(prefix="brandcheck-engine-")
        self._numbers = itertools.count()
        self.judge_is_set = bool(settings.judge.model) and settings.judge.mode != "off"
        self._offline = Lanes(service.lanes or os.cpu_count() or 1, settings, kept=service.kept)
        judging = service.judging if self.judge_is_set else 0
        self._judging = Lanes(judging, settings, is_judging=True, kept=service.kept)
        self._getting_ready: tuple[Future[None], ...] = ()
        self.warm(())

    def warm(self, kits: Iterable[KitVersion]) -> None:
        """Have every process get ready for *kits*, which must load; `is_ready` says when they are."""
        sources, today = tuple(map(_source, kits)), _today()
        lanes = (*self._offline.all, *self._judging.all)
        self._getting_ready = tuple(lane.begin(None, worker.ready, sources, today) for lane in lanes)

    def is_ready(self) -> bool:
        """Return whether every process is ready to check drafts."""
        return all(future.done() and not future.exception() for future in self._getting_ready)

    @property
    def lanes(self) -> int:
        """Return how many drafts are checked offline at once."""
        return len(self._offline.all)

    @property
    def problem(self) -> str:
        """Return why the processes can't get ready; empty where they can, or are not ready yet."""
        failures = (future.exception() for future in self._getting_ready if future.done())
        return next((str(failure) for failure in failures if failure), "")

    def check(  # noqa: PLR0913 - what a check depends on
        self,
        draft: Draft,
        kit: KitVersion,
        policy: Policy,
        *,
        judged: bool = False,
        turn: Turn = NOBODYS,
        tell: Tell | None = None,
        timeout: float | None = None,
    ) -> tuple[Checked, ...]:
        """Return what is found out about *draft*: one report for each document in it, at least one.

        Args:
            draft: what is checked.
            kit: what it is held against.
            policy: on what terms.
            judged: whether the language model is asked as well.
            turn: on whose behalf, by which it is decided who is next.
            tell: takes how far the check has come.
            timeout: seconds for which the check may take; what the settings say where none are given.

        Raises:
            InputError: if the draft or the kit can't be read, or the draft took its process down.
            ModelUnavailable: if it is to be judged and no language model is set.
        """
        followed = bool(tell)
        begun = self.begin(
            draft, kit, policy, judged=judged, turn=turn, is_followed=followed, timeout=timeout
        )
        return begun.outcome(tell=tell).checked

    def live(self, text: str, kit: KitVersion, policy: Policy, *, lane: str) -> tuple[Checked, int]:
        """Return what is found out about *text*, and how many of its passages were not known from before.

        Raises:
            InputError: if it can't be read.
        """
        task = Task(PASTED, text.encode("utf-8", "replace"), _source(kit), policy, is_counted=True)
        seconds = self._settings.limits.seconds
        start = partial(self._begun_in, lane, seconds, task)
        outcome = Begun(task, seconds, start).outcome()
        return outcome.checked[0], outcome.new

    def begin(  # noqa: PLR0913 - what a check depends on
        self,
        draft: Draft,
        kit: KitVersion,
        policy: Policy,
        *,
        judged: bool = False,
        turn: Turn = NOBODYS,
        is_followed: bool = False,
        timeout: float | None = None,
    ) -> Begun:
        """Start what `check` does, and return at once; *is_followed* where its progress is to be told.

        Raises:
            ModelUnavailable: if it is to be judged and no language model is set.
        """
        notes = Path(self._folder.name) / f"{next(self._numbers)}" if is_followed else None
        task = Task(draft.name, draft.content, _source(kit), policy, notes)
        seconds = timeout or self._seconds(draft, is_judged=judged)
        if judged and not self.judge_is_set:
            raise ModelUnavailable("No language model is set. Set BRANDCHECK_JUDGE__MODEL and its key.")
        lanes = self._judging if judged else self._offline
        return Begun(task, seconds, lambda: lanes.begin(turn, seconds, worker.check, task))

    def work(self, function: Callable[Concatenate[Desk, P], T], *args: P.args, **_: P.kwargs) -> T:
        """Return what *function* makes of a worker's desk and *args*; it gets the time of a draft.

        For what is untrusted and no draft: kits, and guides that become kits.

        Args:
            function: what is called; it must be importable, and what it takes and returns must be picklable.
            args: what it is called with, after the desk.

        Raises:
            InputError: if it takes its process down or longer than a draft may; or whatever it raises.
        """
        return self._worked(self._offline, self._settings.limits.seconds, function, args)

    def judging_work(self, function: Callable[Concatenate[Desk, P], T], *args: P.args, **_: P.kwargs) -> T:
        """Do what `work` does where the language model is asked, with the time that a whole guide takes.

        Raises:
            ModelUnavailable: if no language model is set.
            InputError: as `work` does.
        """
        if not self._judging.all:
            raise ModelUnavailable("No language model is set. Set BRANDCHECK_JUDGE__MODEL and its key.")
        return self._worked(self._judging, GUIDE, function, args)

    def rewrite(
        self, draft: Draft, kit: KitVersion, policy: Policy, *, closed: frozenset[str], rounds: int
    ) -> Rewritten:
        """Return *draft* with the fewest edits after which its findings are gone.

        Args:
            draft: what is rewritten.
            kit: what it is held against.
            policy: on what terms.
            closed: teams and channels, in lower case, whose drafts no language model may see.
            rounds: how often the model is asked at most.

        Raises:
            ModelUnavailable: if no language model is set, or none may see the draft.
            InputError: if the draft or the kit can't be read.
        """
        task = Task(draft.name, draft.content, _source(kit), policy)
        return self.judging_work(rewrite, task, closed, rounds)

    def close(self, grace: float) -> None:
        """Finish what is under way within *grace* seconds, then stop all processes."""
        deadline = time.monotonic() + grace
        self._offline.close(deadline)
        self._judging.close(deadline)
        self._folder.cleanup()

    def _worked(
        self,
        lanes: Lanes,
        seconds: float,
        function: Callable[..., T],
        args: tuple[object, ...],
    ) -> T:
        try:
            return lanes.begin(NOBODYS, seconds, worker.work, function, args).result()
        except (TimeoutError, ProcessExpired, BrokenExecutor) as error:
            reason = f"takes longer than {seconds:g} seconds" if isinstance(error, TimeoutError) else "fails"
            raise InputError(f"Reading this {reason}. Make it smaller, or save it anew.") from error

    def _begun_in(self, page: str, seconds: float, task: Task) -> "Future[Outcome]":
        return self._offline.of(page).begin(seconds, worker.check, task)

    def _seconds(self, draft: Draft, *, is_judged: bool) -> float:
        """Return the time that a draft gets, the model's included."""
        is_many = Path(draft.name).suffix.lower() in MANY
        size = len(draft.content) if is_many else 0
        seconds = self._settings.limits.seconds + SECONDS_PER_MEGABYTE * size / 1_000_000
        judge = self._settings.judge
        return seconds + judge.seconds + 2 * (judge.retries + 1) * judge.timeout if is_judged else seconds


def _source(kit: KitVersion) -> Source:
    return Source(kit.kit, kit.source)


def _today() -> datetime.date:
    return datetime.datetime.now(tz=datetime.UTC).date()
