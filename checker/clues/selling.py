"""What a sentence sells, by itself: the theme library's sentences, learnt.

Kernel ridge regression (Saunders, Gammerman and Vovk, 1998: "Ridge regression learning algorithm in dual
variables") from a sentence to one of the themes or to nothing. Two sentences are alike as far as their
vectors are near, by exp(cosine - 1), and as far as they share words and pairs of words, weighted by how rare
these are. Every sentence of the library pulls, not the three nearest alone, and each as much as it takes to
tell all the others apart. What the library calls look-alikes, and what any company writes, is learnt as
selling nothing. Softmax turns the regression into chances; its temperature makes the library's sentences,
each left out in turn, most likely (Guo et al., 2017: "On calibration of modern neural networks").

The weights of the shipped library lie beside it, fitted by `python -m evals.planted_truth --fit`; any other
library is fitted when it is first asked about.
"""

import hashlib
import math
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from checker.dossier import Encode, Lexicon, Vectors
from checker.english.words import WORD, stem
from checker.lexicon.gazetteer import CORPUS
from checker.lexicon.neutral import neutral_sentences

WEIGHTS = CORPUS / "themes" / "weights.npz"
"""What was fitted on the shipped themes."""
WORDS = 0.2
"""How much shared words count beside near vectors."""
RIDGE = 0.1
"""Ridge: what a sentence need not be told apart by."""
OFTEN = 2
"""Sentences of the library that hold a word before it counts."""
TEMPERATURE = 0.07
"""Makes chances of scores: between what suits the library's own sentences and what suits fresh ones."""
SAME = 1e-3
"""How far the middle of the library's vectors may lie from where it was when the weights were fitted."""
MONEY = frozenset("£$€%")

Matrix = NDArray[np.float64]


class Library(NamedTuple):
    """What is learnt from."""

    sentences: tuple[str, ...]
    labels: NDArray[np.intp]
    """The place of each one's theme; one more than the last for what sells nothing."""
    kinds: int


class Fitted(NamedTuple):
    """What was learnt."""

    weights: NDArray[np.float32]
    """How each of the library's sentences pulls: shape (sentences, themes + 1)."""
    temperature: float


class Kept(NamedTuple):
    """What lies beside the shipped library."""

    fitted: Fitted
    middle: NDArray[np.float32]
    """The mean of the vectors that it was learnt from."""


@dataclass(frozen=True, eq=False)
class Classifier:
    """Tells what sentences sell."""

    vectors: Vectors
    """Of the library's sentences."""
    fitted: Fitted
    words: Mapping[str, NDArray[np.float32]]
    """What each word pulls to, weighted by how rare it is: shape (themes + 1,)."""
    rarity: Mapping[str, float]
    prior: NDArray[np.float32]

    def scores(self, vectors: Vectors, sentences: Sequence[str]) -> NDArray[np.float32]:
        """Return how much each of *sentences*, of these *vectors*, sells each theme and nothing.

        Shape (sentences, themes + 1); about 0 to 1, and about 1 in sum.
        """
        near = np.exp(vectors @ self.vectors.T - 1) @ self.fitted.weights
        said = np.stack([self._said(sentence) for sentence in sentences]) if len(sentences) else 0
        return np.asarray(near + said + self.prior, dtype=np.float32)

    def _said(self, sentence: str) -> NDArray[np.float32]:
        held = [term for term in set(terms(sentence)) if term in self.rarity]
        pulled = np.zeros_like(self.prior)
        for term in sorted(held):
            pulled += self.words[term]
        return np.asarray(
            pulled / max(math.sqrt(sum(self.rarity[term] ** 2 for term in held)), 1e-6), dtype=np.float32
        )

    def chances(self, scores: NDArray[np.float32]) -> NDArray[np.float32]:
        """Return the chances that belong to *scores*: the same shape, each row 1 in sum."""
        return np.asarray(softmax(scores, self.fitted.temperature), dtype=np.float32)


def softmax(scores: NDArray[np.floating], temperature: float) -> NDArray[np.floating]:
    """Return the chances that belong to *scores*: each row 1 in sum."""
    raised = np.exp((scores - scores.max(axis=1, keepdims=True)) / temperature)
    return np.asarray(raised / raised.sum(axis=1, keepdims=True))


def terms(sentence: str) -> Iterator[str]:
    """Yield the stems of *sentence*, numbers as `#`, and every two that follow one another."""
    words = [word.group().lower() for word in WORD.finditer(sentence)]
    stems = ["#" if word.isdigit() else stem(word.replace("’", "'").removesuffix("'s")) for word in words]
    yield from stems
    yield from (f"{one} {other}" for one, other in pairwise(stems))
    yield from MONEY.intersection(sentence)


