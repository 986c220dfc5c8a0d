"""`brandcheck alignment`: who says what over many drafts, and where teams part."""

import datetime
import functools
import tempfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path

from checker.alignment import SMALLEST, align, said_of
from checker.alignment.said import day_of
from checker.alignment.tally import FIELDS, WEEK
from checker.bootstrap import lexicon, load_kit
from checker.commands.batch import Batch
from checker.commands.files import gather
from checker.commands.labels import labelled, load_labels
from checker.commands.reports import Gathered, reports
from checker.commands.telling import told, write
from checker.domain import Alignment, Report, Said
from checker.errors import InputError
from checker.exporters import Exporter
from checker.exporters import load as load_exporter
from checker.pipeline import Policy
from checker.presentation.neutral import one_line
from checker.quantification import confusion
from checker.settings import Settings

BINARY = ("pdf", "pptx")
"""Formats that are no text, so that they go to a file."""
MOST_LISTED = 12
"""Labels that a message lists."""


@dataclass(frozen=True)
class Request:
    """What the command line asked for; see its help."""

    paths: tuple[str, ...]
    kit: Path
    by: str = "team"
    format_name: str = "console"
    output: Path | None = None
    since: str = ""
    smallest: int = SMALLEST
    labels: Path | None = None
    jobs: int = 0
    resume: bool = False


@dataclass
class _Labels:
    """What drafts say of themselves, for when nobody says what the rows are to be of."""

    is_said: bool = False
    """Whether any draft has the label that the rows are of."""
    names: set[str] = field(default_factory=set)


def run(request: Request) -> int:
    """Show who says what in the drafts or reports that *request* names, and return the exit code.

    Raises:
        InputError: if the request, the kit, the labels or a file of reports are wrong.
    """
    by, since = _rows(request.by), _since(request.since)
    exporter = load_exporter(request.format_name, Alignment)
    if request.format_name in BINARY and request.output is None:
        raise InputError(f"--format {request.format_name}: this is no text. Name a file with --output.")
    batch = _batch(request)
    labels = load_labels(request.labels) if request.labels else None
    if labels:
        change = functools.partial(labelled, labels=labels)
        batch = replace(batch, change=change, digest=labels.digest)
    found, seen = Gathered(), _Labels()
    with tempfile.TemporaryDirectory(prefix="brandcheck-") as folder:
        paths = gather(request.paths, standard_input=Path(folder))
        said = _said(reports(paths, batch, labels, found), by, seen)
        shares = confusion(lexicon())
        alignment = align(said, batch.kit, by=by, smallest=request.smallest, since=since, shares=shares)
    code = told(found, "the figures are")
    if alignment.documents:
        _require_label(by, seen)
    write(_rendered(alignment, request, exporter), request.output)
    return code


def _batch(request: Request) -> Batch:
    """Return how drafts are checked: offline, for the same drafts are to give the same figures."""
    settings = Settings()
    offline = settings.model_copy(update={"judge": settings.judge.model_copy(update={"mode": "off"})})
    policy = Policy(today=datetime.datetime.now(tz=datetime.UTC).date())
    kit = load_kit(request.kit, lexicon(), policy)
    return Batch(request.kit, kit, policy, offline, jobs=request.jobs, is_resumed=request.resume)


def _rows(by: str) -> str:
    """Return what the rows are, as it is called in drafts."""
    name = " ".join(by.split()).lower()
    if not name:
        raise InputError(f"--by is empty. Choose {', '.join(FIELDS)}, {WEEK}, or a label such as region.")
    return name


def _since(text: str) -> datetime.date | None:
    day = day_of(text) if text else None
    if text and day is None:
        raise InputError(f"--since {one_line(text)}: not a date. Write it as 2026-03-31.")
    return day


def _said(made: Iterable[Report], by: str, seen: _Labels) -> Iterator[Said]:
    """Yield what documents say, noting their labels."""
    for report in made:
        labels = report.document.labels
        seen.is_said = seen.is_said or bool(labels.get(by, "").strip())
        if len(seen.names) < MOST_LISTED:
            seen.names.update(one_line(name) for name in labels)
        yield said_of(report, document=report.document.source)


def _require_label(by: str, seen: _Labels) -> None:
    if by in (*FIELDS, WEEK) or seen.is_said:
        return
    names = sorted(seen.names)[:MOST_LISTED]
    known = f"They name {', '.join(names)}." if names else "They name none."
    raise InputError(
        f"--by {one_line(by)}: no draft has this label. {known} Give labels with --labels FILE.csv."
    )


def _rendered(alignment: Alignment, request: Request, exporter: Exporter[Alignment]) -> bytes:
    """Return the alignment as a file, coloured where a person reads it on a terminal."""
    if request.format_name == "console" and request.output is None:
        from rich.console import Console

        from checker.exporters.alignments import console

        return console.render(alignment, terminal=Console())
    return exporter.render(alignment)
