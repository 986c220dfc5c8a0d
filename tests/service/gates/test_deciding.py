"""Whether something may go out: every severity, every end of a check, every policy."""

import itertools
from typing import get_args

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from checker.domain import HOUSE, BrandKit, Coverage, Guideline, Kind, Report, Severity, Unjudged
from service.gates.deciding import Because, Known, decide, severity_of
from service.gates.wording import says
from tests.service.records.makers import checked, finding

UNJUDGED = (Unjudged(passages=1, begins="It is", reason="the model gave no answer in time"),)
EMPTY = Coverage(passages=0, words=0, share=0.0)
KIT = BrandKit(
    brand="Acme",
    guidelines=(
        Guideline(id="of-error", kind=Kind.VOICE, text="Never shout.", severity=Severity.ERROR),
        Guideline(id="of-warning", kind=Kind.VOICE, text="Be calm."),
        Guideline(id="of-suggestion", kind=Kind.VOICE, text="Be short.", severity=Severity.SUGGESTION),
        Guideline(id="of-others", kind=Kind.FACT, text="For decks only.", severity=Severity.ERROR),
    ),
)
"""A guideline of each severity, and one that does not apply."""
FOUND = {s: finding(guideline=f"of-{s}", severity=s, number=s.rank + 1) for s in Severity}


def report(*findings: object, **given: object) -> Report:
    """Return a report on a draft with these findings, complete unless something else is given."""
    failed = {each.guideline for each in findings}
    status = {g.id: "failed" if g.id in failed else "passed" for g in KIT.guidelines}
    facts = {"guidelines": status | {"of-others": "not_applicable"}, "unjudged": ()}
    return checked("It is the cheapest.", *findings, **(facts | given)).report


def known(state: str, *findings: object) -> Known:
    """Return what is known of a draft with these findings when its check has got so far."""
    made = {
        "done": lambda: Known(KIT, report(*findings), is_over=True),
        "unjudged": lambda: Known(KIT, report(*findings, unjudged=UNJUDGED), is_over=True),
        "unread": lambda: Known(KIT, report(*findings, coverage=EMPTY), is_over=True),
        "judge late": lambda: Known(KIT, report(*findings), is_over=False),
        "judge failed": lambda: Known(KIT, report(*findings), is_over=True, is_failed=True),
        "late": lambda: Known(KIT, None, is_over=False),
        "failed": lambda: Known(KIT, None, is_over=True, is_failed=True),
    }
    return made[state]()


STATES = ("done", "unjudged", "unread", "judge late", "judge failed", "late", "failed")
PARTIAL = {
    "unjudged": "incomplete",
    "unread": "incomplete",
    "judge late": "late",
    "judge failed": "incomplete",
}
BLIND = {"late": "late", "failed": "incomplete"}


@pytest.mark.parametrize(("found", "block_at"), list(itertools.product(Severity, Severity)))
@pytest.mark.parametrize("state", ["done", *PARTIAL])
def test_a_finding_refuses_from_its_severity_on_however_far_the_check_came(
    found: Severity, block_at: Severity, state: str
) -> None:
    decision = decide(known(state, FOUND[found]), block_at=block_at, closed_at=None)

    assert decision.is_refused is (found.rank <= block_at.rank)
    assert (decision.because == "findings") is decision.is_refused
    assert decision.refusing == ((FOUND[found],) if decision.is_refused else ())


@pytest.mark.parametrize(("state", "because"), [*PARTIAL.items(), *BLIND.items()])
@pytest.mark.parametrize("closed_at", [None, *Severity])
def test_what_is_not_decided_refuses_as_far_as_the_policy_is_closed(
    state: str, because: str, closed_at: Severity | None
) -> None:
    decision = decide(known(state), block_at=Severity.ERROR, closed_at=closed_at)

    guidelines = KIT.guidelines[:3] if state in PARTIAL else (*KIT.guidelines, HOUSE)
    closed = tuple(g for g in guidelines if closed_at and severity_of(g).rank <= closed_at.rank)
    assert decision.because == because
    assert decision.undecided == guidelines
    assert decision.closed == closed
    assert decision.is_refused is bool(closed) is (closed_at is not None)


