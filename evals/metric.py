"""What a metric is: a ratio of two counts, summed over cases."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import NamedTuple

from evals.outcomes import Outcome


class Ratio(NamedTuple):
    """Two counts, of one case or summed over many."""

    part: int
    whole: int


@dataclass(frozen=True, kw_only=True)
class Metric:
    """One way to say how good the checker is.

    Both counts are summed before they are divided, so that a case weighs as much as it has to say.
    """

    name: str
    """What the scorecard calls it."""
    meaning: str
    """What it says, as an end to “*name*: ”, without a full stop."""
    count: Callable[[Outcome], Ratio]
    """What one case adds to the two counts."""
    scale: int = 1
    """What the ratio is multiplied by."""
    higher_is_better: bool = True
    tolerance: float | None = None
    """How much worse than the baseline is still accepted; None where it is only published."""

    def value(self, total: Ratio) -> float | None:
        """Return the figure that *total* stands for, or None where there was nothing to count."""
        return self.scale * total.part / total.whole if total.whole else None
