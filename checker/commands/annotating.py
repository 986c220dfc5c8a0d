"""`brandcheck check --format pptx` and its like: every draft given back with marks in it, as its own file.

Copies are made in worker processes of their own, within the limits of reading, so that a file which defeats
the copying takes down nothing but itself.
"""

import functools
import multiprocessing
import os
from collections import deque
from collections.abc import Iterable, Iterator, Mapping, Sequence
from concurrent.futures import Future
from concurrent.futures import TimeoutError as FutureTimeout
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from pebble import ProcessExpired, ProcessPool

from checker.annotators import ANNOTATORS, annotated
from checker.annotators.original import Original
from checker.bootstrap import read_content
from checker.domain import BrandKit, Checked
from checker.errors import InputError, UnreadableDocument
from checker.presentation.ranking import standing
from checker.presentation.wording import VERDICTS, counted
from checker.settings import Settings
from checker.workers import AHEAD, Result, limit_memory

EVERY = "annotated"
"""The format that stands for each draft's own."""

FORMATS = (*ANNOTATORS, EVERY)
"""What `--format` takes beside the reports."""

READINGS = 4
"""How often making a copy reads a file at most."""


@dataclass(frozen=True)
class Job:
    """What copies are made of, and where they go."""

    format_name: str
    targets: Mapping[str, Path]
    """Where the copy of each file goes, by the file's name."""
    kit: BrandKit
    settings: Settings
    jobs: int


class Copy(NamedTuple):
    """What became of one file."""

    source: str
    said: str
    """A line for people: where the copy is and what it holds, or why there is none."""
    is_written: bool
    error: InputError | None = None


def targets(names: Sequence[str], paths: Sequence[Path], output: Path | None) -> dict[str, Path]:
    """Return where the copy of each of *paths* goes: to *output* itself, or into it under its relative name.

    Args:
        names: what the command line named.
        paths: the files that this means.
        output: a file for a single draft, else a folder.

    Raises:
        InputError: there is no output, it is one file for many drafts, or a copy would replace a draft.
    """
    if output is None:
        raise InputError(
            "Annotated drafts are files: say where they go with --output FILE or --output FOLDER."
        )
    is_single = len(paths) == 1 and not Path(names[0]).is_dir()
    if is_single and output.suffix and not output.is_dir():
        found = {str(paths[0]): output}
    elif output.is_file():
        raise InputError(f"--output {output}: a file, but there are many drafts. Name a folder.")
    else:
        root = _root(names, paths)
        found = {str(path): output / os.path.relpath(path, root) for path in paths}
    originals = {path.resolve() for path in paths}
    for target in found.values():
        if target.resolve() in originals:
            raise InputError(f"--output {output}: {target} is a draft itself. Name another folder or file.")
    return found


def copies(results: Iterable[Result], job: Job) -> Iterator[Copy]:
    """Yield what became of each of *results*, in their order, as its copy is made."""
    limits = job.settings.limits
    context = multiprocessing.get_context("forkserver" if os.name == "posix" else "spawn")
    with ProcessPool(
        max_workers=job.jobs, initializer=limit_memory, initargs=(limits.memory_bytes,), context=context
    ) as pool:
        waiting: deque[tuple[Result, Future[None] | None]] = deque()
        try:
            for result in results:
                waiting.append((result, _scheduled(result, pool, job)))
                if len(waiting) >= job.jobs * AHEAD:
                    yield _copied(*waiting.popleft(), job)
            while waiting:
                yield _copied(*waiting.popleft(), job)
        except (KeyboardInterrupt, GeneratorExit):
            pool.stop()  # type: ignore[no-untyped-call]  # pebble annotates all but this
            raise


def _root(names: Sequence[str], paths: Sequence[Path]) -> Path:
    """Return the folder from which copies take their relative names."""
    if len(names) == 1 and Path(names[0]).is_dir():
        return Path(names[0])
    return Path(os.path.commonpath([path.resolve().parent for path in paths]))


def _refusal(result: Result, job: Job) -> str:
    """Return why a file gets no copy; nothing where it does."""
    if result.error is not None or not result.checked:
        return "not annotated, because it was not read"
    format_name = result.checked[0].document.format
    if format_name not in ANNOTATORS:
        return f"not annotated, because a file of the format {format_name} can't hold notes"
    if job.format_name not in (EVERY, format_name):
        return f"not annotated, because --format {job.format_name} is not for {format_name}"
    return ""


def _scheduled(result: Result, pool: ProcessPool, job: Job) -> "Future[None] | None":
    if _refusal(result, job):
        return None
    make = functools.partial(_make, kit=job.kit, settings=job.settings)
    args = (result.source, job.targets[result.source], result.checked)
    seconds = READINGS * job.settings.limits.seconds
    found: Future[None] = pool.schedule(make, args=args, timeout=seconds)
    return found


def _make(
    source: str, target: Path, checked: tuple[Checked, ...], *, kit: BrandKit, settings: Settings
) -> None:
    """Write the copy of *source* to *target*, whole or not at all."""
    try:
        original = Original(Path(source).read_bytes(), source, settings.limits, settings.tickets)
        copy = annotated(original, checked, kit, functools.partial(read_content, settings=settings))
        target.parent.mkdir(parents=True, exist_ok=True)
        draft = target.with_name(f".{target.name}.part")
        draft.write_bytes(copy)
        draft.replace(target)
    except OSError as error:
        reason = f"{target} can't be written ({error.strerror})"
        raise UnreadableDocument(source, reason, "Check the folder and its permissions.") from error
    except (MemoryError, RecursionError) as error:
        raise UnreadableDocument(source, "too large to be annotated", "Split it.") from error


def _copied(result: Result, made: "Future[None] | None", job: Job) -> Copy:
    if made is None:
        return Copy(result.source, f"{result.source}: {_refusal(result, job)}", is_written=False)
    error = _failure(result.source, made)
    if error is not None:
        return Copy(result.source, str(error), is_written=False, error=error)
    return Copy(result.source, f"{job.targets[result.source]}: {_outcome(result.checked)}", is_written=True)


def _failure(source: str, made: "Future[None]") -> InputError | None:
    """Return why a copy was not made; none where it was."""
    try:
        made.result()
    except InputError as error:
        return error
    except FutureTimeout:
        remedy = "Split it, or raise BRANDCHECK_LIMITS__SECONDS."
        return UnreadableDocument(source, "annotating it takes too long", remedy)
    except ProcessExpired:
        remedy = "Save it again from its program."
        return UnreadableDocument(source, "annotating it made the worker stop", remedy)
    return None


def _outcome(checked: Sequence[Checked]) -> str:
    """Return how the documents of one file fared: `Failed, 3 findings`, `2 failed, 3 passed, 9 findings`."""
    verdicts = [VERDICTS[report.verdict] for _, report in checked]
    findings = counted(sum(len(standing(report.findings)) for _, report in checked), "finding")
    if len(verdicts) == 1:
        return f"{verdicts[0]}, {findings}"
    parts = [f"{verdicts.count(name):,} {name.lower()}" for name in VERDICTS.values() if name in verdicts]
    return ", ".join([*parts, findings])
