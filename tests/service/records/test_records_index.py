"""The index of what stored documents say: made from the records, lost, damaged, and made anew."""

import datetime
import shutil
import subprocess
import sys

import pytest
from filelock import FileLock

from checker.domain import Checked
from checker.retrievers.index import IndexUnavailable
from checker.settings import Settings
from service.nouns import Team
from service.records import Records
from service.records.index import Index, index_of
from service.records.vectors import Place
from service.settings import ServiceSettings
from tests.service.records.encoding import encode
from tests.service.records.makers import ADA, HOSTILE, checked, draft


class Counting:
    """An encoder that remembers what it was asked."""

    def __init__(self):
        self.asked = []

    def __call__(self, texts):
        self.asked.extend(texts)
        return encode(texts)


def a_check(records, *sentences, **given):
    made = checked("\n\n".join(sentences))
    blocks, start = [], 0
    for sentence in sentences:
        blocks.append(
            made.document.blocks[0].model_copy(update={"start": start, "end": start + len(sentence)})
        )
        start += len(sentence) + 2
    document = made.document.model_copy(update={"blocks": tuple(blocks)})
    return records.checks.add_done(draft(**given), Checked(document, made.report), kit_version=1, by=ADA)


@pytest.fixture
def folder(tmp_path):
    return tmp_path / "data" / "index"


@pytest.fixture
def index(records, folder):
    return Index(records, encode, Place(folder, "model-1"), origin="model-1")


def said(index, text, count=3, **only):
    return [found.said.text for found in index.near(text, count, **only)]


def test_what_documents_say_is_found_by_its_sense_with_where_it_stands(records, index):
    first = a_check(records, "Setting up takes ten minutes.", "We love blue.", team="sales", document="cms-1")
    a_check(records, "Cancelling takes ten days.", team="support")

    index.refresh()

    found = index.near("Setting up takes ten minutes.", 1)[0]
    assert found.similarity == pytest.approx(1.0, abs=1e-4)
    assert found.said._replace(title="") == (
        first.id,
        "cms-1",
        "draft.txt",
        "",
        "sales",
        0,
        29,
        found.said.text,
    )
    assert sorted(said(index, "takes ten", 2)) == [
        "Cancelling takes ten days.",
        "Setting up takes ten minutes.",
    ]
    assert said(index, "takes ten minutes", 2, team="support") == ["Cancelling takes ten days."]
    assert said(index, "takes ten minutes", 2, kit="other") == []
    assert said(index, "takes ten minutes", 2, kit="acme", team="support") == ["Cancelling takes ten days."]
    assert index.check() == (3, 0, 0, 0, 0, 3)
    assert index.check().is_sound


def test_only_the_newest_draft_of_a_document_speaks(records, index):
    a_check(records, "Old words here.", document="cms-1")
    index.refresh()
    newer = a_check(records, "New words here.", document="cms-1")
    records.checks.add(draft(document="cms-1"), kit_version=1, by=ADA)

    index.refresh()

    assert said(index, "words here", 5) == ["New words here."]
    records.checks.delete(newer.id)
    index.refresh()
    assert said(index, "words here", 5) == ["Old words here."]


def test_each_document_is_encoded_once(records, folder):
    encoder = Counting()
    index = Index(records, encoder, Place(folder, "m"), origin="m")
    a_check(records, "One sentence.")
    index.refresh()
    a_check(records, "Another sentence.")
    told = []

    index.refresh(lambda done, of: told.append((done, of)))
    index.rebuild()
    shutil.rmtree(folder)
    index.rebuild()

    assert encoder.asked == ["One sentence.", "Another sentence."]
    assert told == [(0, 1), (1, 1)]
    assert index.check().is_sound


@pytest.mark.parametrize("how", ["erase", "delete", "expire"])
def test_what_is_erased_is_forgotten_at_once(records, index, how):
    records.teams.put(Team(name="support", retention_days=1), by=ADA)
    gone = a_check(records, "A secret sentence.", document="cms-1", team="support")
    a_check(records, "A public sentence.")
    index.refresh()
    tomorrow = datetime.datetime.now(datetime.UTC) + datetime.timedelta(days=2)

    {
        "erase": lambda: records.checks.erase("cms-1"),
        "delete": lambda: records.checks.delete(gone.id),
        "expire": lambda: records.checks.expire(tomorrow),
    }[how]()

    assert said(index, "A secret sentence.") == ["A public sentence."]
    assert index.check() == (1, 0, 0, 0, 0, 1)


def test_what_another_process_erased_is_never_shown_and_goes_with_the_next_refresh(
    records, records_url, index
):
    for number in range(10):
        a_check(records, f"A secret sentence {number}.", document="cms-1" if number % 2 else f"cms-{number}")
    index.refresh()
    other = Records(records_url)

    for number in range(0, 10, 2):
        other.checks.erase(f"cms-{number}")
    other.close()

    assert said(index, "A secret sentence", 4) == ["A secret sentence 9."]
    assert index.check()[:4] == (1, 0, 0, 5)
    assert not index.check().is_sound
    index.refresh()
    assert index.check() == (1, 0, 0, 0, 0, 1)


def test_another_model_makes_its_own_vectors(records, folder, index):
    a_check(records, "One sentence.")
    index.rebuild()
    encoder = Counting()
    newer = Index(records, encoder, Place(folder, "model-2"), origin="model-2")

    assert newer.check()[:3] == (0, 1, 0)
    newer.rebuild()

    assert encoder.asked == ["One sentence."]
    assert newer.check().is_sound
    assert said(newer, "One sentence.") == ["One sentence."]


