"""The original, sentence-transformers on PyTorch; the arguments are texts, vectors, threads, model.

Runs in an environment of its own, where torch is.
"""

import sys
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray
from sentence_transformers import SentenceTransformer

from evals.bench.contenders.serving import serve, use_cores


def main(texts: str, vectors: str, threads: str, model: str) -> None:
    """Load the model and serve."""
    use_cores(int(threads))
    torch.set_num_threads(int(threads))
    transformer = SentenceTransformer(model, device="cpu")

    def encode(wanted: Sequence[str]) -> NDArray[np.float32]:
        return np.asarray(transformer.encode(list(wanted), show_progress_bar=False), dtype=np.float32)

    serve(encode, Path(texts), Path(vectors))


if __name__ == "__main__":
    main(*sys.argv[1:])
