"""The folder is made ready once, and `verify` finds whatever is wrong with it."""

import hashlib
import shutil

import pytest

from checker.embeddings.conversion import digest_path, file_name
from checker.embeddings.encoder import Encoder
from checker.embeddings.minilm import NAME, TOKENIZER, WEIGHTS
from checker.embeddings.store import fetch, verify
from checker.errors import ModelUnavailable


@pytest.fixture
def cache(tmp_path, model):
    """A cache of one's own, with the model in it."""
    shutil.copytree(model, tmp_path / NAME)
    return tmp_path


def test_fetch_makes_an_empty_folder_ready(tmp_path, originals):
    folder = fetch(tmp_path / "deep" / "cache", source=originals)

    assert folder == tmp_path / "deep" / "cache" / NAME
    assert Encoder(folder).encode(["ready"]).shape == (1, 384)


def test_fetch_does_nothing_where_the_model_is_ready(cache):
    before = {path: path.stat().st_mtime_ns for path in (cache / NAME).iterdir()}

    fetch(cache, source=cache / "absent")

    assert {path: path.stat().st_mtime_ns for path in (cache / NAME).iterdir()} == before


@pytest.mark.parametrize("name", [TOKENIZER, file_name("fp32"), file_name("fp32") + ".sha256"])
def test_fetch_restores_a_missing_file(cache, originals, name):
    (cache / NAME / name).unlink()

    fetch(cache, source=originals)

    assert (cache / NAME / name).exists()
    assert verify(cache) == []


def test_fetch_passes_on_why_the_files_can_not_be_had(tmp_path):
    with pytest.raises(ModelUnavailable, match=WEIGHTS):
        fetch(tmp_path, source=tmp_path / "absent")


def test_a_whole_model_has_no_problems(cache):
    assert verify(cache) == []


def test_an_empty_cache(tmp_path):
    problems = verify(tmp_path)

    assert len(problems) == 2
    assert all(
        "No such file or directory" in problem and "brandcheck model fetch" in problem for problem in problems
    )


@pytest.mark.parametrize("name", [TOKENIZER, file_name("fp32"), file_name("int8")])
def test_one_altered_byte_is_found(cache, name):
    path = cache / NAME / name
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 1
    path.write_bytes(content)

    problems = verify(cache)

    assert len(problems) == 1
    assert problems[0].startswith(f"{path}: its SHA-256 is ")
    assert "Delete it, then run “brandcheck model fetch”" in problems[0]


def test_a_file_without_its_digest(cache):
    digest_path(cache / NAME / file_name("fp32")).unlink()

    assert ["not unknown" in problem for problem in verify(cache)] == [True]


def test_a_wrong_answer_is_found_though_the_digests_agree(cache):
    path = cache / NAME / file_name("fp32")
    shutil.copy(cache / NAME / file_name("int8"), path)
    digest_path(path).write_text(f"{hashlib.sha256(path.read_bytes()).hexdigest()}  {path.name}\n")

    problems = verify(cache)

    assert len(problems) == 1
    assert "the answer to a known sentence is off by 0.0" in problems[0]


def test_a_network_that_is_none_is_found_though_the_digests_agree(cache):
    path = cache / NAME / file_name("fp32")
    path.write_bytes(b"not a network")
    digest_path(path).write_text(f"{hashlib.sha256(b'not a network').hexdigest()}  {path.name}\n")

    assert ["can't be used" in problem for problem in verify(cache)] == [True]