@pytest.mark.parametrize("closed_at", [None, *Severity])
def test_what_was_looked_at_whole_and_is_fine_may_go_out_under_any_policy(closed_at: Severity | None) -> None:
    decision = decide(known("done"), block_at=Severity.SUGGESTION, closed_at=closed_at)

    assert (decision.is_refused, decision.because, decision.undecided) == (False, "passed", ())


@pytest.mark.parametrize("without", [{"waived_by": "Ada until 2099-12-31"}, {"needs_review": True}])
def test_what_somebody_answers_for_or_must_look_at_first_refuses_nothing(without: dict[str, object]) -> None:
    weak = FOUND[Severity.ERROR].model_copy(update=without)

    decision = decide(known("done", weak), block_at=Severity.ERROR, closed_at=Severity.SUGGESTION)

    assert (decision.is_refused, decision.because) == (False, "passed")


def test_a_guideline_under_which_something_was_found_is_decided_though_the_judge_is_late() -> None:
    mild = FOUND[Severity.WARNING]

    decision = decide(known("judge late", mild), block_at=Severity.ERROR, closed_at=Severity.WARNING)

    assert [guideline.id for guideline in decision.undecided] == ["of-error", "of-suggestion"]
    assert [guideline.id for guideline in decision.closed] == ["of-error"]


def test_a_guideline_on_which_the_answers_differ_is_not_decided() -> None:
    unsure = FOUND[Severity.ERROR].model_copy(update={"needs_review": True})

    decision = decide(known("judge late", unsure), block_at=Severity.ERROR, closed_at=Severity.ERROR)

    assert [guideline.id for guideline in decision.closed] == ["of-error"]


FINDINGS = st.lists(st.sampled_from(tuple(FOUND.values())), max_size=3, unique=True)
WEAK = st.sampled_from([{}, {"needs_review": True}, {"waived_by": "Ada"}])


@settings(deadline=None)
@given(
    state=st.sampled_from(STATES),
    found=FINDINGS,
    weak=WEAK,
    block_at=st.sampled_from(Severity),
    closed_at=st.sampled_from([None, *Severity]),
)
def test_a_refused_publish_names_a_finding_or_an_undecided_guideline(
    state: str, found: list[object], weak: dict[str, object], block_at: Severity, closed_at: Severity | None
) -> None:
    findings = [each.model_copy(update=weak) for each in found]

    decision = decide(known(state, *findings), block_at=block_at, closed_at=closed_at)
    told = says(decision, deadline=8.0, problem="")

    assert decision.because in get_args(Because)
    assert decision.is_refused is bool(decision.refusing or decision.closed)
    assert set(decision.closed) <= set(decision.undecided)
    assert told.startswith("Not published: ") is decision.is_refused
    assert told.endswith(".")
    assert all(each.blocks and each.severity.rank <= block_at.rank for each in decision.refusing)
    assert decision.because != "passed" or state == "done"
    assert not decision.closed or f"“{decision.closed[0].id}”" in told


@pytest.mark.parametrize(
    ("state", "closed_at", "problem", "told"),
    [
        (
            "late",
            None,
            "",
            "The check was not done within 2.5 seconds; it may be published all the same, and",
        ),
        (
            "judge late",
            Severity.ERROR,
            "",
            "Not published: the check was not done within 2.5 seconds, and “of-error” is",
        ),
        (
            "failed",
            Severity.ERROR,
            "page: damaged.\nSave it.",
            "(page: damaged. Save it), and “of-error”, “of-others” and",
        ),
        (
            "unjudged",
            Severity.SUGGESTION,
            "no answer",
            "“of-error”, “of-warning” and “of-suggestion” are undecided.",
        ),
        (
            "late",
            Severity.SUGGESTION,
            "",
            "“of-suggestion” and 2 more guidelines are undecided; try again in a minute.",
        ),
    ],
)
def test_it_is_said_in_a_sentence(state: str, closed_at: Severity | None, problem: str, told: str) -> None:
    decision = decide(known(state), block_at=Severity.ERROR, closed_at=closed_at)

    assert told in says(decision, deadline=2.5, problem=problem)
