"""Words of a guide that speak to a program: whoever checks trusts the kit, so they may not enter it."""

from collections.abc import Iterator, Sequence
from pathlib import PurePath
from typing import NamedTuple

from checker.clues.planted import planted
from checker.domain import Document
from checker.kits.importing.wording import flat


class Addressed(NamedTuple):
    """Words that speak to a program."""

    place: str
    """Where they are, for people."""
    words: str


def addressed(documents: Sequence[Document]) -> Iterator[Addressed]:
    """Yield the words of *documents* that speak to a program, in order."""
    for document in documents:
        page = f"{PurePath(document.source).name}, " if len(documents) > 1 else ""
        for found in planted(document):
            line = document.text.count("\n", 0, found.start) + 1
            yield Addressed(f"{page}line {line}", flat(document.text[found.start : found.end]))
