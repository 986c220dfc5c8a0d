"""Teams and channels whose name looks like a slip of the pen."""

from collections import Counter
from collections.abc import Iterator

from rapidfuzz import fuzz, process

from checker.domain import BrandKit, Severity
from checker.kits.lint.problem import Problem

CLOSE = 80
"""From which likeness, of 100, a rare name is taken for a slip of a common one."""


def misspelt_teams(kit: BrandKit) -> Iterator[Problem]:
    """Find a name in `applies_to` that is like another which the kit uses more often."""
    uses = Counter(name for guideline in kit.guidelines for name in guideline.applies_to)
    for guideline in kit.guidelines:
        for name in guideline.applies_to:
            commoner = [other for other, count in uses.items() if count > uses[name]]
            close = process.extractOne(name, commoner, scorer=fuzz.ratio, score_cutoff=CLOSE)
            if close:
                yield Problem(
                    rule="misspelt-team",
                    severity=Severity.WARNING,
                    guideline=guideline.id,
                    message=f'applies to "{name}", which no other guideline does',
                    remedy=f'did you mean "{close[0]}"?',
                )
