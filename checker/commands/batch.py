"""Check the files of a request on all cores: with a progress bar, kept reports and every failure named."""

import functools
import os
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from checker.bootstrap import build_checker, engine_of
from checker.commands.progress import Progress
from checker.domain import BrandKit, Limits
from checker.journal import Journal
from checker.pipeline import Checker, Policy
from checker.reporting import unread
from checker.settings import Settings
from checker.workers import Result, check_all

Change = Callable[[Checker], Checker]
"""Makes another checker of one; each worker calls it once, so it must be picklable."""


@dataclass(frozen=True)
class Batch:
    """What checking many files depends on."""

    source: Path
    """Where the kit is."""
    kit: BrandKit
    policy: Policy
    settings: Settings
    jobs: int = 0
    """Worker processes; 0 for as many as the settings say, or one a core."""
    is_resumed: bool = False
    """Whether reports of an earlier run are taken where nothing has changed."""
    change: Change | None = None
    """What is done to each worker's checker before it starts."""
    digest: str = ""
    """What *change* depends on, so that reports made without it are not taken for those made with it."""

    def workers(self, todo: int) -> int:
        """Return how many processes check *todo* files."""
        return min(self.jobs or self.settings.jobs or os.cpu_count() or 1, max(1, todo))

    def results(self, paths: Sequence[Path]) -> Iterator[Result]:
        """Yield what became of each of *paths*, in their order, as it is done."""
        journal = self._journal()
        known = {path for path in paths if self.is_resumed and journal.find(path) is not None}
        todo = [path for path in paths if path not in known]
        results = self._checked(todo)
        with Progress(len(paths), skipped=len(known)) as progress:
            for path in paths:
                kept = journal.find(path) if path in known else None
                result = next(results) if kept is None else Result(str(path), kept, None)
                if path not in known and result.error is None and not _is_open(result):
                    journal.keep(path, result.checked)
                progress.advance(result)
                yield result
        journal.prune()

    def _checked(self, todo: Sequence[Path]) -> Iterator[Result]:
        build = functools.partial(
            _build, self.source, policy=self.policy, settings=self.settings, change=self.change
        )
        refuse = functools.partial(unread, kit=self.kit, engine=engine_of(self.settings))
        jobs = self.workers(len(todo))
        return check_all(todo, build, jobs=jobs, limits=_limits(self.settings), refuse=refuse)

    def _journal(self) -> Journal:
        engine = engine_of(self.settings) | ({"change": self.digest} if self.digest else {})
        folder = self.settings.cache / "checked"
        return Journal(folder, kit=self.kit, policy=self.policy, engine=engine)


def _build(source: Path, *, policy: Policy, settings: Settings, change: Change | None) -> Checker:
    checker = build_checker(source, policy=policy, settings=settings)
    return change(checker) if change else checker


def _limits(settings: Settings) -> Limits:
    """Return what one document may cost, the judge's time included."""
    judge, limits = settings.judge, settings.limits
    if judge.mode == "off" or not judge.model:
        return limits
    last = 2 * (judge.retries + 1) * judge.timeout
    return limits.model_copy(update={"seconds": limits.seconds + judge.seconds + last})


def _is_open(result: Result) -> bool:
    """Return whether a judge was to look at something and could not, so that asking again may help."""
    return any(checked.report.unjudged for checked in result.checked)
