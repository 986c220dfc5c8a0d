"""`python -m evals.bench.batch`: whole batches, by cores and by size, and where a check's time goes.

The drafts are those of the labelled brands, their paragraphs in another order each time, so that no two are
the same and none was seen before. Figures are ratios within one run; seconds depend on the machine.
"""

import contextlib
import os
import random
import re
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple, ParamSpec, TypeVar

from checker.bootstrap import build_checker
from checker.domain import Document
from checker.dossier import Vectors
from checker.pipeline import Checker
from evals.tables import table

P = ParamSpec("P")
R = TypeVar("R")
CASES = Path(__file__).parents[1] / "cases"
KIT = CASES / "everyday-larkspur" / "guidelines.json"
"""The kit that everything is checked against; the figures hardly depend on which."""
SIZES = (100, 1000)
"""Documents in a small and a large batch."""
CORES = (1, 4)
WARM, TIMED = 60, 240
"""Documents that warm a checker up, and that are timed after it."""
MEBIBYTE = 1024 * 1024
PAUSE = 0.25
"""Seconds between two looks at the memory."""


class Batch(NamedTuple):
    """What one batch took."""

    documents: int
    cores: int
    seconds: float
    peak: float
    """Memory of all its processes together at most, in MiB."""


class Clock:
    """A function with a watch on it."""

    def __init__(self) -> None:
        """Start at nothing."""
        self.seconds = 0.0

    def time(self, function: Callable[P, R]) -> Callable[P, R]:
        """Return *function*, its time counted here."""

        def timed(*args: P.args, **kwargs: P.kwargs) -> R:
            start = time.perf_counter()
            try:
                return function(*args, **kwargs)
            finally:
                self.seconds += time.perf_counter() - start

        return timed


def main() -> None:
    """Print the tables."""
    with TemporaryDirectory() as name:
        folder = Path(name)
        batches = [_batch(folder / f"{n}-{cores}", n, cores) for n in SIZES for cores in CORES]
        sys.stdout.write(_batches_table(batches) + "\n")
        sys.stdout.write(_share(folder / "share") + "\n")


def _drafts(number: int) -> Iterator[str]:
    originals = sorted(CASES.glob("*/drafts/*.md"))
    chance = random.Random(number)  # noqa: S311 - an order, not a secret
    for turn in range(number):
        text = originals[turn % len(originals)].read_text(encoding="utf-8")
        head, body = re.match(r"(---\n.*?\n---\n)?(.*)", text, re.DOTALL).groups(default="")  # type: ignore[union-attr]
        paragraphs = body.split("\n\n")
        chance.shuffle(paragraphs)
        yield head + "\n\n".join(paragraphs) + f"\n\nThis is note {turn}.\n"


def _write(folder: Path, number: int) -> list[Path]:
    folder.mkdir(parents=True)
    paths = [folder / f"{turn:04}.md" for turn in range(number)]
    for path, text in zip(paths, _drafts(number), strict=True):
        path.write_text(text, encoding="utf-8")
    return paths


def _batch(folder: Path, number: int, cores: int) -> Batch:
    _write(folder / "drafts", number)
    command = (
        sys.executable,
        "-m",
        "checker",
        "check",
        str(folder / "drafts"),
        "--kit",
        str(KIT),
        "--jobs",
        str(cores),
    )
    output = ("--format", "json", "--output", str(folder / "out.json"), "--fail-on", "never")
    own = {**os.environ, "BRANDCHECK_JOBS": str(cores)}
    start = time.perf_counter()
    running = subprocess.Popen((*command, *output), env=own, start_new_session=True)  # noqa: S603 - our own command
    peak = 0.0
    while running.poll() is None:
        peak = max(peak, _resident(running.pid))
        time.sleep(PAUSE)
    if running.returncode not in {0, 3}:
        raise subprocess.CalledProcessError(running.returncode, command)
    return Batch(number, cores, time.perf_counter() - start, peak)


def _resident(session: int) -> float:
    """Return the memory of all processes of a *session* together, in MiB; shared pages count each time."""
    total = 0
    for process in Path("/proc").glob("[0-9]*"):
        with contextlib.suppress(OSError):
            if os.getsid(int(process.name)) == session:
                total += int((process / "statm").read_text(encoding="ascii").split()[1])
    return total * os.sysconf("SC_PAGE_SIZE") / MEBIBYTE


def _batches_table(batches: Sequence[Batch]) -> str:
    one = {batch.documents: batch.seconds for batch in batches if batch.cores == 1}
    rows = [
        [
            f"{batch.documents:,}",
            str(batch.cores),
            f"{batch.seconds:.1f}",
            f"{batch.documents / batch.seconds:.1f}",
            f"{one[batch.documents] / batch.seconds:.2f}",
            f"{batch.peak:.0f}",
        ]
        for batch in batches
    ]
    header = (
        "documents",
        "cores",
        "seconds, start included",
        "documents a second",
        "÷ one core",
        "peak MiB, all processes",
    )
    return table(header, rows)


def _share(folder: Path) -> str:
    """Return how a warm check compares with its reading and encoding alone, on documents not seen before."""
    paths = _write(folder, WARM + TIMED)
    checker = build_checker(KIT)
    for path in paths[:WARM]:
        list(checker.check_file(path))
    reading, encoding, whole = Clock(), Clock(), Clock()
    timed = _watched(checker, reading, encoding)
    check = whole.time(lambda path: list(timed.check_file(path)))
    passages = sum(one.report.coverage.passages for path in paths[WARM:] for one in check(path))
    alone = reading.seconds + encoding.seconds
    return (
        f"A warm check takes {whole.seconds / alone:.2f} × the time of its reading and encoding: "
        f"{TIMED} documents, {passages:,} passages, {whole.seconds:.1f} s, of which "
        f"reading {reading.seconds:.1f} s and encoding {encoding.seconds:.1f} s; "
        f"{passages / whole.seconds:.0f} passages a second."
    )


def _watched(checker: Checker, reading: Clock, encoding: Clock) -> Checker:
    def encode(texts: Sequence[str]) -> Vectors:
        return checker.encode(texts)

    def read(path: Path) -> tuple[Document, ...]:
        return checker.read(path)

    return replace(checker, encode=encoding.time(encode), read=reading.time(read))


if __name__ == "__main__":
    main()
