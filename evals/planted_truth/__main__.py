"""`python -m evals.planted_truth`: how well the matrix and the ledger recover what was planted in drafts.

Drafts of the brands in `brands` are written from the sentences in `bank` by a seed, checked offline, and
held against what was planted: shares of messages per team, lead match, disconnects, and conflicts between
claims. `--fit` fits the weights of the theme library anew (`checker.clues.selling`); a test fails while that
is due.

Exit codes: 0 measured, 2 the caller can fix it.
"""

import sys
from argparse import ArgumentParser
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from statistics import fmean
from typing import NamedTuple

from checker.bootstrap import encoder, lexicon
from checker.clues.selling import WEIGHTS, keep, library
from checker.settings import Settings
from evals.engines import processes
from evals.labels import Split
from evals.planted_truth.measuring import CLOSE, Outcome, outcome, reported
from evals.planted_truth.plans import Brand, load
from evals.planted_truth.telling import Conflicts, conflicts
from evals.subject import offline
from evals.tables import table


class Measured(NamedTuple):
    """What came of one brand."""

    split: Split
    outcome: Outcome
    conflicts: Conflicts


def main(arguments: Sequence[str] | None = None) -> int:
    """Do what *arguments*, or the command line's, ask; return the exit code."""
    brands = load()
    parser = ArgumentParser(
        prog="python -m evals.planted_truth", description="Recover what was planted in drafts."
    )
    parser.add_argument("--seed", type=int, default=1, help="what the drafts are drawn by; 1 by default")
    parser.add_argument("--brand", choices=[brand.name for brand in brands], help="this one only")
    parser.add_argument("--jobs", type=int, default=processes(), help="processes; one a processor by default")
    parser.add_argument("--cells", action="store_true", help="list every share of a tuned brand")
    parser.add_argument("--fit", action="store_true", help="fit the theme library's weights anew")
    asked = parser.parse_args(arguments)
    if asked.fit:
        return _fit()
    chosen = [brand for brand in brands if asked.brand in (None, brand.name)]
    with ProcessPoolExecutor(max_workers=min(asked.jobs, len(chosen))) as pool:
        measured = list(pool.map(partial(measure, seed=asked.seed), chosen))
    sys.stdout.write(f"{tables(measured)}\n")
    if asked.cells:
        sys.stdout.writelines(f"\n{_cells(each.outcome)}\n" for each in measured if _is_open(each))
    return 0


def measure(brand: Brand, *, seed: int) -> Measured:
    """Return what comes of the drafts of *brand* that *seed* draws."""
    checker = offline(brand.kit)
    return Measured(
        split=brand.plan.split,
        outcome=outcome(brand, checker, list(reported(brand, checker, seed))),
        conflicts=conflicts(brand, checker, seed),
    )


def tables(measured: Sequence[Measured]) -> str:
    """Return what was *measured* as two tables."""
    header = (
        "brand",
        "split",
        "planted shares within 5 points",
        "mean error",
        "largest",
        "all cells within 5",
        "truth in the interval",
        "lead named",
        "kit's lead or not",
        "lead match, largest error",
        "gaps found",
        "disconnects right",
    )
    return f"{table(header, map(_row, measured))}\n\n{_claims(measured)}"


def _row(each: Measured) -> tuple[str, ...]:
    what = each.outcome
    planted = [share for share in what.shares if share.truth > 0]
    return (
        what.brand,
        each.split,
        _part(sum(share.error <= CLOSE for share in planted), len(planted)),
        f"{fmean(share.error for share in planted):.3f}",
        f"{max(share.error for share in what.shares):.3f}",
        _part(sum(share.error <= CLOSE for share in what.shares), len(what.shares)),
        _part(sum(share.low <= share.truth <= share.high for share in planted), len(planted)),
        _part(what.leads_right, what.documents),
        _part(what.kit_leads_right, what.documents),
        f"{max(abs(lead.value - lead.truth) for lead in what.leads):.2f}",
        _part(what.gaps_found, what.gaps),
        _part(what.disconnects_right, what.disconnects),
    )


def _claims(measured: Sequence[Measured]) -> str:
    rows = [
        (
            each.conflicts.brand,
            each.split,
            _part(each.conflicts.found, each.conflicts.planted),
            _part(each.conflicts.right, each.conflicts.reported),
            "; ".join(each.conflicts.missed) if _is_open(each) else "",
            "; ".join(each.conflicts.wrong) if _is_open(each) else "",
        )
        for each in measured
    ]
    return table(("brand", "split", "conflicts found", "conflicts right", "missed", "wrong"), rows)


def _cells(what: Outcome) -> str:
    ordered = sorted(what.shares, key=lambda share: -share.error)
    rows: Iterator[tuple[str, ...]] = (
        (s.team, s.message, f"{s.truth:.3f}", f"{s.value:.3f}", f"{s.low:.3f}–{s.high:.3f}") for s in ordered
    )
    return table(("team", "message", "planted", "reported", "interval"), rows)


def _is_open(each: Measured) -> bool:
    """Return whether single results may be shown: who reads those of a brand held back tunes on them."""
    return each.split is Split.TUNED


def _part(part: int, whole: int) -> str:
    return f"{part}/{whole}"


def _fit() -> int:
    words = lexicon()
    known = library(words)
    keep(known, encoder(Settings(), words)(known.sentences))
    sys.stdout.write(f"{WEIGHTS}: fitted on {len(known.sentences):,} sentences.\n")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
