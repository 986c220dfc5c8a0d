"""Guidelines that hold no longer."""

import datetime
from collections.abc import Iterator

from checker.domain import BrandKit, Severity
from checker.kits.lint.problem import Problem
from checker.kits.loading import is_expired


def expired(kit: BrandKit, today: datetime.date) -> Iterator[Problem]:
    """Find guidelines whose last day lies before *today*."""
    for guideline in kit.guidelines:
        if is_expired(guideline, today):
            yield Problem(
                rule="expired",
                severity=Severity.WARNING,
                guideline=guideline.id,
                message=f"expired on {guideline.expires}, so drafts are no longer checked against it",
                remedy="delete it, or give it a later date",
            )
