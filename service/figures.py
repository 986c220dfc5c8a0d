"""What Prometheus is told beside the requests: checks under way, and what the judge has cost."""

import datetime
from collections.abc import Callable

from checker.errors import CheckerError
from service.parts import Parts
from service.records import Records
from service.security.metrics import Figure
from service.spending import is_judged, spent


def figures(parts: Parts) -> tuple[Figure, ...]:
    """Return the figures of *parts*; one that can't be looked up is left out, not zero."""
    return (
        unfinished(parts.records),
        deliveries(parts.records),
        Figure(
            "brandcheck_judge_spent",
            "What the language model has cost in the period, in the currency of the price table.",
            "period",
            _known(lambda: _spent(parts)),
        ),
    )


def unfinished(records: Records) -> Figure:
    """Return the figure of what is left to do, which every process may tell."""
    return Figure(
        "brandcheck_checks_unfinished",
        "Checks that wait or are under way, in all processes.",
        "state",
        _known(lambda: {"all": float(len(records.checks.unfinished()))}),
    )


def deliveries(records: Records) -> Figure:
    """Return the figure of what came to hooks: all that is open, and what became of the rest within a day."""

    def look() -> dict[str, float]:
        since = datetime.datetime.now(datetime.UTC) - datetime.timedelta(days=1)
        counts = {state: float(number) for state, number in records.hook_deliveries.counts(since).items()}
        return counts | {"verdicts due": float(records.hook_verdicts.waiting())}

    about = "Deliveries to hooks that are open, or ended within a day, by state; and verdicts to be written."
    return Figure("brandcheck_hook_deliveries", about, "state", _known(look))


def _spent(parts: Parts) -> dict[str, float]:
    books = spent(parts.settings) if is_judged(parts.settings) else ()
    return {one.period: one.amount for one in books}


def _known(look: Callable[[], dict[str, float]]) -> Callable[[], dict[str, float]]:
    def looking() -> dict[str, float]:
        try:
            return look()
        except CheckerError:
            return {}

    return looking