def test_two_installations_on_one_index_do_not_meet(records, sqlite_template, tmp_path, folder, index):
    path = shutil.copy(sqlite_template, tmp_path / "other.db")
    others = Records(f"sqlite:///{path}")
    other = Index(others, encode, Place(folder, "model-1"), origin="model-1")
    a_check(records, "Ours to say.")
    a_check(others, "Theirs to say.")

    for one in (index, other, index, other):
        one.refresh()

    assert (said(index, "to say"), said(other, "to say")) == (["Ours to say."], ["Theirs to say."])
    others.close()


def damage(folder, how):
    if how == "gone":
        shutil.rmtree(folder)
    elif how == "empty":
        for path in folder.rglob("*"):
            path.is_file() and path.write_bytes(b"")
    else:
        (folder / "chroma.sqlite3").write_bytes(b"rubbish" * 1000)


@pytest.mark.parametrize("how", ["gone", "empty", "rubbish"])
def test_an_index_that_is_lost_or_damaged_is_made_anew(records, folder, index, how):
    for number in range(3):
        a_check(records, f"Sentence number {number}.")
    index.refresh()
    damage(folder, how)

    if how == "rubbish":
        with pytest.raises(IndexUnavailable, match="brandcheck index rebuild"):
            index.check()
    else:
        assert "3 of 3 passages are missing" in " ".join(index.check().sentences)

    assert index.rebuild() == (3, 0, 0, 0, 0, 3)
    assert said(index, "Sentence number 2.", 1) == ["Sentence number 2."]


def test_rows_that_were_never_written_are_added(records, index):
    a_check(records, "First one.", "Second one.", "Third one.")
    index.refresh()
    with index._place.opened(index._passages.owner()) as rows:
        rows.delete(sorted(rows.names())[:2])

    assert index.check()[:4] == (3, 0, 2, 0)
    index.refresh()
    assert index.check()[:4] == (3, 0, 0, 0)


def test_an_empty_index_is_sound_and_finds_nothing(index):
    assert index.check().is_sound
    assert index.near("anything", 3) == ()
    assert index.rebuild() == (0, 0, 0, 0, 0, 0)


def test_two_processes_never_have_the_files_open_at_once(records, folder):
    a_check(records, "One sentence.", document="cms-1")
    index = Index(records, encode, Place(folder, "m", patience=0.05), origin="m")
    index.refresh()

    with FileLock(folder.with_suffix(".lock")):
        with pytest.raises(IndexUnavailable, match="Another process has the index"):
            index.refresh()
        assert records.checks.erase("cms-1") == 1

    index.refresh()
    assert index.check() == (0, 0, 0, 0, 0, 0)


def test_a_process_that_is_killed_lets_go_of_the_files(records, folder, index):
    a_check(records, "One sentence.")
    lock = folder.with_suffix(".lock")
    lock.parent.mkdir(parents=True)
    code = "import os, sys, filelock; filelock.FileLock(sys.argv[1]).acquire(); os.kill(os.getpid(), 9)"
    assert subprocess.run([sys.executable, "-c", code, lock], check=False).returncode == -9

    index.refresh()

    assert index.check().is_sound


@pytest.mark.parametrize("text", HOSTILE, ids=ascii)
def test_any_text_is_indexed(records, index, text):
    a_check(records, f"Say {text} twice.", team=text, kit=text or "k")

    index.refresh()

    assert index.check().is_sound
    found = index.near("twice.", 10, team=text)
    assert all(one.said.text in f"Say {text} twice." for one in found)
    assert found


def test_a_server_that_is_not_there_says_so_and_erasing_goes_on(records, folder, caplog):
    index = Index(records, encode, Place(folder, "m", url="http://127.0.0.1:1"), origin="m")
    check = a_check(records, "One sentence.")

    with pytest.raises(IndexUnavailable, match=r"http://127\.0\.0\.1:1 can't be used"):
        index.refresh()
    assert records.checks.delete(check.id)

    assert "until it is refreshed" in caplog.text
    assert not folder.exists()


def test_a_server_is_shared_by_all_and_made_anew_for_one(records, folder, start_chroma):
    url, stop = start_chroma()
    index = Index(records, encode, Place(folder, "m", url=url), origin="m")
    same = Index(records, encode, Place(folder, "m", url=url), origin="m")
    kept = a_check(records, "A public sentence.", team="sales")
    gone = a_check(records, "A secret sentence.", team="sales")

    index.refresh()
    assert same.check() == (2, 0, 0, 0, 0, 2)
    records.checks.delete(gone.id)

    assert said(same, "sentence", team="sales") == ["A public sentence."]
    assert index.rebuild() == same.check() == (1, 0, 0, 0, 0, 1)
    stop()
    with pytest.raises(IndexUnavailable, match="can't be used"):
        same.near("sentence", 1)
    assert records.checks.get(kept.id) == kept


def test_an_index_whose_writer_was_killed_can_be_made_anew(sqlite_records_url, folder):
    records = Records(sqlite_records_url)
    for number in range(40):
        a_check(records, f"Sentence number {number}.")
    command = [sys.executable, "-m", "tests.service.records.indexer", sqlite_records_url, folder]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        for _ in range(3):
            process.stdout.readline()
        process.kill()

    index = Index(records, encode, Place(folder, "m"), origin="m")

    assert index.rebuild() == (40, 0, 0, 0, 0, 40)
    assert said(index, "Sentence number 7.", 1) == ["Sentence number 7."]
    records.close()


def test_an_address_that_is_none_is_refused(folder):
    with pytest.raises(IndexUnavailable, match="is no address"):
        Place(folder, "m", url="nonsense")


def test_the_installations_index_lies_in_its_data_folder(records, tmp_path):
    index = index_of(Settings(), ServiceSettings(data=tmp_path / "data"), records, encode)
    a_check(records, "One sentence.")

    index.rebuild()

    assert (tmp_path / "data" / "index" / "chroma.sqlite3").exists()
