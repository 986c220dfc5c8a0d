"""Places that a draft gives otherwise than the kit does."""

import re
from collections.abc import Iterator, Mapping
from functools import cache, lru_cache

from checker.clues.matching import Match
from checker.domain import Guideline, Passage
from checker.dossier import Dossier
from checker.english.speech import Span, is_negated, is_question
from checker.english.words import content_stems
from checker.lexicon.gazetteer import countries

SHARED = 2
"""Content words that a sentence and the guideline must share."""


def displaced(dossier: Dossier, guideline: Guideline) -> Iterator[Match]:
    """Yield the passages that put what *guideline* places in one country into another."""
    home = set(_named(guideline.text).values())
    if not home:
        return
    for _, passage in dossier.ours:
        if is_question(passage.plain):
            continue
        span = _elsewhere(passage, home, guideline)
        if span and dossier.is_said(passage, span) and not is_negated(passage.plain, *span):
            said = passage.plain[span.start : span.end]
            yield Match(
                passage, span, f"“{said}”, a place that the kit does not give", "The kit names another.", 0.8
            )


@lru_cache(maxsize=4_096)
def _named(text: str) -> Mapping[tuple[int, int], str]:
    """Return the countries that *text* names, by where."""
    return {m.span(): countries()[m.group()] for m in _pattern().finditer(text)}


@cache
def _pattern() -> re.Pattern[str]:
    names = sorted(countries(), key=len, reverse=True)
    return re.compile(r"\b(?:" + "|".join(map(re.escape, names)) + r")\b")


def _elsewhere(passage: Passage, home: set[str], guideline: Guideline) -> Span | None:
    shared = content_stems(passage.plain) & content_stems(guideline.text)
    if len(shared) < SHARED:
        return None
    for span, country in _named(passage.plain).items():
        if country not in home:
            return Span(*span)
    return None
