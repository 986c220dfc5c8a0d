"""All that a check may look at: one document, its passages, the guidelines that apply, the lexicon."""

import re
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache

import numpy as np
from numpy.typing import NDArray

from checker.domain import Block, BlockKind, BrandKit, Document, Kind, Passage
from checker.english.recall import per_text
from checker.english.speech import Span, is_negated, is_question, is_reported, is_spokesperson, quotations
from checker.english.words import content_stems, sentence_spans
from checker.lexicon.concepts import Concept
from checker.lexicon.themes import Theme

Vectors = NDArray[np.float32]
"""Unit vectors, one a row: shape (n, 384)."""
Encode = Callable[[Sequence[str]], Vectors]
"""Texts to unit vectors."""
ALIKE = 0.6
"""Part of the fewer content words that a sentence shares with an approved wording that it repeats."""
ECHO = re.compile(r"(?:re|fw|fwd|aw|wg)\s*:|(?:all the |my )?best(?: wishes| regards)?[,.!]?$", re.IGNORECASE)
"""A subject line that repeats the other side's words, or a closing."""
UNSPOKEN = frozenset({BlockKind.QUOTED, BlockKind.CODE, BlockKind.COMMENT})
"""Kinds of block that are nobody's copy."""


@dataclass(frozen=True, eq=False)
class Lexicon:
    """What Brandcheck knows of any brand's language; each is equal to itself alone."""

    concepts: Mapping[str, Concept]
    themes: Mapping[str, Theme]


@dataclass(frozen=True, eq=False)
class Dossier:
    """One document as the checks see it; each is equal to itself alone."""

    document: Document
    passages: tuple[Passage, ...]
    vectors: Vectors
    """The passages' vectors, a row each."""
    kit: BrandKit
    """The guidelines that apply to this document."""
    lexicon: Lexicon
    encode: Encode
    """For guidelines' and themes' own sentences; remembers what it has encoded."""

    @cached_property
    def ours(self) -> tuple[tuple[int, Passage], ...]:
        """Return the passages in the brand's own words, with their row."""
        return tuple(
            (row, passage)
            for row, passage in enumerate(self.passages)
            if passage.block.kind not in UNSPOKEN
            and passage.block.speaker == "us"
            and not ECHO.match(passage.plain)
        )

    @cached_property
    def _quoted(self) -> dict[int, tuple[Span, ...]]:
        """Return, per block start, the quotations that are not our own people's."""
        found = {}
        for block in self.document.blocks:
            text = self.document.text[block.start : block.end]
            spans = (s for s in quotations(text) if not self._is_ours(text, s, block))
            found[block.start] = tuple(Span(s.start + block.start, s.end + block.start) for s in spans)
        return found

    def _is_ours(self, text: str, span: Span, block: Block) -> bool:
        if (
            block.kind in {BlockKind.TITLE, BlockKind.SUBJECT, BlockKind.HEADING}
            and span.end - span.start >= len(text) - 1
        ):
            return True
        return is_spokesperson(text, span, self.kit.brand, self.document.text)

    def is_quoted(self, passage: Passage, start: int, end: int) -> bool:
        """Return whether the document's text from *start* to *end* is quoted from somebody else."""
        return any(span.holds(start, end) for span in self._quoted[passage.block.start])

    @cached_property
    def approved(self) -> tuple[str, ...]:
        """Return the approved wordings of all guidelines, folded for comparison."""
        texts = (text for g in self.kit.guidelines for text in (*g.allows, *g.examples.on_brand))
        wordings = (fold(text[start:end]) for text in texts for start, end in sentence_spans(text))
        return tuple(wording for wording in wordings if len(wording.split()) > 1)

    def is_approved(self, passage: Passage, start: int, end: int, *, exact: bool = False) -> bool:
        """Return whether the passage's words from *start* to *end* are part of an approved wording.

        With *exact*, capitals and spaces count, as they do for names.
        """
        if exact and not any(
            passage.plain[start:end] in text for g in self.kit.guidelines for text in g.allows
        ):
            return False
        words, sentence = fold(passage.plain[start:end]), content_stems(passage.plain)
        for wording in self.approved:
            stems = content_stems(wording)
            smaller = min(len(stems), len(sentence))
            if f" {words} " in f" {wording} " and smaller and len(stems & sentence) >= ALIKE * smaller:
                return True
        return False

    @cached_property
    def _asserted(self) -> dict[tuple[int, str], tuple[Span, ...]]:
        return {}

    def asserts(self, passage: Passage, concept: Concept) -> tuple[Span, ...]:
        """Return where *passage* asserts *concept* in our own words, undenied and unapproved."""
        spans = _undenied(concept, passage.plain)
        if not spans:
            return ()
        key = (passage.start, concept.id)
        if key not in self._asserted:
            self._asserted[key] = tuple(span for span in spans if self.is_said(passage, span))
        return self._asserted[key]

    def is_said(self, passage: Passage, span: Span) -> bool:
        """Return whether the words at *span* of *passage* are said by us and not approved."""
        return self.is_own(passage, span) and not self.is_approved(passage, *span)

    def is_own(self, passage: Passage, span: Span) -> bool:
        """Return whether the words at *span* of *passage* are ours, neither quoted nor reported."""
        quoted = self.is_quoted(passage, *passage.place(*span))
        return not quoted and not is_reported(passage.plain, span.start)

    def repeats_another(self, passage: Passage, claim: str) -> bool:
        """Return whether *passage* holds another approved wording than *claim*, whole."""
        sentence, folded = fold(passage.plain), fold(claim)
        return any(wording in sentence and wording not in folded for wording in self.approved)

    @cached_property
    def names(self) -> frozenset[str]:
        """Return the pairs of capitalised words that the kit uses: product names and the like."""
        text = " ".join(guideline.text for guideline in self.kit.guidelines)
        pair = re.compile(r"(?=\b([A-Z][\w’']* [A-Z][\w’']*))")
        repeated = Counter(pair.findall(self.document.text))
        return frozenset(pair.findall(text)) | {words for words, times in repeated.items() if times > 1}

    @cached_property
    def _rarity(self) -> Mapping[str, float]:
        counted = Counter(word for guideline in self.kit.guidelines for word in content_stems(guideline.text))
        return {word: 1 / times for word, times in counted.items()}

    def rarity(self, word: str) -> float:
        """Return how telling the stem *word* is: 1 where one guideline uses it, 1/n where n do."""
        return self._rarity.get(word, 1.0)

    def guidelines(self, kind: Kind) -> tuple[int, ...]:
        """Return the positions of the guidelines of one *kind*."""
        return tuple(i for i, g in enumerate(self.kit.guidelines) if g.kind is kind)


@per_text
def _undenied(concept: Concept, sentence: str) -> tuple[Span, ...]:
    """Return where *sentence* asserts *concept* without denying it."""
    if concept.questions == "clear" and is_question(sentence):
        return ()
    clears = concept.negation == "clears"
    spans = concept.asserted_in(sentence)
    return tuple(span for span in spans if not (clears and is_negated(sentence, *span)))


@lru_cache(maxsize=16_384)
def fold(text: str) -> str:
    """Return *text* in lower case, without punctuation, white space single."""
    kept = "".join(
        c if c.isalnum() or c in "%$£€@." else " " for c in text.lower().replace("’", "").replace("'", "")
    )
    return " ".join(word.strip(".") for word in kept.split())
