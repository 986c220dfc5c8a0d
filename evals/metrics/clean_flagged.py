"""Clean drafts flagged: how many drafts that are fine are objected to at all."""

from evals.metric import Metric, Ratio
from evals.outcomes import Outcome


def _count(outcome: Outcome) -> Ratio:
    is_clean = outcome.case.labels.verdict == "clean"
    return Ratio(int(bool(outcome.flags)), 1) if is_clean else Ratio(0, 0)


CLEAN_FLAGGED = Metric(
    name="clean drafts flagged",
    meaning="of the drafts with no label, the part with any flag",
    count=_count,
    higher_is_better=False,
)
"""Of the drafts that have nothing to flag, the part that is flagged."""
