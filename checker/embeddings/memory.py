"""A memory of vectors: what is asked again and again is encoded once, on this machine if it never changes."""

import hashlib
import os
import tempfile
import zipfile
from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from checker.embeddings.minilm import DIMENSION

Vectors = NDArray[np.float32]
"""Unit vectors, a row for each text."""


class Memory:
    """An encoder that encodes each text once."""

    def __init__(self, encode: Callable[[Sequence[str]], Vectors], *, keep: int = 20_000) -> None:
        """Remember what *encode* returns, for at most *keep* texts besides those learnt."""
        self._encode = encode
        self._keep = keep
        self._learnt: dict[str, Vectors] = {}
        self._seen: dict[str, Vectors] = {}
        self._groups: dict[tuple[str, ...], Vectors] = {}

    def __call__(self, texts: Sequence[str]) -> Vectors:
        """Return the unit vectors of *texts*, shape (n, 384); a tuple is remembered as one group."""
        if not isinstance(texts, tuple):
            return self._each(texts)
        if texts not in self._groups:
            self._groups[texts] = self._each(texts)
        return self._groups[texts]

    def learn(self, texts: tuple[str, ...], *, kept_in: Path, origin: str) -> None:
        """Know *texts* for good, from the file in *kept_in* that an earlier process wrote, if it did.

        Args:
            texts: what never changes, such as the themes' sentences.
            kept_in: a folder of this machine's cache.
            origin: what names the origin of the vectors; another model's are not taken.
        """
        digest = hashlib.sha256("\x1f".join((origin, *texts)).encode()).hexdigest()
        path = kept_in / f"{digest[:32]}.npy"
        vectors = _kept(path, rows=len(texts))
        if vectors is None:
            vectors = self._encode(texts)
            _keep(path, vectors)
        self._learnt.update(zip(texts, vectors, strict=True))

    def _each(self, texts: Sequence[str]) -> Vectors:
        if not texts:
            return np.zeros((0, DIMENSION), dtype=np.float32)
        new = [text for text in dict.fromkeys(texts) if text not in self._learnt and text not in self._seen]
        if len(self._seen) + len(new) > self._keep:
            self._seen.clear()
            new = [text for text in dict.fromkeys(texts) if text not in self._learnt]
        if new:
            self._seen.update(zip(new, self._encode(new), strict=True))
        return np.stack([self._learnt[text] if text in self._learnt else self._seen[text] for text in texts])


def _kept(path: Path, *, rows: int) -> Vectors | None:
    try:
        vectors: Vectors = np.load(path, allow_pickle=False)
    except (OSError, ValueError, EOFError, zipfile.BadZipFile):
        return None
    return vectors if vectors.shape == (rows, DIMENSION) else None


def _keep(path: Path, vectors: Vectors) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=path.parent, suffix=".npy")
    with os.fdopen(handle, "wb") as file:
        np.save(file, vectors)
    Path(name).replace(path)
