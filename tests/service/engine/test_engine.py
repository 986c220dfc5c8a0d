"""Real processes that check drafts: what they find, what they remember, what takes them down."""

import itertools
import json
import os
import signal
import threading
import time
from dataclasses import replace
from pathlib import Path

import pytest

from checker.bootstrap import engine_of, lexicon, read_content
from checker.domain import Verdict
from checker.errors import (
    InputError,
    InvalidBrandKit,
    ModelUnavailable,
    UnreadableDocument,
    UnsupportedFormat,
)
from checker.kits.interpret import interpret
from checker.kits.loading import load_text
from checker.pipeline import Checker, Policy
from service.engine import Engine, lanes, worker
from service.engine.engine import PASTED
from service.engine.task import Fault, NotYet, progress_in
from service.nouns import Draft, Progress
from service.problems import Problem
from tests.service.engine import deeds
from tests.service.engine.conftest import KIT, POLICY, service, settings, version

PAGE = """\
# Tea for everybody

Every customer gets a cup. The kettle is on from nine. Bring a friend.

We mend pots while you wait. Refunds take three working days. The stove is warm.

- Cups by the door
- Sugar on the shelf
"""
EDITED = PAGE.replace("Bring a friend.", "Bring a customer.")
PATIENCE = 300.0
"""Seconds for what a busy machine may take its time for."""
names = map("page {}".format, itertools.count())


def draft(text: str | bytes = PAGE, name: str = "page.md", **given: object) -> Draft:
    content = text.encode() if isinstance(text, str) else text
    return Draft(name=name, content=content, kit="kettlewick", **given)


def new_page() -> str:
    return f"{PAGE}\nThis is {next(names)}.\n"


@pytest.fixture(scope="session")
def checker(model) -> Checker:
    """Return what finds out the same in this process."""
    words = lexicon()
    kit = interpret(load_text(KIT, "kettlewick.yaml"), concepts=words.concepts, themes=words.themes)
    return Checker(kit, words, model, lambda _: (), engine_of(settings()), POLICY)


def test_a_process_finds_what_the_command_line_finds(engine, checker):
    expected = tuple(checker.check(one) for one in read_content(PAGE.encode(), "page.md", settings()))

    found = engine.check(draft(), version(), POLICY)

    assert found == expected
    assert [finding.guideline for finding in found[0].report.findings] == ["people"]


def test_on_what_terms_a_draft_is_checked_is_said_each_time(engine):
    terms = Policy(team="support", channel="reply", audience="guests", fail_on=None, today=POLICY.today)

    (checked,) = engine.check(draft(), version(), terms)

    facts = checked.report.document
    assert (facts.team, facts.channel, facts.audience) == ("support", "reply", "guests")
    assert checked.report.verdict is Verdict.PASS
    assert engine.check(draft(), version(), POLICY)[0].report.verdict is Verdict.FAIL


def test_many_drafts_of_one_file_have_a_report_each(engine):
    tickets = [{"id": n, "question": "When?", "reply": f"Today at {n}, customer."} for n in (8, 9)]

    found = engine.check(draft(json.dumps(tickets), "tickets.json"), version(), POLICY)

    assert [one.document.source for one in found] == ["tickets.json#8", "tickets.json#9"]


def test_after_one_edited_sentence_only_that_is_computed_anew(engine):
    page, lane = new_page(), next(names)
    _, first = engine.live(page, version(), POLICY, lane=lane)
    _, again = engine.live(page, version(), POLICY, lane=lane)
    edited = page.replace("Bring a friend.", "Bring a neighbour.")
    _, one = engine.live(edited, version(), POLICY, lane=lane)
    _, back = engine.live(page, version(), POLICY, lane=lane)

    assert first > 0
    assert (again, one, back) == (0, 1, 0)


EDITS = [
    ("Bring a friend. ", "", 0),
    ("The kettle is on from nine. Bring a friend.", "Bring a friend. The kettle is on from nine.", 0),
    ("Bring a friend.", "Bring a friend. Bring {}.", 1),
    ("# Tea for everybody", "# Tea for {}", 1),
    ("- Sugar on the shelf", "- Sugar on the {}", 1),
    ("We mend pots while you wait.", "We mend {}. You wait for {}.", 2),
]


