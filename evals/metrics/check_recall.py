"""Recall of one check: how many faults of its kind are flagged."""

from evals.labels import FaultKind
from evals.metric import Metric, Ratio
from evals.outcomes import Outcome


def recall_of(kind: FaultKind) -> Metric:
    """Return the recall of faults of *kind*; a flag of another kind at the place counts as found."""

    def count(outcome: Outcome) -> Ratio:
        labelled = sum(fault.kind is kind for fault in outcome.faults)
        return Ratio(sum(outcome.faults[answer.fault].kind is kind for answer in outcome.answers), labelled)

    return Metric(
        name=f"recall of {kind}",
        meaning="of the places labelled with the check's kind, the part that is flagged, as whatever kind",
        count=count,
    )
