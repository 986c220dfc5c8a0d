"""The metrics, one a file: what is counted, of what.

To add one, write its file and name it here.
"""

from evals.metric import Metric
from evals.metrics.check_precision import precision_of
from evals.metrics.check_recall import recall_of
from evals.metrics.clean_flagged import CLEAN_FLAGGED
from evals.metrics.f1 import F1
from evals.metrics.f1_with_kind import F1_WITH_KIND
from evals.metrics.false_alarms import FALSE_ALARMS
from evals.metrics.false_alarms_on_clean import FALSE_ALARMS_ON_CLEAN
from evals.metrics.lookalikes_flagged import LOOKALIKES_FLAGGED
from evals.metrics.precision import PRECISION
from evals.metrics.recall import RECALL
from evals.metrics.verdict_accuracy import VERDICT_ACCURACY

METRICS: tuple[Metric, ...] = (
    PRECISION,
    RECALL,
    F1,
    F1_WITH_KIND,
    VERDICT_ACCURACY,
    LOOKALIKES_FLAGGED,
    CLEAN_FLAGGED,
    FALSE_ALARMS,
    FALSE_ALARMS_ON_CLEAN,
)
"""Every metric of the whole, in the order of the scorecard."""

__all__ = ["METRICS", "precision_of", "recall_of"]
