"""The encoder: texts in, unit vectors out.

Texts of equal length (in tokens) travel together, so nothing is ever padded. Each thread runs whole batches
by itself: splitting every operator over all threads costs more in waiting than it gains at this size, and
starves when other programs want the cores.

On one machine the same texts always give the same bytes. Moreover, a text's vector does not depend on the
texts beside it: it is the one that the text would get alone. Promised are six decimals, since the runtime may
choose other arithmetic on another processor; where it was measured, on x86-64 with AVX-512, every bit agreed,
in fp32 and in int8.
"""

import hashlib
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from os import cpu_count
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple, Protocol

import numpy as np
from numpy.typing import NDArray

from checker.embeddings import minilm
from checker.embeddings.conversion import file_name
from checker.embeddings.minilm import (
    DIMENSION,
    INPUT,
    MAX_TOKENS,
    OUTPUT,
    TOKENIZER,
    TOKENIZER_DIGEST,
    Precision,
)
from checker.errors import ModelUnavailable

if TYPE_CHECKING:
    from tokenizers import Tokenizer

DIGEST = minilm.digest("fp32")
"""What names the origin of the vectors of an encoder made with its defaults."""
BATCH_TOKENS = 256
"""Tokens in a batch at most: more gain nothing, and leave the cache."""

Vectors = NDArray[np.float32]
"""Unit vectors, a row for each text."""


class _Session(Protocol):
    def run(self, outputs: Sequence[str], feeds: Mapping[str, NDArray[np.int32]]) -> list[Vectors]: ...


class _Batch(NamedTuple):
    """Texts of equal length, and where they stood."""

    rows: list[int]
    tokens: NDArray[np.int32]


class Encoder:
    """The local model, loaded and ready; safe to use from several threads at once."""

    def __init__(self, folder: Path, *, precision: Precision = "fp32", threads: int | None = None) -> None:
        """Load the model from *folder*.

        Args:
            folder: what `store.fetch` returned.
            precision: `fp32`, or `int8` where it was fetched too.
            threads: batches that run at the same time; none for one a core.

        Raises:
            ModelUnavailable: if the model is not there or is damaged.
        """
        self._tokenizer = _load_tokenizer(folder / TOKENIZER)
        self._session = _load_session(folder / file_name(precision))
        self._threads = threads or cpu_count() or 1
        self._digest = minilm.digest(precision)

    @property
    def dimension(self) -> int:
        """How many numbers a vector has."""
        return DIMENSION

    @property
    def digest(self) -> str:
        """What names the origin of the vectors: the model, its weights and their precision."""
        return self._digest

    def encode(self, texts: Sequence[str]) -> Vectors:
        """Return a unit vector for each of *texts*, in their order; texts are cut after 256 tokens."""
        vectors = np.empty((len(texts), DIMENSION), dtype=np.float32)
        batches = self._batches(texts)
        for batch, result in zip(batches, self._run_all(batches), strict=True):
            vectors[batch.rows] = result
        return vectors

    def _batches(self, texts: Sequence[str]) -> list[_Batch]:
        """Return batches of equal length, the heaviest first, so that none is left over at the end."""
        readable = [text.encode(errors="replace").decode() for text in texts]
        ids = [encoding.ids for encoding in self._tokenizer.encode_batch_fast(readable)]
        lengths: dict[int, list[int]] = {}
        for row, tokens in enumerate(ids):
            lengths.setdefault(len(tokens), []).append(row)
        batches = [
            _Batch(part, np.array([ids[row] for row in part], dtype=np.int32))
            for length, rows in lengths.items()
            for part in _parts(rows, max(1, BATCH_TOKENS // length))
        ]
        return sorted(batches, key=lambda batch: batch.tokens.size, reverse=True)

    def _run_all(self, batches: Sequence[_Batch]) -> list[Vectors]:
        if self._threads == 1 or len(batches) <= 1:
            return [self._run(batch) for batch in batches]
        with ThreadPoolExecutor(min(self._threads, len(batches))) as pool:
            return list(pool.map(self._run, batches))

    def _run(self, batch: _Batch) -> Vectors:
        return self._session.run([OUTPUT], {INPUT: batch.tokens})[0]


def _parts(rows: list[int], size: int) -> list[list[int]]:
    return [rows[start : start + size] for start in range(0, len(rows), size)]


def _load_tokenizer(path: Path) -> "Tokenizer":
    from tokenizers import Tokenizer

    content = _content(path)
    if hashlib.sha256(content).hexdigest() != TOKENIZER_DIGEST:
        raise _unusable(path, "it is not the official file")
    tokenizer = Tokenizer.from_buffer(content)
    tokenizer.no_padding()
    tokenizer.enable_truncation(MAX_TOKENS)
    return tokenizer


def _load_session(path: Path) -> _Session:
    import onnxruntime
    from onnxruntime.capi.onnxruntime_pybind11_state import Fail, InvalidGraph, InvalidProtobuf, NoSuchFile

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    # Only the basic level: the graph is written in the fastest operators, and more fusion undoes that.
    options.graph_optimization_level = onnxruntime.GraphOptimizationLevel.ORT_ENABLE_BASIC
    try:
        session: _Session = onnxruntime.InferenceSession(path, options, providers=["CPUExecutionProvider"])
    except NoSuchFile as error:
        raise _unusable(path, "No such file or directory") from error
    except (Fail, InvalidGraph, InvalidProtobuf) as error:
        raise _unusable(path, f"onnxruntime can't read it ({error})") from error
    return session


def _content(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise _unusable(path, error.strerror or "it can't be read") from error


def _unusable(path: Path, reason: str) -> ModelUnavailable:
    return ModelUnavailable(
        f"{path}: the local model can't be used ({reason}). "
        "Delete the file if it is there, then run “brandcheck model fetch”."
    )
