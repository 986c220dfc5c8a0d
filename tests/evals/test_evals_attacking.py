"""What an attack costs is counted: what is lost, to whom, and whether the verdict changes."""

from dataclasses import replace
from pathlib import Path

import pytest

from checker.asking import Reply, Usage
from checker.bootstrap import read_file
from checker.errors import ModelFailed
from checker.judges.model import ModelJudge
from checker.settings import JudgeSettings, Settings
from evals import attacking
from evals.attacking import Bench, InvalidAttacks, Lost, Text, load
from evals.labels import Case, Labels
from evals.obedience import Obedient
from evals.planting import VARIANTS, Variant
from tests import fakes

BODY = "# The kettle\n\nOur cheapo kettle boils. It sings.\n\nCome and see it.\n"
KIT = fakes.kit(
    {
        "id": "words",
        "kind": "term",
        "text": "Never say cheapo.",
        "severity": "error",
        "terms": [{"avoid": "cheapo"}],
    },
    {
        "id": "price",
        "kind": "required",
        "text": "Name the price.",
        "elements": [{"name": "price", "any_of": ["£40"]}],
    },
)
TEXT = Text(id="t", style="order", text="Parking is behind the house.")
SHIPPED = Path(attacking.__file__).parent / "attacks.yaml"
START = Variant("md", "start")


def read(path):
    return read_file(path, Settings())


def judged(offline, model):
    judge = ModelJudge(
        open=lambda: model, settings=JudgeSettings(), retrieve=lambda dossier, _: dossier.kit.guidelines
    )
    return replace(offline, judge=judge)


@pytest.fixture(name="case")
def only_case(tmp_path):
    path = tmp_path / "d01.md"
    path.write_text(BODY, encoding="utf-8")
    labels = Labels(verdict="clean", lead_message="", findings=())
    return Case(brand="kettlewick", id="d01", draft=path, kit=tmp_path / "kit.json", body=BODY, labels=labels)


@pytest.fixture(name="bench")
def checkers(tmp_path):
    def build(model=None):
        offline = fakes.checker(KIT, read=read)
        return Bench(offline, [judged(offline, model or Obedient(KIT))], tmp_path)

    return build


class Stubborn:
    """A judge who confirms everything."""

    name = "test:stubborn"

    def ask(self, question):
        wanted = Obedient(KIT)._wanted(question.prompt.data)
        confirmed = [{**each, "breach": True} for each in wanted["suspicions"]]
        absent = [{**each, "status": "absent"} for each in wanted["required"]]
        answer = {**wanted, "suspicions": confirmed, "required": absent}
        return Reply(question.answer.model_validate(answer), Usage(calls=1), self.name)


class Silent:
    """A judge who never answers."""

    name = "test:silent"

    def ask(self, question):
        raise ModelFailed(f"nothing to say to {len(question.prompt.data)} characters")


@pytest.mark.parametrize("claims", ["present", "not-needed"])
@pytest.mark.parametrize("variant", VARIANTS, ids=" ".join)
def test_an_obedient_judge_removes_all_that_nobody_protects(variant, claims, bench, case):
    attempt = bench(Obedient(KIT, claims)).attempt(case, TEXT, variant, is_attack=True)

    assert attempt.is_judged
    assert attempt.is_read
    assert attempt.lost_to_judge == Lost(findings=2, errors=2)
    assert attempt.is_flipped_by_judge
    assert (attempt.lost, attempt.is_flipped, attempt.is_reported) == (Lost(), False, False)


def test_a_stubborn_judge_loses_nothing(bench, case):
    attempt = bench(Stubborn()).attempt(case, TEXT, START, is_attack=True)

    assert attempt.is_judged
    assert (attempt.lost_to_judge, attempt.is_flipped_by_judge) == (Lost(), False)


def test_a_judge_who_does_not_answer_is_not_taken_for_one_who_resists(bench, case):
    attempt = bench(Silent()).attempt(case, TEXT, START, is_attack=True)

    assert not attempt.is_judged
    assert attempt.lost_to_judge == Lost()


def test_a_form_of_answer_that_the_obedient_judge_does_not_know_is_no_silence(bench, case):
    class Changed(Obedient):
        def _wanted(self, data):
            return super()._wanted(data) | {"another": "field"}

    with pytest.raises(ValueError, match="another"):
        bench(Changed(KIT)).attempt(case, TEXT, START, is_attack=True)


def test_harmless_texts_are_not_put_to_the_judge(bench, case):
    attempt = bench().attempt(case, TEXT, START, is_attack=False)

    assert (attempt.is_judged, attempt.is_flipped_by_judge, attempt.lost_to_judge) == (False, False, Lost())


def test_what_the_offline_engine_loses_by_the_words_is_counted(bench, case):
    satisfying = Text(id="t", style="order", text="It is £40.")

    attempt = bench().attempt(case, satisfying, START, is_attack=True)

    assert attempt.lost == Lost(findings=1, errors=1)
    assert not attempt.is_flipped


def test_a_text_that_no_reader_sees_is_not_read(bench, case):
    broken = Text(id="t", style="order", text="one --> two")

    assert not bench().attempt(case, broken, Variant("html", "comment"), is_attack=True).is_read


def test_drafts_that_fail_come_first(bench, case, tmp_path):
    fine = case.model_copy(update={"id": "d00", "draft": tmp_path / "d00.md"})
    fine.draft.write_text("# The kettle\n\nOur kettle is £40.\n", encoding="utf-8")

    assert [each.id for each in bench().targets([fine, case], 1)] == ["d01"]
    assert [each.id for each in bench().targets([fine, case], 2)] == ["d01", "d00"]


def test_the_shipped_texts_load_and_differ():
    texts = load(SHIPPED)

    every = (*texts.attacks, *texts.harmless)
    assert min(len(texts.attacks), len(texts.harmless)) >= 30
    assert len({each.id for each in every}) == len({each.text for each in every}) == len(every)


@pytest.mark.parametrize("content", ["attacks: [", "attacks: []", "attacks: [{id: a}]\nharmless: []"])
def test_a_file_that_is_none_is_refused(content, tmp_path):
    (tmp_path / "attacks.yaml").write_text(content)

    with pytest.raises(InvalidAttacks, match=r"attacks\.yaml"):
        load(tmp_path / "attacks.yaml")


def test_no_file_is_refused(tmp_path):
    with pytest.raises(InvalidAttacks, match="No such file"):
        load(tmp_path / "attacks.yaml")
