"""Patterns that take too long."""

from collections.abc import Iterator

from checker.domain import BrandKit, Severity
from checker.kits.lint.problem import Problem
from checker.patterns import fault_of


def slow_patterns(kit: BrandKit) -> Iterator[Problem]:
    """Find patterns with an expression that takes seconds on a short text."""
    for guideline in kit.guidelines:
        fault = fault_of(guideline.pattern, kit.accepted, probe=True) if guideline.pattern else ""
        if fault:
            yield Problem(
                rule="slow-pattern",
                severity=Severity.ERROR,
                guideline=guideline.id,
                message=fault,
                remedy="simplify it: no repetition inside a repetition",
            )
