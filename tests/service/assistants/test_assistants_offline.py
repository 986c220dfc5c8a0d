"""The desk without a service: kits on disk, drafts in memory, a language model only where one is set."""

import os
from pathlib import Path

import pytest

from checker.domain import Verdict
from checker.errors import InputError, InvalidBrandKit
from checker.rewriting.answers import Edits
from checker.settings import Settings
from service.assistants import offline
from service.assistants.asked import CheckDraft, Rewrite
from service.assistants.desk import Call, Step, Unanswered
from service.assistants.offline import Offline
from service.assistants.running import HungUp
from service.assistants.shelf import Shelf, name_of
from service.nouns import LedgerQuery
from tests.scripted import ScriptedModel, scripted

KIT = """
brand: Acme Kettles
guidelines:
  - id: words
    kind: term
    text: Say kettle (not boiler).
    terms: [{avoid: boiler, prefer: kettle}]
  - id: one-price
    kind: claim
    text: "“A kettle boils in 90 seconds” is approved."
"""
SETTINGS = Settings(_env_prefix="NONE_")
JUDGED = Settings(_env_prefix="NONE_", judge={"model": "scripted:reader"})


@pytest.fixture
def kit(tmp_path: Path) -> Path:
    path = tmp_path / "acme.yaml"
    path.write_text(KIT)
    return path


@pytest.fixture
def desk(kit: Path) -> Offline:
    return Offline(Shelf([kit], SETTINGS), SETTINGS)


def test_a_draft_is_checked_and_its_report_remembered(desk: Offline) -> None:
    steps: list[Step] = []

    made = desk.check(CheckDraft(text="A boiler for two."), "acme", Call(tell=steps.append))

    assert [finding.quote for finding in made.report.findings] == ["boiler"]
    assert desk.report(made.check) == made.report
    assert [step.done for step in steps] == [0, 1]
    with pytest.raises(Unanswered, match="Check the draft again"):
        desk.report("another")


def test_only_the_last_reports_are_remembered(desk: Offline, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(offline, "KEPT", 2)

    made = [desk.check(CheckDraft(text=f"A boiler, {number}."), "acme", Call()).check for number in range(3)]

    assert desk.report(made[2])
    with pytest.raises(Unanswered):
        desk.report(made[0])


def test_a_kit_that_is_edited_is_read_again(desk: Offline, kit: Path) -> None:
    assert desk.check(CheckDraft(text="A pot."), "acme", Call()).report.verdict is Verdict.PASS

    kit.write_text(KIT.replace("boiler", "pot"))
    os.utime(kit, ns=(1, 1))

    made = desk.check(CheckDraft(text="A pot."), "acme", Call())
    assert [finding.quote for finding in made.report.findings] == ["pot"]
    kit.write_text("guidelines: 7")
    with pytest.raises(InvalidBrandKit, match=r"acme\.yaml"):
        desk.check(CheckDraft(text="A pot."), "acme", Call())


def test_kits_are_called_by_their_file_or_folder(tmp_path: Path) -> None:
    assert name_of(tmp_path / "acme" / "kit.yaml") == "acme"
    assert name_of(tmp_path / "acme.yaml") == "acme"
    (tmp_path / "bakery").mkdir()
    assert name_of(tmp_path / "bakery") == "bakery"
    for name in ("a/x.yaml", "b/x.yaml"):
        (tmp_path / name).parent.mkdir()
        (tmp_path / name).write_text(KIT)
    with pytest.raises(InputError, match="one name"):
        Shelf([tmp_path / "a/x.yaml", tmp_path / "b/x.yaml"], SETTINGS)


def test_without_a_model_a_draft_is_rewritten_as_the_kit_says(desk: Offline) -> None:
    made = desk.rewrite(Rewrite(text="A boiler for two.\n"), "acme", Call())

    assert (made.text, made.edits, made.remaining) == ("A kettle for two.\n", 1, ())


def test_a_file_of_many_drafts_is_sent_back(desk: Offline) -> None:
    tickets = "id,reply\n1,A boiler.\n2,A boiler.\n"

    with pytest.raises(Unanswered, match="holds 2 drafts"):
        desk.check(CheckDraft(text=tickets, name="replies.csv"), "acme", Call())


def test_claims_are_those_of_the_drafts_on_disk_and_of_what_was_checked(kit: Path, tmp_path: Path) -> None:
    (tmp_path / "drafts").mkdir()
    (tmp_path / "drafts" / "deck.md").write_text("A kettle boils in 60 seconds.\n")
    desk = Offline(Shelf([kit], SETTINGS), SETTINGS, [str(tmp_path / "drafts")])
    for _ in range(2):
        desk.check(CheckDraft(text="Delivery takes 3 days.", document="page-1"), "acme", Call())

    whole = desk.ledger(LedgerQuery(kit="acme"), Call())
    found = desk.ledger(LedgerQuery(kit="acme", text="3 DAYS"), Call())

    assert whole.documents == 2
    assert {claim.wording for claim in whole.claims} == {
        "A kettle boils in 60 seconds.",
        "Delivery takes 3 days.",
    }
    assert [claim.wording for claim in found.claims] == ["Delivery takes 3 days."]


class Leaving:
    """A caller who hangs up when asked for the nth time."""

    def __init__(self, after: int) -> None:
        self.left = after

    def __call__(self) -> None:
        self.left -= 1
        if self.left < 0:
            raise HungUp


def test_the_model_is_not_asked_for_somebody_who_has_hung_up(kit: Path) -> None:
    model = scripted(Edits(edits=(), unsolved=()))
    desk = Offline(Shelf([kit], JUDGED, model), JUDGED)

    with pytest.raises(HungUp):
        desk.check(CheckDraft(text="A boiler for two."), "acme", Call(go_on=Leaving(0)))

    assert model.asked == []


def test_a_draft_that_may_not_leave_is_not_shown_to_the_model(kit: Path) -> None:
    model: ScriptedModel = scripted()
    desk = Offline(Shelf([kit], JUDGED, model), JUDGED)

    desk.check(CheckDraft(text="Confidential. A boiler."), "acme", Call())
    desk.check(CheckDraft(text="A boiler.", judged=False), "acme", Call())
    desk.rewrite(Rewrite(text="A boiler.", judged=False), "acme", Call())

    assert model.asked == []


def test_who_waits_for_their_turn_may_leave(desk: Offline) -> None:
    with desk._turn, pytest.raises(HungUp):
        desk.check(CheckDraft(text="A boiler."), "acme", Call(go_on=Leaving(1)))

    assert desk.check(CheckDraft(text="A boiler."), "acme", Call()).report.findings
