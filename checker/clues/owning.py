"""How much each passage says the kit's own lead message, where no theme stands for it.

Kernel ridge regression as in `checker.clues.selling`, from few sentences: the kit's own say the message, the
library's sentences that are nearest to these do not. What the kit's sentences share with anybody's writing
therefore tells nothing, and a paraphrase that is nearer to them than to anything else in the library does.
"""

from functools import lru_cache
from typing import NamedTuple

import numpy as np

from checker.clues.nearness import Scores, leads
from checker.clues.selling import RIDGE, classifier
from checker.dossier import Dossier, Encode, Lexicon, Vectors

BESIDE = 300
"""Sentences of the library that the kit's own are told apart from."""
OWN_RIDGE = 0.03
"""Ridge of the kit's own sentences: few, and each meant."""
GAIN = 2.0
"""Makes up for how little few sentences pull."""


class Learnt(NamedTuple):
    """What tells the kit's own message apart."""

    vectors: Vectors
    weights: Scores
    """How each of them pulls: shape (sentences,)."""


def said_as_own(dossier: Dossier) -> Scores:
    """Return how much each passage says the kit's own lead message, 0 to 1: shape (passages,)."""
    found = leads(dossier)
    lines = (line for g in found for line in (*g.allows, *g.examples.on_brand, g.text) if line.strip())
    learnt = _learnt(tuple(dict.fromkeys(lines)), dossier.lexicon, dossier.encode)
    pulled = np.exp(dossier.vectors @ learnt.vectors.T - 1) @ learnt.weights
    return np.asarray((GAIN * pulled).clip(0, 1), dtype=np.float32)


@lru_cache(maxsize=16)
def _learnt(lines: tuple[str, ...], lexicon: Lexicon, encode: Encode) -> Learnt:
    own, library = encode(lines), classifier(lexicon, encode).vectors
    nearest = np.argsort(-(library @ own.T).max(axis=1), kind="stable")[:BESIDE]
    vectors = np.vstack([library[nearest], own])
    wanted = np.repeat([0.0, 1.0], [len(nearest), len(own)])
    ridge = np.repeat([RIDGE, OWN_RIDGE], [len(nearest), len(own)])
    alike = np.exp(vectors.astype(np.float64) @ vectors.T.astype(np.float64) - 1)
    weights = np.linalg.solve(alike + np.diag(ridge), wanted)
    return Learnt(vectors, weights.astype(np.float32))
