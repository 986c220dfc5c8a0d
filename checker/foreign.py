"""Passages in another language than English, which are not read."""

from functools import cache, lru_cache
from typing import Protocol, cast

from checker.domain import Block, Document

MIN_CHARACTERS = 60
"""Shorter blocks are taken to be English: too little to tell by."""
SURE = 0.95
"""Probability from which a block is said to be in another language."""


class _Identifier(Protocol):
    def classify(self, text: str) -> tuple[str, float]: ...


@cache
def _identifier() -> _Identifier:
    from py3langid.langid import MODEL_DIR, MODEL_FILE, LanguageIdentifier

    return cast("_Identifier", LanguageIdentifier.from_modelpath(MODEL_DIR / MODEL_FILE, norm_probs=True))


@lru_cache(maxsize=4_096)
def language(text: str) -> str:
    """Return the ISO 639-1 code of *text*'s language, `en` where it is too short or unsure."""
    if len(text) < MIN_CHARACTERS:
        return "en"
    code, probability = _identifier().classify(text)
    return code if probability >= SURE else "en"


def foreign_blocks(document: Document) -> dict[int, str]:
    """Return the language of each block that is not English, by the block's start."""
    found = {}
    for block in document.blocks:
        code = language(_words(document, block))
        if code != "en":
            found[block.start] = code
    return found


def _words(document: Document, block: Block) -> str:
    return document.text[block.start : min(block.end, block.start + 2_000)]
