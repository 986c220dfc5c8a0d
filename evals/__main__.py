"""`python -m evals`: measure the engines on the labelled cases and compare with the baseline.

Exit codes: 0 nothing became worse, 1 something did, 2 the caller can fix it, 3 some drafts could not be
judged whole, or fewer than when the baseline was accepted.
"""

import sys
from argparse import ArgumentParser, Namespace
from collections.abc import Sequence
from pathlib import Path

from checker.errors import InputError
from evals import baseline, cases, mistakes, predictions, scorecard
from evals.engines import ENGINES, JUDGE, JUDGE_AUTO, Engine, measure, processes
from evals.labels import Brand, Split
from evals.runner import Run

HOME = Path(__file__).parent
"""Where cases, notes, baseline and scorecard lie."""


class Refused(InputError):
    """Something that was asked for and should not be done."""


def main(
    arguments: Sequence[str] | None = None,
    *,
    engines: Sequence[Engine] = ENGINES,
    modes: Sequence[Engine] = (JUDGE, JUDGE_AUTO),
    home: Path = HOME,
) -> int:
    """Do what *arguments* ask, and return the exit code.

    Args:
        arguments: the command line's, where none are given.
        engines: what is measured.
        modes: the judge that is asked about everything, and the one that is not.
        home: the folder of `cases`, `notes.md`, `baseline.json` and `SCORECARD.md`.
    """
    asked = _parser([engine.name for engine in engines]).parse_args(arguments)
    try:
        if asked.judge:
            return _print_tables(_run(modes, cases.load(home / "cases"), asked.jobs))
        return _done(asked, engines, home)
    except InputError as error:
        sys.stderr.write(f"{error}\n")
        return 2


def _parser(names: list[str]) -> ArgumentParser:
    parser = ArgumentParser(prog="python -m evals", description="Measure the engines on the labelled cases.")
    modes = parser.add_mutually_exclusive_group()
    modes.add_argument("--accept", action="store_true", help="write the baseline and the scorecard anew")
    modes.add_argument("--errors", metavar="BRAND", help="print what was missed and wrongly flagged")
    modes.add_argument("--predictions", metavar="FILE", type=Path, help="write all flags as JSON")
    modes.add_argument(
        "--judge",
        choices=("auto",),
        help="show what the judge loses where it skips what has nothing at stake",
    )
    parser.add_argument(
        "--engine",
        choices=names,
        help="measure this one only; --errors and --predictions take the first else",
    )
    parser.add_argument("--jobs", type=int, default=processes(), help="processes; one a processor by default")
    parser.add_argument(
        "--held-back", action="store_true", help="let --errors show a brand that is held back from tuning"
    )
    return parser


def _done(asked: Namespace, engines: Sequence[Engine], home: Path) -> int:
    brands = cases.load(home / "cases")
    chosen = [engine for engine in engines if asked.engine in (None, engine.name)]
    if asked.errors:
        named = _chosen(brands, asked.errors, is_held_back_fine=asked.held_back)
        return _print_mistakes(*_run(chosen[:1], (named,), asked.jobs))
    if asked.predictions:
        (measured,) = _run(chosen[:1], brands, asked.jobs)
        return _write_predictions(measured, asked.predictions)
    if asked.accept and asked.engine:
        raise Refused("--accept: the baseline holds all engines. Leave --engine out.")
    runs = _run(chosen, brands, asked.jobs)
    return _accept(runs, home) if asked.accept else _compare(runs, home)


def _chosen(brands: tuple[Brand, ...], name: str, *, is_held_back_fine: bool) -> Brand:
    named = {brand.name: brand for brand in brands}
    if name not in named:
        raise Refused(f"--errors: no brand “{name}”. There are: {', '.join(named)}.")
    if named[name].split is Split.HELD_BACK and not is_held_back_fine:
        raise Refused(
            f"--errors: {name} is held back from tuning: who reads its mistakes tunes on them. "
            "Add --held-back if that is what you want."
        )
    return named[name]


def _run(engines: Sequence[Engine], brands: Sequence[Brand], jobs: int) -> tuple[Run, ...]:
    is_watched = sys.stderr.isatty()
    runs = measure(engines, brands, jobs=jobs, tell=_tell if is_watched else None)
    if is_watched:
        sys.stderr.write("\r\x1b[K")
    return runs


def _tell(line: str) -> None:
    sys.stderr.write(f"\r\x1b[K{line}")
    sys.stderr.flush()


def _print_mistakes(measured: Run) -> int:
    sys.stdout.write(mistakes.render(measured.answered) + "\n")
    return 0


def _print_tables(runs: Sequence[Run]) -> int:
    sys.stdout.write("\n\n".join(scorecard.tables(runs)) + "\n")
    return 0


def _write_predictions(measured: Run, path: Path) -> int:
    try:
        path.write_text(predictions.render(measured.answered), encoding="utf-8")
    except OSError as error:
        raise Refused(f"--predictions: {path}: {error.strerror}.") from error
    return 0


def _accept(runs: Sequence[Run], home: Path) -> int:
    for run in runs:
        if run.incomplete:
            many = f"{len(run.incomplete)} draft(s) could not be judged whole"
            raise Refused(f"--accept: {run.name}: {many}. Run it again.")
    notes = (home / "notes.md").read_text(encoding="utf-8")
    accepted = baseline.accepted(runs).model_dump_json(indent=2)
    (home / "baseline.json").write_text(accepted + "\n", encoding="utf-8")
    (home / "SCORECARD.md").write_text(scorecard.render(runs, notes), encoding="utf-8")
    return 0


def _compare(runs: Sequence[Run], home: Path) -> int:
    _print_tables(runs)
    before, now = baseline.load(home / "baseline.json"), baseline.accepted(runs)
    compared = baseline.changes(before, now)
    short = baseline.shortfalls(before, now)
    if before.cases != now.cases:
        sys.stdout.write("\nThe cases have changed since the baseline was accepted: compare with care.\n")
    sys.stdout.writelines(f"\n{each}\n" for each in short)
    incomplete = sum(len(run.incomplete) for run in runs)
    if incomplete:
        sys.stdout.write(f"\n{incomplete} draft(s) could not be judged whole.\n")
    worse = _print_changes(compared)
    return _exit_code(worse, incomplete + sum(each.is_less for each in short))


def _print_changes(compared: Sequence[baseline.Change]) -> int:
    """Print the figures that are others than before, and return how many are worse than tolerated."""
    moved = [change for change in compared if change.is_other]
    worse = sum(change.is_worse for change in moved)
    if moved:
        sys.stdout.write(f"\n## Other than the baseline\n\n{baseline.render(moved)}\n")
    said = f"{worse} figure(s) became worse than tolerated." if worse else "Nothing became worse."
    sys.stdout.write(f"\n{said}\n")
    return worse


def _exit_code(worse: int, unjudged: int) -> int:
    if worse:
        return 1
    return 3 if unjudged else 0


if __name__ == "__main__":
    raise SystemExit(main())
