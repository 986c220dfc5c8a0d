"""Chroma's default embedding function, its own code as it is; the arguments are texts, vectors, threads.

`DefaultEmbeddingFunction` makes one of these for every call, and so loads the model every time; here it is
loaded once, in Chroma's favour. Chroma has no setting for threads and takes every core. To give it as many as
the others have, the default of onnxruntime is changed before Chroma loads its model.
"""

import os
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np
import onnxruntime
from chromadb.utils.embedding_functions import ONNXMiniLM_L6_V2
from numpy.typing import NDArray

from evals.bench.contenders.serving import serve, use_cores


def main(texts: str, vectors: str, threads: str) -> None:
    """Load Chroma's function and serve."""
    use_cores(int(threads))
    if int(threads) < (os.cpu_count() or 1):
        onnxruntime.SessionOptions = _limited(int(threads))
    function = ONNXMiniLM_L6_V2()

    def encode(wanted: Sequence[str]) -> NDArray[np.float32]:
        return np.array(function(list(wanted)), dtype=np.float32)

    serve(encode, Path(texts), Path(vectors))


def _limited(threads: int) -> Callable[[], onnxruntime.SessionOptions]:
    plain = onnxruntime.SessionOptions

    def options() -> onnxruntime.SessionOptions:
        made = plain()
        made.intra_op_num_threads = threads
        return made

    return options


if __name__ == "__main__":
    main(*sys.argv[1:])
