"""Companies whose documents state figures that agree and figures that can't all be true, and how well both are told apart."""

import itertools
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from ruamel.yaml import YAML

from checker.claims.subjects import described
from checker.domain import BrandKit, Guideline, Kind, Ledger, Statement, Stood
from checker.domain.claim import Basis

CASES = Path(__file__).parent / "cases"


class Company(NamedTuple):
    """A company, what stands in its documents and what conflicts."""

    brand: str
    stood: tuple[Stood, ...]
    thing_of: dict[str, str]
    """What each sentence measures."""
    conflicting: frozenset[str]


def companies(name: str, *, crossed: bool = False) -> Iterator[Company]:
    """Yield the companies of a file; *crossed* gives each wording every value, else one wording has one value."""
    for entry in YAML(typ="safe", pure=True).load((CASES / f"{name}.yaml").read_text(encoding="utf-8")):
        yield _company(entry["brand"], entry["things"], crossed=crossed)


def _company(brand: str, things: Sequence[dict[str, list[str]]], *, crossed: bool) -> Company:
    stood: list[Stood] = []
    thing_of: dict[str, str] = {}
    for number, thing in enumerate(things):
        values = itertools.cycle(thing["values"])
        if crossed and len(thing["wordings"]) % len(thing["values"]) == 0:
            step = len(thing["wordings"])
            values = (thing["values"][(n + n // step) % len(thing["values"])] for n in itertools.count())
        for wording in thing["wordings"] * (len(thing["values"]) if crossed else 1):
            sentence = wording.replace("{v}", str(next(values)))
            sentence = sentence[0].upper() + sentence[1:]
            thing_of[sentence] = f"{brand} {number}"
            stood.append(stands(sentence, document=f"{brand}-{len(stood)}"))
    conflicting = frozenset(f"{brand} {n}" for n, thing in enumerate(things) if len(thing["values"]) > 1)
    return Company(brand, tuple(stood), thing_of, conflicting)


def stands(sentence: str, *, document: str = "d", team: str = "") -> Stood:
    statement = Statement(
        start=0, end=len(sentence), text=sentence, bases=(Basis.FIGURE,), measures=described(sentence)
    )
    return Stood(statement=statement, document=document, title=document, source=f"{document}.md", team=team)


def empty_kit(brand: str) -> BrandKit:
    return BrandKit(brand=brand, guidelines=(Guideline(id="calm", kind=Kind.VOICE, text="Sound calm."),))


class Outcome(NamedTuple):
    """How the conflicts of a ledger compare with those that were planted."""

    found: frozenset[str]
    missed: frozenset[str]
    false: tuple[tuple[str, ...], ...]
    """The sentences of each conflict that is none."""


def outcome(company: Company, ledger: Ledger) -> Outcome:
    found: set[str] = set()
    false: list[tuple[str, ...]] = []
    for conflict in ledger.conflicts:
        sides = [{company.thing_of[p.statement.text] for p in value.places} for value in conflict.values]
        shared = {thing for thing in company.conflicting if sum(thing in side for side in sides) > 1}
        found |= shared
        if not shared or len(set().union(*sides)) > 1:
            false.append(tuple(p.statement.text for value in conflict.values for p in value.places))
    return Outcome(frozenset(found), company.conflicting - found, tuple(false))
