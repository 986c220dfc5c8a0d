"""Our encoder; the arguments are texts, vectors, threads, cache, precision."""

import sys
from pathlib import Path

from checker.embeddings.encoder import Encoder
from checker.embeddings.minilm import Precision
from checker.embeddings.store import fetch
from evals.bench.contenders.serving import serve, use_cores


def main(texts: str, vectors: str, threads: str, cache: str, precision: Precision) -> None:
    """Load the encoder and serve."""
    use_cores(int(threads))
    encoder = Encoder(fetch(Path(cache), precision=precision), precision=precision, threads=int(threads))
    serve(encoder.encode, Path(texts), Path(vectors))


if __name__ == "__main__":
    main(*sys.argv[1:])  # type: ignore[arg-type]  # the bench gives a precision
