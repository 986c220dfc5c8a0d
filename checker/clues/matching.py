"""How the checks find what a guideline forbids: by concept and by phrase, at clause length."""

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from checker.domain import Candidate, Guideline, Passage
from checker.dossier import Dossier
from checker.english.recall import per_text
from checker.english.speech import Span, is_negated, is_question
from checker.english.words import STOPWORDS, stem

APART = 3
"""Words that may come between the words of a phrase."""
TOKEN = re.compile(r"[a-z0-9]+(?:[’'-][a-z0-9]+)*", re.IGNORECASE)
"""A word; hyphenated ones are one."""
WEEK = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
DAY = re.compile(r"\b(?:mon|tues|wednes|thurs|fri|satur|sun)day", re.IGNORECASE)
DAY_RANGE = re.compile(
    rf"(?P<first>{DAY.pattern})s? (?:to|-|–|through|until) (?P<last>{DAY.pattern})", re.IGNORECASE
)
MIN_GRANTED = 5
"""Letters of the shortest words that the kit's own use of them allows."""
FEW_CAPITALS = 2
"""Capitalised words after the first that any sentence may have without being set in title case."""
CLAUSE_LONGER_THAN = 140
"""Characters from which a finding quotes the clause and not the sentence."""


class Match(NamedTuple):
    """Where a passage says what a guideline forbids, and by what it was known."""

    passage: Passage
    span: Span
    reason: str
    """By what it was known, after "This is"; empty where *why* says all."""
    why: str
    confidence: float


def forbidden(dossier: Dossier, guideline: Guideline) -> Iterator[Match]:
    """Yield where our own passages say what *guideline* forbids, the first match of each passage."""
    for _, passage in dossier.ours:
        match = next(_phrases(dossier, guideline, passage), None) or next(
            _concepts(dossier, guideline, passage), None
        )
        if match:
            yield match


def candidate(match: Match, guideline: Guideline, check: str) -> Candidate:
    """Return the match as a candidate finding of *check*."""
    start, end = match.passage.place(*stretch(match.passage.plain, match.span))
    return Candidate(
        check=check,
        guideline=guideline.id,
        start=start,
        end=end,
        confidence=match.confidence,
        explanation=f"This is {match.reason}. {match.why}" if match.reason else match.why,
    )


def stretch(sentence: str, span: Span) -> Span:
    """Return the sentence, or for long ones the clause, that holds *span*."""
    if len(sentence) <= CLAUSE_LONGER_THAN:
        return Span(0, len(sentence))
    start = max(
        (
            m.end()
            for m in re.finditer(
                r"[;:—–(]\s*|,\s+(?=(?:and|but|so|which|because|or)\b)", sentence[: span.start]
            )
        ),
        default=0,
    )
    after = re.search(r"[;:—–)]|,\s+(?=(?:and|but|so|which|because|or)\b)", sentence[span.end :])
    return Span(start, span.end + after.start() if after else len(sentence))


def _concepts(dossier: Dossier, guideline: Guideline, passage: Passage) -> Iterator[Match]:
    for name in guideline.forbids:
        concept = dossier.lexicon.concepts.get(name)
        for span in dossier.asserts(passage, concept) if concept else ():
            if _is_name(passage.plain, span, dossier.names) or _is_granted(
                dossier, guideline, passage.plain[span.start : span.end]
            ):
                continue
            yield Match(
                passage, span, concept.name if concept else name, concept.why if concept else "", 0.75
            )


def _phrases(dossier: Dossier, guideline: Guideline, passage: Passage) -> Iterator[Match]:
    for phrase, span in _phrased(guideline.phrases, passage.plain) if guideline.phrases else ():
        if not _is_name(passage.plain, span, dossier.names) and dossier.is_said(passage, span):
            yield Match(passage, span, f"“{phrase}”, which the kit rules out", "", 0.8)


@per_text
def _phrased(phrases: tuple[str, ...], sentence: str) -> tuple[tuple[str, Span], ...]:
    """Return which of *phrases* a *sentence* holds, and where, undenied; nothing where it only asks."""
    if is_question(sentence):
        return ()
    held = ((phrase, span) for phrase in phrases for span in find_phrase(sentence, phrase))
    return tuple((phrase, span) for phrase, span in held if not is_negated(sentence, *span))


