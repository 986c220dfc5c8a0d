"""Guidelines of several windows as one list, each said once."""

from collections.abc import Iterable, Sequence
from typing import TypeVar

from rapidfuzz import fuzz

from checker.domain import Examples, Guideline, Role, Term
from checker.kits.importing.by_model.lookup import bare
from checker.kits.importing.by_model.verifying import Sourced

Piece = TypeVar("Piece")

ALIKE = 90
"""From which likeness, of 100, two texts say the same."""


def joined(found: Iterable[Sourced]) -> tuple[Sourced, ...]:
    """Return the guidelines *found*, those that say the same made one, ids and terms each used once."""
    whole: list[Sourced] = []
    for sourced in found:
        place = next((i for i, other in enumerate(whole) if _are_one(sourced, other)), None)
        if place is None:
            whole.append(sourced)
        else:
            whole[place] = _merged(whole[place], sourced)
    return tuple(_without_repeated_terms(_distinct(whole)))


def _are_one(one: Sourced, other: Sourced) -> bool:
    mine, theirs = one.guideline, other.guideline
    if mine.role is theirs.role is Role.LEAD and _meet(mine, theirs):
        return True
    if mine.kind is not theirs.kind or mine.role is not theirs.role:
        return fuzz.ratio(_folded(mine), _folded(theirs)) >= ALIKE
    shared = {s.passage.number for s in one.sources} & {s.passage.number for s in other.sources}
    has_one_name = mine.id == theirs.id and mine.applies_to == theirs.applies_to
    return (has_one_name and bool(shared)) or fuzz.ratio(_folded(mine), _folded(theirs)) >= ALIKE


def _meet(one: Guideline, other: Guideline) -> bool:
    everywhere = not one.applies_to or not other.applies_to
    return everywhere or not set(one.applies_to).isdisjoint(other.applies_to)


def _folded(guideline: Guideline) -> str:
    return " ".join(sorted(bare(guideline.text).lower().split()))


def _merged(first: Sourced, second: Sourced) -> Sourced:
    one, other = first.guideline, second.guideline
    examples = Examples(
        on_brand=_union(one.examples.on_brand, other.examples.on_brand),
        off_brand=_union(one.examples.off_brand, other.examples.off_brand),
    )
    lists = ("themes", "phrases", "allows", "terms", "conditions", "elements")
    update = {name: _union(getattr(one, name), getattr(other, name)) for name in lists}
    teams = _union(one.applies_to, other.applies_to) if one.applies_to and other.applies_to else ()
    changed = {**update, "text": _text(one, other), "examples": examples, "applies_to": teams}
    return Sourced(one.model_copy(update=changed), _union(first.sources, second.sources))


def _text(one: Guideline, other: Guideline) -> str:
    """Return both texts, or the longer where they say the same or one holds the other."""
    texts = sorted((one.text, other.text), key=len)
    says_more = bare(texts[0]) not in bare(texts[1]) and fuzz.ratio(_folded(one), _folded(other)) < ALIKE
    return f"{one.text} {other.text}" if says_more else texts[1]


def _union(one: Sequence[Piece], other: Sequence[Piece]) -> tuple[Piece, ...]:
    return tuple(dict.fromkeys((*one, *other)))


def _without_repeated_terms(found: Iterable[Sourced]) -> list[Sourced]:
    """Return *found* with each unwanted word where it is first named for the same teams."""
    taken: set[tuple[str, str, tuple[str, ...]]] = set()
    kept = []
    for guideline, sources in found:
        named = {(_word(t), t.prefer, guideline.applies_to): t for t in reversed(guideline.terms)}
        new = tuple(
            term for term in guideline.terms if any(named[key] is term for key in named.keys() - taken)
        )
        taken |= named.keys()
        kept.append(Sourced(guideline.model_copy(update={"terms": new}), sources))
    return kept


def _word(term: Term) -> str:
    return term.avoid if term.case_sensitive else term.avoid.casefold()


def _distinct(found: Iterable[Sourced]) -> list[Sourced]:
    """Return *found*, a number added to each id that is taken."""
    taken: set[str] = set()
    named = []
    for guideline, sources in found:
        name, count = guideline.id, 1
        while name in taken:
            count += 1
            name = f"{guideline.id}-{count}"
        taken.add(name)
        named.append(Sourced(guideline.model_copy(update={"id": name}), sources))
    return named
