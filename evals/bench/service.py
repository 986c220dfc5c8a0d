"""`python -m evals.bench.service`: what a check costs through the service, and what a live re-check computes.

A service is started as people start it, with the sample kit; its callers are threads of this process. A check
over HTTP is compared with the same check in this process: they take turns, draft by draft, so that a slow
minute of the machine falls on both, and neither has seen a draft before. Figures are ratios within one run;
milliseconds depend on the machine.
"""

import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from statistics import median, quantiles
from tempfile import TemporaryDirectory
from typing import NamedTuple, ParamSpec

import httpx2

from checker.bootstrap import build_checker, read_content
from checker.domain import Checked
from checker.english.recall import RECALL
from checker.pipeline import Checker
from checker.settings import Settings
from checker.splitter import split
from checker.workers import THREADS
from evals.bench.batch import CASES
from evals.tables import table

P = ParamSpec("P")
KIT = Path(__file__).parents[2] / "corpus" / "kits" / "ottermere" / "kit.yaml"
"""The kit that a new service publishes."""
PAGE = (900, 3_000)
"""Characters of a draft of one page."""
WARM, TIMED = 30, 120
"""Drafts that come first and are not counted, and drafts that are."""
CALLERS, CALLS = 8, 60
"""Callers at once, and how often each of them calls."""
NAME = "page.md"
GOALS = (1.3, 4.0)
"""What the ratios may be at most: one caller's median by the same in process, 99 % by the median of many."""


class Taken(NamedTuple):
    """What one check took, in seconds."""

    here: float
    """In this process."""
    there: float
    """Over HTTP."""


def main() -> None:
    """Print the tables, from a process whose linear algebra has one thread, as that of workers."""
    if all(os.environ.get(variable) == "1" for variable in THREADS):
        _measure()
        return
    own = os.environ | dict.fromkeys(THREADS, "1")
    subprocess.run([sys.executable, "-m", "evals.bench.service"], env=own, check=True)


def _measure() -> None:
    pages = _pages()
    with TemporaryDirectory() as folder, _served(Path(folder)) as url:
        checker = build_checker(KIT, settings=_offline())
        alone = list(_in_turn(pages[: WARM + TIMED], checker, url))[WARM:]
        many = _many(pages, url)
    sys.stdout.write(_report(alone, many) + "\n")
    sys.stdout.write(_edited(pages[-1], checker) + "\n")


def _offline() -> Settings:
    settings = Settings()
    return settings.model_copy(update={"judge": settings.judge.model_copy(update={"mode": "off"})})


def _pages() -> list[str]:
    """Return the drafts of one page among those of the labelled brands, the same order each time."""
    texts = (path.read_text(encoding="utf-8") for path in sorted(CASES.glob("*/drafts/*.md")))
    pages = [text for text in texts if PAGE[0] <= len(text) <= PAGE[1]]
    if len(pages) < WARM + TIMED:
        raise SystemExit(f"{len(pages)} drafts of one page are too few for {WARM} and {TIMED}.")
    return pages


@contextmanager
def _served(folder: Path) -> Iterator[str]:
    """Yield the address of a service of its own."""
    own = {
        "BRANDCHECK_SERVICE__DATA": str(folder),
        "BRANDCHECK_SERVICE__REQUESTS_PER_MINUTE": "1000000",
        "BRANDCHECK_JUDGE__MODE": "off",
    }
    command = (sys.executable, "-m", "service", "serve", "--port", "0")
    pipe, log = subprocess.PIPE, (folder / "log").open("wb")
    with log, subprocess.Popen(command, env=os.environ | own, stdout=pipe, stderr=log, text=True) as running:  # noqa: S603 - ours
        try:
            said = running.stdout.readline() if running.stdout else ""
            if not said:
                raise SystemExit((folder / "log").read_text(encoding="utf-8"))
            _wait(said.split()[-1])
            yield said.split()[-1]
        finally:
            running.terminate()


