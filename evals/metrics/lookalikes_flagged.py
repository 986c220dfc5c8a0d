"""Look-alikes flagged: how often words that only look like a fault are taken for one."""

from evals.metric import Metric, Ratio
from evals.outcomes import Outcome


def _count(outcome: Outcome) -> Ratio:
    return Ratio(len(outcome.lookalikes), len(outcome.case.labels.lookalikes))


LOOKALIKES_FLAGGED = Metric(
    name="look-alikes flagged",
    meaning="of the places that look like a fault and are fine, the part that is flagged",
    count=_count,
    higher_is_better=False,
    tolerance=0.0,
)
"""Of the look-alikes, the part that is flagged."""
