"""The gate: what passes, fails or stays open."""

import pytest

from checker.domain import Finding, Location, Severity, Verdict
from checker.gate import decide

ERROR, WARNING, SUGGESTION = Severity


def finding(severity, waived_by=None):
    return Finding(
        check="off-voice",
        guideline="g",
        severity=severity,
        confidence=1,
        origin="rule",
        location=Location(start=0, end=0, line=1, column=1),
        quote="",
        guideline_quote="",
        explanation="",
        waived_by=waived_by,
    )


@pytest.mark.parametrize(
    ("severities", "fail_on", "is_complete", "verdict"),
    [
        ((), ERROR, True, Verdict.PASS),
        ((), ERROR, False, Verdict.INCOMPLETE),
        ((), None, True, Verdict.PASS),
        ((), None, False, Verdict.INCOMPLETE),
        ((ERROR,), ERROR, True, Verdict.FAIL),
        ((ERROR,), WARNING, True, Verdict.FAIL),
        ((ERROR,), SUGGESTION, True, Verdict.FAIL),
        ((ERROR,), None, True, Verdict.PASS),
        ((ERROR,), None, False, Verdict.INCOMPLETE),
        ((ERROR,), ERROR, False, Verdict.FAIL),
        ((WARNING,), ERROR, True, Verdict.PASS),
        ((WARNING,), WARNING, True, Verdict.FAIL),
        ((WARNING,), ERROR, False, Verdict.INCOMPLETE),
        ((SUGGESTION,), WARNING, True, Verdict.PASS),
        ((SUGGESTION,), SUGGESTION, True, Verdict.FAIL),
        ((SUGGESTION, WARNING), WARNING, True, Verdict.FAIL),
        ((SUGGESTION, SUGGESTION), ERROR, True, Verdict.PASS),
    ],
)
def test_the_verdict_follows_from_the_gravest_finding(severities, fail_on, is_complete, verdict):
    findings = [finding(severity) for severity in severities]

    assert decide(findings, fail_on=fail_on, is_complete=is_complete) is verdict


def test_a_waived_finding_fails_nothing():
    waived = finding(ERROR, waived_by="Ada until 2030-01-01: agreed")

    assert decide([waived], fail_on=SUGGESTION, is_complete=True) is Verdict.PASS
    assert decide([waived, finding(ERROR)], fail_on=ERROR, is_complete=True) is Verdict.FAIL
