"""What a figure measures: which thing, which kind of figure, with which qualifiers and names.

Two figures can only conflict where they measure the same thing. Words of `corpus/lexicons/measured.yaml` say which
words mean the same (“set-up”, “up and running”) and which tell apart (“large”, “small”); names tell apart too.
"""

import re
from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import NamedTuple

from checker.claims.dates import CLOCK
from checker.claims.subjects import clause_of
from checker.claims.vocabulary import read
from checker.domain import Measure
from checker.english.words import stem
from checker.lexicon.gazetteer import countries

WORD = re.compile(r"[a-z0-9à-ÿ]+(?:[’'][a-z]+)?")
NAME = re.compile(r"(?<![\w’'])(?:[A-Z][\w’'&-]*|[a-z]+[A-Z]\w+)")
START = re.compile(r"(?:^|[.!?:–—“\"(]\s*)$")
TITLED = 0.6
"""Part of a sentence's words with capitals from which it is a headline, where capitals name nothing."""
NO_NOUNS = frozenset(
    {
        "minute",
        "working-day",
        "percent",
        "date",
        "day of the year",
        "days from now",
        "time of day",
        "multiple",
        "time",
    }
)
"""Units that are not counted nouns."""
EVERY = re.compile(r"\b(?:every|each) $", re.IGNORECASE)
OFF = re.compile(r" (?:off|less|cheaper|lower|discount|fewer|savings?)\b", re.IGNORECASE)
AHEAD = re.compile(r" (?:before|in advance|ahead|beforehand|prior)\b", re.IGNORECASE)
AGO = re.compile(r" ago\b", re.IGNORECASE)
PAST = re.compile(r"\b(?:past|last|previous) $", re.IGNORECASE)
BESIDE = 12
"""Characters before a measure that hold the word right beside it, and what ends the word before that."""
ELAPSED = "elapsed"
"""The kind of a duration that says how long ago something was, or how long it has been going on."""
PRICE = re.compile(r"\b(?:price[sd]?|costs?|pay|fee|yours|charges?|just|only|from)\b", re.IGNORECASE)
"""Words of a sentence whose money is a price: of what it names or, where it names nothing, of all that is sold."""
NO_NAMES = frozenset(
    "I I’m I'm I’ve I'll OK FAQ VAT TV PC AI IT CEO API PDF Monday Tuesday Wednesday Thursday Friday Saturday Sunday "
    "Mondays Tuesdays Wednesdays Thursdays Fridays Saturdays Sundays".split()
)
"""Words with capitals that name nothing that tells two things apart."""


class Thing(NamedTuple):
    """What a figure measures."""

    things: frozenset[str]
    kinds: frozenset[str]
    qualifiers: frozenset[str]
    contrasts: frozenset[str]
    names: frozenset[str]
    """Names of places, products and people, in lower case."""
    telling: frozenset[str]
    """Stems of the other words that say what is measured, the counted noun among them."""
    counted: frozenset[str] = frozenset()
    """The stem of the counted noun."""

    @property
    def frame(self) -> tuple[frozenset[str], frozenset[str], frozenset[str]]:
        """Return what must be equal where two figures measure the same."""
        return self.kinds, self.qualifiers, self.names

    @property
    def is_vague(self) -> bool:
        """Return whether nothing, or only the noun that is counted, says what is measured."""
        return not self.things and len(self.telling) <= len(self.counted)

    @property
    def words(self) -> frozenset[str]:
        """Return all that says what is measured; that of the lexicon in capitals."""
        return self.telling | {name.upper() for name in self.things}


def unnumbered(text: str, measures: Sequence[Measure]) -> str:
    """Return *text* without its measures: what two wordings share that differ in a number alone."""
    for one in measures:
        text = text.replace(one.text, "…", 1)
    return text


OWNED = re.compile(r"[’']s?$")
"""The ending of a name that owns something."""
NOBODY: frozenset[str] = frozenset()
"""No names."""


def thing(
    text: str,
    measure: Measure | None,
    measures: Sequence[Measure],
    brand: str,
    *,
    known: frozenset[str] = NOBODY,
) -> Thing:
    """Return what *measure* measures in *text*.

    Args:
        text: the statement's words.
        measure: the measure that is asked about; none for the sentence as a whole.
        measures: all of the statement's, whose words say nothing.
        brand: the brand's name, which tells nothing.
        known: names that other statements use, so that one at the start of this is known for one.
    """
    bare, at, places = _masked(text, measure, measures)
    known = _met(bare, brand, known)
    if measure is None:
        return _thing(bare, _Place(0, len(bare), "", ""), brand, known)
    start, end = clause_of(bare, at, places)
    place = _Place(start, end, measure.unit, _kind(bare, at, measure.unit), measure.bound)
    return _thing(bare, place, brand, known)


def names_in(text: str, brand: str) -> frozenset[str]:
    """Return the names of places, products and people in *text*, in lower case."""
    bare, own = _unbranded(text, brand)
    return _capitals(bare, own).sure


def beginnings(text: str, measures: Sequence[Measure], brand: str) -> frozenset[str]:
    """Return what begins the sentences of *text* with a capital, in lower case: names, if others use them as such."""
    bare, own = _unbranded(_masked(text, None, measures)[0], brand)
    return frozenset([low for low, _ in _capitals(bare, own).first])


class _Place(NamedTuple):
    """Where a clause lies, and what the measure in it is."""

    start: int
    end: int
    unit: str
    kind: str
    bound: str = ""


