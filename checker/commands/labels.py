"""Labels from a table: who wrote which draft, where it appears, for whom, and what else tells drafts apart.

The table is a CSV file whose first line names the columns. `source` says which drafts a line is about: a
path, the end of one (`decks/pitch.pptx`), or a pattern in which `*` stands for anything, slashes too. `team`,
`channel` and `audience` go before what the draft says of itself; every other column is a label. Where several
lines are about a draft, the later ones count; an empty cell says nothing.
"""

import csv
import fnmatch
import functools
import hashlib
import io
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from checker.alignment.said import day_of
from checker.domain import Document
from checker.errors import InputError
from checker.pipeline import Checker
from checker.presentation.neutral import label as shown

SOURCE = "source"
NAMES = ("team", "channel", "audience")
"""Columns that are no labels but facts of every draft."""
LOWERED = frozenset({"team", "channel"})
"""Facts that are in lower case wherever they come from."""
MAX_BYTES = 50_000_000
"""Size of a table: a million drafts."""
MOST_TOLD = 20
"""Problems that are told at once."""
MAGIC = re.compile(r"[*?\[]")
"""What makes a pattern of a path."""


@dataclass(frozen=True)
class Row:
    """One line of a table."""

    line: int
    """Counted from 1."""
    source: str
    said: tuple[tuple[str, str], ...]
    """What it says, column by column, without empty cells."""
    pattern: re.Pattern[str] | None = None
    """What sources match; none where *source* is a path."""

    def names(self, source: str) -> bool:
        """Return whether it is about the draft *source*."""
        if source == self.source or source.endswith(f"/{self.source}"):
            return True
        return self.pattern is not None and self.pattern.fullmatch(source) is not None


@dataclass(frozen=True)
class Labels:
    """What a table says of drafts."""

    file: str
    paths: Mapping[str, tuple[Row, ...]]
    """The rows that name one path, by the last part of it."""
    patterns: tuple[Row, ...]
    digest: str
    """SHA-256 of the table."""

    @property
    def rows(self) -> tuple[Row, ...]:
        """Return all rows, in their order."""
        named = (row for rows in self.paths.values() for row in rows)
        return tuple(sorted((*named, *self.patterns), key=lambda row: row.line))

    def about(self, source: str) -> tuple[Row, ...]:
        """Return the rows about the draft *source*, in their order; a ticket's file stands for the ticket."""
        meant = _slashes(source)
        whole = {meant, meant.split("#")[0]}
        named = {row for name in whole for row in self.paths.get(name.rpartition("/")[2], ())}
        rows = (row for row in (*named, *self.patterns) if any(map(row.names, whole)))
        return tuple(sorted(set(rows), key=lambda row: row.line))

    def said(self, source: str) -> dict[str, str]:
        """Return what the table says of the draft *source*, by column."""
        return {column: cell for row in self.about(source) for column, cell in row.said}

    def update(self, source: str, labels: Mapping[str, str]) -> dict[str, object]:
        """Return what changes of a draft's facts, or a document's, that has *labels* of its own."""
        said = self.said(source)
        facts: dict[str, object] = {name: said.pop(name) for name in NAMES if name in said}
        return facts | {"labels": dict(labels) | said}

    def require(self, sources: Iterable[str]) -> None:
        """Refuse a table with lines about none of *sources*.

        Raises:
            InputError: so it is; with each such line.
        """
        used = {row.line for source in sources for row in self.about(source)}
        unused = [row for row in self.rows if row.line not in used]
        if unused:
            problems = [f"{self.file}:{row.line}: no draft is called {_quoted(row.source)}" for row in unused]
            raise InputError(f"{_told(problems)}\nCorrect the column “{SOURCE}”, or take the lines out.")


def labelled(checker: Checker, labels: Labels) -> Checker:
    """Return *checker* that reads drafts with what *labels* say of them."""
    return replace(checker, read=functools.partial(_read, checker.read, labels))


