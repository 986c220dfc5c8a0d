"""The baseline: the figures last accepted, and what became worse since."""

from pathlib import Path
from typing import NamedTuple

from pydantic import ValidationError

from checker.domain import Noun
from checker.errors import InputError
from evals.metric import Metric, Ratio
from evals.metrics import METRICS
from evals.runner import Run
from evals.scores import Score, score
from evals.tables import number, table

ROUNDING = 1e-9
"""Differences below it come from arithmetic, not from the checker."""


class UnusableBaseline(InputError):
    """There is no baseline, or one that can't be compared with."""


class Figure(Noun):
    """One accepted figure."""

    value: float | None
    """For the reader of the file; comparisons divide the counts."""
    part: int
    whole: int


class Baseline(Noun):
    """What a run measured when it was accepted."""

    cases: str
    """The digest of the cases."""
    engine: dict[str, str]
    figures: dict[str, dict[str, Figure]]
    """By group, then by metric."""


class Change(NamedTuple):
    """One figure before and now."""

    group: str
    metric: Metric
    before: float | None
    now: float | None

    @property
    def is_worse(self) -> bool:
        """Tell whether the figure became worse by more than its metric tolerates."""
        if self.metric.tolerance is None or self.before is None:
            return False
        if self.now is None:
            return self.metric.higher_is_better
        loss = self.before - self.now if self.metric.higher_is_better else self.now - self.before
        return loss > self.metric.tolerance + ROUNDING


def accepted(run: Run) -> Baseline:
    """Return the figures of *run*, as the baseline of later ones."""
    figures = {
        group.name: {metric.name: _figure(score(metric, run.of(group))) for metric in METRICS}
        for group in run.groups
    }
    return Baseline(cases=run.cases_digest, engine=run.engine, figures=figures)


def load(path: Path) -> Baseline:
    """Return the baseline in *path*.

    Raises:
        UnusableBaseline: there is none, or it isn't one.
    """
    try:
        return Baseline.model_validate_json(path.read_text(encoding="utf-8"))
    except FileNotFoundError as error:
        raise UnusableBaseline(
            f"{path}: no such file. Accept a first one: python -m evals --accept"
        ) from error
    except ValidationError as error:
        raise UnusableBaseline(f"{path}: not a baseline. Accept anew: python -m evals --accept") from error


def changes(before: Baseline, now: Baseline) -> tuple[Change, ...]:
    """Return every figure of *now* beside its figure *before*.

    Raises:
        UnusableBaseline: the groups or metrics are not the same.
    """
    if _names(before) != _names(now):
        raise UnusableBaseline(
            "evals/baseline.json holds other groups or metrics than were measured. "
            "Accept anew: python -m evals --accept"
        )
    return tuple(
        Change(group, metric, _value(before, group, metric), _value(now, group, metric))
        for group in now.figures
        for metric in METRICS
    )


def render(compared: tuple[Change, ...]) -> str:
    """Return the changes as a table, the worse ones marked."""
    header = ("group", "metric", "baseline", "now", "change", "allowed", "")
    return table(header, [_row(change) for change in compared])


def _row(change: Change) -> tuple[str, ...]:
    moved = None if change.before is None or change.now is None else change.now - change.before
    return (
        change.group,
        change.metric.name,
        number(change.before),
        number(change.now),
        "" if not moved else f"{moved:+.3f}",
        "any" if change.metric.tolerance is None else f"{change.metric.tolerance:.3f} worse",
        "WORSE" if change.is_worse else "",
    )


def _figure(measured: Score) -> Figure:
    value = None if measured.value is None else round(measured.value, 4)
    return Figure(value=value, part=measured.total.part, whole=measured.total.whole)


def _names(baseline: Baseline) -> set[tuple[str, str]]:
    return {(group, metric) for group, figures in baseline.figures.items() for metric in figures}


def _value(baseline: Baseline, group: str, metric: Metric) -> float | None:
    figure = baseline.figures[group][metric.name]
    return metric.value(Ratio(figure.part, figure.whole))
