"""A compiled part as YAML that a person can review: a field a line, short lists in one."""

from collections.abc import Iterator, Mapping, Sequence

from checker.domain import Compiled
from checker.kits.importing.layout import quoted, scalar

FIELD = "compiled"
"""The name of the part in a guideline."""
WIDTH = 110
"""Characters of the longest line that a list shares."""
STEP = 2
"""Spaces of one indentation."""


def plain(part: Compiled) -> dict[str, object]:
    """Return *part* as plain data, without the fields that say nothing, origin first."""
    data: dict[str, object] = part.model_dump(mode="json", exclude_defaults=True)
    origin = {name: data.pop(name) for name in ("by", "prompt", "of") if name in data}
    return origin | data


def written(part: Compiled, *, indent: int) -> list[str]:
    """Return the lines of *part*, its field's name after *indent* spaces."""
    return [f"{' ' * indent}{line}\n" for line in (f"{FIELD}:", *_fields(plain(part), STEP))]


def _fields(data: Mapping[str, object], indent: int) -> Iterator[str]:
    for name, value in data.items():
        yield from _field(name, value, indent)


def _field(name: str, value: object, indent: int) -> Iterator[str]:
    space = " " * indent
    if isinstance(value, str):
        yield f"{space}{name}: {scalar(value)}"
    elif isinstance(value, Sequence) and all(isinstance(item, str) for item in value):
        yield from _texts(name, [str(item) for item in value], space)
    elif isinstance(value, Sequence):
        yield f"{space}{name}:"
        for item in value:
            yield from _item(dict(item), indent + STEP)


def _texts(name: str, texts: list[str], space: str) -> Iterator[str]:
    line = f"{space}{name}: [{', '.join(map(quoted, texts))}]"
    if len(line) <= WIDTH:
        yield line
        return
    yield f"{space}{name}:"
    yield from (f"{space}{' ' * STEP}- {scalar(text)}" for text in texts)


def _item(data: Mapping[str, object], indent: int) -> Iterator[str]:
    lines = list(_fields(data, indent + STEP))
    yield f"{' ' * indent}- {lines[0].lstrip()}"
    yield from lines[1:]
