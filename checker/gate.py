"""The gate: what a report must meet to pass."""

from collections.abc import Iterable

from checker.domain import Finding, Severity, Verdict


def decide(findings: Iterable[Finding], *, fail_on: Severity | None, is_complete: bool) -> Verdict:
    """Return the verdict on a document.

    Args:
        findings: all that was found; waived ones and those that a person must look at first don't count.
        fail_on: the mildest severity that fails, or none to let everything pass.
        is_complete: whether all of the document could be judged; what was not is never passed.
    """
    failing = fail_on and any(f.blocks and f.severity.rank <= fail_on.rank for f in findings)
    if failing:
        return Verdict.FAIL
    return Verdict.PASS if is_complete else Verdict.INCOMPLETE
