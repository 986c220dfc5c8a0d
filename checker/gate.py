"""The gate: what a report must meet to pass."""

from collections.abc import Iterable

from checker.domain import Finding, Severity, Verdict


def judge(findings: Iterable[Finding], *, fail_on: Severity | None, is_complete: bool) -> Verdict:
    """Return the verdict on a document.

    Args:
        findings: all that was found; waived ones don't count.
        fail_on: the mildest severity that fails, or none to let everything pass.
        is_complete: whether all of the document could be judged; what was not is never passed.
    """
    failing = fail_on and any(f.waived_by is None and f.severity.rank <= fail_on.rank for f in findings)
    if failing:
        return Verdict.FAIL
    return Verdict.PASS if is_complete else Verdict.INCOMPLETE
