"""Verdict accuracy: how many drafts are flagged or passed as they should be."""

from evals.metric import Metric, Ratio
from evals.outcomes import Outcome


def _count(outcome: Outcome) -> Ratio:
    return Ratio(int(outcome.is_verdict_right), 1)


VERDICT_ACCURACY = Metric(
    name="verdicts right",
    meaning="of the drafts, the part that is flagged where anything is labelled and passed where nothing is",
    count=_count,
)
"""Of the drafts, the part with the right verdict."""
