"""Compiled parts laid into a kit's file beside what people wrote, which stays as it is to the letter.

The part is put after the last line of its guideline, or in place of the part that stands there. Whether
everything else still says the same is checked by reading both files; where a guideline is written in a
way that leaves no such place (`{id: a, …}`), the file is written anew with its comments.
"""

import io
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from ruamel.yaml import YAML

from checker.domain import Compiled
from checker.errors import InputError
from checker.kits.compiling.writing import FIELD, plain, written
from checker.kits.source.extents import end_of, guideline_nodes


class _Place(NamedTuple):
    """Where a guideline's compiled part goes: lines counted from 0, the last one not included."""

    start: int
    end: int
    indent: int


def merged(text: str, parts: Mapping[str, Compiled]) -> str:
    """Return the YAML *text* of a kit with the compiled *parts*, by guideline.

    Guidelines that *text* doesn't hold are passed over.

    Raises:
        InputError: if the file can't be extended without changing what people wrote.
    """
    for extend in (_spliced, _rewritten):
        candidate = extend(text, parts)
        if candidate is not None and _says(candidate) == _expected(text, parts):
            return candidate
    raise InputError(
        "The compiled parts can't be laid into this file without changing what is written in it. "
        "Write each guideline as a list item with a field a line."
    )


def _spliced(text: str, parts: Mapping[str, Compiled]) -> str | None:
    """Return *text* with lines put in, or none where there is no place for them."""
    lines = text.splitlines(keepends=True)
    if lines and not lines[-1].endswith("\n"):
        lines[-1] += "\n"
    places = dict(_places(text, lines))
    if any(place is None for name, place in places.items() if name in parts):
        return None
    chosen = {name: place for name, place in places.items() if place and name in parts}
    for name, place in sorted(chosen.items(), key=lambda item: item[1].start, reverse=True):
        lines[place.start : place.end] = written(parts[name], indent=place.indent)
    return "".join(lines)


def _places(text: str, lines: list[str]) -> Iterator[tuple[str, _Place | None]]:
    for node in guideline_nodes(text):
        fields = {key.value: (key, value) for key, value in node.value}
        if "id" not in fields:
            continue
        name = str(fields["id"][1].value).strip()
        if node.flow_style:
            yield name, None
            continue
        first = node.value[0][0].start_mark
        last = end_of(lines, node)
        if FIELD in fields:
            key, value = fields[FIELD]
            yield name, _Place(key.start_mark.line, end_of(lines, value), first.column)
        else:
            yield name, _Place(last, last, first.column)


def _rewritten(text: str, parts: Mapping[str, Compiled]) -> str | None:
    """Return *text* written anew with its comments and quotation marks."""
    yaml = YAML(typ="rt", pure=True)
    yaml.preserve_quotes = True
    yaml.width = 4096
    yaml.indent(mapping=2, sequence=4, offset=2)
    root = yaml.load(text)
    for guideline in root["guidelines"] if isinstance(root, Mapping) else root:
        if str(guideline.get("id", "")).strip() in parts:
            guideline[FIELD] = plain(parts[str(guideline["id"]).strip()])
    stream = io.StringIO()
    yaml.dump(root, stream)
    return stream.getvalue()


def _says(text: str) -> object:
    """Return what *text* says; white space at the ends of texts says nothing."""
    return _stripped(YAML(typ="safe", pure=True).load(text))


def _stripped(said: object) -> object:
    if isinstance(said, dict):
        return {name: _stripped(value) for name, value in said.items()}
    if isinstance(said, list):
        return [_stripped(value) for value in said]
    return said.strip() if isinstance(said, str) else said


def _expected(text: str, parts: Mapping[str, Compiled]) -> object:
    """Return what *text* says, with the compiled *parts*."""
    said = _says(text)
    guidelines = said["guidelines"] if isinstance(said, dict) else said
    for guideline in guidelines if isinstance(guidelines, list) else ():
        name = str(guideline.get("id", "")).strip()
        if name in parts:
            guideline[FIELD] = plain(parts[name])
    return said
