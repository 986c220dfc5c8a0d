"""The `compiled` part of a guideline, read from a kit's file: rules, amounts, needs, sentences."""

from collections.abc import Mapping
from enum import StrEnum
from typing import TypeVar

from checker.domain import Amount, Compiled, Need, Noun, Rule, Where, Within
from checker.english.patterns import InvalidPattern, pattern
from checker.kits.source import fields as read
from checker.kits.source.fields import Reader
from checker.kits.source.scope import Scope, shown
from checker.kits.source.tree import Field, Node

Piece = TypeVar("Piece", bound=Noun)

DETECTORS = frozenset({"@signature", "@next-step"})
"""What a need may name instead of a pattern."""


TOO_COMMON = "it holds nothing but words that nearly every sentence has"


class _Quantity(StrEnum):
    DURATION = "duration"
    MONEY = "money"
    PERCENT = "percent"
    COUNT = "count"
    CLOCK = "clock"
    WEEKDAY = "weekday"


class _Even(StrEnum):
    DENIED = "denied"
    ASKED = "asked"


class _At(StrEnum):
    ANYWHERE = "anywhere"
    END = "end"


def compiled(field: Field, scope: Scope) -> Compiled:
    """Read all that was compiled for a guideline."""
    return Compiled.model_validate(read.read_record(field.value, COMPILED_FIELDS, scope))


def patterns(field: Field, scope: Scope) -> tuple[str, ...]:
    """Read a pattern or a list of patterns; what is none is complained of."""
    return _valid(field, scope, detectors=frozenset())


def sought(field: Field, scope: Scope) -> tuple[str, ...]:
    """Read patterns and detectors."""
    return _valid(field, scope, detectors=DETECTORS)


def telling(field: Field, scope: Scope) -> tuple[str, ...]:
    """Read patterns that must not match nearly every sentence."""
    return _valid(field, scope, detectors=frozenset(), telling=True)


def fault_of(text: str, *, telling: bool = False) -> str:
    """Return why *text* is no pattern, or none that tells anything where it must; empty where it is one."""
    try:
        known = pattern(text)
    except InvalidPattern as error:
        return str(error)
    return TOO_COMMON if telling and known.is_common else ""


def _valid(
    field: Field, scope: Scope, *, detectors: frozenset[str], telling: bool = False
) -> tuple[str, ...]:
    texts = read.many(field, scope)
    for text in texts:
        fault = "" if text in detectors else fault_of(text, telling=telling)
        if fault:
            scope.complain(field.value.line, f"no pattern, {shown(text)}: {fault}")
    return texts


def _evens(field: Field, scope: Scope) -> tuple[str, ...]:
    nodes = (Field(node.line, field.name, node) for node in read.parts(field))
    chosen = (read.choice(_Even)(node, scope) for node in nodes)
    return tuple(each.value for each in chosen if each is not None)


def _each(noun: type[Piece], fields: Mapping[str, Reader], *required: str) -> Reader:
    def read_all(field: Field, scope: Scope) -> tuple[Piece, ...]:
        pieces = (_one(node, scope) for node in read.parts(field))
        return tuple(piece for piece in pieces if piece is not None)

    def _one(node: Node, scope: Scope) -> Piece | None:
        values = read.read_record(node, fields, scope, required=required)
        return noun.model_validate(values) if all(values.get(name) for name in required) else None

    return read_all


RULE_FIELDS: Mapping[str, Reader] = {
    "why": read.words,
    "say": telling,
    "unless": patterns,
    "within": read.choice(Within),
    "where": read.choice(Where),
    "only": read.names,
    "even": _evens,
}
AMOUNT_FIELDS: Mapping[str, Reader] = {
    "why": read.words,
    "about": telling,
    "kind": read.choice(_Quantity),
    "counted": patterns,
    "right": read.many,
    "only": read.names,
}
NEED_FIELDS: Mapping[str, Reader] = {
    "name": read.words,
    "any_of": sought,
    "only": read.names,
    "not_for": read.names,
    "when": patterns,
    "at": read.choice(_At),
}
COMPILED_FIELDS: Mapping[str, Reader] = {
    "by": read.words,
    "prompt": read.words,
    "of": read.words,
    "off_brand": read.many,
    "rules": _each(Rule, RULE_FIELDS, "why", "say"),
    "amounts": _each(Amount, AMOUNT_FIELDS, "why", "about", "kind"),
    "opening": patterns,
    "needs": _each(Need, NEED_FIELDS, "name", "any_of"),
    "on_brand": read.many,
}
"""Every field of the compiled part, with what reads it."""
