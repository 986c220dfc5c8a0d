"""A converted file is whole, the same every time, and safe to make twice at once."""

import hashlib
import subprocess
import sys

import numpy as np
import pytest
from safetensors.numpy import load, save

from checker.embeddings.conversion import convert, digest_path, file_name, write
from checker.embeddings.encoder import Encoder
from checker.embeddings.minilm import TOKENIZER, WEIGHTS
from checker.errors import ModelUnavailable

PROGRAM = """
import sys
from pathlib import Path
from checker.embeddings.conversion import convert
weights, folder = map(Path, sys.argv[1:])
content = weights.read_bytes()
print("ready", flush=True)
sys.stdin.readline()
for _ in range(2):
    convert(content, folder)
"""


def digest_of(path):
    return hashlib.sha256(path.read_bytes()).hexdigest()


def test_a_conversion_leaves_two_files(tmp_path, originals):
    path = convert((originals / WEIGHTS).read_bytes(), tmp_path / "new")

    assert sorted(file.name for file in (tmp_path / "new").iterdir()) == [path.name, digest_path(path).name]
    assert digest_path(path).read_text() == f"{digest_of(path)}  {path.name}\n"


@pytest.mark.parametrize("precision", ["fp32", "int8"])
def test_a_conversion_gives_the_same_bytes_every_time(tmp_path, originals, precision):
    weights = (originals / WEIGHTS).read_bytes()

    paths = [convert(weights, tmp_path / name, precision) for name in ("one", "other")]

    assert digest_of(paths[0]) == digest_of(paths[1])


def test_two_processes_at_once_do_not_disturb_each_other_or_a_reader(tmp_path, originals, model):
    (tmp_path / TOKENIZER).symlink_to(model / TOKENIZER)
    command = [sys.executable, "-c", PROGRAM, str(originals / WEIGHTS), str(tmp_path)]
    processes = [
        subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) for _ in range(2)
    ]
    assert [process.stdout.readline() for process in processes] == ["ready\n"] * 2
    for process in processes:
        process.stdin.write("go\n")
        process.stdin.flush()
    seen = []
    while any(process.poll() is None for process in processes):
        if (tmp_path / file_name("fp32")).exists():
            seen.append(Encoder(tmp_path, threads=1).encode(["whole"]))
    for process in processes:
        process.communicate()

    assert [process.returncode for process in processes] == [0, 0]
    assert seen
    assert np.array_equal(np.concatenate(seen), np.repeat(seen[0], len(seen), axis=0))
    path = tmp_path / file_name("fp32")
    assert digest_path(path).read_text().startswith(digest_of(path))
    assert {file.name for file in tmp_path.iterdir()} == {TOKENIZER, path.name, digest_path(path).name}


@pytest.mark.parametrize("size", [0, 7, 5_000, 50_000_000])
def test_weights_cut_short(tmp_path, originals, size):
    with pytest.raises(ModelUnavailable, match=r"cut short or damaged.*Fetch them again"):
        convert((originals / WEIGHTS).read_bytes()[:size], tmp_path)

    assert list(tmp_path.iterdir()) == []


def test_weights_of_another_model(tmp_path, originals):
    tensors = load((originals / WEIGHTS).read_bytes())
    del tensors["encoder.layer.5.output.dense.weight"]

    with pytest.raises(ModelUnavailable, match=r"lack 'encoder\.layer\.5\.output\.dense\.weight'"):
        convert(save(tensors), tmp_path)


def test_a_folder_that_can_not_be_written(tmp_path):
    (tmp_path / "file").write_text("in the way")

    with pytest.raises(
        ModelUnavailable, match=r"can't be written \((?:Not a directory|File exists)\).*BRANDCHECK_CACHE"
    ):
        write(tmp_path / "file" / "model.onnx", b"content")


def test_a_failed_write_leaves_the_old_file_and_nothing_else(tmp_path):
    (tmp_path / "model.onnx").mkdir()

    with pytest.raises(ModelUnavailable, match="can't be written"):
        write(tmp_path / "model.onnx", b"content")

    assert [file.name for file in tmp_path.iterdir()] == ["model.onnx"]
