"""Files as trees: opened within limits, decoded, parsed; whatever is wrong becomes a complaint."""

from collections.abc import Callable, Mapping
from pathlib import Path

from checker.kits.source.from_json import parse_json
from checker.kits.source.from_yaml import parse_yaml
from checker.kits.source.scope import Scope
from checker.kits.source.tree import Items, Malformed, Node

Parser = Callable[[str], Node | None]
"""Makes a tree of a text, or raises `Malformed`."""
MAX_BYTES = 500_000
"""Size of one file: some 1,500 guidelines, and five seconds of reading."""
PARSERS: Mapping[str, Parser] = {".yaml": parse_yaml, ".yml": parse_yaml, ".json": parse_json}
"""The parser of each suffix."""


def read_tree(path: Path, scope: Scope) -> Node | None:
    """Return the tree of *path*, or none after complaining; an empty file is an empty list."""
    if path.suffix.lower() not in PARSERS:
        scope.complain(0, "not a .yaml or .json file")
        return None
    text = _read(path, scope)
    return None if text is None else tree_of(text, PARSERS[path.suffix.lower()], scope)


def tree_of(text: str, parse: Parser, scope: Scope) -> Node | None:
    """Return the tree of *text*, or none after complaining; an empty text is an empty list."""
    if len(text) > MAX_BYTES or len(text.encode(errors="replace")) > MAX_BYTES:
        scope.complain(0, f"larger than {MAX_BYTES:,} bytes; split it into several kits")
        return None
    try:
        tree = parse(text)
    except Malformed as problem:
        scope.complain(problem.line, problem.reason)
        return None
    return Items(1, ()) if tree is None else tree


def _read(path: Path, scope: Scope) -> str | None:
    if not path.is_file():
        scope.complain(0, "not a file" if path.exists() else "no such file; check the path")
        return None
    try:
        content = _content(path)
    except OSError as error:
        scope.complain(0, f"can't be opened: {error.strerror}; check its permissions")
        return None
    if len(content) > MAX_BYTES:
        scope.complain(0, f"larger than {MAX_BYTES:,} bytes; split it into several files in a folder")
        return None
    return _decode(content, scope)


def _content(path: Path) -> bytes:
    with path.open("rb") as stream:
        return stream.read(MAX_BYTES + 1)


def _decode(content: bytes, scope: Scope) -> str | None:
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        scope.complain(line, f"not UTF-8 (byte 0x{content[error.start]:02X}); save the file as UTF-8")
        return None
