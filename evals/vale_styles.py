"""`python -m evals.vale_styles STYLES FEATURES.jsonl`: imported packages against the alerts that Vale gives.

STYLES is a folder of styles or a style package. Each line of FEATURES.jsonl is a fixture: `files` by name,
`vale_ini` that says which rules count, and the `expected` alerts with file, line, column, rule and message;
`exact` says that there are no others. Exit code 1 where an alert is missed, or one too many.
"""

import json
import sys
from argparse import ArgumentParser
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple, TypedDict

from checker.bootstrap import read_content
from checker.domain import Document, Pattern
from checker.kits.importing.vale import StyleImport, import_styles
from checker.kits.importing.vale.configuration import configuration
from checker.patterns import alerts_in
from checker.settings import Settings


class Told(NamedTuple):
    """An alert as fixtures give it."""

    file: str
    line: int
    column: int
    rule: str
    message: str


class Expected(TypedDict):
    """One alert of a fixture."""

    file: str
    line: int
    col: int
    rule: str
    message: str


class Fixture(TypedDict):
    """One line of a file of fixtures."""

    fixture: str
    files: dict[str, str]
    vale_ini: str
    expected: list[Expected]
    exact: bool


@dataclass
class Tally:
    """How a kind of rule fared."""

    expected: int = 0
    found: int = 0
    extra: int = 0
    amiss: list[str] = field(default_factory=list)
    """What was missed or too much, an alert a line."""


def measure(styles: StyleImport, fixtures: Sequence[Fixture]) -> dict[str, Tally]:
    """Return how each kind of rule fared on *fixtures*."""
    patterns = {g.id: g.pattern for g in styles.guidelines if g.pattern}
    tallies: dict[str, Tally] = {}
    for fixture in fixtures:
        wanted = Counter(_expected(fixture))
        got = Counter(_alerts(fixture, patterns, styles.accepted))
        for told in wanted | got:
            tally = tallies.setdefault(_kind(told.rule, patterns), Tally())
            tally.expected += wanted[told]
            tally.found += min(wanted[told], got[told])
            extra = max(0, got[told] - wanted[told]) if fixture["exact"] else 0
            tally.extra += extra
            if extra or got[told] < wanted[told]:
                tally.amiss.append(f"{'extra' if extra else 'missed'}: {fixture['fixture']}: {told}")
    return tallies


def _kind(rule: str, patterns: Mapping[str, Pattern]) -> str:
    return str(patterns[rule].extends) if rule in patterns else "not imported"


def _expected(fixture: Fixture) -> Iterator[Told]:
    for one in fixture["expected"]:
        yield Told(one["file"], one["line"], one["col"], one["rule"], one["message"])


def _alerts(fixture: Fixture, patterns: Mapping[str, Pattern], accepted: tuple[str, ...]) -> Iterator[Told]:
    said = configuration(fixture["vale_ini"])
    wanted = {name: pattern for name, pattern in patterns.items() if said.counts(name)}
    for name, text in fixture["files"].items():
        for document in read_content(text.encode(), name, Settings()):
            for alert in alerts_in(document, wanted, accepted):
                line, column = _place(document, alert.start)
                yield Told(name, line, column, alert.rule, alert.message)


def _place(document: Document, offset: int) -> tuple[int, int]:
    before = document.text[:offset]
    return before.count("\n") + 1, offset - (before.rfind("\n") + 1) + 1


def table(tallies: Mapping[str, Tally]) -> str:
    """Return *tallies* as a table in Markdown."""
    rows = ["| rule type | expected | found exactly | missed | extra |", "|---|--:|--:|--:|--:|"]
    for kind, tally in sorted(tallies.items()):
        missed = tally.expected - tally.found
        rows.append(f"| {kind} | {tally.expected} | {tally.found} | {missed} | {tally.extra} |")
    whole = [
        sum(getattr(tally, name) for tally in tallies.values()) for name in ("expected", "found", "extra")
    ]
    rows.append(f"| all | {whole[0]} | {whole[1]} | {whole[0] - whole[1]} | {whole[2]} |")
    return "\n".join(rows)


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure what the command line names, print the table, and return 1 if anything is amiss."""
    parser = ArgumentParser(prog="python -m evals.vale_styles", description=__doc__)
    parser.add_argument("styles", type=Path)
    parser.add_argument("features", type=Path, nargs="+")
    parser.add_argument("--errors", action="store_true", help="list what is amiss")
    chosen = parser.parse_args(arguments)
    lines = [line for path in chosen.features for line in path.read_text(encoding="utf-8").splitlines()]
    tallies = measure(import_styles(chosen.styles), [json.loads(line) for line in lines if line.strip()])
    sys.stdout.write(f"{table(tallies)}\n")
    amiss = [line for tally in tallies.values() for line in tally.amiss]
    for line in amiss if chosen.errors else ():
        sys.stdout.write(f"{line}\n")
    return int(bool(amiss))


if __name__ == "__main__":
    sys.exit(main())
