"""This word or name is banned, retired or misspelt.

Terms are compared word by word with inflections (*seat*, *seats*), case where case is the fault, and
spacing. A customer's own words, a quotation, an address and a longer proper name that merely
contains the word are fine.

Bad: *Ask your agent.* (the kit says Guide)
Good: *Ask your Guide.*
"""

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache

from checker.clues.compiled import broken
from checker.clues.matching import candidate
from checker.clues.terms import uses_of
from checker.domain import Candidate, Guideline, Kind, Passage, Term
from checker.dossier import Dossier
from checker.english.recall import per_text
from checker.english.speech import Span, is_reported
from checker.patterns.suspicion import suspected

NAME = "wrong-term"
FORMERLY = re.compile(
    r"\b(?:ended|retired|renamed|was called|used to be|formerly|previously|once called|old name|"
    r"is now|are now|now called|became|replaced|no longer)\b",
    re.IGNORECASE,
)
"""Words that show that a retired name is spoken of, not used."""
NEAR_BY = 40
"""Characters around a name in which such words count."""
MIN_NAME = 4
"""Letters of the shortest name whose spelling is watched."""


def find(dossier: Dossier) -> Iterator[Candidate]:
    """Yield each use of an unwanted term in our own words."""
    yield from suspected(dossier, Kind.TERM, NAME)
    for guideline in dossier.kit.of(Kind.TERM):
        yield from (candidate(match, guideline, NAME) for match in broken(dossier, guideline))
        names = () if guideline.pattern else _names(guideline.text)
        for _, passage in dossier.ours:
            yield from _uses(dossier, guideline, passage)
            yield from _misspellings(dossier, guideline, passage, names)


def _uses(dossier: Dossier, guideline: Guideline, passage: Passage) -> Iterator[Candidate]:
    for term in guideline.terms:
        for span in uses_of(term, passage.plain):
            if _is_excepted(term, passage, span) or not _is_said(dossier, passage, span):
                continue
            start, end = passage.place(*span)
            yield Candidate(
                check=NAME,
                guideline=guideline.id,
                start=start,
                end=end,
                confidence=0.9,
                explanation=f"“{passage.plain[span.start : span.end]}” is not our word"
                + (f": say “{term.prefer}”." if term.prefer else "."),
                suggestion=term.prefer or None,
            )


@lru_cache(maxsize=256)
def _names(text: str) -> tuple[str, ...]:
    """Return the proper names that *text* spells: capitals inside a sentence, or with an odd spelling."""
    inside = re.findall(r"(?<=[a-z,;:(] )[A-ZÀ-Þ][\w’'&-]+(?: (?:& )?[A-ZÀ-Þ][\w’']+)*", text)
    first = re.findall(r"^[A-ZÀ-Þ][a-z]{4,}(?= \()", text)
    return tuple(dict.fromkeys(name for name in (*inside, *first) if len(name) >= MIN_NAME))


def _misspellings(
    dossier: Dossier, guideline: Guideline, passage: Passage, names: tuple[str, ...]
) -> Iterator[Candidate]:
    """Yield the names of *guideline* that are spelt with other capitals, accents, spaces or an "and"."""
    avoided = {term.avoid for term in guideline.terms}
    for name, span in _spelt(names, passage.plain) if names else ():
        used = passage.plain[span.start : span.end]
        is_fine = name in avoided or used in (name, name.upper(), *avoided)
        if is_fine or not _is_said(dossier, passage, span):
            continue
        start, end = passage.place(*span)
        yield Candidate(
            check=NAME,
            guideline=guideline.id,
            start=start,
            end=end,
            confidence=0.85,
            explanation=f"“{used}” is spelt “{name}”.",
            suggestion=name,
        )


@per_text
def _spelt(names: tuple[str, ...], sentence: str) -> tuple[tuple[str, Span], ...]:
    """Return which of *names* a *sentence* holds, however they are spelt, and where."""
    plain = _without_accents(sentence)
    found = ((name, match) for name in names for match in _variants(name).finditer(plain))
    return tuple((name, Span(*match.span())) for name, match in found)


@lru_cache(maxsize=1024)
def _variants(name: str) -> re.Pattern[str]:
    """Return a pattern for *name* in any capitals, its words joined or apart, "&" written out."""
    words = [re.escape(word) for word in re.split(r"[ -]|(?<=[a-z])(?=[A-Z])", _without_accents(name))]
    joined = r"[ -]?".join("(?:&|and)" if word in {"&", r"\&"} else word for word in words)
    anyhow = re.IGNORECASE if len(words) > 1 or not name.isascii() else re.NOFLAG
    return re.compile(rf"(?<![\w@./-]){joined}(?![\w@]|\.\w|-\w)", anyhow)


def _without_accents(text: str) -> str:
    """Return *text* with accents taken off, of the same length."""
    return "".join(unicodedata.normalize("NFD", character)[0] for character in text)


def _is_said(dossier: Dossier, passage: Passage, span: Span) -> bool:
    quoted = dossier.is_quoted(passage, *passage.place(*span))
    return (
        not quoted
        and not is_reported(passage.plain, span.start)
        and not dossier.is_approved(passage, *span, exact=True)
    )


def _is_excepted(term: Term, passage: Passage, span: Span) -> bool:
    """Return whether an exception covers the words, or they are part of a longer proper name."""
    if FORMERLY.search(passage.plain[max(0, span.start - NEAR_BY) : span.end + NEAR_BY]):
        return True
    for exception in term.exceptions:
        for match in re.finditer(re.escape(exception), passage.plain, re.IGNORECASE):
            if match.start() <= span.start and span.end <= match.end():
                return True
    if term.avoid != term.avoid.lower():
        return False
    used = passage.plain[span.start : span.end]
    before = re.search(r"([\w’']+)[ ]$", passage.plain[: span.start])
    after = re.match(r"[’']?[ ]([\w’']+)", passage.plain[span.end :])
    capitals = [
        w for w in (before, after) if w and w[1][:1].isupper() and not (w is before and w.start() == 0)
    ]
    return used[:1].isupper() and span.start > 0 and bool(capitals)
