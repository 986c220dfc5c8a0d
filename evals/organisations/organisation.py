"""What is known of an organisation and its run, as its folder keeps it."""

import json
import re
from pathlib import Path
from typing import Literal

from pydantic import TypeAdapter
from ruamel.yaml import YAML

from checker.domain import Noun
from checker.errors import InputError

DATED = re.compile(r"(?P<year>\d{4})-\d\d-\d\d-")
"""How the name of a post starts."""


class Flagged(Noun):
    """A finding, as a run keeps it."""

    page: str
    """The page's path below `pages`."""
    check: str
    guideline: str
    severity: str
    start: int
    """The first code point of the page's text."""
    end: int
    quote: str

    @property
    def key(self) -> tuple[str, int, int, str]:
        """Return what tells it from any other finding."""
        return (self.page, self.start, self.end, self.guideline)


class Page(Noun):
    """A page that was checked."""

    page: str
    words: int
    verdict: str

    @property
    def kind(self) -> str:
        """Return `post` where its name holds a date, else `service page`."""
        return "post" if DATED.match(Path(self.page).name) else "service page"

    @property
    def year(self) -> str:
        """Return the year of a post; nothing of a service page."""
        dated = DATED.match(Path(self.page).name)
        return dated["year"] if dated else ""


class Term(Noun):
    """What became of the lines in which an editor replaced a term."""

    rule: str
    """The term and its replacement, as the editor's change is called."""
    lines: int
    found: int
    """Lines in which a finding lies on the words that the editor changed."""
    still: int
    """Lines in which a finding lies on the words that the editor wrote."""


class Run(Noun):
    """All that one run over an organisation found."""

    kit: str
    """The kit's digest."""
    guidelines: int
    testable: int
    """Guidelines of which the offline engine can check anything."""
    pages: tuple[Page, ...]
    findings: tuple[Flagged, ...]
    terms: tuple[Term, ...]


class Judged(Flagged):
    """A finding that was read by hand, in its place, against the guide."""

    judged: Literal["right", "arguable", "wrong"]
    why: str


class Sample(Noun):
    """Findings that were drawn at random and read by hand."""

    seed: int
    drawn: tuple[Judged, ...]


class Missed(Noun):
    """A breach that was not flagged."""

    quote: str
    guide: str
    """What the guide says, and where."""
    why: str
    """Why the engine does not see it."""


class Read(Noun):
    """A page that was read whole by hand, against the guide."""

    page: str
    missed: tuple[Missed, ...] = ()


class Verdict(Noun):
    """What a person made of a claim, or of a conflict between claims, that was reported."""

    quote: str
    judged: Literal["right", "arguable", "wrong"]
    why: str


class Claims(Noun):
    """What the view of claims reports, read by hand."""

    conflicts: tuple[Verdict, ...]
    """Every one that is reported; the quote says what parts."""
    claims: tuple[Verdict, ...]
    """Some that were drawn; the quote is of a page."""


def load_run(folder: Path) -> Run:
    """Return the run that *folder* keeps.

    Raises:
        InputError: if there is none.
    """
    path = folder / "run.json"
    if not path.is_file():
        raise InputError(f"{path}: no run is kept there. Make one with --write.")
    return Run.model_validate_json(path.read_text(encoding="utf-8"))


def save_run(run: Run, folder: Path) -> None:
    """Keep *run* in *folder*."""
    said = json.dumps(run.model_dump(mode="json"), ensure_ascii=False, indent=1)
    (folder / "run.json").write_text(said + "\n", encoding="utf-8")


def load_sample(folder: Path) -> Sample:
    """Return the findings that were read by hand."""
    return Sample.model_validate(_yaml(folder / "sample.yaml"))


def load_read(folder: Path) -> tuple[Read, ...]:
    """Return the pages that were read whole."""
    return TypeAdapter(tuple[Read, ...]).validate_python(_yaml(folder / "missed.yaml"))


def load_claims(folder: Path) -> Claims:
    """Return the claims and conflicts that were read by hand."""
    return Claims.model_validate(_yaml(folder / "claims.yaml"))


def _yaml(path: Path) -> object:
    return YAML(typ="safe", pure=True).load(path.read_text(encoding="utf-8"))
