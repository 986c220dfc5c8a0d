"""Checks that other processes can be told of."""

from pathlib import Path

from checker.domain import Report, Verdict
from tests.evals.conftest import finding, report


def alarm(draft: Path, _kit: Path) -> Report:
    """Return a report that objects to a draft's first word."""
    word = draft.read_text(encoding="utf-8").split("---\n")[-1].split()[0]
    return report((finding("off-voice", word),), verdict=Verdict.FAIL)


def silence(_draft: Path, _kit: Path) -> Report:
    """Return a report without findings."""
    return report((), verdict=Verdict.PASS)


def broken(_draft: Path, _kit: Path) -> Report:
    """Return nothing."""
    raise ValueError("no such luck")
