"""`python -m evals.vale_cases CASES.yaml`: Vale's own end-to-end cases, each with rules of its own.

A case of CASES.yaml has a `name`, `files` by name (among them a `.vale.ini` and rules in `styles`), and what
it `want`s: an alert a line as `file:line:column:rule:message`. Cases that keep their files elsewhere, or want
something else of Vale than its lines, are passed over. Exit code 1 where an alert is missed, or one too many.
"""

import re
import sys
from argparse import ArgumentParser
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TypedDict, cast

from ruamel.yaml import YAML

from checker.errors import InputError
from checker.kits.importing.vale import StyleImport, import_styles
from evals.vale_styles import Expected, Fixture, Tally, measure, table

WANTED = re.compile(r"(?P<file>[^:\n]+):(?P<line>\d+):(?P<col>\d+):(?P<rule>[^:\n]+):(?P<message>[^\n]*)")
SETTINGS = ".vale.ini"


class Case(TypedDict, total=False):
    """One case."""

    name: str
    files: dict[str, str]
    want: str


def tallied(cases: Sequence[Case]) -> dict[str, Tally]:
    """Return how each kind of rule fared on *cases*."""
    whole: dict[str, Tally] = {}
    for case in cases:
        wanted = list(_wanted(case.get("want", "")))
        if SETTINGS in case.get("files", {}) and wanted:
            for kind, tally in measure(_imported(case["files"]), [_fixture(case, wanted)]).items():
                _add(whole.setdefault(kind, Tally()), tally)
    return whole


def _wanted(lines: str) -> Iterator[Expected]:
    for found in WANTED.finditer(lines):
        line, col = int(found["line"]), int(found["col"])
        yield Expected(file=found["file"], line=line, col=col, rule=found["rule"], message=found["message"])


def _fixture(case: Case, wanted: list[Expected]) -> Fixture:
    drafts = {name: text for name, text in case["files"].items() if not _is_rule(name)}
    ini = case["files"][SETTINGS]
    return Fixture(fixture=case["name"], files=drafts, vale_ini=ini, expected=wanted, exact=True)


def _is_rule(name: str) -> bool:
    return name == SETTINGS or name.startswith("styles/")


def _imported(files: Mapping[str, str]) -> StyleImport:
    """Return the kit that a case's rules make, which may be none."""
    with TemporaryDirectory() as folder:
        (Path(folder) / "styles").mkdir()
        for name in filter(_is_rule, files):
            path = Path(folder) / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(files[name], encoding="utf-8")
        try:
            return import_styles(Path(folder))
        except InputError:
            return StyleImport("none")


def _add(whole: Tally, part: Tally) -> None:
    whole.expected += part.expected
    whole.found += part.found
    whole.extra += part.extra
    whole.amiss += part.amiss


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure the cases that the command line names, print the table, and return 1 if anything is amiss."""
    parser = ArgumentParser(prog="python -m evals.vale_cases", description=__doc__)
    parser.add_argument("cases", type=Path, nargs="+")
    parser.add_argument("--errors", action="store_true", help="list what is amiss")
    chosen = parser.parse_args(arguments)
    read = YAML(typ="safe", pure=True)
    given = [case for path in chosen.cases for case in read.load(path.read_text(encoding="utf-8"))["cases"]]
    tallies = tallied(cast("list[Case]", given))
    amiss = [line for tally in tallies.values() for line in tally.amiss]
    sys.stdout.write("\n".join([table(tallies), *(amiss if chosen.errors else ())]) + "\n")
    return int(bool(amiss))


if __name__ == "__main__":
    sys.exit(main())
