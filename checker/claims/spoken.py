"""What one statement speaks of, whatever others say: worked out once, and again only where others know a name in it.

It can be kept as text (`written`) and read again (`understood`) while its `form` is the same.
"""

import hashlib
import json
from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import NamedTuple

from checker.claims.things import NOBODY, Thing, beginnings, names_in, thing
from checker.domain import Measure
from checker.lexicon.gazetteer import CORPUS

FORM = "1"
"""Changes whenever statements are understood in another way, so that what was kept is worked out again."""
LISTS = ("measured.yaml", "countries.yaml")
"""The word lists by which they are understood."""


class Spoken(NamedTuple):
    """What a statement speaks of."""

    names: frozenset[str]
    """Names of places, products and people that it is sure to hold, in lower case."""
    first: frozenset[str]
    """What begins its sentences with a capital: a name where other statements use it as one."""
    things: tuple[Thing, ...]
    """Of each measure; of the whole sentence where it measures nothing."""


def spoken(text: str, measures: Sequence[Measure], brand: str, *, known: frozenset[str] = NOBODY) -> Spoken:
    """Return what a statement speaks of.

    Args:
        text: its words.
        measures: what it measures.
        brand: the brand's name, which tells nothing.
        known: names that others use.
    """
    asked = measures or (None,)
    things = tuple([thing(text, one, measures, brand, known=known) for one in asked])
    return Spoken(names_in(text, brand), beginnings(text, measures, brand), things)


@lru_cache(maxsize=64)
def form(brand: str) -> str:
    """Return what changes whenever a statement of *brand* may be understood in another way: 64 characters."""
    lists = [(CORPUS / "lexicons" / name).read_text(encoding="utf-8") for name in LISTS]
    return hashlib.sha256(json.dumps([FORM, brand, *lists]).encode()).hexdigest()


def written(found: Spoken) -> str:
    """Return *found* in printable ASCII: a line for the names, and one for each thing."""
    lines: list[Iterable[frozenset[str]]] = [found[:2], *found.things]
    return "\n".join(json.dumps([sorted(part) for part in line], separators=(",", ":")) for line in lines)


def understood(kept: str) -> Spoken:
    """Return what was `written`."""
    first, *things = kept.split("\n")
    names, begun = _sets(first)
    return Spoken(names, begun, tuple([_thing(line) for line in things]))


@lru_cache(maxsize=8_192)
def _thing(line: str) -> Thing:
    return Thing(*_sets(line))


@lru_cache(maxsize=8_192)
def _sets(line: str) -> tuple[frozenset[str], ...]:
    return tuple([frozenset(part) if part else NOBODY for part in json.loads(line)])
