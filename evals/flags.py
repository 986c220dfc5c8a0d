"""Flags: a report's findings, in the labels' words."""

from collections.abc import Mapping

from checker.domain import Finding, Noun, Report
from checker.english.words import sentence_spans
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
UNLABELLED = frozenset({"planted-instruction"})
"""Checks of what is not the brand's: measured by `evals.injection`, and no flags here."""


class UnknownCheck(InputError):
    """A finding of a check that the labels have no word for."""


class Flag(Noun):
    """One place that the checker objects to."""

    kind: FaultKind
    quote: str
    """The words objected to; empty where something is missing."""
    guideline: str | None = None
    explanation: str = ""


def flags_of(report: Report, text: str = "") -> tuple[Flag, ...]:
    """Return the findings of *report* as flags.

    Places are compared by their words, so words that stand more than once in *text*, the draft's, are
    given with the rest of their sentence.

    Raises:
        UnknownCheck: a finding's check is not in `KINDS`.
    """
    return tuple(_flag(finding, text) for finding in report.findings if finding.check not in UNLABELLED)


def _flag(finding: Finding, text: str) -> Flag:
    if finding.check not in KINDS:
        raise UnknownCheck(
            f"evals/flags.py: no kind of label for the check “{finding.check}”. Add it to KINDS."
        )
    return Flag(
        kind=KINDS[finding.check],
        quote=_placed(finding, text),
        guideline=finding.guideline,
        explanation=finding.explanation,
    )


def _placed(finding: Finding, text: str) -> str:
    """Return the quote, with the rest of its sentence where it stands more than once."""
    where = finding.location
    if not finding.quote or text.count(finding.quote) < 2:  # noqa: PLR2004 - more than once
        return finding.quote
    start = text.rfind("\n", 0, where.start) + 1
    end = text.find("\n", where.end)
    line = text[start : end if end >= 0 else len(text)]
    inside = where.start - start
    return next((line[a:b] for a, b in sentence_spans(line) if a <= inside < b), finding.quote)
