"""Scopes: whether a stretch is one that a pattern reads."""

from functools import lru_cache
from typing import NamedTuple

SIZED = frozenset({"raw", "summary"})
"""Scopes that stand for a whole document."""


class Selector(NamedTuple):
    """One part of a scope: names that a stretch must have, or may not have."""

    names: frozenset[str]
    is_negated: bool


@lru_cache(maxsize=4096)
def selectors_of(scope: str) -> tuple[Selector, ...]:
    """Return what *scope* asks for: `paragraph & ~blockquote` has two parts."""
    parts = (part.strip() for part in scope.split("&"))
    return tuple(
        Selector(frozenset(name.strip() for name in part.removeprefix("~").split(".")), part.startswith("~"))
        for part in parts
    )


def asks_for(scopes: tuple[str, ...], name: str) -> bool:
    """Return whether any of *scopes* wants stretches called *name*."""
    return any(
        name in selector.names and not selector.is_negated
        for scope in scopes
        for selector in selectors_of(scope)
    )


@lru_cache(maxsize=65_536)
def reads(scopes: tuple[str, ...], stretch: str, block: str = "") -> bool:
    """Return whether a pattern of these *scopes* reads a *stretch* of that scope, a part of a *block*."""
    names = frozenset(stretch.split("."))
    around = names | frozenset(block.split("."))
    is_sentence = stretch.startswith("sentence.")
    wanted = (selectors_of(scope) for scope in scopes)
    return any(
        _meets(names, around, selectors)
        for selectors in wanted
        if not is_sentence or any("sentence" in s.names and not s.is_negated for s in selectors)
    )


def _meets(names: frozenset[str], around: frozenset[str], selectors: tuple[Selector, ...]) -> bool:
    for selector in selectors:
        if selector.is_negated and (selector.names <= around or SIZED & names):
            return False
        if not selector.is_negated and not selector.names <= names:
            return False
    return True
