"""What every contender does: encode once, then again whenever it is told to, and say how long it took.

This file is run by two environments, ours and that of sentence-transformers; it needs nothing but numpy.
"""

import json
import os
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from time import perf_counter, process_time

import numpy as np
from numpy.typing import NDArray

Encode = Callable[[Sequence[str]], NDArray[np.float32]]
"""Texts to vectors, a row each."""


def use_cores(threads: int) -> None:
    """Keep this process on *threads* cores, where the system can do that; libraries then count no others."""
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, sorted(os.sched_getaffinity(0))[:threads])


def serve(encode: Encode, texts: Path, vectors: Path) -> None:
    """Encode *texts* once into *vectors*, then once more for each line of standard input.

    Each time two numbers are said: the seconds that passed, and those that processors worked, all together.

    Args:
        encode: the contender.
        texts: a JSON list.
        vectors: where the vectors go, in numpy's format.
    """
    wanted: list[str] = json.loads(texts.read_text(encoding="utf-8"))
    np.save(vectors, encode(wanted))
    _say("ready")
    for _ in sys.stdin:
        start, work = perf_counter(), process_time()
        encode(wanted)
        _say(f"{perf_counter() - start} {process_time() - work}")


def _say(line: str) -> None:
    sys.stdout.write(line + "\n")
    sys.stdout.flush()
