"""The mistakes on some cases: what was missed, what was flagged wrongly, what was named wrongly.

Meant for the brands that the checker is tuned on: who reads the mistakes on held-back ones tunes on them.
"""

from collections.abc import Iterable, Iterator

from evals.flags import CHECKS, Flag
from evals.labels import Fault
from evals.outcomes import Outcome
from evals.tables import table

HEADER = ("draft", "check", "guideline", "quote", "why")
"""The columns of every table."""


def render(outcomes: tuple[Outcome, ...]) -> str:
    """Return the mistakes of *outcomes* as tables in Markdown, the worst kind first."""
    return "\n\n".join(
        (
            _section("Missed", "nothing", _missed(outcomes)),
            _section("Flagged wrongly", "nothing", _false_alarms(outcomes)),
            _section("Look-alikes flagged", "none", _lookalikes(outcomes)),
            _section("Right place, wrong check", "none", _misnamed(outcomes)),
        )
    )


def _section(title: str, none: str, rows: Iterable[tuple[str, ...]]) -> str:
    found = list(rows)
    heading = f"## {title}: {len(found) or none}"
    return f"{heading}\n\n{table(HEADER, found)}" if found else heading


def _missed(outcomes: Iterable[Outcome]) -> Iterator[tuple[str, ...]]:
    for outcome in outcomes:
        for fault in outcome.missed:
            yield outcome.case.id, CHECKS[fault.kind], fault.guideline, fault.quote, fault.why


def _false_alarms(outcomes: Iterable[Outcome]) -> Iterator[tuple[str, ...]]:
    for outcome in outcomes:
        for flag in outcome.false_alarms:
            yield outcome.case.id, CHECKS[flag.kind], _guideline(flag), flag.quote, flag.explanation


def _lookalikes(outcomes: Iterable[Outcome]) -> Iterator[tuple[str, ...]]:
    for outcome in outcomes:
        for lookalike in outcome.lookalikes:
            yield outcome.case.id, "", "", lookalike.quote, lookalike.why


def _misnamed(outcomes: Iterable[Outcome]) -> Iterator[tuple[str, ...]]:
    for outcome in outcomes:
        for answer in sorted(set(outcome.answers) - set(outcome.same_kind)):
            fault, flag = outcome.faults[answer.fault], outcome.flags[answer.flag]
            yield outcome.case.id, _both(fault, flag), fault.guideline, fault.quote, fault.why


def _both(fault: Fault, flag: Flag) -> str:
    return f"{CHECKS[flag.kind]}, should be {CHECKS[fault.kind]}"


def _guideline(flag: Flag) -> str:
    return flag.guideline or ""
