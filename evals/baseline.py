"""The baseline: the figures last accepted, and what became worse since, each engine for itself."""

from collections.abc import Iterator, Sequence
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


class Accepted(Noun):
    """What one engine measured when it was accepted."""

    engine: dict[str, str]
    """What checked the drafts, as reports name it."""
    drafts: int
    judged: int
    """The drafts that the figures are computed of: all, less those that lack recordings."""
    figures: dict[str, dict[str, Figure]]
    """By group, then by metric."""


class Baseline(Noun):
    """What all engines measured when they were accepted."""

    cases: str
    """The digest of the cases."""
    engines: dict[str, Accepted]
    """By what tables call the engine."""


class Change(NamedTuple):
    """One figure before and now."""

    engine: str
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

    @property
    def is_other(self) -> bool:
        """Tell whether the figure is another than before."""
        return self.before != self.now


class Shortfall(NamedTuple):
    """An engine whose figures are of other drafts than those accepted, so that they can't be compared."""

    engine: str
    before: int
    now: int
    drafts: int

    def __str__(self) -> str:
        """Return a sentence that says so."""
        return (
            f"{self.engine}: {self.now} of {self.drafts} drafts judged, {self.before} when it was accepted: "
            "not compared."
        )

    @property
    def is_less(self) -> bool:
        """Tell whether fewer drafts are judged than when the baseline was accepted."""
        return self.now < self.before


def accepted(runs: Sequence[Run]) -> Baseline:
    """Return the figures of *runs*, as the baseline of later ones."""
    return Baseline(cases=runs[0].cases_digest, engines={run.name: _accepted(run) for run in runs})


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


def shortfalls(before: Baseline, now: Baseline) -> tuple[Shortfall, ...]:
    """Return the engines of *now* that judged another number of drafts than *before*.

    Raises:
        UnusableBaseline: the engines, groups or metrics are not the same.
    """
    return tuple(
        Shortfall(name, old.judged, engine.judged, engine.drafts)
        for name, (old, engine) in _pairs(before, now)
        if old.judged != engine.judged
    )


def changes(before: Baseline, now: Baseline) -> tuple[Change, ...]:
    """Return every figure of *now* beside its figure *before*, of the engines that can be compared.

    Raises:
        UnusableBaseline: the engines, groups or metrics are not the same.
    """
    return tuple(
        Change(name, group, metric, _value(old, group, metric), _value(engine, group, metric))
        for name, (old, engine) in _pairs(before, now)
        if old.judged == engine.judged
        for group in engine.figures
        for metric in METRICS
    )


def render(compared: Sequence[Change]) -> str:
    """Return the changes as a table, the worse ones marked."""
    header = ("engine", "group", "metric", "baseline", "now", "change", "allowed", "")
    return table(header, [_row(change) for change in compared])


def _row(change: Change) -> tuple[str, ...]:
    moved = None if change.before is None or change.now is None else change.now - change.before
    return (
        change.engine,
        change.group,
        change.metric.name,
        number(change.before),
        number(change.now),
        "" if not moved else f"{moved:+.3f}",
        "any" if change.metric.tolerance is None else f"{change.metric.tolerance:.3f} worse",
        "WORSE" if change.is_worse else "",
    )


def _accepted(run: Run) -> Accepted:
    figures = {
        group.name: {metric.name: _figure(score(metric, run.of(group))) for metric in METRICS}
        for group in run.groups
    }
    return Accepted(engine=run.engine, drafts=len(run.outcomes), judged=len(run.answered), figures=figures)


def _figure(measured: Score) -> Figure:
    value = None if measured.value is None else round(measured.value, 4)
    return Figure(value=value, part=measured.total.part, whole=measured.total.whole)


def _pairs(before: Baseline, now: Baseline) -> Iterator[tuple[str, tuple[Accepted, Accepted]]]:
    for name, engine in now.engines.items():
        old = before.engines.get(name)
        if old is None or _names(old) != _names(engine):
            raise UnusableBaseline(
                "evals/baseline.json holds other engines, groups or metrics than were measured. "
                "Accept anew: python -m evals --accept"
            )
        yield name, (old, engine)


def _names(engine: Accepted) -> set[tuple[str, str]]:
    return {(group, metric) for group, figures in engine.figures.items() for metric in figures}


def _value(engine: Accepted, group: str, metric: Metric) -> float | None:
    figure = engine.figures[group][metric.name]
    return metric.value(Ratio(figure.part, figure.whole))