def _kind(bare: str, at: tuple[int, int], unit: str) -> str:
    """Return what the words right beside a measure make of it: `every`, `less`, `ahead`, or nothing."""
    near = max(0, at[0] - BESIDE)
    if EVERY.search(bare, near, at[0]):
        return "every"
    if OFF.match(bare, at[1]):
        return "less"
    if unit == "minute" and (AGO.match(bare, at[1]) or PAST.search(bare, near, at[0])):
        return ELAPSED
    return "ahead" if unit.split("/")[0] in {"minute", "working-day"} and AHEAD.match(bare, at[1]) else ""


def _masked(
    text: str, measure: Measure | None, measures: Sequence[Measure]
) -> tuple[str, tuple[int, int], list[tuple[int, int]]]:
    """Return *text* with the measures blanked out, where *measure* stands, and where all do."""
    at, places = (0, 0), []
    for one in measures:
        start = text.find(one.text)
        if start >= 0:
            place = (start, start + len(one.text))
            text = text[:start] + " " * len(one.text) + text[place[1] :]
            places.append(place)
            at = place if one is measure else at
    return text, at, places


@lru_cache(maxsize=65_536)
def _thing(bare: str, place: _Place, brand: str, known: frozenset[str]) -> Thing:
    bare, own = _unbranded(bare, brand)
    clause = bare[place.start : place.end]
    found = read(_words(clause, own))
    names = _names(clause, own, known)
    if clause != bare:
        names = _completed(found, names, read(_words(bare, own)), _names(bare, own, known))
    told = found["told"] - {stem(name) for name in names}
    is_money = place.unit.split("/")[0].isupper()
    is_priced = bool(names or found["qualifiers"] or PRICE.search(bare))
    if is_money and is_priced and not found["things"] and not told:
        found["things"] = {"price"}
    if place.kind:
        found["kinds"].add(place.kind)
    if place.unit == CLOCK and place.bound:
        found["contrasts"].add(place.bound)
    counted = _counted(place.unit)
    return Thing(
        things=frozenset(found["things"]),
        kinds=frozenset(found["kinds"]),
        qualifiers=frozenset(found["qualifiers"]),
        contrasts=frozenset(found["contrasts"]),
        names=names - _qualified(found["qualifiers"]) if names else names,
        telling=frozenset(told) | counted,
        counted=counted,
    )


def _completed(
    found: dict[str, set[str]], names: frozenset[str], whole: dict[str, set[str]], all_names: frozenset[str]
) -> frozenset[str]:
    """Put into *found*, of a clause, what only the *whole* sentence says; return the names that hold for it."""
    if not found["things"] and not found["told"]:
        found["things"], found["told"] = whole["things"], whole["told"]
    found["contrasts"] = found["contrasts"] or whole["contrasts"]
    if found["qualifiers"] or names:
        return names
    found["qualifiers"] = whole["qualifiers"]
    return all_names


def _unbranded(text: str, brand: str) -> tuple[str, frozenset[str]]:
    """Return *text* with the brand's name blanked out, and its first word, which stands for it."""
    words = WORD.findall(brand.lower())
    if len(words) > 1 and brand.lower() in text.lower():
        at = text.lower().index(brand.lower())
        text = text[:at] + " " * len(brand) + text[at + len(brand) :]
    return text, frozenset(words[:1])


def _qualified(groups: set[str]) -> frozenset[str]:
    """Return the words of the names of qualifiers, which are no names besides."""
    return frozenset(word.rstrip("*s") for group in groups for word in group.split()) | frozenset(
        word.rstrip("*") for group in groups for word in group.split()
    )


def _words(text: str, own: frozenset[str]) -> list[str]:
    return [word for word in WORD.findall(text.lower()) if word not in own]


@lru_cache(maxsize=4_096)
def _counted(unit: str) -> frozenset[str]:
    base = unit.split("/")[0]
    is_noun = base and base not in NO_NOUNS and not base.isupper() and base.isalpha()
    return frozenset({stem(base)}) if is_noun else frozenset()


class _Capitals(NamedTuple):
    """The words with capitals of a text."""

    sure: frozenset[str]
    """Names, in lower case."""
    first: tuple[tuple[str, str], ...]
    """What begins a sentence, in lower case, and the name that it is if others use it."""


def _met(text: str, brand: str, known: frozenset[str]) -> frozenset[str]:
    """Return those of the *known* names that *text* may hold, so that others change nothing for it."""
    bare, own = _unbranded(text, brand)
    return frozenset(low for low, _ in _capitals(bare, own).first if low in known) or NOBODY


def _names(text: str, own: frozenset[str], others: frozenset[str]) -> frozenset[str]:
    """Return the names in *text*; a capital at its start is one only where it is known for one."""
    sure, first = _capitals(text, own)
    more = frozenset(name for low, name in first if low in others) if others else NOBODY
    return sure | more if more else sure


@lru_cache(maxsize=65_536)
def _capitals(text: str, own: frozenset[str]) -> _Capitals:
    words = text.split()
    if not words or sum([word[0].isupper() for word in words]) >= max(2, TITLED * len(words)):
        return NO_CAPITALS
    known, sure, begins = countries(), set(), {}
    for match in NAME.finditer(text):
        word = match.group()
        low = word.lower()
        if "’" in low or "'" in low:
            low = OWNED.sub("", low)
        if word in NO_NAMES or low in own:
            continue
        at = match.start()
        is_first = not at or START.search(text[max(0, at - 3) : at]) is not None
        if not is_first or word in known:
            sure.add(_country(word, low, known))
        else:
            begins[low] = _country(word, low, known)
    return _Capitals(frozenset(sure), tuple(begins.items()))


NO_CAPITALS = _Capitals(NOBODY, ())


def _country(word: str, low: str, known: Mapping[str, str]) -> str:
    """Return the country that *word* is an adjective or the initials of, else the name itself."""
    country = known.get(word, "").lower()
    return country if country and (word.isupper() or country[:3] == low[:3]) else low
