"""Recall: how many of the faults are flagged."""

from evals.metric import Metric, Ratio
from evals.outcomes import Outcome


def _count(outcome: Outcome) -> Ratio:
    return Ratio(len(outcome.answers), len(outcome.faults))


RECALL = Metric(
    name="recall",
    meaning="of the places labelled, the part that is flagged, as whatever kind",
    count=_count,
)
"""Of the places labelled, the part that is flagged."""
