"""The scorecard: a page that says how accurate the checker is, and what that is worth.

It holds no date and no measured time, so that the same run writes the same page.
"""

from collections.abc import Iterable

from evals.flags import CHECKS
from evals.labels import Brand, FaultKind, Split, Tier
from evals.metric import Metric
from evals.metrics import METRICS, precision_of, recall_of
from evals.metrics.f1 import F1
from evals.metrics.lookalikes_flagged import LOOKALIKES_FLAGGED
from evals.metrics.precision import PRECISION
from evals.metrics.recall import RECALL
from evals.runner import Group, Run
from evals.scores import RESAMPLES, score
from evals.tables import figure, table

INTRODUCTION = f"""\
# How accurate Brandcheck is

Written by `python -m evals --accept`; don't edit it. The last section is `evals/notes.md`.

Invented brands, each with its guidelines and drafts; in every draft a careful brand manager has labelled what
is wrong, and what only looks wrong. The checker gets guidelines and draft, and what it flags is compared with
the labels: a flag answers a label when they share at least half of the shorter one's characters, and each
label is answered once. The *everyday* tier drifts as most drafts do; the *hard* tier by implication, dropped
conditions and altered figures. Brands *tuned on* could be looked at while the checker was written; brands
*held back* were kept out of tuning, so **the held-back columns are the ones to believe**.

Each figure stands with its 95 % interval and its counts: `0.72 (0.60–0.83) 26/36`. The interval says how far
the figure might move with other drafts of these brands: the bootstrap, drafts drawn again within their brand,
{RESAMPLES:,} times. It does not say how far it might move with another brand. An interval without width comes
from few cases, not from certainty. `–`: there was nothing to count.
"""
"""What stands before the figures."""
OF_BRANDS = (PRECISION, RECALL, F1, LOOKALIKES_FLAGGED)
"""The metrics of which a single brand has enough to count."""


def render(run: Run, notes: str) -> str:
    """Return the scorecard of *run* as Markdown, closed by *notes*."""
    tiers = dict.fromkeys(group.tier for group in run.groups)
    sections = [
        INTRODUCTION.strip(),
        _measured(run),
        *(_tier(run, tier) for tier in tiers),
        _brands(run),
        _meanings(),
        notes.strip(),
    ]
    return "\n\n".join(sections) + "\n"


def _measured(run: Run) -> str:
    rows = [
        *((f"engine: {name}", value) for name, value in run.engine.items()),
        ("cases", _short(run.cases_digest)),
        ("flags", _short(run.flags_digest)),
        ("drafts not judged whole", str(len(run.incomplete))),
        ("flags whose words are not in the draft", str(sum(len(each.unplaced) for each in run.outcomes))),
        *((f"brands {split}", _names(run.brands, split)) for split in Split),
    ]
    return f"## What was measured\n\n{table(('what', 'which'), rows)}"


def _tier(run: Run, tier: Tier) -> str:
    groups = [group for group in run.groups if group.tier is tier]
    whole = _figures(run, groups, {metric.name: metric for metric in METRICS})
    checks = [
        f"### {title} of each check, {tier} tier\n\n{_figures(run, groups, metrics)}"
        for title, metrics in (
            ("Precision", {CHECKS[kind]: precision_of(kind) for kind in FaultKind}),
            ("Recall", {CHECKS[kind]: recall_of(kind) for kind in FaultKind}),
        )
    ]
    return "\n\n".join([f"## {tier.capitalize()} tier", whole, *checks])


def _figures(run: Run, groups: list[Group], metrics: dict[str, Metric]) -> str:
    header = ["", *(_headed(run, group) for group in groups)]
    rows = [
        [name, *(figure(score(metric, run.of(group))) for group in groups)]
        for name, metric in metrics.items()
    ]
    return table(header, rows)


def _headed(run: Run, group: Group) -> str:
    outcomes = run.of(group)
    labels = sum(len(outcome.faults) for outcome in outcomes)
    return f"{group.split} ({len(outcomes)} drafts, {labels} labels)"


def _brands(run: Run) -> str:
    rows = [
        [brand.name, brand.split, str(len(brand.cases)), *_brand_figures(run, brand)]
        for brand in sorted(run.brands, key=lambda brand: (brand.tier, brand.split, brand.name))
    ]
    header = ["brand", "split", "drafts", *(metric.name for metric in OF_BRANDS)]
    return f"## Each brand\n\n{table(header, rows)}"


def _brand_figures(run: Run, brand: Brand) -> list[str]:
    outcomes = run.of_brand(brand.name)
    return [figure(score(metric, outcomes)) for metric in OF_BRANDS]


def _meanings() -> str:
    lines = [f"- **{metric.name}**: {metric.meaning}." for metric in METRICS]
    lines += [
        f"- **Precision of a check**: {precision_of(FaultKind.CLAIM).meaning}.",
        f"- **Recall of a check**: {recall_of(FaultKind.CLAIM).meaning}.",
    ]
    return "## What the figures mean\n\n" + "\n".join(lines)


def _names(brands: Iterable[Brand], split: Split) -> str:
    return ", ".join(brand.name for brand in brands if brand.split is split)


def _short(digest: str) -> str:
    return digest[:16]
