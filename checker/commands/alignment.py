"""`brandcheck alignment`: who says what over many drafts, and where teams part."""

import datetime
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from checker.alignment import SMALLEST, align, said_of
from checker.alignment.said import day_of
from checker.alignment.tally import FIELDS, WEEK
from checker.commands.reports import Gathered
from checker.commands.telling import told
from checker.commands.together import Together
from checker.domain import Alignment, Report, Said
from checker.errors import InputError
from checker.presentation.neutral import one_line

MOST_LISTED = 12
"""Labels that a message lists."""


@dataclass(frozen=True)
class Request:
    """What the command line asked for; see its help."""

    drafts: Together
    by: str = "team"
    since: str = ""
    smallest: int = SMALLEST


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
    drafts, found, seen = request.drafts, Gathered(), _Labels()
    exporter, batch = drafts.exporter(Alignment), drafts.batch()

    def aligned(made: Iterable[Report]) -> Alignment:
        said = _said(made, by, seen)
        return align(said, batch.kit, by=by, smallest=request.smallest, since=since)

    alignment = drafts.over(batch, found, aligned)
    code = told(found, "the figures are")
    if alignment.documents:
        _require_label(by, seen)
    drafts.show(alignment, exporter)
    return code


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
