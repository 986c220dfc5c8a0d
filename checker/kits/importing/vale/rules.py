"""A rule's definition as a pattern."""

from collections.abc import Callable, Mapping

from pydantic import ValidationError

from checker.domain import Pair, Pattern, Remedy
from checker.kits.importing.vale.definitions import Definition, NotImported, Value, extends_of

YES = frozenset({"true", "yes", "on", "y", "1", "t"})


def pattern_of(definition: Definition) -> tuple[Pattern, tuple[str, ...]]:
    """Return a rule's pattern, and the names of fields that were passed over.

    Raises:
        NotImported: it does what patterns can't, or lacks what it needs.
    """
    values: dict[str, object] = {"extends": extends_of(definition)}
    unknown = []
    if not definition.get("message"):
        raise NotImported("it has no “message”")
    for name, value in definition.items():
        if name in READERS and value != "":
            values[name] = READERS[name](value)
        elif name not in {"extends", "level", "name", "path", *READERS}:
            unknown.append(name)
    try:
        return Pattern.model_validate(values), tuple(unknown)
    except ValidationError as error:
        raise NotImported(f"“{error.errors()[0]['loc'][0]}” is not what it should be") from error


def _text(value: Value) -> str:
    return value if isinstance(value, str) else ""


def _texts(value: Value) -> tuple[str, ...]:
    if isinstance(value, dict):
        return tuple(value)
    return (value,) if isinstance(value, str) else value


def _flag(value: Value) -> bool:
    return _text(value).lower() in YES


def _number(value: Value) -> int:
    return max(0, int(_amount(value)))


def _amount(value: Value) -> float:
    try:
        return min(float(_text(value)), 1e6)
    except ValueError as error:
        raise NotImported(f"“{_text(value)}” is no number") from error


def _pairs(value: Value) -> tuple[Pair, ...]:
    groups = value if isinstance(value, dict) else {}
    return tuple(Pair(one=one, other=other.replace("\0", "|")) for one, other in groups.items())


def _remedy(value: Value) -> Remedy:
    given = {key.lower(): each for key, each in value.items()} if isinstance(value, dict) else {}
    params = given.get("params", "")
    return Remedy(name=given.get("name", ""), params=tuple(params.split("\0")) if params else ())


READERS: Mapping[str, Callable[[Value], object]] = {
    **dict.fromkeys(("message", "description", "link", "token", "match", "style", "prefix"), _text),
    **dict.fromkeys(("first", "second"), _text),
    **dict.fromkeys(("scope", "exceptions", "tokens", "raw", "indicators"), _texts),
    **dict.fromkeys(("ignorecase", "nonword", "vocab", "append", "capitalize", "matchcase", "alpha"), _flag),
    **dict.fromkeys(("limit", "max", "min"), _number),
    **dict.fromkeys(("swap", "either"), _pairs),
    "threshold": _amount,
    "action": _remedy,
}
"""What reads each field; the level is read apart."""
