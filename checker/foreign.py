"""Passages in another language than English, which are not read."""

import re
from functools import cache, lru_cache
from typing import Protocol, cast

from checker.domain import Block, Document

MIN_CHARACTERS = 60
"""Shorter blocks are taken to be English: too little to tell by."""
SURE = 0.95
"""Probability from which a block is said to be in another language."""


LABEL = "language"
"""The label by which a draft says its language (BCP 47): front matter, or what a CMS calls its locale."""


class _Identifier(Protocol):
    nb_classes: list[str]

    def classify(self, text: str) -> tuple[str, float]: ...


@cache
def _identifier() -> _Identifier:
    from py3langid.langid import MODEL_DIR, MODEL_FILE, LanguageIdentifier

    return cast("_Identifier", LanguageIdentifier.from_modelpath(MODEL_DIR / MODEL_FILE, norm_probs=True))


@lru_cache(maxsize=4_096)
def language(text: str, declared: str = "en") -> str:
    """Return the ISO 639-1 code of *text*'s language, *declared* where it is too short or unsure."""
    if len(text) < MIN_CHARACTERS:
        return declared
    code, probability = _identifier().classify(text)
    return code if probability >= SURE else declared


def foreign_blocks(document: Document) -> dict[int, str]:
    """Return the language of each block that is not English, by the block's start."""
    declared, found = _declared(document), {}
    for block in document.blocks:
        code = language(_words(document, block), declared)
        if code != "en":
            found[block.start] = code
    return found


def _declared(document: Document) -> str:
    """Return the language that the document says it is in; English where it says none that is known."""
    code = re.split("[-_]", document.labels.get(LABEL, "").strip().lower())[0]
    return code if code and code in _identifier().nb_classes else "en"


def _words(document: Document, block: Block) -> str:
    return document.text[block.start : min(block.end, block.start + 2_000)]
