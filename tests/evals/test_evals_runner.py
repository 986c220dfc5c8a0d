"""A run holds what came of every case, and says what checked it."""

import pytest

from checker.domain import Verdict
from evals import cases
from evals.flags import CHECKS, KINDS, UnknownCheck
from evals.labels import FaultKind
from evals.runner import run


@pytest.fixture(name="brands")
def loaded(home):
    return cases.load(home / "cases")


def test_every_case_is_checked_once_and_told(brands, scripted):
    told = []

    measured = run(brands, scripted({}), tell=lambda case: told.append((case.brand, case.id)))

    assert told == [(outcome.case.brand, outcome.case.id) for outcome in measured.outcomes]
    assert len(told) == len(set(told)) == 6


def test_findings_become_flags_in_the_labels_words(brands, scripted):
    measured = run(brands[:1], scripted({"d01": [("off-message", "the cheapest"), ("off-voice", "fails")]}))

    flags = measured.outcomes[0].flags
    assert [(flag.kind, flag.quote, flag.guideline) for flag in flags] == [
        (FaultKind.DISCONNECT, "the cheapest", "G01"),
        (FaultKind.VOICE, "fails", "G01"),
    ]


def test_a_planted_instruction_is_no_flag(brands, scripted):
    measured = run(brands[:1], scripted({"d01": [("planted-instruction", "the cheapest")]}))

    assert not any(outcome.flags for outcome in measured.outcomes)


def test_a_check_that_the_labels_do_not_know_is_refused(brands, scripted):
    with pytest.raises(UnknownCheck, match="no kind of label for the check “off-mesage”"):
        run(brands, scripted({"d01": [("off-mesage", "the cheapest")]}))


def test_every_kind_has_its_check():
    assert set(KINDS.values()) == set(FaultKind)
    assert len(CHECKS) == len(KINDS)


def test_groups_are_held_back_first_and_apart(brands, scripted):
    measured = run(brands, scripted({}))

    found = {group.name: {each.case.brand for each in measured.of(group)} for group in measured.groups}
    assert list(found.items()) == [
        ("everyday tier, tuned on", {"everyday-oak"}),
        ("hard tier, held back", {"elm"}),
        ("hard tier, tuned on", {"ash"}),
    ]


def test_the_engine_is_named(brands, scripted):
    assert run(brands, scripted({})).engine == {"offline": "scripted 1", "judge": "none"}


def test_engines_that_differ_are_all_named(brands, scripted):
    check = scripted({})

    def uneven(draft, kit):
        report = check(draft, kit)
        return report.model_copy(update={"engine": {"judge": f"judge of {draft.stem}"}})

    assert run(brands, uneven).engine == {"judge": "judge of d01, judge of d02"}


def test_drafts_not_judged_whole_are_counted(brands, scripted):
    assert len(run(brands, scripted({}, verdict=Verdict.INCOMPLETE)).incomplete) == 6
    assert not run(brands, scripted({}, verdict=Verdict.FAIL)).incomplete


def test_digests_tell_whether_cases_and_flags_are_the_same(brands, scripted):
    first, again = (run(brands, scripted({})) for _ in range(2))
    other = run(brands, scripted({"d01": [("off-voice", "fails")]}))

    assert (first.cases_digest, first.flags_digest) == (again.cases_digest, again.flags_digest)
    assert first.cases_digest == other.cases_digest
    assert first.flags_digest != other.flags_digest