def _is_granted(dossier: Dossier, guideline: Guideline, words: str) -> bool:
    """Return whether the kit itself uses these very *words* without denying them, or grants their day."""
    days = {day.lower() for day in DAY.findall(words)}
    if days and days <= _days(guideline.text):
        return True
    return len(words) >= MIN_GRANTED and any(_uses(other, words.lower()) for other in dossier.kit.guidelines)


def _uses(guideline: Guideline, words: str) -> bool:
    text = guideline.text.lower()
    at = text.find(words)
    bad = any(words in example.lower() for example in (*guideline.examples.off_brand, *guideline.phrases))
    return at >= 0 and not bad and not is_negated(text, at, at + len(words))


@lru_cache(maxsize=512)
def _days(text: str) -> frozenset[str]:
    """Return the days of the week on which something is open or done, ranges filled in."""
    found: set[str] = set()
    for match in DAY_RANGE.finditer(text):
        first, last = (WEEK.index(match[name].lower()) for name in ("first", "last"))
        found.update(WEEK[i % 7] for i in range(first, last + (1 if last >= first else 8)))
    for match in DAY.finditer(text):
        if not is_negated(text, *match.span()):
            found.add(match.group().lower())
    return frozenset(found)


def _is_name(sentence: str, span: Span, names: frozenset[str]) -> bool:
    """Return whether the words at *span* are part of a proper name, or one of *names*."""
    if not sentence[span.start : span.start + 1].isupper():
        return False
    before = re.search(r"([A-Z][\w’'&]*)[ ]$", sentence[: span.start])
    after = re.match(r"[\w’']*[ ](?:(?:&|and|of)[ ])?([A-Z][\w’']*)", sentence[span.start :])
    words = sentence.split()[1:]
    few = sum(word[:1].isupper() for word in words) <= max(FEW_CAPITALS, len(words) / 2)
    pairs = [m for m in (before and f"{before[1]} {_first(sentence, span)}", after and after.group()) if m]
    return any(few or pair in names for pair in pairs)


def _first(sentence: str, span: Span) -> str:
    match = re.match(r"[\w’']+", sentence[span.start :])
    return match.group() if match else ""


def find_phrase(sentence: str, phrase: str) -> Iterator[Span]:
    """Yield where the words of *phrase* stand together in *sentence*, inflected.

    Two content words or more may stand a little apart; a phrase of one content word must stand as it is.
    """
    words = _words(phrase)
    content = frozenset(word for word in words if word not in STOPWORDS)
    tokens = _tokens(sentence)
    found = _apart(tokens, content) if len(content) > 1 else _together(tokens, words)
    if found:
        yield found


def _apart(tokens: tuple[tuple[int, int, str], ...], wanted: frozenset[str]) -> Span | None:
    for first, (start, _, word) in enumerate(tokens):
        missing = set(wanted) if word in wanted else set()
        for _, end, other in tokens[first : first + len(wanted) + APART] if missing else ():
            missing.discard(other)
            if not missing:
                return Span(start, end)
    return None


def _together(tokens: tuple[tuple[int, int, str], ...], words: tuple[str, ...]) -> Span | None:
    for first in range(len(tokens) - len(words) + 1):
        if words and tuple(word for _, _, word in tokens[first : first + len(words)]) == words:
            return Span(tokens[first][0], tokens[first + len(words) - 1][1])
    return None


@lru_cache(maxsize=4096)
def _tokens(sentence: str) -> tuple[tuple[int, int, str], ...]:
    """Return where each word of *sentence* starts and ends, with its stem."""
    return tuple((m.start(), m.end(), stem(_bare(m.group()))) for m in TOKEN.finditer(sentence))


@lru_cache(maxsize=4096)
def _words(phrase: str) -> tuple[str, ...]:
    return tuple(stem(_bare(word)) for word in TOKEN.findall(phrase))


def _bare(word: str) -> str:
    return word.split("'")[0].split("’")[0].lower()