def _wait(url: str) -> None:
    """Wait until the service at *url* is ready."""
    while httpx2.get(f"{url}/readyz").status_code != httpx2.codes.OK:
        time.sleep(0.1)


def _in_turn(pages: Sequence[str], checker: Checker, url: str) -> Iterator[Taken]:
    """Yield what each of *pages* takes here and there, who is first by turns."""
    with httpx2.Client(base_url=url, timeout=60) as client:
        for turn, text in enumerate(pages):
            first = _timed(_ask, client, text) if turn % 2 else 0.0
            here = _timed(_check, checker, text)
            yield Taken(here, first or _timed(_ask, client, text))


def _check(checker: Checker, text: str) -> Checked:
    (document,) = read_content(text.encode(), NAME, _SETTINGS)
    return checker.check(document)


_SETTINGS = _offline()


def _ask(client: httpx2.Client, text: str) -> None:
    asked = {"text": text, "name": NAME, "kit": "ottermere", "judged": False}
    client.post("/v1/checks", params={"wait": 30}, json=asked).raise_for_status()


def _timed(call: Callable[P, object], *args: P.args, **kwargs: P.kwargs) -> float:
    start = time.perf_counter()
    call(*args, **kwargs)
    return time.perf_counter() - start


def _many(pages: Sequence[str], url: str) -> list[float]:
    """Return what each check took when many callers asked at once; no text comes twice."""

    def caller(number: int) -> list[float]:
        with httpx2.Client(base_url=url, timeout=60) as client:
            texts = (
                f"{pages[(number * CALLS + turn) % len(pages)]}\n\nCaller {number} calls for time {turn}.\n"
                for turn in range(CALLS)
            )
            return [_timed(_ask, client, text) for text in texts]

    with ThreadPoolExecutor(CALLERS) as callers:
        return [seconds for taken in callers.map(caller, range(CALLERS)) for seconds in taken]


def _report(alone: Sequence[Taken], many: Sequence[float]) -> str:
    here, there = [one.here for one in alone], [one.there for one in alone]
    rows = [
        ["in this process", "1", str(len(here)), *_spread(here)],
        ["over HTTP", "1", str(len(there)), *_spread(there)],
        ["over HTTP", str(CALLERS), str(len(many)), *_spread(many)],
    ]
    ratio, tail = median(there) / median(here), _percentile(many, 99) / median(many)
    first = f"One caller over HTTP: p50 is {ratio:.2f} × the same check in process (goal: {GOALS[0]:g})."
    second = f"{CALLERS} callers on {os.cpu_count()} cores: p99 is {tail:.2f} × p50 (goal: {GOALS[1]:g})."
    return "\n".join(
        [table(("checks", "callers", "drafts", "p50 ms", "p90 ms", "p99 ms"), rows), "", first, second]
    )


def _spread(seconds: Sequence[float]) -> list[str]:
    return [f"{1000 * _percentile(seconds, percent):.0f}" for percent in (50, 90, 99)]


def _percentile(seconds: Sequence[float], percent: int) -> float:
    return quantiles(seconds, n=100, method="inclusive")[percent - 1]


def _edited(page: str, checker: Checker) -> str:
    """Return how many passages a re-check computes after one sentence was edited, and what that saves."""
    new = [f"{page}\n\nThis sentence was edited {turn} times.\n" for turn in range(TIMED)]
    _check(checker, page)
    seconds, computed = [], []
    for text in new:
        with RECALL.watched() as seen:
            seconds.append(_timed(_check, checker, text))
        (document,) = read_content(text.encode(), NAME, _SETTINGS)
        passages = split(document)
        computed.append(sum(passage.plain in seen for passage in passages))
    return (
        f"After one edited sentence of {len(passages)} passages, {median(computed):.0f} "
        f"({min(computed)} to {max(computed)}) is computed anew, in {1000 * median(seconds):.0f} ms (p50)."
    )


if __name__ == "__main__":
    main()
