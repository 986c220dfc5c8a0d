"""What a change adds, as `git diff` writes it, so that only findings on those lines need count.

A draft whose lines are not its file's own (a deck, a page) counts whole where its file was changed at all.
"""

import codecs
import contextlib
import hashlib
import os
import posixpath
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from checker.domain import Document, Finding
from checker.errors import InputError

REMEDY = "write one with: git diff --unified=0 main...HEAD > changes.diff"
MAX_BYTES = 100_000_000
"""Size of a diff."""
TEXT_READ_AS_IT_IS = ("markdown", "text")
"""Formats whose lines are the file's own."""
HUNK = re.compile(r"@@ -\d+(?:,(?P<gone>\d+))? \+(?P<start>\d+)(?:,(?P<new>\d+))? @@")
BINARY = re.compile(r"Binary files .+ and (?P<name>.+) differ")
NOWHERE = "/dev/null"


@dataclass(frozen=True)
class Changes:
    """The lines that a change adds, by file."""

    lines: Mapping[str, frozenset[int]] = field(default_factory=dict)
    """By path from the folder in which the diff was made; lines are counted from 1."""
    whole: frozenset[str] = frozenset()
    """Files that are no text, of which no lines are known."""
    digest: str = ""
    """SHA-256 of the diff."""

    def touch(self, finding: Finding, document: Document) -> bool:
        """Return whether *finding* is on a line that the change adds to the file of *document*."""
        path = _relative(document.source)
        if document.format not in TEXT_READ_AS_IT_IS or path in self.whole:
            return path in self.lines or path in self.whole
        first = finding.location.line
        return not self.lines.get(path, frozenset()).isdisjoint(
            range(first, first + finding.quote.count("\n") + 1)
        )


def load_changes(path: Path) -> Changes:
    """Return what the diff in *path* adds.

    Raises:
        InputError: *path* can't be read, or is no diff.
    """
    try:
        content = path.read_bytes() if path.stat().st_size <= MAX_BYTES else None
    except OSError as error:
        raise InputError(f"{path}: can't be read: {error.strerror}; {REMEDY}") from error
    if content is None:
        raise InputError(f"{path}: larger than {MAX_BYTES:,} bytes; {REMEDY}")
    text = content.decode("utf-8", "surrogateescape")
    if text.strip() and not re.search(r"^(?:diff |\+\+\+ |Binary files )", text, re.MULTILINE):
        raise InputError(f"{path}: no diff; {REMEDY}")
    lines: dict[str, set[int]] = {}
    whole: set[str] = set()
    for name, line in _added(text.split("\n")):
        lines.setdefault(name, set()).add(line) if line else whole.add(name)
    known = {name: frozenset(numbers) for name, numbers in lines.items()}
    return Changes(known, frozenset(whole), hashlib.sha256(content).hexdigest())


def _added(text: list[str]) -> Iterator[tuple[str, int]]:
    """Yield the file and number of each line that is added, 0 for a file that is no text."""
    name, rows = "", iter(text)
    for row in rows:
        if found := BINARY.match(row):
            yield _named(found["name"]), 0
        elif row.startswith("+++ "):
            name = _named(row[4:].split("\t")[0])
        elif found := HUNK.match(row):
            yield from ((name, number) for number in _of_hunk(found, rows))


def _of_hunk(found: re.Match[str], rows: Iterator[str]) -> Iterator[int]:
    """Yield the numbers of the lines that a hunk adds; its header says how long it is."""
    number, gone, new = int(found["start"]), int(found["gone"] or 1), int(found["new"] or 1)
    while gone > 0 or new > 0:
        row = next(rows, None)
        if row is None:
            return
        kind = row[:1] or " "
        if kind == "+":
            yield number
        number += kind in "+ "
        new -= kind in "+ "
        gone -= kind in "- "


def _named(shown: str) -> str:
    """Return the path that git shows, without its prefix and quotation (git-config, `core.quotePath`)."""
    name = shown.strip()
    if name.startswith('"') and name.endswith('"'):
        with contextlib.suppress(ValueError):
            raw, _ = codecs.escape_decode(name[1:-1].encode("utf-8", "surrogateescape"))
            name = raw.decode("utf-8", "surrogateescape")
    return "" if name == NOWHERE else posixpath.normpath(name.removeprefix("b/"))


def _relative(source: str) -> str:
    path = os.path.relpath(source) if os.path.isabs(source) else source  # noqa: PTH117 - a name, perhaps of a ticket
    return posixpath.normpath(path.split("#")[0].replace("\\", "/"))
