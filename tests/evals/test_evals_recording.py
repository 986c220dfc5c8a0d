"""The recorder asks what has no recording, keeps every answer at once, and says what is stale."""

import json
import threading

import pytest

from checker.errors import ModelFailed
from evals import cases
from evals.asking import Open, put
from evals.recording import main
from evals.recordings import Recordings
from tests.evals.judging import Reader, Verdicts, question, silent

D01, D02 = "We are the cheapest and it never fails, they say cheap.\n", "Easy to set up.\n"


def asking(*questions_of):
    """Return what poses one question after the other about each draft, until one has no answer."""

    def posing(recordings):
        def pose(case, sample):
            with recordings.sample(sample), recordings.about(case.brand, case.id) as tally:
                try:
                    for question_of in questions_of:
                        recordings.ask(question_of(case.body))
                except ModelFailed:
                    pass
            return tally

        return pose

    return posing


@pytest.fixture(name="record")
def command(home):
    """Run the command with a *reader*; each draft's body is the one question about it."""

    def run(*arguments, reader=None, posing=None):
        posing = posing or asking(question)
        given = ("--base-url", "http://127.0.0.1:1/v1", "--by", "A. Reader", *arguments)
        return main(given, home=home, connect=lambda _: reader or Reader(), posing=posing)

    return run


@pytest.fixture(name="kept")
def what_is_kept(home):
    def read(brand="ash"):
        path = home / "recordings" / "judge" / f"{brand}.json"
        found = json.loads(path.read_text())["recordings"] if path.exists() else []
        return [(each["draft"], each["sample"], each["answer"]["said"]) for each in found]

    return read


def test_every_draft_is_asked_about_once_and_kept(record, kept):
    reader = Reader()

    assert record(reader=reader) == 0

    assert sorted(reader.asked) == sorted([(D01, 0), (D02, 0)] * 3)
    assert kept("ash") == kept("elm") == [("d01", 0, f"{D01} 0"), ("d02", 0, f"{D02} 0")]


def test_what_has_a_recording_is_not_asked_again(record, capsys):
    record()
    reader = Reader()

    assert record(reader=reader) == 0
    assert not reader.asked
    assert "6 questions have a recording, 0 have none." in capsys.readouterr().out


def test_brands_can_be_chosen(record, kept):
    record("--brand", "elm")

    assert (len(kept("elm")), kept("ash")) == (2, [])


def test_several_answers_can_be_asked_for(record, kept):
    record("--brand", "ash", "--samples", "2")

    assert [(draft, sample) for draft, sample, _ in kept()] == [
        ("d01", 0),
        ("d01", 1),
        ("d02", 0),
        ("d02", 1),
    ]


def test_all_questions_wait_at_the_same_time(record):
    everybody = threading.Barrier(6, timeout=30)

    def answer(data, _sample):
        everybody.wait()
        return Verdicts(said=data)

    assert record(reader=Reader(answer)) == 0


def test_a_question_without_an_answer_is_said_and_leaves_the_others(record, kept, capsys):
    assert record("--brand", "ash", reader=Reader(silent(D02))) == 1

    assert kept() == [("d01", 0, f"{D01} 0")]
    assert "ash d02: no answer: nobody answered in time" in capsys.readouterr().out


def test_answers_are_kept_before_the_last_one_comes(home):
    ash = cases.load(home / "cases")[0]
    recordings, release = Recordings(home / "recordings"), threading.Event()

    def answer(data, _sample):
        assert data == D01 or release.wait(timeout=30)
        return Verdicts(said=data)

    questions = [Open(case, question(case.body)) for case in ash.cases]
    kept = []
    for _ in put(questions, Reader(answer), recordings, by="A. Reader"):
        kept.append([each.draft for each in Recordings(home / "recordings").all("ash")])
        release.set()

    assert kept == [["d01"], ["d01", "d02"]]


def test_a_question_that_an_answer_leads_to_is_asked_as_well(record, kept):
    reader = Reader()

    assert (
        record("--brand", "ash", reader=reader, posing=asking(question, lambda data: question(data[:4]))) == 0
    )
    assert sorted(data for data, _ in reader.asked) == sorted([D01, D02, "We a", "Easy"])
    assert len(kept()) == 4


def test_a_reader_who_never_answers_is_asked_once(record):
    reader = Reader(silent(D01, D02))

    assert record("--brand", "ash", reader=reader) == 1
    assert len(reader.asked) == 2


def test_a_dry_run_counts_and_asks_nothing(record, kept, capsys):
    reader = Reader()

    assert record("--dry-run", reader=reader) == 1

    printed = capsys.readouterr().out
    assert "0 questions have a recording, 6 have none." in printed
    assert "Tokens in of those that have none: " in printed
    assert "beside its allowance: 0." in printed
    assert not reader.asked
    assert not kept()


def test_what_is_stale_is_said_and_dropped_only_when_asked(record, kept, capsys):
    record("--brand", "ash")
    changed = asking(lambda data: question(data, version="2"))
    capsys.readouterr()

    record("--brand", "ash", posing=changed)
    assert "2 recordings answer what is no longer asked" in capsys.readouterr().out
    assert len(kept()) == 4

    assert record("--brand", "ash", "--prune", posing=changed) == 0
    assert len(kept()) == 2
    assert record("--brand", "ash", posing=changed) == 0
    assert "No recording is stale." in capsys.readouterr().out


def test_a_dry_run_drops_nothing(record, kept):
    record("--brand", "ash")

    record("--brand", "ash", "--prune", "--dry-run", posing=asking(lambda data: question(data, version="2")))

    assert len(kept()) == 2


def test_a_recording_of_a_draft_that_is_gone_is_stale(record, home, capsys):
    record("--brand", "ash")
    labels = json.loads((home / "cases" / "ash" / "labels.json").read_text())
    del labels["drafts"]["d02"]
    (home / "cases" / "ash" / "labels.json").write_text(json.dumps(labels))
    (home / "cases" / "ash" / "drafts" / "d02.md").unlink()
    capsys.readouterr()

    record("--brand", "ash")

    assert "ash d02, by A. Reader" in capsys.readouterr().out


def test_open_questions_can_be_written_out(record, tmp_path):
    record("--dry-run", "--brand", "ash", "--letters", str(tmp_path / "letters"))

    pages = sorted((tmp_path / "letters").iterdir())
    assert [page.name[:8] for page in pages] == ["ash-d01-", "ash-d02-"]
    text = pages[1].read_text()
    assert text.startswith("Judge.\n\nBlue is fine.\n\nEasy to set up.")
    assert '"said"' in text


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("--brand", "oak"), "--brand: no brand “oak”. There are: ash, elm, everyday-oak."),
        ((), "Say who answers: --base-url URL --by NAME. Or count only: --dry-run."),
        (("--base-url", "http://127.0.0.1:1"), "Say who answers"),
    ],
)
def test_what_the_caller_can_fix_is_said(arguments, said, home, capsys):
    assert main(arguments, home=home, posing=asking(question)) == 2
    assert said in capsys.readouterr().err


def test_engines_have_folders_of_their_own(record, home):
    record("--engine", "other")

    assert sorted(path.name for path in (home / "recordings" / "other").iterdir()) == [
        f"{brand.name}.json" for brand in cases.load(home / "cases")
    ]
