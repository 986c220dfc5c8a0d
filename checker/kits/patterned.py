"""The `pattern` part of a guideline, read from a kit's file: a rule of a style package."""

from collections.abc import Callable, Mapping

from checker.domain import Extends, Kind, Pair, Pattern, Remedy
from checker.kits.source import fields as read
from checker.kits.source.fields import Reader, Values
from checker.kits.source.scope import UNSHOWABLE, Scope, shown
from checker.kits.source.tree import Field, Node, Text
from checker.patterns import InvalidExpression, fault_of
from checker.patterns.dialect import compiled

KINDS = frozenset({Kind.TERM, Kind.VOICE})
"""Kinds of guideline that may hold a pattern."""
MOST = 1_000_000
"""The largest number that a pattern may state."""


def pattern(field: Field, scope: Scope) -> Pattern | None:
    """Read a pattern; what can't be used of it is complained of."""
    before = len(scope.complaints)
    values = read.read_record(field.value, PATTERN_FIELDS, scope, required=("extends", "message"))
    if len(scope.complaints) > before:
        return None
    made = Pattern.model_validate(values)
    if fault := fault_of(made):
        scope.complain(field.line, fault)
        return None
    return made


def refuse_misplaced(values: Values, line: int, scope: Scope) -> None:
    """Complain of a pattern in a guideline that is of another kind."""
    if values.get("pattern") and values.get("kind") not in KINDS:
        scope.complain(line, 'only a guideline of the kind term or voice can have a "pattern"')


def exact(field: Field, scope: Scope) -> str | None:
    """Read a text as it is, white space at its ends included."""
    if not isinstance(field.value, Text):
        scope.reject(field, f"must be a text, not {read.kind_of(field.value)}")
        return None
    if found := UNSHOWABLE.search(field.value.words):
        scope.reject(field, f"holds the character U+{ord(found[0]):04X}, which can't be shown; escape it")
        return None
    return field.value.words


def exact_many(field: Field, scope: Scope) -> tuple[str, ...]:
    """Read a text or a list of texts as they are."""
    texts = (exact(Field(node.line, field.name, node), scope) for node in read.parts(field))
    return tuple(text for text in texts if text)


def exact_expressions(field: Field, scope: Scope) -> tuple[str, ...]:
    """Read expressions; what is none is complained of."""
    texts = exact_many(field, scope)
    for text in texts:
        try:
            compiled(text)
        except InvalidExpression as error:
            scope.complain(field.line, f"no expression, {shown(text)}: {error}")
    return texts


def _whole(field: Field, scope: Scope) -> int | None:
    number = read.amount(field, scope)
    if number is None:
        return None
    if number != int(number) or not 0 <= number <= MOST:
        scope.reject(field, f"must be a whole number from 0 to {MOST:,}")
        return None
    return int(number)


def _pairs(one: str, other: str) -> Reader:
    fields: Mapping[str, Reader] = {one: exact, other: exact}

    def read_all(field: Field, scope: Scope) -> tuple[Pair, ...]:
        found = (_pair(node, scope) for node in read.parts(field))
        return tuple(pair for pair in found if pair is not None)

    def _pair(node: Node, scope: Scope) -> Pair | None:
        values = read.read_record(node, fields, scope, required=(one, other))
        first, second = values.get(one), values.get(other, "")
        return Pair(one=first, other=second) if isinstance(first, str) and isinstance(second, str) else None

    return read_all


def _remedy(field: Field, scope: Scope) -> Remedy:
    fields: Mapping[str, Reader] = {"name": read.words, "params": _kept_many}
    return Remedy.model_validate(read.read_record(field.value, fields, scope))


def _kept_many(field: Field, scope: Scope) -> tuple[str, ...]:
    """Read texts as they are, empty ones too."""
    texts = (exact(Field(node.line, field.name, node), scope) for node in read.parts(field))
    return tuple(text for text in texts if text is not None)


FLAGS = ("ignorecase", "nonword", "vocab", "append", "capitalize", "matchcase", "alpha")
TEXTS = ("message", "description", "link", "token", "match", "style", "prefix", "first", "second")
LISTS = ("scope", "exceptions", "tokens", "raw", "indicators")
NUMBERS = ("limit", "max", "min")


def _all(names: tuple[str, ...], reader: Callable[[Field, Scope], object]) -> dict[str, Reader]:
    return dict.fromkeys(names, reader)


PATTERN_FIELDS: Mapping[str, Reader] = {
    "extends": read.choice(Extends),
    **_all(TEXTS, exact),
    **_all(FLAGS, read.flag),
    **_all(LISTS, exact_many),
    **_all(NUMBERS, _whole),
    "threshold": read.amount,
    "action": _remedy,
    "swap": _pairs("avoid", "prefer"),
    "either": _pairs("one", "other"),
}
"""Every field of a pattern, with what reads it."""
