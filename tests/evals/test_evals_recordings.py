"""Recorded answers are replayed to exactly their questions; what changed is stale, what is new is missing."""

import datetime
import json
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import pytest

from checker.asking import Reply, Usage
from checker.chat.schemas import compact
from checker.errors import ModelFailed
from checker.settings import Price
from evals import recordings as module
from evals.recordings import InvalidRecordings, Recordings, recording_of, tokens_of
from tests.evals.judging import Verdicts, question


def record(recordings, asked, *, draft="d01", by="a reader", said="yes"):
    reply = Reply(Verdicts(said=said), Usage(calls=1), "test:reader")
    recordings.add("ash", recording_of(asked, reply, draft=draft, by=by))


@pytest.fixture(name="recordings")
def recorded(tmp_path):
    """One answer about `d01` and one about `d02`."""
    made = Recordings(tmp_path / "judge")
    record(made, question("one"))
    record(made, question("two"), draft="d02")
    return Recordings(tmp_path / "judge")


def counts(recordings, *asked, draft="d01"):
    with recordings.about("ash", draft) as tally:
        for each in asked:
            try:
                recordings.ask(each)
            except ModelFailed:
                continue
    return tally.counts


def test_an_answer_is_replayed_to_its_question(recordings):
    with recordings.about("ash", "d01"):
        reply = recordings.ask(question("one"))

    assert reply.answer == Verdicts(said="yes")
    assert reply.model == "recording:a reader"
    assert recordings.name == "recordings:judge"


def test_a_question_that_nobody_was_asked_fails(recordings):
    with recordings.about("ash", "d01"), pytest.raises(ModelFailed, match="no recording"):
        recordings.ask(question("three"))


def test_without_a_draft_there_is_no_answer(recordings):
    with pytest.raises(ModelFailed, match="no recording"):
        recordings.ask(question("one"))


@pytest.mark.parametrize(
    ("asked", "draft", "expected"),
    [
        ([question("one")], "d01", (1, 0, 0)),
        ([question("One")], "d01", (0, 1, 0)),
        ([question("one"), question("more")], "d01", (1, 0, 1)),
        ([question("One"), question("more")], "d01", (0, 1, 1)),
        ([question("one", version="2")], "d01", (0, 1, 0)),
        ([question("one", name="import")], "d01", (0, 0, 1)),
        ([question("one", sample=1)], "d01", (0, 0, 1)),
        ([question("three")], "d03", (0, 0, 1)),
        ([], "d01", (0, 0, 0)),
    ],
)
def test_what_is_stale_is_not_what_is_missing(asked, draft, expected, recordings):
    found = counts(recordings, *asked, draft=draft)

    assert (found["recorded"], found["stale"], found["missing"]) == expected


def test_another_brand_has_no_recordings(recordings):
    with recordings.about("elm", "d01") as tally, pytest.raises(ModelFailed):
        recordings.ask(question("one"))
    assert tally.counts["missing"] == 1


def test_a_further_sample_answers_as_if_it_were_the_first(recordings):
    record(recordings, question("one", sample=1), said="no")

    with recordings.sample(1), recordings.about("ash", "d01"):
        reply = recordings.ask(question("one"))

    assert reply.answer.said == "no"
    assert (recordings.samples("ash", "d01"), recordings.samples("ash", "d02")) == (2, 1)
    assert recordings.samples("ash", "d03") == 0


def test_usage_is_estimated_at_four_characters_a_token(tmp_path):
    made = Recordings(tmp_path, price=Price(input=1_000_000, output=2_000_000))
    asked = question("x" * 400)
    record(made, asked)

    with made.about("ash", "d01"):
        usage = made.ask(asked).usage

    whole = len("Judge.") + len("Blue is fine.") + 400 + len(json.dumps(compact(asked.schema)))
    assert usage.tokens_in == tokens_of(asked) == -(-whole // 4)
    assert usage.tokens_out == -(-len('{"said": "yes", "flags": []}') // 4)
    assert (usage.calls, usage.tokens_cached) == (1, 0)
    assert usage.money == usage.tokens_in + 2 * usage.tokens_out


def test_a_file_is_in_a_stable_order_and_says_what_it_is(tmp_path):
    first, second = Recordings(tmp_path / "one"), Recordings(tmp_path / "two")
    wanted = [("d02", question("b")), ("d01", question("c")), ("d01", question("a")), ("d10", question("d"))]
    for draft, asked in wanted:
        record(first, asked, draft=draft)
    for draft, asked in reversed(wanted):
        record(second, asked, draft=draft)

    texts = [(tmp_path / name / "ash.json").read_text() for name in ("one", "two")]
    assert texts[0] == texts[1]
    assert json.loads(texts[0])["about"] == module.ABOUT
    assert [each["draft"] for each in json.loads(texts[0])["recordings"]] == ["d01", "d01", "d02", "d10"]


def test_a_recording_says_whose_answer_it_is_and_to_what(tmp_path):
    made = Recordings(tmp_path)
    asked = question("one", version="7", sample=2)
    record(made, asked, by="A. Reader")

    (kept,) = json.loads((tmp_path / "ash.json").read_text())["recordings"]

    assert datetime.date.fromisoformat(kept.pop("when")) <= datetime.datetime.now(tz=datetime.UTC).date()
    assert kept == {
        "draft": "d01",
        "prompt": "judge",
        "version": "7",
        "prompt_digest": "digest of judge 7",
        "sample": 2,
        "question": asked.digest,
        "by": "A. Reader",
        "answer": {"said": "yes", "flags": []},
    }


def test_an_answer_to_the_same_question_takes_the_place_of_the_first(recordings):
    record(recordings, question("one"), said="no")

    assert [each.answer["said"] for each in recordings.all("ash")] == ["no", "yes"]


def test_dropped_recordings_are_gone_for_good(recordings, tmp_path):
    recordings.drop("ash", [each for each in recordings.all("ash") if each.draft == "d01"])

    assert [each.draft for each in Recordings(tmp_path / "judge").all("ash")] == ["d02"]


def test_answers_that_come_at_once_are_all_kept(tmp_path):
    made = Recordings(tmp_path)

    with ThreadPoolExecutor(16) as pool:
        list(pool.map(lambda number: record(made, question(str(number)), draft=f"d{number}"), range(40)))

    assert len(Recordings(tmp_path).all("ash")) == 40
    assert [path.name for path in tmp_path.iterdir()] == ["ash.json"]


@pytest.mark.parametrize("content", [b"[", b"{}", b'{"about": "x", "recordings": [{}]}', b"\xff\xfe"])
def test_a_file_that_is_none_is_refused(content, tmp_path):
    (tmp_path / "ash.json").write_bytes(content)

    with pytest.raises(InvalidRecordings, match=r"ash\.json: not a file of recordings"):
        Recordings(tmp_path).all("ash")


@pytest.mark.usefixtures("recordings")
def test_an_answer_that_was_edited_out_of_form_is_stale(tmp_path):
    path = tmp_path / "judge" / "ash.json"
    path.write_text(path.read_text().replace('"said"', '"told"'))

    found = counts(Recordings(tmp_path / "judge"), question("one"))

    assert (found["recorded"], found["stale"]) == (0, 1)


def test_an_answer_that_is_not_accepted_is_stale(recordings):
    picky = replace(question("one"), accept=lambda answer: "too short" if len(answer.said) < 9 else "")

    found = counts(recordings, picky)
    record(recordings, picky, said="yes, it is")
    again = counts(recordings, picky)

    assert (found["recorded"], found["stale"]) == (0, 1)
    assert (again["recorded"], again["stale"]) == (1, 0)
