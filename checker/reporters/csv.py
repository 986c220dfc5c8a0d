"""Findings as a table for spreadsheets (RFC 4180): one row a finding, with a header.

A document without findings has one row, its finding columns empty, so that it is not missed.
Words come from drafts: a cell that a spreadsheet would run as a formula starts with an apostrophe.

Columns: `source`, `title`, `format`, `team`, `channel`, `audience` (the document); `verdict`,
`score`, `lead_message`, `not_read` (its report; parts not read are separated by `; `); `severity`,
`check`, `guideline`, `line`, `column`, `slide`, `page`, `paragraph`, `ticket`, `hidden`, `quote`,
`guideline_quote`, `explanation`, `suggestion`, `confidence`, `origin`, `waived_by`, `id` (the finding).
"""

import csv
import io
from collections.abc import Iterable, Iterator

from checker.domain import BrandKit, Checked, Finding, Report
from checker.presentation.neutral import neutral
from checker.presentation.wording import not_read_in_words

FORMAT = "csv"
SUFFIX = ".csv"

_DOCUMENT = ("source", "title", "format", "team", "channel", "audience")
_REPORT = ("verdict", "score", "lead_message", "not_read")
_PLACE = ("line", "column", "slide", "page", "paragraph", "ticket", "hidden")
_JUDGEMENT = (
    "quote",
    "guideline_quote",
    "explanation",
    "suggestion",
    "confidence",
    "origin",
    "waived_by",
    "id",
)
HEADER = (*_DOCUMENT, *_REPORT, "severity", "check", "guideline", *_PLACE, *_JUDGEMENT)
"""The columns, in order."""

_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


def render(checked: Iterable[Checked], *, kit: BrandKit) -> Iterator[str]:  # noqa: ARG001 - rows quote it
    """Yield the header, then the rows of each document."""
    yield _written([HEADER])
    for _, report in checked:
        about = _about(report)
        rows = [about + _found(finding) for finding in report.findings]
        yield _written(rows or [about + [""] * (len(HEADER) - len(about))])


def _about(report: Report) -> list[str]:
    """Return the cells that say which document a row is about, and how it fared."""
    document, left_out = report.document, not_read_in_words(report.coverage.not_read)
    facts = [getattr(document, name) for name in _DOCUMENT]
    return [*facts, report.verdict.value, str(report.score), report.lead_message or "", "; ".join(left_out)]


def _found(finding: Finding) -> list[str]:
    """Return the cells that say what was found."""
    place = [getattr(finding.location, name) for name in _PLACE]
    judgement = [getattr(finding, name) for name in _JUDGEMENT]
    return [finding.severity.value, finding.check, finding.guideline, *map(_cell, place + judgement)]


def _cell(value: object) -> str:
    """Return *value* as a cell: nothing for what does not apply, `true` and `false` for a choice."""
    if value is None:
        return ""
    return str(value).lower() if isinstance(value, bool) else str(value)


def _written(rows: Iterable[Iterable[str]]) -> str:
    """Return *rows* as CSV."""
    text = io.StringIO()
    csv.writer(text).writerows([_inert(cell) for cell in row] for row in rows)
    return text.getvalue()


def _inert(cell: str) -> str:
    """Return *cell* as a spreadsheet will show it, never run it."""
    return neutral(f"'{cell}" if cell.startswith(_FORMULA_STARTS) else cell)
