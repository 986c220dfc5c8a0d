"""Turn the official weights into an ONNX file, once.

A file gets its final name only when every byte is on the disk; so processes that convert at the same time do
the same work, and cannot disturb one another or a reader.
"""

import hashlib
import os
from pathlib import Path
from tempfile import NamedTemporaryFile

import numpy as np
from numpy.typing import NDArray

from checker.embeddings.minilm import DIMENSION, LAYERS, NAME, Precision
from checker.errors import ModelUnavailable

EDITION = 1
"""Which graph this release writes; a new graph gets a new number, and old files are not used any more."""


def file_name(precision: Precision) -> str:
    """Return the name of the converted file in *precision*."""
    return f"{NAME}-{precision}-{EDITION}.onnx"


def convert(weights: bytes, folder: Path, precision: Precision = "fp32") -> Path:
    """Write the network in *precision* into *folder*, its SHA-256 beside it, and return its path.

    Args:
        weights: the official weights in safetensors format.
        folder: is made where it is missing.
        precision: `fp32` agrees with the original to six decimals, `int8` to two.

    Raises:
        ModelUnavailable: if the weights are incomplete, or *folder* can't be written.
    """
    content = _converted(weights, precision)
    path = folder / file_name(precision)
    write(path, content)
    write(digest_path(path), f"{hashlib.sha256(content).hexdigest()}  {path.name}\n".encode())
    return path


def digest_path(path: Path) -> Path:
    """Return where the SHA-256 of *path* is kept, in the form of `sha256sum`."""
    return path.with_name(path.name + ".sha256")


def write(path: Path, content: bytes) -> None:
    """Write *content* to *path*, whole or not at all.

    Raises:
        ModelUnavailable: if it can't be written.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        _replace(path, content)
    except OSError as error:
        raise ModelUnavailable(
            f"{path}: the local model can't be written ({error.strerror}). "
            "Make room there, or set BRANDCHECK_CACHE to a folder that can be written."
        ) from error


def _replace(path: Path, content: bytes) -> None:
    with NamedTemporaryFile(dir=path.parent, prefix=f".{path.name}.", delete=False) as temporary:
        unfinished = Path(temporary.name)
        try:
            temporary.write(content)
            temporary.flush()
            os.fsync(temporary.fileno())
            unfinished.chmod(0o644)
            unfinished.replace(path)
        finally:
            unfinished.unlink(missing_ok=True)


def _converted(weights: bytes, precision: Precision) -> bytes:
    from checker.embeddings import network

    projection = {"fp32": network.in_full, "int8": network.in_eight_bits}[precision]
    tensors = _tensors(weights)
    try:
        content: bytes = network.build(tensors, projection).SerializeToString(deterministic=True)
    except KeyError as error:
        raise ModelUnavailable(
            f"the model's weights lack {error}: this is not {NAME} ({LAYERS} layers of {DIMENSION}). "
            "Name the official file."
        ) from error
    return content


def _tensors(weights: bytes) -> dict[str, NDArray[np.float32]]:
    from safetensors import SafetensorError
    from safetensors.numpy import load

    try:
        return load(weights)
    except SafetensorError as error:
        raise ModelUnavailable(
            f"the model's weights are cut short or damaged ({error}). Fetch them again."
        ) from error
