"""A replayed judge is the shipped judge: it asks, finds its recordings, and says what it lacks."""

import json

import pytest

from checker.domain import Verdict
from evals import cases, subject
from evals.asking import Desk
from evals.obedience import Obedient
from evals.recordings import Recordings

GUIDELINES = [
    {
        "id": "words",
        "kind": "term",
        "text": "Never say cheapest.",
        "severity": "error",
        "terms": [{"avoid": "cheapest"}],
    }
]


@pytest.fixture(name="brand")
def one_brand(home):
    folder = home / "cases" / "ash"
    (folder / "guidelines.json").write_text(json.dumps({"brand": "ash", "guidelines": GUIDELINES}))
    labels = json.loads((folder / "labels.json").read_text().replace("G01", "words").replace("G02", "words"))
    (folder / "labels.json").write_text(json.dumps(labels))
    return cases.load(home / "cases")[0]


@pytest.fixture(name="recordings")
def no_recordings(home):
    return Recordings(home / "recordings")


def record(brand, recordings, *, samples=1):
    def pose(case, sample):
        with recordings.sample(sample):
            return subject.replay(case.kit, recordings).tally(case.draft, case.kit)

    desk = Desk((brand,), recordings, pose, samples)
    kit = subject.offline(brand.cases[0].kit).kit
    return desk.ask_all(desk.survey(), Obedient(kit), by="A. Reader", tell=lambda _: None)


def report(brand, recordings, number=0):
    case = brand.cases[number]
    return subject.replay(case.kit, recordings).check(case.draft, case.kit)


def test_offline_no_judge_is_asked_whatever_the_environment_says(brand, monkeypatch):
    monkeypatch.setenv("BRANDCHECK_JUDGE__MODEL", "openai:gpt-5-mini")
    monkeypatch.setenv("BRANDCHECK_JUDGE__BASE_URL", "http://127.0.0.1:1/v1")

    found = subject.check(brand.cases[0].draft, brand.cases[0].kit)

    assert (found.engine["judge"], found.unjudged) == ("none", ())
    assert [finding.quote for finding in found.findings] == ["cheapest"]


def test_without_recordings_a_draft_is_unjudged_and_says_what_it_lacks(brand, recordings):
    found = report(brand, recordings)

    assert (found.cost["recorded"], found.cost["stale"], found.cost["missing"]) == (0, 0, 1)
    assert [each.reason for each in found.unjudged] == ["no recording of this question"]
    assert [finding.quote for finding in found.findings] == ["cheapest"]


def test_with_recordings_the_judge_answers(brand, recordings):
    survey = record(brand, recordings)

    found = report(brand, recordings)

    assert not survey.open
    assert (found.verdict, found.findings, found.unjudged) == (Verdict.PASS, (), ())
    assert (found.cost["recorded"], found.cost["missing"], found.cost["calls"]) == (1, 0, 1)
    assert found.cost["tokens_in"] > 300
    assert found.engine["judge"] == recordings.name


def test_a_draft_that_changed_makes_its_recording_stale_and_no_other(brand, recordings):
    record(brand, recordings)
    with brand.cases[0].draft.open("a") as draft:
        draft.write("\nAnd it is blue.\n")

    costs = [report(brand, recordings, number).cost for number in (0, 1)]

    assert [(cost["recorded"], cost["stale"]) for cost in costs] == [(0, 1), (1, 0)]


def test_further_samples_are_heard_each_for_itself(brand, recordings):
    case = brand.cases[0]
    record(brand, recordings)
    alone = subject.again(case.draft, case.kit, recordings)
    record(brand, recordings, samples=3)

    others = subject.again(case.draft, case.kit, recordings)

    assert alone == ()
    assert [(each.verdict, each.cost["recorded"]) for each in others] == [(Verdict.PASS, 1)] * 2


def test_a_judge_that_may_skip_answers_from_the_same_recordings(brand, recordings):
    case = brand.cases[0]
    record(brand, recordings)

    skipping = subject.replay(case.kit, recordings, "auto").check(case.draft, case.kit)

    assert (skipping.verdict, skipping.cost["recorded"], skipping.cost["missing"]) == (Verdict.PASS, 1, 0)
