"""Flags: a report's findings, in the labels' words."""

from collections.abc import Mapping

from checker.domain import Finding, Noun, Report
from checker.errors import InputError
from evals.labels import FaultKind

KINDS: Mapping[str, FaultKind] = {
    "off-message": FaultKind.DISCONNECT,
    "contradiction": FaultKind.CONTRADICTION,
    "unsupported-claim": FaultKind.CLAIM,
    "wrong-term": FaultKind.TERM,
    "off-voice": FaultKind.VOICE,
    "missing-element": FaultKind.MISSING,
}
"""Each check, with the kind of fault that it finds."""
CHECKS: Mapping[FaultKind, str] = {kind: check for check, kind in KINDS.items()}
"""Each kind of fault, with the check that finds it."""


class UnknownCheck(InputError):
    """A finding of a check that the labels have no word for."""


class Flag(Noun):
    """One place that the checker objects to."""

    kind: FaultKind
    quote: str
    """The words objected to; empty where something is missing."""
    guideline: str | None = None
    explanation: str = ""


def flags_of(report: Report) -> tuple[Flag, ...]:
    """Return the findings of *report* as flags.

    Raises:
        UnknownCheck: a finding's check is not in `KINDS`.
    """
    return tuple(_flag(finding) for finding in report.findings)


def _flag(finding: Finding) -> Flag:
    if finding.check not in KINDS:
        raise UnknownCheck(
            f"evals/flags.py: no kind of label for the check “{finding.check}”. Add it to KINDS."
        )
    return Flag(
        kind=KINDS[finding.check],
        quote=finding.quote,
        guideline=finding.guideline,
        explanation=finding.explanation,
    )