def _read(read: Callable[[Path], tuple[Document, ...]], labels: Labels, path: Path) -> tuple[Document, ...]:
    documents = read(path)
    return tuple(
        document.model_copy(update=labels.update(document.source, document.labels)) for document in documents
    )


def load_labels(path: Path) -> Labels:
    """Return what the table in *path* says.

    Raises:
        InputError: it can't be read, or is not such a table; with every line that is wrong.
    """
    content = _content(path)
    text = content.decode("utf-8-sig", "replace")
    first = text.partition("\n")[0]
    delimiter = max(",;\t", key=first.count)
    try:
        lines = list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=False))
    except csv.Error as error:
        raise InputError(f"{path}: not a table that can be read: {error}. Save it as CSV again.") from error
    columns = _columns(path, lines[0] if lines else [])
    return _labels(path, columns, lines[1:], hashlib.sha256(content).hexdigest())


def _content(path: Path) -> bytes:
    try:
        if path.stat().st_size > MAX_BYTES:
            raise InputError(f"{path}: larger than {MAX_BYTES:,} bytes. Split the table.")
        return path.read_bytes()
    except OSError as error:
        reason = error.strerror or "it can't be opened"
        raise InputError(f"{path}: {reason}. Check the name given to --labels.") from error


def _columns(path: Path, header: list[str]) -> list[str]:
    """Return the columns' names, in lower case."""
    columns = [" ".join(name.split()).lower() for name in header]
    if SOURCE not in columns:
        raise InputError(
            f"{path}:1: no column “{SOURCE}”. The first line names the columns: {SOURCE}, team, region, …"
        )
    twice = sorted({name for name in columns if name and columns.count(name) > 1})
    if twice:
        raise InputError(f"{path}:1: column {_quoted(twice[0])} is there twice. Rename one of them.")
    return columns


def _labels(path: Path, columns: list[str], lines: list[list[str]], digest: str) -> Labels:
    problems: list[str] = []
    paths: dict[str, tuple[Row, ...]] = {}
    patterns: list[Row] = []
    for line, cells in enumerate(lines, start=2):
        if not any(cell.strip() for cell in cells):
            continue
        row = _row(line, columns, cells)
        problem = _problem(row, columns, cells)
        if problem:
            problems.append(f"{path}:{line}: {problem}")
        if row.pattern:
            patterns.append(row)
        name = row.source.rpartition("/")[2]
        paths[name] = (*paths.get(name, ()), row)
    if problems:
        raise InputError(_told(problems))
    return Labels(str(path), paths, tuple(patterns), digest)


def _row(line: int, columns: list[str], cells: list[str]) -> Row:
    said = {name: " ".join(cell.split()) for name, cell in zip(columns, cells, strict=False) if name}
    said = {name: cell.lower() if name in LOWERED else cell for name, cell in said.items() if cell}
    source = _slashes(said.pop(SOURCE, "")).removeprefix("./")
    both = f"(?:{fnmatch.translate(source)})|(?:{fnmatch.translate(f'*/{source}')})"
    return Row(line, source, tuple(said.items()), re.compile(both) if MAGIC.search(source) else None)


def _problem(row: Row, columns: list[str], cells: list[str]) -> str:
    """Return what is wrong with a line; empty where nothing is."""
    if len(cells) > len(columns):
        return (
            f"{len(cells)} cells under {len(columns)} columns; put cells with separators in quotation marks."
        )
    if not row.source:
        return f"the column “{SOURCE}” is empty; name a draft, or take the line out."
    day = dict(row.said).get("date", "")
    if day and day_of(day) is None:
        return f"{_quoted(day)} is not a date that can be understood; write it as 2026-03-31."
    return ""


def _slashes(source: str) -> str:
    return source.replace("\\", "/")


def _quoted(text: str) -> str:
    return f"“{shown(text[:80])}”"


def _told(problems: list[str]) -> str:
    more = len(problems) - MOST_TOLD
    return "\n".join([*problems[:MOST_TOLD], *([f"… and {more:,} more lines"] if more > 0 else [])])
