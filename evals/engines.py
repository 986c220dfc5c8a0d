"""The engines that are measured on the same cases, and the run of all of them, brands side by side."""

import multiprocessing
import os
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor, as_completed
from pathlib import Path
from typing import NamedTuple

from checker.domain import Report
from evals import compiled, subject
from evals.compiled import NotCompiled
from evals.labels import Brand
from evals.outcomes import Outcome
from evals.runner import Check, Run, outcome_of

Tell = Callable[[str], None]
"""Takes a line for whoever waits."""
Found = dict[str, tuple[Outcome, ...]]
"""What came of one brand's cases, by engine."""


class Engine(NamedTuple):
    """One way to check drafts."""

    name: str
    """What tables call it."""
    check: Check
    """What makes the report; a function of a module, so that another process can be told of it."""
    again: Callable[[Path, Path], tuple[Report, ...]] | None = None
    """Makes the reports of further recorded samples, where a draft has some."""


def sharpened(draft: Path, kit: Path) -> Report:
    """Return the offline report of *draft* with the compiled *kit*; one that lacks it where there is none."""
    try:
        return compiled.check(draft, kit)
    except NotCompiled as error:
        refused = subject.offline(kit).refuse(str(draft), str(error)).report
        return refused.model_copy(update={"cost": {"recorded": 0, "missing": 1}})


OFFLINE = Engine("offline", subject.check)
COMPILED = Engine("compiled", sharpened)
JUDGE = Engine("judge", subject.judged, subject.judged_again)
JUDGE_AUTO = Engine("judge-auto", subject.judged_where_at_stake)
ENGINES = (OFFLINE, COMPILED, JUDGE)
"""Every engine that a run measures, in the order of the tables."""


class _Task(NamedTuple):
    """All engines on one brand, in one process: what the first has read and encoded, the others know."""

    engines: tuple[Engine, ...]
    brand: Brand


def measure(
    engines: Sequence[Engine], brands: Sequence[Brand], *, jobs: int = 1, tell: Tell | None = None
) -> tuple[Run, ...]:
    """Return a run of each of *engines* on all *brands*.

    Args:
        engines: what is measured.
        brands: whose drafts are checked.
        jobs: processes; with one, nothing leaves this process.
        tell: called after each brand, to show how far the run is.
    """
    longest_first = sorted(brands, key=lambda brand: -len(brand.cases)) if jobs > 1 else brands
    tasks = [_Task(tuple(engines), brand) for brand in longest_first]
    found: dict[str, Found] = {}
    for done, (task, outcomes) in enumerate(_results(tasks, jobs), start=1):
        found[task.brand.name] = outcomes
        if tell:
            tell(f"{done} of {len(tasks)}: {task.brand.name}")
    return tuple(
        Run(
            name=engine.name,
            brands=tuple(brands),
            outcomes=tuple(each for brand in brands for each in found[brand.name][engine.name]),
        )
        for engine in engines
    )


def processes() -> int:
    """Return the number of processors that this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _results(tasks: Sequence[_Task], jobs: int) -> Iterator[tuple[_Task, Found]]:
    if jobs == 1:
        yield from ((task, _found(task)) for task in tasks)
        return
    with ProcessPoolExecutor(jobs, mp_context=multiprocessing.get_context("spawn")) as pool:
        waiting: dict[Future[Found], _Task] = {pool.submit(_found, task): task for task in tasks}
        try:
            for future in as_completed(waiting):
                yield waiting[future], future.result()
        finally:
            pool.shutdown(cancel_futures=True)


def _found(task: _Task) -> Found:
    return {engine.name: _outcomes(engine, task.brand) for engine in task.engines}


def _outcomes(engine: Engine, brand: Brand) -> tuple[Outcome, ...]:
    return tuple(
        outcome_of(
            case,
            engine.check(case.draft, case.kit),
            others=engine.again(case.draft, case.kit) if engine.again else (),
        )
        for case in brand.cases
    )
