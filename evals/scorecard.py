"""The scorecard: a page that says how accurate the checker is, and what that is worth.

It holds no date and no measured time, so that the same run writes the same page.
"""

from collections.abc import Iterable, Iterator, Sequence

from evals import agreement, costs
from evals.flags import CHECKS
from evals.labels import Brand, FaultKind, Split
from evals.metric import Metric
from evals.metrics import METRICS, precision_of, recall_of
from evals.metrics.f1 import F1
from evals.metrics.lookalikes_flagged import LOOKALIKES_FLAGGED
from evals.metrics.precision import PRECISION
from evals.metrics.recall import RECALL
from evals.runner import Group, Run
from evals.scores import RESAMPLES, score
from evals.tables import NOTHING, figure, table

INTRODUCTION = f"""\
# How accurate Brandcheck is

Written by `python -m evals --accept`; don't edit it. The last section is `evals/notes.md`.

Invented brands, each with its guidelines and drafts; in every draft a careful brand manager has labelled what
is wrong, and what only looks wrong. The checker gets guidelines and draft, and what it flags is compared with
the labels: a flag answers a label when they share at least half of the shorter one's characters, and each
label is answered once. The *everyday* tier drifts as most drafts do; the *hard* tier by implication, dropped
conditions and altered figures. Brands *tuned on* could be looked at while the checker was written; brands
*held back* were kept out of tuning, so **the held-back tables are the ones to believe**.

Each figure stands with its 95 % interval and its counts: `0.72 (0.60–0.83) 26/36`. The interval says how far
the figure might move with other drafts of these brands: the bootstrap, drafts drawn again within their brand,
{RESAMPLES:,} times. It does not say how far it might move with another brand. An interval without width comes
from few cases, not from certainty. `–`: there was nothing to count.

*offline* is the engine that needs no model. The *judge*'s answers are recordings: an able reader was asked
exactly what the judge asks, draft by draft, and saw nothing else. So its figures say what the questions get
out of a careful reader, not what any model makes of them. A draft without a recording of exactly the
question asked now is not judged, and figures are computed over the others.
"""
"""What stands before the figures."""
OF_BRANDS = (PRECISION, RECALL, F1, LOOKALIKES_FLAGGED)
"""The metrics of which a single brand has enough to count."""
OF_CHECKS = {
    f"{name}: {CHECKS[kind]}": of(kind)
    for name, of in (("precision", precision_of), ("recall", recall_of))
    for kind in FaultKind
}
"""The metrics of each check, by what tables call them."""


def render(runs: Sequence[Run], notes: str) -> str:
    """Return the scorecard of *runs*, one an engine, as Markdown, closed by *notes*."""
    sections = [
        INTRODUCTION.strip(),
        _measured(runs),
        *tables(runs),
        *(_brands(run) for run in runs),
        _meanings(),
        notes.strip(),
    ]
    return "\n\n".join(sections) + "\n"


def tables(runs: Sequence[Run]) -> tuple[str, ...]:
    """Return a section for each tier and split, with a column for each of *runs*.

    Where one has judged only a part, the first stands beside it on the same drafts as well.
    """
    return tuple(_group(runs, group) for group in runs[0].groups)


def _measured(runs: Sequence[Run]) -> str:
    names = dict.fromkeys(name for run in runs for name in run.engine)
    rows = [
        *([f"engine: {name}", *(run.engine.get(name, NOTHING) for run in runs)] for name in names),
        ["flags", *(_short(run.flags_digest) for run in runs)],
        ["drafts judged", *(f"{len(run.answered)} of {len(run.outcomes)}" for run in runs)],
        ["drafts not judged whole", *(str(len(run.incomplete)) for run in runs)],
        [
            "flags whose words are not in the draft",
            *(str(sum(len(each.unplaced) for each in run.outcomes)) for run in runs),
        ],
    ]
    lists = [f"- brands {split}: {_names(runs[0].brands, split)}" for split in Split]
    lists.append(f"- cases: {_short(runs[0].cases_digest)}")
    header = ["", *(run.name for run in runs)]
    return "\n\n".join(("## What was measured", table(header, rows), "\n".join(lists)))


def _group(engines: Sequence[Run], group: Group) -> str:
    outcomes = engines[0].all_of(group)
    runs = tuple(_with_same_drafts(engines, group))
    labels = sum(len(outcome.faults) for outcome in outcomes)
    named = {metric.name: metric for metric in METRICS} | OF_CHECKS
    rows = [[name, *_figures(runs, group, metric)] for name, metric in named.items()]
    rows += [*costs.rows(runs, group), agreement.row(runs, group)]
    heading = f"## {group.name.capitalize()} ({len(outcomes)} drafts, {labels} labels)"
    return f"{heading}\n\n{table(['', *(run.name for run in runs)], rows)}"


def _with_same_drafts(runs: Sequence[Run], group: Group) -> Iterator[Run]:
    """Yield *runs*, each that judged only a part of *group* after the first run on the same part."""
    for run in runs:
        if 0 < len(run.of(group)) < len(run.all_of(group)):
            yield runs[0].on(run.of(group))
        yield run


def _figures(runs: Sequence[Run], group: Group, metric: Metric) -> list[str]:
    return [figure(score(metric, run.of(group))) for run in runs]


def _brands(run: Run) -> str:
    rows = [
        [brand.name, brand.split, *_brand_figures(run, brand)]
        for brand in sorted(run.brands, key=lambda brand: (brand.tier, brand.split, brand.name))
    ]
    header = ["brand", "split", "drafts", *(metric.name for metric in OF_BRANDS)]
    return f"## Each brand: {run.name}\n\n{table(header, rows)}"


def _brand_figures(run: Run, brand: Brand) -> list[str]:
    outcomes = run.of_brand(brand.name)
    return [
        f"{len(outcomes)} of {len(brand.cases)}",
        *(figure(score(metric, outcomes)) for metric in OF_BRANDS),
    ]


def _meanings() -> str:
    lines = [f"- **{metric.name}**: {metric.meaning}." for metric in METRICS]
    lines += [
        f"- **Precision of a check**: {precision_of(FaultKind.CLAIM).meaning}.",
        f"- **Recall of a check**: {recall_of(FaultKind.CLAIM).meaning}.",
        *(f"- **{name}**: {meaning}." for name, meaning in costs.MEANINGS.items()),
        f"- **agreement over samples**: {agreement.MEANING}.",
    ]
    return "## What the figures mean\n\n" + "\n".join(lines)


def _names(brands: Iterable[Brand], split: Split) -> str:
    return ", ".join(brand.name for brand in brands if brand.split is split)


def _short(digest: str) -> str:
    return digest[:16]