@pytest.mark.parametrize(("old", "new", "count"), EDITS)
def test_as_many_passages_are_computed_anew_as_were_edited(engine, old, new, count):
    page, lane, unheard = new_page(), next(names), next(names)
    engine.live(page, version(), POLICY, lane=lane)

    _, computed = engine.live(page.replace(old, new.replace("{}", unheard)), version(), POLICY, lane=lane)

    assert computed == count


def test_what_is_remembered_changes_no_report(engine, checker):
    lane = next(names)
    engine.live(PAGE, version(), POLICY, lane=lane)

    remembered, _ = engine.live(EDITED, version(), POLICY, lane=lane)

    (fresh,) = (checker.check(one) for one in read_content(EDITED.encode(), PASTED, settings()))
    assert remembered.report.model_dump_json() == fresh.report.model_dump_json()
    assert [finding.guideline for finding in remembered.report.findings] == ["people", "people"]


def test_another_version_of_the_kit_is_another_kit(engine):
    lane = next(names)
    engine.live(PAGE, version(), POLICY, lane=lane)
    other = version(KIT.replace("Say guest, not customer.", "Say kettle, not pot."))

    checked, _ = engine.live(PAGE, other, POLICY, lane=lane)

    assert [finding.quote for finding in checked.report.findings] == ["pots"]


def test_a_page_stays_with_its_process_and_pages_are_spread(engine):
    page = new_page()
    lanes = [next(names) for _ in range(4)]
    firsts = [engine.live(page, version(), POLICY, lane=lane)[1] for lane in lanes]

    agains = [engine.live(page, version(), POLICY, lane=lane)[1] for lane in lanes]

    assert sum(first > 0 for first in firsts) == 2
    assert agains == [0, 0, 0, 0]


FAULTS = [
    ("page.pptx", b"PK\x03\x04 cut short", UnreadableDocument, "damaged or cut short"),
    ("page.md", b"\x89PNG\r\n\x1a\n" + bytes(500), UnsupportedFormat, "a picture can't be read"),
]


@pytest.mark.parametrize(("name", "content", "error", "says"), FAULTS)
def test_what_reading_says_reaches_the_caller(engine, name, content, error, says):
    with pytest.raises(error, match=says) as caught:
        engine.check(draft(content, name), version(), POLICY)

    assert str(caught.value).startswith(f"{name}: ")


def test_a_kit_that_does_not_load_says_all_that_is_wrong(engine):
    wrong = version("brand: Kettlewick\nguidelines:\n- {id: a, kind: b, text: c}\n- {id: d}\n")

    with pytest.raises(InvalidBrandKit) as caught:
        engine.check(draft(), wrong, POLICY)

    assert len(caught.value.problems) > 1
    assert all(line.startswith("kettlewick.yaml:") for line in caught.value.problems)


def test_a_draft_that_takes_too_long_is_lost_alone(engine):
    with pytest.raises(UnreadableDocument, match=r"takes longer than 0\.01 seconds"):
        engine.check(draft("Tea. " * 400_000), version(), POLICY, timeout=0.01)

    assert engine.check(draft(), version(), POLICY)


BLOWS = [(deeds.die, "fails"), (deeds.gorge, "too much memory"), (deeds.dig, "too deep a nesting")]


@pytest.mark.parametrize(("blow", "says"), BLOWS)
def test_what_takes_a_process_down_does_so_to_itself_alone(engine, blow, says):
    with pytest.raises(InputError, match=says):
        engine.work(blow)

    assert engine.check(draft(), version(), POLICY)


def test_a_fault_of_ours_is_told_and_logged_without_the_words_of_the_draft(engine, caplog):
    broken = replace(POLICY, waivers=(3,))

    with pytest.raises(Fault, match=r"A fault of Brandcheck's own \(AttributeError\)"):
        engine.check(draft("Sesame opens."), version(), broken)

    assert "AttributeError" in caplog.text
    assert "in waive\n" in caplog.text
    assert "Sesame" not in caplog.text


