"""How far several recorded answers to the same question agree."""

from collections.abc import Sequence
from itertools import combinations

from evals.flags import Flag
from evals.matching import match
from evals.outcomes import Outcome
from evals.runner import Group, Run

NONE = "none recorded"
"""What is said where no draft has several samples."""

MEANING = (
    "of the places flagged by two answers to the same question, the part that both flag; and the drafts "
    "whose answers all lead to the same verdict"
)
"""What the row says, as an end to “*name*: ”, without a full stop."""


def row(runs: Sequence[Run], group: Group) -> list[str]:
    """Return the row of agreement over samples in *group*, a column for each of *runs*."""
    return ["agreement over samples", *(_said(run.of(group)) for run in runs)]


def agreement(outcomes: Sequence[Outcome]) -> float | None:
    """Return the part of all flags that two samples of a draft share, over all pairs; None without flags.

    Dice's coefficient of the two sets of flagged places, counts summed over pairs before they are divided.
    """
    shared = total = 0
    for outcome in outcomes:
        for one, other in combinations(_samples(outcome), 2):
            shared += 2 * len(match(outcome.case.body, one, other))
            total += len(one) + len(other)
    return shared / total if total else None


def _said(outcomes: Sequence[Outcome]) -> str:
    sampled = [outcome for outcome in outcomes if outcome.others]
    if not sampled:
        return NONE
    same = sum(len({bool(flags) for flags in _samples(outcome)}) == 1 for outcome in sampled)
    shared = agreement(sampled)
    places = "no flags" if shared is None else f"{shared:.2f} of places"
    return f"{places}, {same} of {len(sampled)} verdicts"


def _samples(outcome: Outcome) -> tuple[tuple[Flag, ...], ...]:
    return outcome.flags, *outcome.others
