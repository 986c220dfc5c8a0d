"""Lint: what is wrong with a kit as a whole, although each guideline is well written."""

import datetime
from collections.abc import Callable, Iterable

from checker.domain import BrandKit
from checker.kits.lint.compiled import flags_on_brand, stale
from checker.kits.lint.contradictions import (
    disagreeing_figures,
    forbidden_approvals,
    impossible_elements,
    preferred_and_avoided,
    sold_and_avoided,
)
from checker.kits.lint.examples import example_on_both_sides, off_brand_on_brand, without_examples
from checker.kits.lint.expiry import expired
from checker.kits.lint.gaps import untestable, without_elements, without_proof
from checker.kits.lint.messages import misplaced_role, several_leads, without_lead
from checker.kits.lint.overlaps import near_duplicates, repeated_terms
from checker.kits.lint.patterns import slow_patterns
from checker.kits.lint.problem import Problem
from checker.kits.lint.teams import misspelt_teams

__all__ = ["RULES", "Problem", "lint"]

Rule = Callable[[BrandKit], Iterable[Problem]]

RULES: tuple[Rule, ...] = (
    preferred_and_avoided,
    disagreeing_figures,
    sold_and_avoided,
    impossible_elements,
    forbidden_approvals,
    off_brand_on_brand,
    example_on_both_sides,
    stale,
    flags_on_brand,
    without_lead,
    several_leads,
    misplaced_role,
    misspelt_teams,
    without_elements,
    untestable,
    near_duplicates,
    repeated_terms,
    without_proof,
    without_examples,
    slow_patterns,
)
"""Everything that a kit is looked over for, in the order of the list of problems."""


def lint(kit: BrandKit, today: datetime.date | None = None) -> tuple[Problem, ...]:
    """Return what is wrong with the interpreted *kit*, worst first.

    Args:
        kit: a kit whose prose `checker.kits.interpret` has read.
        today: the day that guidelines must not have expired on; none to leave that out.
    """
    found = [problem for rule in RULES for problem in rule(kit)]
    if today:
        found.extend(expired(kit, today))
    return tuple(sorted(found, key=lambda problem: problem.severity.rank))
