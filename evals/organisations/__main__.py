"""`python -m evals.organisations 18f`: check a real organisation's pages, and print the figures.

With `--kept`, print those of the run that is kept; with `--write`, import the guide anew, apply the review,
and keep kit, run and figures. Exit codes: 0 the figures are those published, 1 they are others, 2 the caller
can fix it.
"""

import sys
import tempfile
from argparse import ArgumentParser
from collections.abc import Sequence
from pathlib import Path

from checker.errors import InputError
from evals.engines import processes
from evals.organisations.figures import figures, publish, published
from evals.organisations.organisation import Run, load_claims, load_read, load_run, load_sample, save_run
from evals.organisations.reviewing import draft_of, load_review, reviewed
from evals.organisations.running import run

HOME = Path(__file__).parent
"""Where the organisations' folders lie."""


def main(arguments: Sequence[str] | None = None, *, home: Path = HOME) -> int:
    """Do what *arguments* ask, and return the exit code.

    Args:
        arguments: the command line's, where none are given.
        home: the folder of the organisations' folders.
    """
    parser = ArgumentParser(
        prog="python -m evals.organisations", description="Run a real organisation whole."
    )
    parser.add_argument("name", help="the organisation's folder")
    modes = parser.add_mutually_exclusive_group()
    modes.add_argument("--kept", action="store_true", help="check nothing; take the run that is kept")
    modes.add_argument(
        "--write", action="store_true", help="import the guide anew; keep kit, run and figures"
    )
    parser.add_argument("--jobs", type=int, default=processes(), help="processes; one a processor by default")
    asked = parser.parse_args(arguments)
    folder = home / asked.name
    try:
        if asked.write:
            _renew_kit(folder)
        done = load_run(folder) if asked.kept else run(folder, jobs=asked.jobs)
        return _said(folder, done, writes=asked.write)
    except (InputError, OSError) as error:
        sys.stderr.write(f"{error}\n")
        return 2


def _renew_kit(folder: Path) -> None:
    with tempfile.TemporaryDirectory() as scratch:
        draft = draft_of(folder / "guide", Path(scratch))
    (folder / "kit.yaml").write_text(reviewed(draft, load_review(folder)), encoding="utf-8")


def _said(folder: Path, done: Run, *, writes: bool) -> int:
    tables = figures(done, load_sample(folder), load_read(folder), load_claims(folder))
    sys.stdout.write(f"{tables}\n")
    if writes:
        save_run(done, folder)
        publish(folder / "README.md", tables)
    return 0 if tables == published(folder / "README.md") else 1


if __name__ == "__main__":
    raise SystemExit(main())
