"""False alarms on clean drafts: how much there is to dismiss in a draft that is fine."""

from evals.metric import Metric, Ratio
from evals.outcomes import Outcome


def _count(outcome: Outcome) -> Ratio:
    is_clean = outcome.case.labels.verdict == "clean"
    return Ratio(len(outcome.flags), 1) if is_clean else Ratio(0, 0)


FALSE_ALARMS_ON_CLEAN = Metric(
    name="false alarms per clean draft",
    meaning="flags on drafts with no label, by the number of those drafts",
    count=_count,
    higher_is_better=False,
)
"""Flags per draft that has nothing to flag."""
