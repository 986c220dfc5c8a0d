"""YAML as a tree. Nothing is interpreted: `no`, `1.0` and `2026-01-31` stay the words that they are."""

from collections.abc import Iterator

from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError, YAMLError
from ruamel.yaml.events import (
    AliasEvent,
    DocumentStartEvent,
    Event,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
)
from ruamel.yaml.reader import ReaderError

from checker.kits.source.tree import Frame, Growth, Malformed, Node, Text

QUOTE_IT = "put the text in quotation marks"
REMEDIES = (
    ("mapping values are not allowed", f"a colon inside a text, or wrong indentation; {QUOTE_IT}"),
    ("'\\t'", "a tab where spaces belong; indent with spaces"),
    ("cannot start any token", f"a text starts with a sign that YAML keeps for itself; {QUOTE_IT}"),
    ("expected <block end>", f"the line doesn't fit those above; mend the indentation, or {QUOTE_IT}"),
    ("could not find expected ':'", "a line without a field's name; indent it under its field"),
    ("quoted scalar", "a quotation mark is opened and never closed; close it"),
    ("alphabetic or numeric character", f'a text starts with "*" or "&"; {QUOTE_IT}'),
    ("expected the node content", "something is opened and never closed, or a value is missing"),
    ("or ']'", 'a list opened with "[" is never closed, or lacks a comma'),
    ("or '}'", 'a group opened with "{" is never closed, or lacks a comma'),
)
"""Parts of the parser's messages, and the same in words for people."""


def parse_yaml(text: str) -> Node | None:
    """Return the tree of *text*, or none where nothing is written.

    Raises:
        Malformed: *text* is not YAML, or more than a kit may hold.
    """
    growth = Growth()
    documents = 0
    for event in _events(text):
        documents += isinstance(event, DocumentStartEvent)
        if documents > 1:
            raise Malformed(_line(event), 'a second document starts here ("---"); keep one in a file')
        _grow(growth, event)
    return growth.root


def _events(text: str) -> Iterator[Event]:
    try:
        yield from YAML(typ="safe", pure=True).parse(text)
    except ReaderError as error:
        line = text.count("\n", 0, error.position) + 1
        raise Malformed(
            line, f"the character U+{_code(error.character):04X} can't be shown; delete it"
        ) from error
    except MarkedYAMLError as error:
        raise Malformed(_marked_line(error), _in_words(error)) from error
    except (YAMLError, ValueError, OverflowError) as error:
        raise Malformed(1, "not YAML; check quotation marks and escapes such as \\U") from error


def _grow(growth: Growth, event: Event) -> None:
    match event:
        case AliasEvent():
            growth.repeat(str(event.anchor), _line(event))
        case MappingStartEvent() | SequenceStartEvent():
            _refuse_tag(event)
            is_list = isinstance(event, SequenceStartEvent)
            growth.open(Frame(_line(event), is_list=is_list, anchor=event.anchor))
        case MappingEndEvent() | SequenceEndEvent():
            growth.close()
        case ScalarEvent():
            _refuse_tag(event)
            growth.add(Text(_line(event), str(event.value), is_quoted=bool(event.style)), event.anchor)


def _refuse_tag(event: ScalarEvent | MappingStartEvent | SequenceStartEvent) -> None:
    tag = str(event.tag or "")
    if tag.startswith("!") and tag != "!":
        raise Malformed(_line(event), f'"{tag}" is read as a YAML tag; {QUOTE_IT}')


def _line(event: Event) -> int:
    return int(event.start_mark.line) + 1


def _marked_line(error: MarkedYAMLError) -> int:
    mark = error.problem_mark or error.context_mark
    return int(mark.line) + 1 if mark else 1


def _in_words(error: MarkedYAMLError) -> str:
    said = f"{error.problem or ''} {error.context or ''}"
    for part, words in REMEDIES:
        if part in said:
            return words
    return f"not YAML: {said.strip()}"


def _code(character: str | int) -> int:
    return character if isinstance(character, int) else ord(character[0])
