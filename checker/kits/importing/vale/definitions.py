"""Rules as they are written: read as YAML, with what they inherit from one another."""

from collections.abc import Mapping
from dataclasses import dataclass

from checker.domain import Extends
from checker.kits.source.from_yaml import parse_yaml
from checker.kits.source.tree import Entries, Items, Malformed, Node, Text

Value = str | tuple[str, ...] | dict[str, str]
Definition = dict[str, Value]
"""The fields of a rule, their names in lower case."""
DEEPEST = 10
"""Rules that may extend one another in a row."""
FOREIGN = ("metric", "readability", "script", "sequence", "spelling")
"""What rules may do that patterns can't."""
IGNORED = frozenset({"tests", "pos"})
"""Fields that are not for checking."""


class NotImported(Exception):
    """A rule that can't be imported; the text says why, without a full stop."""


@dataclass(frozen=True)
class Definitions:
    """All rules of a package, by their names."""

    texts: Mapping[str, str]

    def of(self, name: str, seen: tuple[str, ...] = ()) -> Definition:
        """Return the definition of the rule *name*, with what it inherits.

        Raises:
            NotImported: it is no rule, or extends one that is not there.
        """
        if name in seen or len(seen) > DEEPEST:
            raise NotImported("it extends itself")
        if name not in self.texts:
            raise NotImported(f"it extends “{name}”, which is not in the package")
        own = _read(self.texts[name])
        parent = own.get("extends")
        if not isinstance(parent, str) or not parent:
            raise NotImported("it has no “extends”")
        if "." in parent:
            return _overlaid(self.of(parent, (*seen, name)), own)
        return own


def extends_of(definition: Definition) -> Extends:
    """Return what a rule does.

    Raises:
        NotImported: it does what patterns can't.
    """
    point = definition.get("extends")
    if point in FOREIGN:
        raise NotImported(f"rules of the kind “{point}” are not imported")
    try:
        return Extends(str(point))
    except ValueError as error:
        raise NotImported(f"unknown kind “{point}”") from error


def _read(text: str) -> Definition:
    try:
        tree = parse_yaml(text)
    except Malformed as problem:
        raise NotImported(f"line {problem.line}: {problem.reason}") from problem
    if not isinstance(tree, Entries):
        raise NotImported("it is no rule")
    return {
        one.name.strip().lower(): _value(one.value) for one in tree.fields if one.name.lower() not in IGNORED
    }


def _value(node: Node) -> Value:
    if isinstance(node, Text):
        return "" if node.is_blank else node.words
    if isinstance(node, Entries):
        return {one.name: _flat(one.value) for one in node.fields}
    if any(isinstance(inner, Entries) for inner in node.nodes):
        groups = (_value(inner) for inner in node.nodes)
        return {key: value for group in groups if isinstance(group, dict) for key, value in group.items()}
    return tuple(_flat(inner) for inner in node.nodes)


def _flat(node: Node) -> str:
    if isinstance(node, Text):
        return "" if node.is_blank else node.words
    if isinstance(node, Items):
        return "\0".join(_flat(inner) for inner in node.nodes)
    return ""


def _overlaid(parent: Definition, own: Definition) -> Definition:
    """Return *parent* with the fields of *own*, of which `name+` adds and `name-` takes away."""
    made = dict(parent)
    for name, value in own.items():
        base = name.rstrip("+-")
        if name == "extends":
            continue
        made[base] = value if base == name else _edited(parent.get(base), value, name)
    return made


def _edited(parent: Value | None, value: Value, name: str) -> Value:
    adds = name.endswith("+")
    if isinstance(parent, tuple) and isinstance(value, tuple):
        return (*parent, *value) if adds else tuple(each for each in parent if each not in value)
    if isinstance(parent, dict) and isinstance(value, dict) and adds:
        return parent | value
    if isinstance(parent, dict) and isinstance(value, tuple) and not adds:
        return {key: each for key, each in parent.items() if key not in value}
    raise NotImported(f"“{name}” changes what the rule that it extends does not have")