def test_a_kit_that_no_longer_loads_keeps_no_process_from_getting_ready(engine):
    engine.warm([version("brand: [", kit="broken"), version()])
    for future in engine._getting_ready:
        future.result(60)

    assert engine.is_ready()
    assert engine.problem == ""


def test_a_page_whose_process_is_held_up_moves_to_another(engine, monkeypatch):
    page, lane = new_page(), next(names)
    engine.live(page, version(), POLICY, lane=lane)
    held = engine._offline.of(lane).begin(1.0, worker.work, deeds.hang, ())
    monkeypatch.setattr(lanes, "PATIENCE", -1.0)

    _, moved = engine.live(page, version(), POLICY, lane=lane)

    assert moved > 0
    with pytest.raises(TimeoutError):
        held.result(60)


def test_processes_that_were_killed_while_they_had_nothing_to_do_are_replaced(engine):
    for lane in engine._offline.all:
        os.kill(lane.begin(None, deeds.own_pid).result(), signal.SIGKILL)

    for lane in (next(names), next(names)):
        assert engine.live(PAGE, version(), POLICY, lane=lane)


def test_a_draft_whose_process_is_killed_from_outside_is_checked_all_the_same(engine):
    pid = engine._offline.all[0].begin(None, deeds.own_pid).result()
    long = draft("Tea for customers. " * 3_000)
    begun = engine.begin(long, version(), POLICY, is_followed=True, timeout=PATIENCE)
    while progress_in(begun._task.notes) is None:
        time.sleep(0.001)

    os.kill(pid, signal.SIGKILL)

    assert begun.outcome(tell=lambda _: None).checked[0].report.findings


def test_no_process_uses_more_threads_than_one_for_its_algebra(engine):
    assert engine.work(deeds.threads_of_algebra) == "1"


def test_without_a_model_nothing_is_judged(engine):
    assert not engine.judge_is_set
    with pytest.raises(ModelUnavailable, match="BRANDCHECK_JUDGE__MODEL"):
        engine.check(draft(), version(), POLICY, judged=True)
    with pytest.raises(ModelUnavailable, match="BRANDCHECK_JUDGE__MODEL"):
        engine.rewrite(draft(), version(), POLICY, closed=frozenset(), rounds=1)


def test_how_far_a_check_is_can_be_told(engine):
    told = []

    engine.check(draft("Tea for guests. " * 3_000), version(), POLICY, tell=told.append, timeout=PATIENCE)

    assert told
    assert set(told) <= {Progress(step="reading"), Progress(step="offline")}


def test_what_has_begun_is_waited_for_as_long_as_one_likes(engine):
    begun = engine.begin(draft("Tea for guests. " * 3_000), version(), POLICY, timeout=PATIENCE)

    with pytest.raises(NotYet):
        begun.outcome(within=0)

    assert len(begun.outcome().checked) == 1


def test_a_local_model_that_cannot_be_had_is_said(tmp_path):
    engine = Engine(settings(cache=tmp_path, model_source=tmp_path), service(lanes=1))
    try:
        with pytest.raises(ModelUnavailable):
            engine.check(draft(), version(), POLICY)
        assert not engine.is_ready()
        assert engine.problem
    finally:
        engine.close(0)


def test_what_is_under_way_is_finished_before_the_engine_closes():
    engine = Engine(settings(), service(lanes=1))
    begun = engine.begin(draft(), version(), POLICY)

    engine.close(120)

    assert len(begun.outcome().checked) == 1
    with pytest.raises(Problem, match="being stopped"):
        engine.check(draft(), version(), POLICY)


def test_what_takes_too_long_is_cut_short_when_the_engine_closes():
    engine = Engine(settings(), service(lanes=1))
    raised = []

    def hang():
        try:
            engine.work(deeds.hang)
        except Problem as problem:
            raised.append(problem.status)

    thread = threading.Thread(target=hang)
    thread.start()
    while not engine._offline.waiting > 1:
        thread.join(0.01)

    engine.close(0)

    thread.join(30)
    assert raised == [503]


def test_nothing_is_left_behind_of_a_check(engine):
    engine.check(draft(), version(), POLICY, tell=lambda _: None)
    engine.begin(draft(), version(), POLICY, is_followed=True).outcome()

    assert list(Path(engine._folder.name).iterdir()) == []
