"""F1 with kind: a place counts only where the flag also says what is wrong with it."""

from evals.metric import Metric, Ratio
from evals.outcomes import Outcome


def _count(outcome: Outcome) -> Ratio:
    return Ratio(2 * len(outcome.same_kind), len(outcome.flags) + len(outcome.faults))


F1_WITH_KIND = Metric(
    name="F1 with kind",
    meaning="the same, where only flags of the label's kind count as right",
    count=_count,
)
"""F1 where the kind must be right too."""
