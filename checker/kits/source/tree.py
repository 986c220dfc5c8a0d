"""A file as it is written: texts, lists and fields, each with the line it stands on."""

from typing import NamedTuple

MAX_DEPTH = 20
"""How deep lists and fields may lie in one another; a kit needs six."""
MAX_VALUES = 50_000
"""How many values a file may come to once its references are followed."""


class Text(NamedTuple):
    """A single value, with its words exactly as they were written."""

    line: int
    words: str
    is_quoted: bool = False

    @property
    def is_blank(self) -> bool:
        """Return whether nothing was written, as after `owner:`."""
        return not self.is_quoted and self.words in {"", "~", "null", "Null", "NULL"}


class Items(NamedTuple):
    """A list."""

    line: int
    nodes: "tuple[Node, ...]"


class Field(NamedTuple):
    """A name and its value."""

    line: int
    name: str
    value: "Node"


class Entries(NamedTuple):
    """Names with their values, in order; a name may wrongly come twice."""

    line: int
    fields: tuple[Field, ...]


Node = Text | Items | Entries


class Malformed(Exception):
    """A file that can't be read as a tree."""

    def __init__(self, line: int, reason: str) -> None:
        """Keep the line and the reason, which says what to do."""
        super().__init__(line, reason)
        self.line = line
        self.reason = reason


class Frame:
    """A list or a group of fields that is still being read."""

    def __init__(self, line: int, *, is_list: bool, anchor: str | None = None) -> None:
        """Open it on *line*."""
        self.line = line
        self.is_list = is_list
        self.anchor = anchor
        self.values = 1
        self._name: Text | None = None
        self._nodes: list[Node] = []
        self._fields: list[Field] = []

    def add(self, node: Node) -> None:
        """Add *node*: an item, the name of the next field, or that field's value."""
        if self.is_list:
            self._nodes.append(node)
        elif self._name is None:
            self._name = _as_name(node)
        else:
            self._fields.append(Field(self._name.line, self._name.words, node))
            self._name = None

    def close(self) -> Node:
        """Return what was read."""
        if self.is_list:
            return Items(self.line, tuple(self._nodes))
        return Entries(self.line, tuple(self._fields))


def _as_name(node: Node) -> Text:
    if isinstance(node, Text):
        return node
    raise Malformed(node.line, "a list or a group of fields stands where a field's name belongs")


class Growth:
    """A tree in the making: containers are opened and closed, and texts added, in the file's order."""

    def __init__(self) -> None:
        """Start with nothing."""
        self.root: Node | None = None
        self._open: list[Frame] = []
        self._anchored: dict[str, tuple[Node, int]] = {}
        self._values = 0

    def open(self, frame: Frame) -> None:
        """Begin a list or a group of fields."""
        if len(self._open) == MAX_DEPTH:
            raise Malformed(frame.line, f"nested more than {MAX_DEPTH} deep")
        self._count(1, frame.line)
        self._open.append(frame)

    def close(self) -> None:
        """End the innermost list or group of fields."""
        frame = self._open.pop()
        self._place(frame.close(), frame.values, frame.anchor)

    def add(self, text: Text, anchor: str | None = None) -> None:
        """Add a single value."""
        self._count(1, text.line)
        self._place(text, 1, anchor)

    def repeat(self, anchor: str, line: int) -> None:
        """Add again what *anchor* names."""
        if anchor not in self._anchored:
            reason = f'"*{anchor}" refers to nothing above; a text that starts with "*" needs quotation marks'
            raise Malformed(line, reason)
        node, values = self._anchored[anchor]
        self._count(values, line)
        self._place(node, values, None)

    def _count(self, values: int, line: int) -> None:
        self._values += values
        if self._values > MAX_VALUES:
            raise Malformed(line, f"more than {MAX_VALUES:,} values; split the file")

    def _place(self, node: Node, values: int, anchor: str | None) -> None:
        if anchor is not None:
            self._anchored[anchor] = (node, values)
        if self._open:
            self._open[-1].add(node)
            self._open[-1].values += values
        else:
            self.root = node
