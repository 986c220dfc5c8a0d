"""Check many files on all cores; a crash, a hang or a flood takes down only its own file.

Each worker is a process that builds a checker once and then takes one file at a time. A file that
runs over its time is killed with its worker, one that runs over its memory gets an error; the pool
(pebble) starts another worker and the batch goes on. Reports come back in the order of the files.
"""

import multiprocessing
import os
import traceback
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future
from concurrent.futures import TimeoutError as FutureTimeout
from multiprocessing.context import BaseContext
from pathlib import Path
from typing import NamedTuple

from pebble import ProcessExpired, ProcessPool

from checker.domain import Checked, Limits
from checker.errors import InputError, UnreadableDocument
from checker.pipeline import Checker

Refuse = Callable[[str, str], Checked]
"""Makes the report on a file that was not read, from its name and the reason."""
AHEAD = 4
"""Files handed out per worker before the first report is taken, so that memory stays flat."""
SECONDS_PER_MEGABYTE = 10.0
"""Time that files of many messages get on top of the limit."""
THREADS = ("OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "VECLIB_MAXIMUM_THREADS")
"""What the libraries that numpy may use for linear algebra call their number of threads."""
MANY = {".csv", ".json", ".jsonl", ".mbox"}
"""Suffixes of files that hold many documents."""


class Result(NamedTuple):
    """What became of one file."""

    source: str
    checked: tuple[Checked, ...]
    error: InputError | None
    """Why it could not be read; then *checked* holds one report that says so."""


_checker: Checker | None = None
_failure: InputError | None = None
"""Why this worker's checker could not be built."""


def check_all(
    paths: Sequence[Path], build: Callable[[], Checker], *, jobs: int, limits: Limits, refuse: Refuse
) -> Iterator[Result]:
    """Yield what became of each of *paths*, in their order.

    Args:
        paths: the files.
        build: makes a checker; called once in each worker, so it must be picklable.
        jobs: worker processes.
        limits: time and memory of one file.
        refuse: makes the report on a file that took its worker down.

    Raises:
        InputError: if no checker can be built.
    """
    context = context_for("checker.workers", "checker.bootstrap")
    with ProcessPool(max_workers=jobs, initializer=_start, initargs=(build, limits), context=context) as pool:
        waiting: deque[tuple[Path, Future[Result]]] = deque()
        try:
            for path in paths:
                waiting.append((path, pool.schedule(_check, args=(path,), timeout=_seconds(path, limits))))
                if len(waiting) >= jobs * AHEAD:
                    yield _result(*waiting.popleft(), limits, refuse)
            while waiting:
                yield _result(*waiting.popleft(), limits, refuse)
        except (KeyboardInterrupt, GeneratorExit):
            pool.stop()  # type: ignore[no-untyped-call]  # pebble annotates all but this
            raise


def context_for(*modules: str) -> BaseContext:
    """Return how worker processes are started: alike on all systems, without anything of this process's.

    Each gets one thread for its linear algebra: there are as many workers as cores, and the matrices of a
    page are so small that several threads spend their time waiting for each other.

    Args:
        modules: what they need, loaded once for all of them where the system can do that.
    """
    for variable in THREADS:
        os.environ.setdefault(variable, "1")
    if os.name != "posix":
        return multiprocessing.get_context("spawn")
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(list(modules))
    return context


def _seconds(path: Path, limits: Limits) -> float:
    size = path.stat().st_size if path.suffix.lower() in MANY and path.exists() else 0
    return limits.seconds + SECONDS_PER_MEGABYTE * size / 1_000_000


def _start(build: Callable[[], Checker], limits: Limits) -> None:
    """Build the worker's checker, then limit the memory that files may take on top of it."""
    global _checker, _failure
    try:
        _checker = build()
    except InputError as error:
        _failure = error
        return
    _checker.encode(["warm"])
    limit_memory(limits.memory_bytes)


def limit_memory(extra: int) -> None:
    """Let this process take at most *extra* bytes more than it holds now, where the system can do that."""
    if os.name != "posix":
        return
    import resource

    pages = Path("/proc/self/statm")
    if pages.exists():
        now = int(pages.read_text(encoding="ascii").split()[0]) * resource.getpagesize()
        resource.setrlimit(resource.RLIMIT_AS, (now + extra, now + extra))


def _check(path: Path) -> Result:
    if _checker is None:
        raise _failure or RuntimeError("the worker was not started")
    try:
        return Result(str(path), tuple(_checker.check_file(path)), None)
    except InputError as error:
        refusal = error
    except (MemoryError, RecursionError) as error:
        reason = "too much memory" if isinstance(error, MemoryError) else "too deep a nesting"
        refusal = UnreadableDocument(str(path), f"reading it takes {reason}", "Split it, or raise the limit.")
    except Exception as error:  # noqa: BLE001 - a fault of ours may not take the other files down
        traceback.print_exc()
        reason = f"a fault of Brandcheck's own ({type(error).__name__})"
        refusal = UnreadableDocument(str(path), reason, "Please report it, with the lines above.")
    return _refused(path, refusal, _checker.refuse)


def _refused(path: Path, error: InputError, refuse: Refuse) -> Result:
    reason = f"{error.reason}. {error.remedy}" if isinstance(error, UnreadableDocument) else str(error)
    return Result(str(path), (refuse(str(path), reason),), error)


def _result(path: Path, future: "Future[Result]", limits: Limits, refuse: Refuse) -> Result:
    try:
        return future.result()
    except FutureTimeout:
        reason = f"reading it takes longer than {limits.seconds:g} seconds"
        error = UnreadableDocument(str(path), reason, "Split it, or raise BRANDCHECK_LIMITS__SECONDS.")
    except ProcessExpired:
        error = UnreadableDocument(
            str(path), "reading it made the worker stop", "Save it again from its program."
        )
    return _refused(path, error, refuse)
