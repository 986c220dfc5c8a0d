"""False alarms per 1,000 words: how often a reader is stopped for nothing."""

from evals.metric import Metric, Ratio
from evals.outcomes import Outcome


def _count(outcome: Outcome) -> Ratio:
    return Ratio(len(outcome.false_alarms), outcome.case.words)


FALSE_ALARMS = Metric(
    name="false alarms per 1,000 words",
    meaning="flags that answer no label, by the words of the drafts",
    count=_count,
    scale=1000,
    higher_is_better=False,
)
"""Flags that answer no label, per 1,000 words."""
