"""The lines of a kit's YAML in which one guideline stands, written anew; all others stay as they are.

Whether what comes out says what was meant is for the caller to see.
"""

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from ruamel.yaml.comments import CommentedMap
from ruamel.yaml.nodes import MappingNode, Node, SequenceNode

from checker.domain import Guideline
from checker.kits.source.extents import end_of, guideline_nodes
from checker.kits.source.fields import canonical
from service.kits.fields import Fields
from service.kits.laying import ORDER, SIDES, changed, lay, written, yaml

DASH = re.compile(r" *- +")
"""What stands before the first field of a guideline."""


class _Place(NamedTuple):
    """Where a field stands: lines counted from 0, the last one not included."""

    start: int
    end: int
    offset: int = 2
    """How far its list stands in from its name."""


class _Extent(NamedTuple):
    """Where a group of fields stands, one below the other."""

    column: int
    places: dict[str, _Place]

    @property
    def start(self) -> int:
        return min(place.start for place in self.places.values())

    @property
    def end(self) -> int:
        return max(place.end for place in self.places.values())

    def place(self, name: str) -> _Place:
        """Return where the field *name* stands or, being new, would."""
        if name in self.places:
            return self.places[name]
        before = ORDER[: ORDER.index(name)]
        line = max((self.places[each].end for each in before if each in self.places), default=self.end)
        return _Place(line, line, next((place.offset for place in self.places.values()), 2))


class _Step(NamedTuple):
    """One field that is written anew."""

    name: str
    extent: _Extent

    @property
    def turn(self) -> tuple[int, bool, int]:
        """Return when it is written, the last first; on one line, what stands there before what is new."""
        is_there = self.name in self.extent.places
        return self.extent.place(self.name).start, is_there, ORDER.index(self.name)


def spliced(source: str, old: Guideline, fields: Fields, names: Sequence[str]) -> str | None:
    """Return *source* with the lines of the fields *names* written anew; none where they have no lines."""
    lines = _lines(source)
    node = _node(source, old.id)
    extent = _extent_of(node, lines) if node else None
    if node is None or extent is None or not DASH.fullmatch(lines[extent.start][: extent.column]):
        return None
    steps = _steps(node, extent, lines, fields, names)
    for step in sorted(steps, key=lambda step: step.turn, reverse=True):
        place, column = step.extent.place(step.name), step.extent.column
        head = lines[place.start][:column] if place.end > place.start else " " * column
        tree = _tree(lines[place.start : place.end], column)
        lay(tree, step.name, fields, old)
        if not tree and "-" in head:
            return None
        lines[place.start : place.end] = _indented(tree, head, column, place.offset)
    return "".join(lines)


def _steps(
    node: MappingNode, extent: _Extent, lines: list[str], fields: Fields, names: Sequence[str]
) -> Iterator[_Step]:
    """Yield what is to be written; of examples that stand below one another, each side by itself."""
    keeps_examples = bool(fields.on_brand or fields.off_brand)
    inner = _examples(node, lines) if keeps_examples else None
    for name in names:
        if name in SIDES and inner:
            yield _Step(name, inner)
        elif name not in {*SIDES, "examples"} or (name == "examples" and not inner):
            yield _Step(name, extent)


def _examples(node: MappingNode, lines: list[str]) -> _Extent | None:
    """Return where the examples of a guideline stand, if they do so below one another."""
    values = (value for key, value in node.value if canonical(str(key.value)) == "examples")
    return next((_extent_of(value, lines) for value in values if isinstance(value, MappingNode)), None)


def _tree(lines: Sequence[str], column: int) -> CommentedMap:
    """Return the field that stands on *lines*; nothing for no lines."""
    text = "".join(line[column:] if line[:column].strip(" -") == "" else line for line in lines)
    tree = yaml().load(text) if text else None
    return tree if isinstance(tree, CommentedMap) else CommentedMap()


def _indented(tree: CommentedMap, head: str, column: int, offset: int) -> Iterator[str]:
    """Yield *tree* as lines of a group at *column*, the first of them behind *head*."""
    text = written(tree, offset) if tree else ""
    for number, line in enumerate(text.splitlines(keepends=True)):
        indent = head if number == 0 else " " * column
        yield f"{indent}{line}" if line.strip() else line


def appended(source: str, fields: Fields) -> str | None:
    """Return *source* with another guideline below the last; none where that has no lines of its own."""
    lines = _lines(source)
    nodes = guideline_nodes(source)
    extent = _extent_of(nodes[-1], lines) if nodes else None
    if extent is None or not DASH.fullmatch(lines[extent.start][: extent.column]):
        return None
    tree = CommentedMap({"id": fields.id})
    for name in changed(Fields(id=fields.id, kind="", text=""), fields):
        if name not in SIDES:
            lay(tree, name, fields, None)
    head, offset = lines[extent.start][: extent.column], extent.place("examples").offset
    gap = [] if len(nodes) > 1 and not _has_gap(lines, nodes[-1]) else ["\n"]
    lines[extent.end : extent.end] = [*gap, *_indented(tree, head, extent.column, offset)]
    return "".join(lines)


def _has_gap(lines: Sequence[str], node: MappingNode) -> bool:
    """Return whether a blank line stands above a guideline, or above the comment on it."""
    start = _above(lines, node.start_mark.line)
    return start > 0 and not lines[start - 1].strip()


def without(source: str, guideline: str) -> str | None:
    """Return *source* without the lines of a guideline; none where it has none of its own."""
    lines = _lines(source)
    node = _node(source, guideline)
    extent = _extent_of(node, lines) if node else None
    if extent is None or not DASH.fullmatch(lines[extent.start][: extent.column]):
        return None
    start, end = _above(lines, extent.start), extent.end
    while end < len(lines) and not lines[end].strip():
        end += 1
    del lines[start:end]
    return "".join(lines)


def _above(lines: Sequence[str], line: int) -> int:
    """Return the first line of the comment that stands right above *line*."""
    while line > 0 and lines[line - 1].lstrip().startswith("#"):
        line -= 1
    return line


def _lines(source: str) -> list[str]:
    lines = source.splitlines(keepends=True)
    if lines and not lines[-1].endswith("\n"):
        lines[-1] += "\n"
    return lines


def _node(source: str, guideline: str) -> MappingNode | None:
    return next((node for node in guideline_nodes(source) if _id(node) == guideline), None)


def _id(node: MappingNode) -> str:
    values = (value.value for key, value in node.value if canonical(str(key.value)) == "id")
    return str(next(values, "")).strip()


def _extent_of(node: MappingNode, lines: list[str]) -> _Extent | None:
    """Return where the fields of *node* stand; none where they do not stand one below the other."""
    if node.flow_style or not node.value:
        return None
    column = int(node.value[0][0].start_mark.column)
    heads = [lines[key.start_mark.line][: key.start_mark.column] for key, _ in node.value]
    is_plain = all(len(head) == column for head in heads) and not any(head.strip() for head in heads[1:])
    if not is_plain or heads[0].strip() not in {"", "-"}:
        return None
    return _Extent(
        column, {canonical(str(key.value)): _place(key, value, lines) for key, value in node.value}
    )


def _place(key: Node, value: Node, lines: list[str]) -> _Place:
    is_list = isinstance(value, SequenceNode) and not value.flow_style
    offset = min(2, value.start_mark.column - key.start_mark.column) if is_list else 2
    return _Place(key.start_mark.line, end_of(lines, value), offset)
