"""Score a document 0–100, overall and per check.

A score is `100 · n / (n + w)`, rounded down, where *n* is the number of words over 75 (at least 1) and
*w* the weight of the findings that nobody waived: 1 for an error, 0.5 for a warning, 0.2 for a
suggestion. It is the shape that Acrolinx documents for its goals, with severities for counts. From 80
a document is good, from 60 fair, below it needs work.
"""

from collections.abc import Iterable

from checker.domain import Finding, Severity

WORDS_PER_ISSUE = 75
"""Words that may hold one error at a score of 50."""
TENTHS = {Severity.ERROR: 10, Severity.WARNING: 5, Severity.SUGGESTION: 2}
"""The weights in tenths, so that all is reckoned in whole numbers."""
GOOD, FAIR = 80, 60


def score(findings: Iterable[Finding], *, words: int) -> int:
    """Return the score of a document of so many *words* with these *findings*."""
    size = 10 * max(WORDS_PER_ISSUE, words)
    weight = sum(TENTHS[finding.severity] for finding in findings if finding.waived_by is None)
    return 100 * size // (size + WORDS_PER_ISSUE * weight)


def scores(findings: Iterable[Finding], *, words: int, checks: Iterable[str]) -> dict[str, int]:
    """Return the score of each of *checks*."""
    known = tuple(findings)
    return {check: score((f for f in known if f.check == check), words=words) for check in checks}
