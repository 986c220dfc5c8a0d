"""Stand-ins, written by hand: an encoder without a model, a small lexicon, a checker made of both."""

import datetime
import hashlib
from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np

from checker.bootstrap import lexicon
from checker.domain import BrandKit, Document
from checker.dossier import Encode, Lexicon, Vectors
from checker.english.words import content_stems
from checker.kits.interpret import interpret
from checker.lexicon.themes import Theme, ThemeSentences
from checker.pipeline import Checker, Policy
from tests.drafts import draft

DIMENSION = 384
POLICY = Policy(today=datetime.date(2026, 1, 5))
ENGINE = {"name": "brandcheck", "version": "0", "offline_model": "fake", "judge": "none"}


def encode(texts: Sequence[str]) -> Vectors:
    """Return unit vectors that are near where texts share words, and nothing to do with meaning."""
    vectors = np.zeros((len(texts), DIMENSION), dtype=np.float32)
    for row, text in enumerate(texts):
        for word in sorted(content_stems(text)) or [""]:
            vectors[row] += _direction(word)
        vectors[row] /= np.linalg.norm(vectors[row])
    return vectors


def _direction(word: str) -> Vectors:
    seed = int.from_bytes(hashlib.sha256(word.encode()).digest()[:8], "big")
    return np.random.default_rng(seed).standard_normal(DIMENSION).astype(np.float32)


def theme(name: str, *sentences: str, cues: tuple[str, ...] = ()) -> Theme:
    """Return a theme that *sentences* sell, and that nothing looks like."""
    four = ThemeSentences(headlines=sentences, bullets=(), sales_talk=(), replies=())
    return Theme(
        id=name.lower().replace(" ", "-"),
        name=name,
        definition=name,
        not_this="",
        source="",
        cues=cues or (name.lower(),),
        sentences=four,
        look_alikes=("The gate is green.",),
    )


EASE = theme(
    "Ease of use",
    "So easy to use that nobody asks",
    "Easy to use and easy to learn",
    "Simple and easy to use",
    cues=("easy to use",),
)
PRICE = theme(
    "Low price",
    "The lowest price in town",
    "A low price every day",
    "Low prices, always the lowest",
    cues=("low price", "lowest price"),
)
FULL = lexicon()
"""All that Brandcheck knows; its themes need the local model."""
SMALL = Lexicon(concepts=FULL.concepts, themes={t.id: t for t in (EASE, PRICE)})
"""All the concepts, and two themes that the fake encoder can tell apart."""


def kit(*guidelines: dict[str, object], brand: str = "Kettlewick", words: Lexicon = SMALL) -> BrandKit:
    """Return a kit of *guidelines*, understood as `brandcheck check` understands it."""
    given = BrandKit.model_validate({"brand": brand, "guidelines": guidelines, "digest": "0" * 64})
    return interpret(given, concepts=words.concepts, themes=words.themes)


def read_text(path: Path) -> tuple[Document, ...]:
    """Return the text file at *path* as one document."""
    return (draft(path.read_text(encoding="utf-8"), source=str(path)),)


def checker(
    brand_kit: BrandKit,
    *,
    policy: Policy = POLICY,
    words: Lexicon = SMALL,
    encode: Encode = encode,
    read: Callable[[Path], tuple[Document, ...]] = read_text,
) -> Checker:
    """Return a checker that needs no model."""
    return Checker(brand_kit, words, encode, read, ENGINE, policy)
