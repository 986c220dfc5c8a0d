"""Precision of one check: how much of what it flags is a fault."""

from evals.labels import FaultKind
from evals.metric import Metric, Ratio
from evals.outcomes import Outcome


def precision_of(kind: FaultKind) -> Metric:
    """Return the precision of flags of *kind*; a label of another kind at the place counts as right."""

    def count(outcome: Outcome) -> Ratio:
        flagged = sum(flag.kind is kind for flag in outcome.flags)
        return Ratio(sum(outcome.flags[answer.flag].kind is kind for answer in outcome.answers), flagged)

    return Metric(
        name=f"precision of {kind}",
        meaning="of the places that the check flags, the part that is labelled, of whatever kind",
        count=count,
    )
