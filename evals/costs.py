"""What checking a draft costs: calls, tokens, money, recordings; and what a call may cost."""

import json
from collections.abc import Sequence
from functools import cache
from pathlib import Path

from evals.labels import Case
from evals.outcomes import Outcome
from evals.prices import named
from evals.recordings import tokens
from evals.runner import Group, Run
from evals.tables import NOTHING

FACTOR = 1.3
"""What a call may take for each token of the guidelines and the draft."""
OVERHEAD = 900
"""What a call may take besides: instructions, the form of the answer, what the checks suspect."""

MEANINGS = {
    "drafts judged": "the drafts that the figures are computed of: all whose questions have an answer",
    "recordings used, stale, missing": (
        "questions answered from recordings; questions of drafts that were answered in another form; "
        "questions never answered"
    ),
    "calls, tokens and money a draft": (
        "as reports say; replayed calls are estimated at four characters a token, all messages and the form "
        f"of the answer, no prompt cache, at the price of {named()}"
    ),
    "most tokens in, by the allowance": (
        "of the drafts judged in one call, the one whose call is largest beside "
        f"(guidelines + draft) × {FACTOR} + {OVERHEAD}; at most 1 is wanted"
    ),
}
"""What the rows say, by their names, each as an end to “*name*: ”, without a full stop."""


def rows(runs: Sequence[Run], group: Group) -> list[list[str]]:
    """Return the rows of costs of *group*, a column for each of *runs*."""
    return [
        ["drafts judged", *(_share(run, group) for run in runs)],
        ["recordings used, stale, missing", *(_recordings(run, group) for run in runs)],
        ["calls a draft", *(_mean(run.of(group), "calls", "{:.2f}") for run in runs)],
        ["tokens in a draft", *(_mean(run.of(group), "tokens_in", "{:,.0f}") for run in runs)],
        ["tokens out a draft", *(_mean(run.of(group), "tokens_out", "{:,.0f}") for run in runs)],
        ["money a draft", *(_mean(run.of(group), "money", "{:.5f}") for run in runs)],
        ["most tokens in, by the allowance", *(_most(run.of(group)) for run in runs)],
    ]


def allowance(case: Case) -> int:
    """Return the input tokens that one call on the whole of *case* may take.

    (guidelines + draft) × `FACTOR` + `OVERHEAD`: the guidelines as JSON text, the draft as its file's text,
    four characters a token.
    """
    draft = case.draft.read_text(encoding="utf-8")
    return int((_guidelines(case.kit) + tokens(draft)) * FACTOR) + OVERHEAD


def is_asked(outcome: Outcome) -> bool:
    """Return whether anything was asked about the outcome's draft."""
    return bool(outcome.cost.get("calls", 0))


@cache
def _guidelines(kit: Path) -> int:
    guidelines = json.loads(kit.read_text(encoding="utf-8"))["guidelines"]
    return tokens(json.dumps(guidelines, ensure_ascii=False))


def _share(run: Run, group: Group) -> str:
    return f"{len(run.of(group))} of {len(run.all_of(group))}"


def _recordings(run: Run, group: Group) -> str:
    costs = [outcome.cost for outcome in run.all_of(group)]
    if not any("recorded" in cost for cost in costs):
        return NOTHING
    sums = (sum(cost.get(name, 0) for cost in costs) for name in ("recorded", "stale", "missing"))
    return ", ".join(f"{total:.0f}" for total in sums)


def _mean(outcomes: Sequence[Outcome], name: str, form: str) -> str:
    if not any(is_asked(outcome) for outcome in outcomes):
        return NOTHING
    return form.format(sum(outcome.cost.get(name, 0) for outcome in outcomes) / len(outcomes))


def _most(outcomes: Sequence[Outcome]) -> str:
    single = [outcome for outcome in outcomes if outcome.cost.get("calls") == 1]
    if not single:
        return NOTHING
    used = {outcome.case: outcome.cost["tokens_in"] / allowance(outcome.case) for outcome in single}
    case = max(used, key=lambda each: (used[each], each.brand, each.id))
    return f"{used[case]:.2f} ({case.brand} {case.id})"
