"""The words of figures: which phrases of `corpus/lexicons/measured.yaml` stand in a sentence, and what the rest tells."""

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from typing import NamedTuple

from ruamel.yaml import YAML

from checker.claims.subjects import LIMITS
from checker.english.words import STOPWORDS, stem
from checker.lexicon.gazetteer import CORPUS

SECTIONS = ("things", "kinds", "qualifiers", "contrasts", "plain")
"""What the lexicon holds."""
SHORTEST = 2
"""Letters of the shortest beginning that stands for words with any ending."""


class _Phrase(NamedTuple):
    words: tuple[str, ...]
    section: str
    group: str


@lru_cache(maxsize=1)
def _phrases() -> tuple[Mapping[str, tuple[_Phrase, ...]], Mapping[str, tuple[_Phrase, ...]]]:
    """Return the lexicon's phrases by their first word: those that give it whole, and those that give its beginning."""
    path = CORPUS / "lexicons" / "measured.yaml"
    read = YAML(typ="safe").load(path.read_text(encoding="utf-8"))
    whole: dict[str, list[_Phrase]] = {}
    opened: dict[str, list[_Phrase]] = {}
    for section in SECTIONS:
        for group, phrase in _listed(read[section]):
            words = tuple(re.split(r"[\s-]+", phrase.lower()))
            open_word = words[0].endswith("*")
            (opened if open_word else whole).setdefault(words[0].removesuffix("*"), []).append(
                _Phrase(words, section, group)
            )
    return _longest_first(whole), _longest_first(opened)


def _longest_first(phrases: Mapping[str, list[_Phrase]]) -> Mapping[str, tuple[_Phrase, ...]]:
    return {word: tuple(sorted(found, key=lambda p: -len(p.words))) for word, found in phrases.items()}


def _listed(section: Mapping[str, Sequence[object]] | Sequence[object]) -> Iterator[tuple[str, str]]:
    """Yield the group and the words of each phrase of a section."""
    if isinstance(section, Mapping):
        yield from ((group, str(phrase)) for group, phrases in section.items() for phrase in phrases)
        return
    for entry in section:
        yield from (
            ((str(entry[0]), str(p)) for p in entry) if isinstance(entry, list) else (("", str(entry)),)
        )


@lru_cache(maxsize=32_768)
def _begun(word: str) -> tuple[_Phrase, ...]:
    """Return the phrases that may begin with *word*, the longest first."""
    whole, opened = _phrases()
    found = list(whole.get(word, ()))
    for size in range(SHORTEST, len(word) + 1):
        found.extend(opened.get(word[:size], ()))
    return tuple(sorted(found, key=lambda phrase: (-len(phrase.words), phrase)))


@lru_cache(maxsize=32_768)
def _told(word: str) -> str:
    """Return the stem of *word*, or nothing where it tells nothing."""
    bare = word.split("'")[0].split("’")[0]
    if bare in STOPWORDS or bare.isdigit() or len(bare) < SHORTEST:
        return ""
    stemmed = stem(bare)
    return "" if stemmed in LIMITS else stemmed


def read(words: Sequence[str]) -> dict[str, set[str]]:
    """Return the groups of each section that stand in *words*, and what the rest tells."""
    found: dict[str, set[str]] = {
        name: set() for name in ("things", "kinds", "qualifiers", "contrasts", "plain", "told")
    }
    taken: set[int] = set()
    until = dict.fromkeys(found, 0)
    for index, word in enumerate(words):
        for phrase in _begun(word):
            size = len(phrase.words)
            if until[phrase.section] <= index and (size == 1 or _goes_on(phrase.words, words, index)):
                until[phrase.section] = index + size
                found[phrase.section].add(phrase.group)
                if phrase.section != "kinds" and not (phrase.section == "plain" and index in taken):
                    taken.update(range(index, index + size))
        if index not in taken and (stemmed := _told(word)):
            found["told"].add(stemmed)
    return found


def _goes_on(phrase: tuple[str, ...], words: Sequence[str], at: int) -> bool:
    """Return whether *phrase*, whose first word stands in *words* at *at*, stands there whole."""
    if at + len(phrase) > len(words):
        return False
    for place, asked in enumerate(phrase[1:], at + 1):
        word = words[place]
        if not (word.startswith(asked[:-1]) if asked[-1] == "*" else word == asked):
            return False
    return True
