"""Fields as values: each reader takes a field and returns its value, or none after complaining."""

import datetime
import math
import re
from collections.abc import Callable, Mapping
from enum import StrEnum
from typing import TypeVar

from checker.kits.source.scope import UNSHOWABLE, Scope, did_you_mean, shown
from checker.kits.source.tree import Entries, Field, Items, Node, Text

Reader = Callable[[Field, Scope], object]
"""A field's reader; it returns none after complaining."""
Values = dict[str, object]
"""What the fields of a group came to, by name."""
Chosen = TypeVar("Chosen", bound=StrEnum)

ALIASES = {"theme": "themes"}
"""Other names that people give to fields."""
YES = {"true", "yes", "on"}
NO = {"false", "no", "off"}


def read_record(
    node: Node, fields: Mapping[str, Reader], scope: Scope, *, required: tuple[str, ...] = ()
) -> Values:
    """Return the values of *node*'s fields; those unknown, wrong or missing are complained of."""
    if not isinstance(node, Entries):
        first = next(iter(fields))
        scope.complain(node.line, f'fields such as "{first}" were expected here, not {kind_of(node)}')
        return {}
    given = named(node, fields, scope)
    kept = {name: field for name, field in given.items() if name in required or not is_blank(field.value)}
    values = {name: fields[name](field, scope) for name, field in kept.items()}
    for name in required:
        if name not in given:
            scope.complain(node.line, f'no "{name}"; add one')
    return {name: value for name, value in values.items() if value is not None}


def named(node: Entries, known: Mapping[str, object], scope: Scope) -> dict[str, Field]:
    """Return the fields of *node* by name; unknown and repeated ones are complained of."""
    given: dict[str, Field] = {}
    for field in node.fields:
        name = canonical(field.name)
        if name not in known:
            advice = did_you_mean(field.name, known)
            scope.complain(field.line, f"unknown field {shown(field.name)}; {advice}")
        elif name in given:
            scope.complain(field.line, f'"{name}" is given twice; line {given[name].line} has it already')
        else:
            given[name] = field
    return given


def canonical(name: str) -> str:
    """Return a field's name as the nouns spell it: `On-brand` is `on_brand`."""
    plain = re.sub(r"[-\s]+", "_", name.strip().lower())
    return ALIASES.get(plain, plain)


def is_blank(node: Node) -> bool:
    """Return whether a field was left open, as after `owner:` or with `""`."""
    return isinstance(node, Text) and (node.is_blank or not node.words.strip())


def kind_of(node: Node) -> str:
    """Return what *node* is, for a message."""
    if isinstance(node, Text):
        return "a text"
    return "a list" if isinstance(node, Items) else "a group of fields"


def words(field: Field, scope: Scope) -> str | None:
    """Read a text."""
    if not isinstance(field.value, Text):
        scope.reject(field, f"must be a text, not {kind_of(field.value)}")
    elif is_blank(field.value):
        scope.complain(field.line, f'"{field.name}" is empty; write it, or delete the line')
    elif found := UNSHOWABLE.search(field.value.words):
        scope.reject(field, f"holds the character U+{ord(found[0]):04X}, which can't be shown; delete it")
    else:
        return field.value.words.strip()
    return None


def many(field: Field, scope: Scope) -> tuple[str, ...]:
    """Read a text or a list of texts."""
    given: tuple[Field, ...] = (field,)
    if isinstance(field.value, Items):
        given = tuple(Field(node.line, field.name, node) for node in field.value.nodes)
    texts = (words(one, scope) for one in given)
    return tuple(text for text in texts if text is not None)


def lowered(field: Field, scope: Scope) -> tuple[str, ...]:
    """Read a text or a list of texts, in lower case."""
    return tuple(text.lower() for text in many(field, scope))


def names(field: Field, scope: Scope) -> tuple[str, ...]:
    """Read names, in lower case: a list, or a text with commas between them."""
    pieces = (piece.strip().lower() for text in many(field, scope) for piece in text.split(","))
    return tuple(dict.fromkeys(piece for piece in pieces if piece))


def parts(field: Field) -> tuple[Node, ...]:
    """Return the items of a list, or the one value as the only item."""
    return field.value.nodes if isinstance(field.value, Items) else (field.value,)


def choice(options: type[Chosen]) -> Callable[[Field, Scope], Chosen | None]:
    """Return the reader of one of *options*."""

    def read(field: Field, scope: Scope) -> Chosen | None:
        text = words(field, scope)
        if text is None:
            return None
        if text.lower() in list(options):
            return options(text.lower())
        advice = did_you_mean(text, options)
        scope.complain(field.value.line, f"unknown {field.name} {shown(text)}; {advice}")
        return None

    return read


def flag(field: Field, scope: Scope) -> bool | None:
    """Read yes or no."""
    text = words(field, scope)
    if text is None:
        return None
    if text.lower() not in YES | NO:
        scope.reject(field, f"must be yes or no, not {shown(text)}")
    return text.lower() in YES


def date(field: Field, scope: Scope) -> str | None:
    """Read a date, as ISO 8601 has it."""
    text = words(field, scope)
    if text is None:
        return None
    try:
        return datetime.date.fromisoformat(text).isoformat()
    except ValueError:
        scope.reject(field, f"is not a date: {shown(text)}; write it as 2026-01-31")
        return None


def amount(field: Field, scope: Scope) -> float | None:
    """Read a number."""
    text = words(field, scope)
    if text is None:
        return None
    value = _number(text.replace(",", ""))
    if not math.isfinite(value):
        scope.reject(field, f"must be a number, not {shown(text)}")
        return None
    return value


def _number(text: str) -> float:
    try:
        return float(text)
    except ValueError:
        return math.nan