def library(lexicon: Lexicon) -> Library:
    """Return the sentences of the *lexicon*'s themes, those that sell nothing last."""
    themes = tuple(lexicon.themes.values())
    selling = [(text, place) for place, theme in enumerate(themes) for text in theme.sentences.all]
    nothing = [text for theme in themes for text in theme.look_alikes] + list(neutral_sentences())
    listed = (*selling, *((text, len(themes)) for text in nothing))
    labels = np.array([label for _, label in listed], dtype=np.intp)
    return Library(tuple(text for text, _ in listed), labels, len(themes) + 1)


@lru_cache(maxsize=4)
def classifier(lexicon: Lexicon, encode: Encode) -> Classifier:
    """Return what tells sentences of the *lexicon*'s themes apart."""
    known = library(lexicon)
    vectors = encode(known.sentences)
    shipped = kept(known)
    is_same = shipped and np.allclose(shipped.middle, vectors.mean(axis=0), rtol=0, atol=SAME)
    fitted = shipped.fitted if shipped and is_same else fit(known, vectors)
    rarity, rows = _worded(known)
    words = {term: np.zeros(known.kinds, dtype=np.float32) for term in rarity}
    for row, weights in zip(rows, fitted.weights, strict=True):
        for term, value in row.items():
            words[term] += (WORDS * value * rarity[term] ** 2) * weights
    return Classifier(vectors, fitted, words, rarity, _prior(known).astype(np.float32))


def fit(known: Library, vectors: Vectors) -> Fitted:
    """Return what is learnt from the library *known*, whose sentences have these *vectors*."""
    solved = np.linalg.solve(_regularised(known, vectors), _wanted(known))
    return Fitted(solved.astype(np.float16).astype(np.float32), TEMPERATURE)


def keep(known: Library, vectors: Vectors, path: Path = WEIGHTS) -> None:
    """Fit the library *known*, whose sentences have these *vectors*, and write what was learnt to *path*."""
    fitted = fit(known, vectors)
    np.savez_compressed(
        path,
        digest=np.array(_digest(known)),
        middle=vectors.mean(axis=0).astype(np.float32),
        temperature=np.float32(fitted.temperature),
        weights=fitted.weights.astype(np.float16),
    )


def kept(known: Library, path: Path = WEIGHTS) -> Kept | None:
    """Return what was learnt of exactly this library, or none."""
    try:
        with np.load(path, allow_pickle=False) as found:
            if str(found["digest"]) != _digest(known):
                return None
            fitted = Fitted(found["weights"].astype(np.float32), float(found["temperature"]))
            return Kept(fitted, found["middle"])
    except (OSError, ValueError, KeyError):
        return None


def _digest(known: Library) -> str:
    lines = (f"{label} {text}" for label, text in zip(known.labels, known.sentences, strict=True))
    return hashlib.sha256("\x1f".join(lines).encode()).hexdigest()


def _prior(known: Library) -> Matrix:
    return np.bincount(known.labels, minlength=known.kinds) / len(known.labels)


def _wanted(known: Library) -> Matrix:
    return np.asarray(np.eye(known.kinds)[known.labels] - _prior(known), dtype=np.float64)


def _regularised(known: Library, vectors: Vectors) -> Matrix:
    """Return how alike the library's sentences are, the ridge added."""
    rarity, rows = _worded(known)
    place = {term: number for number, term in enumerate(rarity)}
    worded = np.zeros((len(rows), len(place)), dtype=np.float32)
    for number, row in enumerate(rows):
        for term, value in row.items():
            worded[number, place[term]] = value * rarity[term]
    near = np.exp(vectors.astype(np.float64) @ vectors.T.astype(np.float64) - 1)
    return np.asarray(near + WORDS * (worded @ worded.T) + RIDGE * np.eye(len(rows)), dtype=np.float64)


@lru_cache(maxsize=2)
def _terms(known: tuple[str, ...]) -> tuple[frozenset[str], ...]:
    return tuple(frozenset(terms(sentence)) for sentence in known)


def _worded(known: Library) -> tuple[dict[str, float], list[dict[str, float]]]:
    """Return how rare each term is, and for each sentence, by what its terms are divided."""
    held = _terms(known.sentences)
    often = Counter(term for each in held for term in each)
    rarity = {term: math.log(len(held) / times) for term, times in sorted(often.items()) if times >= OFTEN}
    rows = []
    for each in held:
        found = sorted(term for term in each if term in rarity)
        length = max(math.sqrt(sum(rarity[term] ** 2 for term in found)), 1e-6)
        rows.append(dict.fromkeys(found, 1 / length))
    return rarity, rows
