"""Check many files on all cores; a crash, a hang or a flood takes down only its own file.

Each worker is a process that builds a checker once and then takes one file at a time. A file that
runs over its time is killed with its worker, one that runs over its memory gets an error; the pool
(pebble) starts another worker and the batch goes on. Reports come back in the order of the files.
"""

import multiprocessing
import os
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future
from concurrent.futures import TimeoutError as FutureTimeout
from pathlib import Path
from typing import NamedTuple

from pebble import ProcessExpired, ProcessPool

from checker.domain import Checked, Limits
from checker.errors import InputError, UnreadableDocument
from checker.pipeline import Checker

AHEAD = 4
"""Files handed out per worker before the first report is taken, so that memory stays flat."""
SECONDS_PER_MEGABYTE = 10.0
"""Time that files of many messages get on top of the limit."""
MANY = {".csv", ".json", ".jsonl", ".mbox"}
"""Suffixes of files that hold many documents."""


class Result(NamedTuple):
    """What became of one file."""

    source: str
    checked: tuple[Checked, ...]
    error: InputError | None
    """Why it could not be read; then *checked* holds one report that says so."""


_checker: Checker | None = None


def check_all(
    paths: Sequence[Path], build: Callable[[], Checker], *, jobs: int, limits: Limits
) -> Iterator[Result]:
    """Yield what became of each of *paths*, in their order.

    Args:
        paths: the files.
        build: makes a checker; called once in each worker, so it must be picklable.
        jobs: worker processes.
        limits: time and memory of one file.
    """
    context = multiprocessing.get_context("forkserver" if os.name == "posix" else "spawn")
    if os.name == "posix":
        context.set_forkserver_preload(["checker.workers", "checker.bootstrap"])
    with ProcessPool(max_workers=jobs, initializer=_start, initargs=(build, limits), context=context) as pool:
        waiting: deque[tuple[Path, Future[Result]]] = deque()
        try:
            for path in paths:
                waiting.append((path, pool.schedule(_check, args=(path,), timeout=_seconds(path, limits))))
                if len(waiting) >= jobs * AHEAD:
                    yield _result(*waiting.popleft(), limits)
            while waiting:
                yield _result(*waiting.popleft(), limits)
        except (KeyboardInterrupt, GeneratorExit):
            pool.stop()  # type: ignore[no-untyped-call]  # pebble annotates all but this
            raise


def _seconds(path: Path, limits: Limits) -> float:
    size = path.stat().st_size if path.suffix.lower() in MANY and path.exists() else 0
    return limits.seconds + SECONDS_PER_MEGABYTE * size / 1_000_000


def _start(build: Callable[[], Checker], limits: Limits) -> None:
    """Build the worker's checker, then limit the memory that files may take on top of it."""
    global _checker
    _checker = build()
    _checker.encode(["warm"])
    _limit_memory(limits.memory_bytes)


def _limit_memory(extra: int) -> None:
    if os.name != "posix":
        return
    import resource

    pages = Path("/proc/self/statm")
    if pages.exists():
        now = int(pages.read_text(encoding="ascii").split()[0]) * resource.getpagesize()
        resource.setrlimit(resource.RLIMIT_AS, (now + extra, now + extra))


def _check(path: Path) -> Result:
    if _checker is None:
        raise RuntimeError("the worker was not started")
    try:
        return Result(str(path), tuple(_checker.check_file(path)), None)
    except InputError as error:
        return _refused(_checker, path, error)
    except (MemoryError, RecursionError) as error:
        reason = "too much memory" if isinstance(error, MemoryError) else "too deep a nesting"
        refusal = UnreadableDocument(str(path), f"reading it takes {reason}", "Split it, or raise the limit.")
        return _refused(_checker, path, refusal)


def _refused(checker: Checker, path: Path, error: InputError) -> Result:
    reason = f"{error.reason}. {error.remedy}" if isinstance(error, UnreadableDocument) else str(error)
    return Result(str(path), (checker.refuse(str(path), reason),), error)


def _result(path: Path, future: "Future[Result]", limits: Limits) -> Result:
    try:
        return future.result()
    except FutureTimeout:
        reason = f"reading it takes longer than {limits.seconds:g} seconds"
        error = UnreadableDocument(str(path), reason, "Split it, or raise BRANDCHECK_LIMITS__SECONDS.")
    except ProcessExpired:
        error = UnreadableDocument(
            str(path), "reading it made the worker stop", "Save it again from its program."
        )
    return Result(str(path), (), error)
