"""Concepts: kinds of assertion that guidelines forbid, whatever the brand.

A guideline that says "no discounts" names a concept; a draft that says "we could look at the
figure again" asserts it without the word. Each concept of `corpus/concepts` says how guidelines name it,
how drafts assert it, and what looks alike and is fine.
"""

import re
from collections.abc import Iterator
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Literal

from pydantic import ConfigDict
from ruamel.yaml import YAML

from checker.domain import Noun
from checker.english.speech import Span


class ConceptTests(Noun):
    """Sentences that must and must not match, run by the test-suite."""

    asserted: tuple[str, ...]
    not_asserted: tuple[str, ...]


class Concept(Noun):
    """One kind of assertion."""

    model_config = ConfigDict(frozen=True, extra="forbid", ignored_types=(cached_property,))

    id: str
    name: str
    """What it is, in words that fit after “this draft makes”."""
    definition: str
    why: str
    """What it does to a reader, for the explanation."""
    mentions: tuple[str, ...]
    """Regular expressions: how a guideline names it when it forbids it."""
    implied_by: tuple[str, ...] = ()
    """Regular expressions: what in a guideline rules it out without forbidding it, such as opening hours."""
    asserts: tuple[str, ...]
    """Regular expressions: how a draft says it."""
    unless: tuple[str, ...] = ()
    """Regular expressions that show, anywhere in the sentence, that it is not asserted after all."""
    negation: Literal["clears", "ignored"] = "clears"
    """Whether a negation in front takes the assertion away."""
    questions: Literal["clear", "count"] = "clear"
    """Whether a sentence that only asks is fine."""
    is_manner: bool = False
    """Whether it is a way of sounding, which a voice guideline rules out by praising its opposite."""
    tests: ConceptTests

    @cached_property
    def _mention(self) -> re.Pattern[str]:
        return _alternatives(self.mentions)

    @cached_property
    def _implication(self) -> re.Pattern[str] | None:
        return _alternatives(self.implied_by) if self.implied_by else None

    @cached_property
    def _assertion(self) -> re.Pattern[str]:
        return _alternatives(self.asserts)

    @cached_property
    def _exception(self) -> re.Pattern[str] | None:
        return _alternatives(self.unless) if self.unless else None

    def named_in(self, clause: str) -> bool:
        """Return whether *clause* of a guideline speaks of this concept."""
        return bool(self._mention.search(clause))

    def implied_in(self, sentence: str) -> bool:
        """Return whether *sentence* of a guideline rules this concept out by what it states."""
        return bool(self._implication and self._implication.search(sentence))

    def asserted_in(self, sentence: str) -> Iterator[Span]:
        """Yield the stretches of *sentence* that assert it, before negation is looked at."""
        if self._exception and self._exception.search(sentence):
            return
        for match in self._assertion.finditer(sentence):
            yield Span(*match.span())


def _alternatives(patterns: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{pattern})" for pattern in patterns), re.IGNORECASE)


@lru_cache(maxsize=4)
def load_concepts(folder: Path) -> dict[str, Concept]:
    """Return the concepts of *folder* by id, in the order of their file names."""
    parser = YAML(typ="safe")
    concepts: dict[str, Concept] = {}
    for path in sorted(folder.glob("*.yaml")):
        for entry in parser.load(path.read_text(encoding="utf-8")):
            concept = Concept.model_validate(entry)
            concepts[concept.id] = concept
    return concepts
