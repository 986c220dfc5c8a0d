"""Yes and no: a draft that asserts what a guideline's sentence denies, in nearly its words."""

import re
from collections.abc import Iterator

from checker.clues.matching import Match
from checker.domain import Guideline, Passage
from checker.dossier import Dossier
from checker.english.speech import NEGATORS, Span, is_question
from checker.english.words import content_stems, sentence_spans

COVERS = 0.75
"""Part of the denied sentence's content words that a passage must hold."""
COVERS_NEAR = 0.5
"""… where its vector is near besides."""
NEAR = 0.62
"""Cosine from which a passage speaks of the same thing."""
MIN_STEMS = 3
MAX_WORDS = 16
"""Words of the longest sentence that denies one plain thing."""
DENIAL = re.compile(
    r"\b(?:(?:is|are|do|does|can|will|was|were|has|have) not|cannot|can[’']t|"
    r"don[’']t|doesn[’']t|isn[’']t|aren[’']t|won[’']t)\b",
    re.IGNORECASE,
)
OTHERWISE = re.compile(r"\b(?:never|no|nothing|nobody|only|except|unless)\b", re.IGNORECASE)
"""Words that make a sentence an instruction or deny something else."""


def reversed_in(dossier: Dossier, guideline: Guideline) -> Iterator[Match]:
    """Yield the passages that assert what a sentence of *guideline* denies."""
    for sentence in _denials(guideline.text):
        stems = content_stems(sentence)
        near = dossier.vectors @ dossier.encode((sentence,))[0]
        for row, passage in dossier.ours:
            if _asserts(passage, stems, near=float(near[row])) and dossier.is_said(
                passage, Span(0, len(passage.plain))
            ):
                why = f"The kit says: “{sentence}”"
                yield Match(
                    passage, Span(0, len(passage.plain)), "the opposite of what the kit says", why, 0.7
                )


def _denials(text: str) -> list[str]:
    """Return the sentences that deny one plain thing."""
    found = []
    for start, end in sentence_spans(text):
        sentence = text[start:end]
        plain = len(DENIAL.findall(sentence)) == 1 and not OTHERWISE.search(sentence)
        if plain and len(sentence.split()) <= MAX_WORDS and len(content_stems(sentence)) >= MIN_STEMS:
            found.append(sentence)
    return found


def _asserts(passage: Passage, stems: frozenset[str], *, near: float) -> bool:
    if is_question(passage.plain) or NEGATORS.search(passage.plain):
        return False
    part = len(stems & content_stems(passage.plain)) / len(stems)
    return part >= COVERS or (part >= COVERS_NEAR and near >= NEAR)
