"""Scores: 0 to 100, worse with every finding, better with every word."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from checker.domain import Finding, Location, Severity
from checker.scorer import FAIR, GOOD, score, scores

CHECKS = ("off-voice", "wrong-term")


def finding(severity=Severity.ERROR, *, check="wrong-term", waived_by=None):
    return Finding(
        check=check,
        guideline="g",
        severity=severity,
        confidence=1,
        origin="rule",
        location=Location(start=0, end=1, line=1, column=1),
        quote="T",
        guideline_quote="",
        explanation="",
        waived_by=waived_by,
    )


SEVERITIES = st.sampled_from(Severity)
FINDINGS = st.lists(st.builds(finding, SEVERITIES, check=st.sampled_from(CHECKS)), max_size=40)
WORDS = st.integers(0, 10**7)


@given(FINDINGS, WORDS)
def test_a_score_lies_between_0_and_100(findings, words):
    assert 0 <= score(findings, words=words) <= 100


@given(FINDINGS, SEVERITIES, WORDS)
def test_a_finding_more_is_no_better(findings, severity, words):
    assert score([*findings, finding(severity)], words=words) <= score(findings, words=words)


@given(FINDINGS, WORDS, st.integers(0, 10**6))
def test_more_words_with_the_same_findings_are_no_worse(findings, words, more):
    assert score(findings, words=words + more) >= score(findings, words=words)


@given(FINDINGS, WORDS)
def test_a_document_is_no_better_than_its_worst_check(findings, words):
    assert score(findings, words=words) <= min(scores(findings, words=words, checks=CHECKS).values())


@given(WORDS)
def test_a_milder_finding_costs_less(words):
    costs = [score([finding(severity)], words=words) for severity in Severity]

    assert costs == sorted(costs)


@pytest.mark.parametrize(
    ("severities", "words", "expected"),
    [
        ([], 0, 100),
        ([], 500, 100),
        ([], 1031, 100),
        ([Severity.ERROR], 75, 50),
        ([Severity.ERROR], 10, 50),
        ([Severity.ERROR], 300, 80),
        ([Severity.WARNING], 75, 66),
        ([Severity.SUGGESTION], 75, 83),
        ([Severity.ERROR] * 3, 75, 25),
        ([Severity.ERROR, Severity.WARNING], 150, 57),
    ],
)
def test_scores_counted_by_hand(severities, words, expected):
    assert score([finding(severity) for severity in severities], words=words) == expected


def test_what_somebody_waived_costs_nothing():
    assert score([finding(waived_by="Ada until 2030-01-01: agreed")], words=75) == 100


def test_each_check_has_a_score_of_its_own():
    assert scores([finding()], words=75, checks=CHECKS) == {"off-voice": 100, "wrong-term": 50}


def test_the_bands_are_in_order():
    assert 100 > GOOD > FAIR > 0
