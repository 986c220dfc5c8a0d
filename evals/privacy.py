"""`python -m evals.privacy FILE.jsonl`: measure what masking finds, and what it masks without cause.

Each line of the file is a JSON object: `text`; `spans`, the private stretches as `[start, end]` in code
points, none for a look-alike; and `entity`, by which the figures are grouped.

Exit codes: 0 measured, 2 the caller can fix it.
"""

import sys
from argparse import ArgumentParser, Namespace
from collections.abc import Iterable, Sequence
from itertools import groupby
from pathlib import Path

from pydantic import ValidationError

from checker.domain import Noun
from checker.errors import InputError
from checker.privacy import Sighting, find
from evals.tables import table

FIGURES = ("entity", "found", "masked beside", "look-alikes masked")
"""The columns of the figures."""
MISTAKES = ("entity", "mistake", "text", "masked")
"""The columns of the mistakes."""


class InvalidRows(InputError):
    """A file that holds no rows, or something else."""


class Row(Noun):
    """A text with its private stretches."""

    text: str
    spans: tuple[tuple[int, int], ...] = ()
    """Start and end of each private stretch, in code points; none for a look-alike."""
    entity: str


class Outcome(Noun):
    """What became of a row."""

    row: Row
    found: tuple[Sighting, ...]

    @property
    def missed(self) -> tuple[tuple[int, int], ...]:
        """The stretches that are not wholly masked."""
        return tuple(span for span in self.row.spans if not _is_covered(span, self.found))

    @property
    def beside(self) -> tuple[Sighting, ...]:
        """What is masked and lies in no private stretch at all."""
        return tuple(
            sighting
            for sighting in self.found
            if not any(sighting.start < end and start < sighting.end for start, end in self.row.spans)
        )


def main(arguments: Sequence[str] | None = None) -> int:
    """Do what *arguments*, the command line's where none are given, ask, and return the exit code."""
    asked = _parser().parse_args(arguments)
    try:
        outcomes = measure(load(asked.file))
    except InputError as error:
        sys.stderr.write(f"{error}\n")
        return 2
    sys.stdout.write(_rendered(outcomes, asked) + "\n")
    return 0


def load(path: Path) -> tuple[Row, ...]:
    """Return the rows of the file at *path*.

    Raises:
        InvalidRows: if it can't be read, or a line is no row.
    """
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise InvalidRows(f"{path}: it can't be read as UTF-8 text ({error}).") from error
    return tuple(_row(line, f"{path}:{number}") for number, line in enumerate(lines, start=1) if line.strip())


def measure(rows: Iterable[Row]) -> tuple[Outcome, ...]:
    """Return what masking makes of *rows*."""
    return tuple(Outcome(row=row, found=find(row.text)) for row in rows)


def render(outcomes: Sequence[Outcome]) -> str:
    """Return the figures of *outcomes* for each entity, and for all, as a table in Markdown."""
    by_entity = groupby(sorted(outcomes, key=_entity), key=_entity)
    rows = [_figures(entity, list(group)) for entity, group in by_entity]
    return table(FIGURES, [*rows, _figures("all", outcomes)])


def mistakes(outcomes: Sequence[Outcome]) -> str:
    """Return what was missed and what was masked without cause in *outcomes*, as a table in Markdown."""
    return table(MISTAKES, [row for outcome in outcomes for row in _mistakes(outcome)])


def _parser() -> ArgumentParser:
    parser = ArgumentParser(
        prog="python -m evals.privacy", description="Measure the masking of private data."
    )
    parser.add_argument("file", metavar="FILE.jsonl", type=Path, help="rows of text, spans and entity")
    parser.add_argument("--errors", action="store_true", help="print each mistake, too")
    return parser


def _rendered(outcomes: Sequence[Outcome], asked: Namespace) -> str:
    return f"{render(outcomes)}\n\n{mistakes(outcomes)}" if asked.errors else render(outcomes)


def _row(line: str, place: str) -> Row:
    try:
        return Row.model_validate_json(line)
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        field = ".".join(map(str, first["loc"])) or "row"
        raise InvalidRows(f"{place}: {field}: {first['msg']}.") from error


def _entity(outcome: Outcome) -> str:
    return outcome.row.entity


def _figures(entity: str, outcomes: Sequence[Outcome]) -> tuple[str, ...]:
    spans = sum(len(outcome.row.spans) for outcome in outcomes)
    found = spans - sum(len(outcome.missed) for outcome in outcomes)
    beside = sum(len(outcome.beside) for outcome in outcomes if outcome.row.spans)
    lookalikes = [outcome for outcome in outcomes if not outcome.row.spans]
    masked = sum(bool(outcome.found) for outcome in lookalikes)
    return entity, f"{found}/{spans}", str(beside), f"{masked}/{len(lookalikes)}"


def _mistakes(outcome: Outcome) -> Iterable[tuple[str, ...]]:
    masked = ", ".join(f"{outcome.row.text[start:end]} ({kind})" for start, end, kind in outcome.found)
    for start, end in outcome.missed:
        yield outcome.row.entity, f"missed {outcome.row.text[start:end]}", outcome.row.text, masked
    if outcome.beside:
        yield outcome.row.entity, "masked without cause", outcome.row.text, masked


def _is_covered(span: tuple[int, int], found: Iterable[Sighting]) -> bool:
    return any(sighting.start <= span[0] and span[1] <= sighting.end for sighting in found)


if __name__ == "__main__":
    raise SystemExit(main())
