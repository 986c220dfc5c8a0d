"""Precision: how much of what is flagged is a fault."""

from evals.metric import Metric, Ratio
from evals.outcomes import Outcome


def _count(outcome: Outcome) -> Ratio:
    return Ratio(len(outcome.answers), len(outcome.flags))


PRECISION = Metric(
    name="precision",
    meaning="of the places flagged, the part that is labelled, of whatever kind",
    count=_count,
    tolerance=0.01,
)
"""Of the places flagged, the part that is labelled."""
