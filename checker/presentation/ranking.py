"""What matters first: findings and reports in order, and how many there are."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from checker.domain import Finding, Report, Severity, Verdict


class Tally(NamedTuple):
    """How many findings a report holds; a waived one counts only as waived."""

    errors: int
    warnings: int
    suggestions: int
    waived: int

    @property
    def standing(self) -> int:
        """Return the number of findings that stand."""
        return self.errors + self.warnings + self.suggestions


def standing(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Return the findings that nobody has accepted."""
    return tuple(finding for finding in findings if finding.waived_by is None)


def waived(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Return the findings that somebody has accepted."""
    return tuple(finding for finding in findings if finding.waived_by is not None)


def tally(findings: Sequence[Finding]) -> Tally:
    """Count *findings* by severity."""
    counted = [finding.severity for finding in standing(findings)]
    return Tally(
        errors=counted.count(Severity.ERROR),
        warnings=counted.count(Severity.WARNING),
        suggestions=counted.count(Severity.SUGGESTION),
        waived=len(findings) - len(counted),
    )


def badness(finding: Finding) -> tuple[int, float, int, str]:
    """Return a key that sorts the worst finding first: severity, then confidence, then place."""
    return (finding.severity.rank, -finding.confidence, finding.location.start, finding.id)


def worst_first(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Return the findings that stand, the worst first."""
    return tuple(sorted(standing(findings), key=badness))


def unread(report: Report) -> bool:
    """Return whether nothing of the document could be read."""
    nothing = report.coverage.passages == 0 and bool(report.coverage.not_read)
    return nothing and report.verdict is Verdict.INCOMPLETE


def urgency(report: Report) -> tuple[int, int, int, int]:
    """Return a key that sorts the document to look at first, first.

    A document that nobody could read comes before all others: a file passed over in silence is
    the worst that a batch can do.
    """
    order = {Verdict.FAIL: 1, Verdict.INCOMPLETE: 2, Verdict.PASS: 3}
    counts = tally(report.findings)
    place = 0 if unread(report) else order[report.verdict]
    return (place, report.score, -counts.errors, -counts.warnings)
