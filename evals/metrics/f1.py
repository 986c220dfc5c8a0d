"""F1 of the places: precision and recall in one figure, the kind left aside."""

from evals.metric import Metric, Ratio
from evals.outcomes import Outcome


def _count(outcome: Outcome) -> Ratio:
    return Ratio(2 * len(outcome.answers), len(outcome.flags) + len(outcome.faults))


F1 = Metric(
    name="F1",
    meaning="twice the labelled places that are flagged, by all flagged and all labelled places",
    count=_count,
    tolerance=0.01,
)
"""The harmonic mean of precision and recall."""
