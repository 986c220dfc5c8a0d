"""Running the checker over cases, and what came of it."""

import hashlib
from collections.abc import Callable, Iterable, Sequence
from functools import cached_property
from pathlib import Path
from typing import NamedTuple, Protocol

from pydantic import ConfigDict

from checker.domain import Noun, Report, Verdict
from evals import predictions
from evals.flags import flags_of
from evals.labels import Brand, Case, Split, Tier
from evals.outcomes import Outcome, grade


class Check(Protocol):
    """What is measured: anything that makes a report of a draft."""

    def __call__(self, draft: Path, kit: Path) -> Report:
        """Return the report of the *draft* file against the *kit* file."""


class Group(NamedTuple):
    """Brands whose figures are counted together."""

    tier: Tier
    split: Split

    @property
    def name(self) -> str:
        """Return what the scorecard calls it."""
        return f"{self.tier} tier, {self.split}"


class Run(Noun):
    """All that came of checking some brands."""

    model_config = ConfigDict(frozen=True, extra="forbid", ignored_types=(cached_property,))

    name: str = "offline"
    """What the scorecard calls the engine that was run."""
    brands: tuple[Brand, ...]
    outcomes: tuple[Outcome, ...]
    """One a case, by brand and id."""

    @property
    def groups(self) -> tuple[Group, ...]:
        """Return the groups that there are cases of."""
        found = {Group(brand.tier, brand.split) for brand in self.brands}
        return tuple(Group(tier, split) for tier in Tier for split in Split if (tier, split) in found)

    @property
    def incomplete(self) -> tuple[Outcome, ...]:
        """Return the outcomes of drafts that could not be judged whole, although no recording is lacking."""
        return tuple(each for each in self.outcomes if each.is_answered and not each.is_complete)

    @property
    def answered(self) -> tuple[Outcome, ...]:
        """Return the outcomes that figures are computed of: those whose recordings are all there."""
        return tuple(outcome for outcome in self.outcomes if outcome.is_answered)

    @cached_property
    def engine(self) -> dict[str, str]:
        """Return what checked the drafts; where they differ, all that did."""
        parts = sorted({part for outcome in self.outcomes for part in outcome.engine.items()})
        return {name: ", ".join(value for each, value in parts if each == name) for name, _ in parts}

    @cached_property
    def cases_digest(self) -> str:
        """Return the SHA-256 of the brands, with their places in the split."""
        lines = [f"{brand.name} {brand.split} {brand.digest}" for brand in self.brands]
        return hashlib.sha256("\n".join(lines).encode()).hexdigest()

    @cached_property
    def flags_digest(self) -> str:
        """Return the SHA-256 of all flags: two runs that share it flagged the same."""
        return hashlib.sha256(predictions.render(self.outcomes).encode()).hexdigest()

    def all_of(self, group: Group) -> tuple[Outcome, ...]:
        """Return the outcomes of one *group*, those that lack recordings as well."""
        names = {brand.name for brand in self.brands if (brand.tier, brand.split) == group}
        return tuple(outcome for outcome in self.outcomes if outcome.case.brand in names)

    def of(self, group: Group) -> tuple[Outcome, ...]:
        """Return the outcomes of one *group* that figures are computed of."""
        return tuple(outcome for outcome in self.all_of(group) if outcome.is_answered)

    def on(self, others: Iterable[Outcome]) -> "Run":
        """Return the run as it would be on the cases of *others* alone."""
        chosen = {(other.case.brand, other.case.id) for other in others}
        kept = tuple(each for each in self.outcomes if (each.case.brand, each.case.id) in chosen)
        return self.model_copy(update={"name": f"{self.name}, same drafts", "outcomes": kept})

    def of_brand(self, name: str) -> tuple[Outcome, ...]:
        """Return the outcomes of the brand called *name* that figures are computed of."""
        return tuple(outcome for outcome in self.answered if outcome.case.brand == name)


def run(brands: Iterable[Brand], check: Check, *, tell: Callable[[Case], None] | None = None) -> Run:
    """Return what came of checking every case of *brands* with *check*.

    Args:
        brands: whose drafts to check.
        check: what is measured.
        tell: called before each case, to show how far the run is.
    """
    chosen = tuple(brands)
    outcomes = []
    for case in (case for brand in chosen for case in brand.cases):
        if tell:
            tell(case)
        outcomes.append(outcome_of(case, check(case.draft, case.kit)))
    return Run(brands=chosen, outcomes=tuple(outcomes))


def outcome_of(case: Case, report: Report, *, others: Sequence[Report] = ()) -> Outcome:
    """Return what came of *case*, given its *report* and those of further samples of the same judge."""
    text = case.draft.read_text(encoding="utf-8")
    found = {
        "engine": report.engine,
        "is_complete": report.verdict is not Verdict.INCOMPLETE and not report.unjudged,
        "cost": report.cost,
        "others": tuple(flags_of(other, text) for other in others),
    }
    return grade(case, flags_of(report, text)).model_copy(update=found)
