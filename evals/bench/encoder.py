"""`python -m evals.bench.encoder`: our encoder against Chroma's default and sentence-transformers.

Every contender is a process that encodes the same passages with the same number of threads. They take turns,
so that a slow minute of the machine falls on all of them; the median of the rounds counts.
"""

import json
import os
import subprocess
import sys
from argparse import ArgumentParser
from importlib.metadata import version
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from evals.bench.passages import passages
from evals.bench.workshop import ROOT, Workshop, prepare
from evals.tables import table

ROUNDS = 5
"""How often each contender encodes everything."""
OURS, OURS_INT8 = "ours, fp32", "ours, int8"
"""How our two forms are called in the table."""
ORIGINAL, CHROMA = "sentence-transformers", "Chroma's default"
"""How those that we are compared with are called."""
TARGETS = {CHROMA: 10.0, ORIGINAL: 2.0}
"""How many times as fast as these ours should be."""

HEADER = ("encoder", "seconds", "from–to", "÷ ours", "work", "÷ ours", "cosine: lowest", "mean")
"""The columns of the table."""
NOTE = """\
Chroma is chromadb {version}, its own code unchanged: batches of 32, each text padded to 256 tokens. Its model
archive is not downloaded: in its place lies an ONNX export of the same weights, made by torch.onnx.
“Work” is the seconds of all processors together, which depend less on what else the machine does.
The cosine is that with the vectors of sentence-transformers.
"""
"""What a reader must know about the figures."""


class Taken(NamedTuple):
    """What encoding everything took."""

    seconds: float
    """By the clock."""
    work: float
    """Of all processors together; unlike the clock, little disturbed by what else the machine does."""


Rounds = dict[str, list[Taken]]
"""What it took each contender, round by round."""
Vectors = dict[str, NDArray[np.float32]]
"""What each contender made of the passages."""


class Contender:
    """An encoder in a process of its own."""

    def __init__(self, command: list[str], vectors: Path, environment: dict[str, str]) -> None:
        """Start it."""
        self._name = " ".join(command)
        self._vectors = vectors
        self._process = subprocess.Popen(  # noqa: S603 - our own modules
            command,
            cwd=ROOT,
            env=os.environ | environment,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
        )

    def vectors(self) -> NDArray[np.float32]:
        """Wait until it is ready, and return its vectors."""
        if self._line() != "ready":
            raise SystemExit(f"{self._name}: did not start; run it by itself to see why")
        loaded: NDArray[np.float32] = np.load(self._vectors)
        return loaded

    def round(self) -> Taken:
        """Let it encode everything once, and return what it says that took."""
        if self._process.stdin is not None:
            self._process.stdin.write("go\n")
            self._process.stdin.flush()
        return Taken(*map(float, self._line().split()))

    def stop(self) -> None:
        """End it."""
        self._process.communicate()

    def _line(self) -> str:
        return self._process.stdout.readline().strip() if self._process.stdout is not None else ""


def main() -> None:
    """Measure, and print the table."""
    parser = ArgumentParser(description=__doc__)
    parser.add_argument("--threads", type=int, default=os.cpu_count() or 1)
    parser.add_argument("--rounds", type=int, default=ROUNDS)
    asked = parser.parse_args()
    workshop, texts = prepare(), passages()
    with TemporaryDirectory() as temporary:
        contenders = _start(workshop, texts, Path(temporary), asked.threads)
        vectors = {name: contender.vectors() for name, contender in contenders.items()}
        rounds: Rounds = {name: [] for name in contenders}
        for _ in range(asked.rounds):
            for name, contender in contenders.items():
                rounds[name].append(contender.round())
        for contender in contenders.values():
            contender.stop()
    sys.stdout.write(_report(texts, asked.threads, rounds, vectors))


def _start(workshop: Workshop, texts: list[str], folder: Path, threads: int) -> dict[str, Contender]:
    given = folder / "texts.json"
    given.write_text(json.dumps(texts), encoding="utf-8")
    cache, model, own = str(workshop.cache), str(workshop.model), Path(sys.executable)
    commands: dict[str, tuple[Path, str, list[str]]] = {
        OURS: (own, "ours", [cache, "fp32"]),
        OURS_INT8: (own, "ours", [cache, "int8"]),
        ORIGINAL: (workshop.python, "original", [model]),
        CHROMA: (own, "chroma", []),
    }
    environment = {"HOME": str(workshop.home), "HF_HUB_OFFLINE": "1", "RAYON_NUM_THREADS": str(threads)}
    started = {}
    for number, (name, (python, module, more)) in enumerate(commands.items()):
        vectors = folder / f"{number}.npy"
        words = ["-m", f"evals.bench.contenders.{module}", str(given), str(vectors), str(threads), *more]
        started[name] = Contender([str(python), *words], vectors, environment)
    return started


def _report(texts: list[str], threads: int, rounds: Rounds, vectors: Vectors) -> str:
    words = [len(text.split()) for text in texts]
    count = len(rounds[OURS])
    return "\n".join(
        [
            f"{len(texts):,} passages of {min(words)} to {max(words)} words (median {median(words):.0f}):",
            "one, two or four sentences of corpus/themes each.",
            f"{threads} threads for each encoder; median of {count} rounds, taken in turn.",
            "",
            table(HEADER, [_row(name, rounds, vectors) for name in rounds]),
            "",
            *(_verdict(rival, rounds) for rival in TARGETS),
            "",
            NOTE.format(version=version("chromadb")),
        ]
    )


def _row(name: str, rounds: Rounds, vectors: Vectors) -> list[str]:
    seconds = [taken.seconds for taken in rounds[name]]
    cosine = (vectors[name] * vectors[ORIGINAL]).sum(axis=1)
    return [
        name,
        f"{median(seconds):.2f}",
        f"{min(seconds):.2f}–{max(seconds):.2f}",
        f"{_times(name, OURS, rounds).seconds:.2f}",
        f"{median(taken.work for taken in rounds[name]):.2f}",
        f"{_times(name, OURS, rounds).work:.2f}",
        f"{cosine.min():.6f}",
        f"{cosine.mean():.6f}",
    ]


def _verdict(rival: str, rounds: Rounds) -> str:
    full, eight = _times(rival, OURS, rounds), _times(rival, OURS_INT8, rounds)
    reached = "reached" if full.seconds >= TARGETS[rival] else "not reached"
    return (
        f"{rival}: fp32 is {full.seconds:.1f} times as fast (int8 {eight.seconds:.1f}), its work is "
        f"1/{full.work:.1f} (int8 1/{eight.work:.1f}); the target of {TARGETS[rival]:.0f} times is {reached}."
    )


def _times(one: str, other: str, rounds: Rounds) -> Taken:
    """Return how many times what *other* took *one* took: the median over the rounds."""
    pairs = list(zip(rounds[one], rounds[other], strict=True))
    return Taken(
        median(first.seconds / second.seconds for first, second in pairs),
        median(first.work / second.work for first, second in pairs),
    )


if __name__ == "__main__":
    main()
