"""`python -m evals`: measure the checker on the labelled cases and compare with the baseline.

Exit codes: 0 nothing became worse, 1 something did, 2 the caller can fix it, 3 some drafts could not be
judged whole.
"""

import sys
from argparse import ArgumentParser, Namespace
from collections.abc import Sequence
from pathlib import Path

from checker.errors import InputError
from evals import baseline, cases, mistakes, predictions, scorecard
from evals.labels import Brand, Case, Split
from evals.runner import Check, Run, run
from evals.subject import check as shipped

HOME = Path(__file__).parent
"""Where cases, notes, baseline and scorecard lie."""


class Refused(InputError):
    """Something that was asked for and should not be done."""


def main(arguments: Sequence[str] | None = None, *, check: Check = shipped, home: Path = HOME) -> int:
    """Do what *arguments* ask, and return the exit code.

    Args:
        arguments: the command line's, where none are given.
        check: what is measured.
        home: the folder of `cases`, `notes.md`, `baseline.json` and `SCORECARD.md`.
    """
    asked = _parser().parse_args(arguments)
    try:
        return _done(asked, check, home)
    except InputError as error:
        sys.stderr.write(f"{error}\n")
        return 2


def _parser() -> ArgumentParser:
    parser = ArgumentParser(prog="python -m evals", description="Measure the checker on the labelled cases.")
    modes = parser.add_mutually_exclusive_group()
    modes.add_argument("--accept", action="store_true", help="write the baseline and the scorecard anew")
    modes.add_argument("--errors", metavar="BRAND", help="print what was missed and wrongly flagged")
    modes.add_argument("--predictions", metavar="FILE", type=Path, help="write all flags as JSON")
    parser.add_argument(
        "--held-back", action="store_true", help="let --errors show a brand that is held back from tuning"
    )
    return parser


def _done(asked: Namespace, check: Check, home: Path) -> int:
    brands = cases.load(home / "cases")
    if asked.errors:
        chosen = _chosen(brands, asked.errors, is_held_back_fine=asked.held_back)
        return _print_mistakes(_run((chosen,), check))
    measured = _run(brands, check)
    if asked.predictions:
        return _write_predictions(measured, asked.predictions)
    return _accept(measured, home) if asked.accept else _compare(measured, home)


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


def _run(brands: tuple[Brand, ...], check: Check) -> Run:
    measured = run(brands, check, tell=_tell if sys.stderr.isatty() else None)
    if sys.stderr.isatty():
        sys.stderr.write("\r\x1b[K")
    return measured


def _tell(case: Case) -> None:
    sys.stderr.write(f"\r\x1b[K{case.brand} {case.id}")
    sys.stderr.flush()


def _print_mistakes(measured: Run) -> int:
    sys.stdout.write(mistakes.render(measured.outcomes) + "\n")
    return 0


def _write_predictions(measured: Run, path: Path) -> int:
    try:
        path.write_text(predictions.render(measured.outcomes), encoding="utf-8")
    except OSError as error:
        raise Refused(f"--predictions: {path}: {error.strerror}.") from error
    return 0


def _accept(measured: Run, home: Path) -> int:
    if measured.incomplete:
        raise Refused(
            f"--accept: {len(measured.incomplete)} draft(s) could not be judged whole. Run it again."
        )
    notes = (home / "notes.md").read_text(encoding="utf-8")
    accepted = baseline.accepted(measured).model_dump_json(indent=2)
    (home / "baseline.json").write_text(accepted + "\n", encoding="utf-8")
    (home / "SCORECARD.md").write_text(scorecard.render(measured, notes), encoding="utf-8")
    return 0


def _compare(measured: Run, home: Path) -> int:
    before, now = baseline.load(home / "baseline.json"), baseline.accepted(measured)
    compared = baseline.changes(before, now)
    worse = sum(change.is_worse for change in compared)
    sys.stdout.write(f"{baseline.render(compared)}\n\n")
    if before.cases != now.cases:
        sys.stdout.write("The cases have changed since the baseline was accepted: compare with care.\n")
    if measured.incomplete:
        sys.stdout.write(f"{len(measured.incomplete)} draft(s) could not be judged whole.\n")
    sys.stdout.write(
        f"{worse} figure(s) became worse than tolerated.\n" if worse else "Nothing became worse.\n"
    )
    return _exit_code(worse, len(measured.incomplete))


def _exit_code(worse: int, incomplete: int) -> int:
    if worse:
        return 1
    return 3 if incomplete else 0


if __name__ == "__main__":
    raise SystemExit(main())
