"""Reports for a terminal: a sentence, then each finding under the line that it is about.

A finding's first line reads `path:line:column: severity: what [check]`, which terminals and
editors turn into a link. Without a terminal the text is plain and 100 columns wide, whoever asks.
"""

import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from io import StringIO

from rich.box import SIMPLE_HEAD
from rich.cells import cell_len
from rich.console import Console, Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from checker.domain import BrandKit, Checked, Document, Finding, Report, Role, Severity, Verdict
from checker.presentation.excerpt import Excerpt, excerpts
from checker.presentation.neutral import label, one_line
from checker.presentation.overview import Summary, TeamRow, TeamTable, by_team, most_urgent_first
from checker.presentation.ranking import standing, waived
from checker.presentation.wording import (
    VERDICTS,
    coverage_in_words,
    headline,
    not_read_in_words,
    quoted,
    whereabouts,
)

FORMAT = "console"
SUFFIX = ".txt"

_WIDTH = 100
"""Columns where nobody says how wide the terminal is."""

_MARGIN = "    "
"""What stands before everything that belongs to a finding."""

_STYLES = {Severity.ERROR: "bold red", Severity.WARNING: "yellow", Severity.SUGGESTION: "cyan"}
_VERDICT_STYLES = {Verdict.PASS: "green", Verdict.FAIL: "bold red", Verdict.INCOMPLETE: "yellow"}
_CURLS = {
    Severity.ERROR: "\x1b[4:3;31m",
    Severity.WARNING: "\x1b[4:3;33m",
    Severity.SUGGESTION: "\x1b[4:3;36m",
}
"""A wavy underline in the severity's colour, for terminals that have one."""

_CURLY_TERMINALS = ("kitty", "ghostty", "wezterm", "foot", "contour", "alacritty", "iterm")
"""Names, in `TERM` or `TERM_PROGRAM`, of terminals that draw wavy underlines."""

_CURLY_VTE = 5102
"""The first version of VTE (GNOME's terminal and its kin) that draws them."""


def render(checked: Iterable[Checked], *, kit: BrandKit, terminal: Console | None = None) -> Iterator[str]:
    """Yield each document's part, in the colours and the width of *terminal* if one is given."""
    for i, (document, report) in enumerate(checked):
        page = _Page(terminal)
        if i:
            page.line("")
        _write_document(page, document, report, kit)
        yield page.text()


def render_summary(summaries: Sequence[Summary]) -> RenderableType:
    """Return two tables for a batch: the documents, the worst first, and what each team leads with."""
    return Group(_documents_table(summaries), Text(), _teams_table(by_team(summaries)))


def draws_curls(environ: Mapping[str, str]) -> bool:
    """Return whether the terminal that *environ* describes draws wavy underlines."""
    names = f"{environ.get('TERM', '')} {environ.get('TERM_PROGRAM', '')}".casefold()
    version = environ.get("VTE_VERSION", "")
    modern = version.isdigit() and int(version) >= _CURLY_VTE
    return modern or any(name in names for name in _CURLY_TERMINALS)


class _Page:
    """One document's output in the making, for one kind of terminal."""

    def __init__(self, terminal: Console | None) -> None:
        """Take on the abilities of *terminal*, or none."""
        able = terminal is not None and terminal.is_terminal
        self.width = terminal.width if terminal else _WIDTH
        self.curly = able and not os.environ.get("NO_COLOR") and draws_curls(os.environ)
        self._written = StringIO()
        self._console = Console(
            file=self._written,
            width=self.width,
            force_terminal=able,
            color_system="auto" if able else None,
            no_color=terminal.no_color if terminal else True,
            markup=False,
            highlight=False,
            emoji=False,
        )

    def line(self, *parts: str | tuple[str, str]) -> None:
        """Write one line that is never wrapped, so that a path in it stays one."""
        self._console.print(Text.assemble(*parts), soft_wrap=True)

    def paragraph(self, *parts: str | tuple[str, str]) -> None:
        """Write a paragraph, wrapped, inside the margin."""
        self._console.print(Padding(Text.assemble(*parts), (0, 0, 0, len(_MARGIN)), expand=False))

    def raw(self, line: str) -> None:
        """Write one line with the escapes that it holds."""
        self._written.write(f"{line}\n")

    def text(self) -> str:
        """Return all that was written, without blanks at the ends of lines."""
        return "\n".join(line.rstrip(" ") for line in self._written.getvalue().split("\n"))


def _write_document(page: _Page, document: Document, report: Report, kit: BrandKit) -> None:
    """Write one document's part."""
    source = label(document.source)
    page.line((source, "bold"))
    page.line((f"{VERDICTS[report.verdict]}. ", _VERDICT_STYLES[report.verdict]), headline(report, kit))
    for finding in sorted(standing(report.findings), key=_reading_order):
        page.line("")
        _write_finding(page, document, finding)
    accepted = waived(report.findings)
    if accepted:
        page.line("")
    for finding in accepted:
        page.line(f"{_place(source, finding)}: waived by {label(finding.waived_by or '')}: ", *_what(finding))
    page.line("")
    _write_coverage(page, report)


def _write_finding(page: _Page, document: Document, finding: Finding) -> None:
    """Write a finding: its line, the draft's line, the guideline's words, what to write instead."""
    place = _place(label(document.source), finding)
    page.line(
        (f"{place}: ", "bold"), (finding.severity.value, _STYLES[finding.severity]), ": ", *_what(finding)
    )
    _write_quotation(page, document, finding)
    page.paragraph((f"{label(finding.guideline)}: ", "bold"), quoted(one_line(finding.guideline_quote)))
    if finding.suggestion:
        page.paragraph(("Write: ", "bold"), (one_line(finding.suggestion), "green"))
    elif finding.suggestion == "":
        page.paragraph(("Leave these words out.", "bold"))


def _reading_order(finding: Finding) -> tuple[bool, int]:
    """Return a key that sorts findings as a reader meets their words, those about the whole last."""
    return (not finding.quote, finding.location.start)


def _place(source: str, finding: Finding) -> str:
    """Return a finding's place as terminals and editors understand it."""
    return f"{source}:{finding.location.line}:{finding.location.column}"


def _what(finding: Finding) -> tuple[str | tuple[str, str], ...]:
    """Return what is wrong, the check that found it, and the slide, page or ticket it is on."""
    where = whereabouts(finding.location)
    return (one_line(finding.explanation), (f" [{finding.check}]", "dim"), f" ({where})" if where else "")


def _write_quotation(page: _Page, document: Document, finding: Finding) -> None:
    """Write the draft's lines with the exact words underlined."""
    start, end = finding.location.start, finding.location.end
    lines = excerpts(document.text, start, end, width=page.width - len(_MARGIN))
    for line in lines:
        _write_excerpt(page, line, finding.severity)
    more = document.text[start:end].count("\n") + 1 - len(lines)
    if lines and more > 0 and len(lines) > 1:
        page.line(_MARGIN, (f"… and {more} more lines", "dim"))


def _write_excerpt(page: _Page, line: Excerpt, severity: Severity) -> None:
    """Write one line of a draft, its quoted words wavy, or pointed at where that can't be."""
    if page.curly:
        page.raw(f"{_MARGIN}{line.before}{_CURLS[severity]}{line.marked}\x1b[0m{line.after}")
        return
    page.line(f"{_MARGIN}{''.join(line)}")
    carets = "^" * max(cell_len(line.marked), 1)
    page.line(_MARGIN + " " * cell_len(line.before), (carets, _STYLES[severity]))


def _write_coverage(page: _Page, report: Report) -> None:
    """Write what was read, and what was not, part by part."""
    page.line((coverage_in_words(report), "dim"))
    for part in not_read_in_words(report.coverage.not_read):
        page.paragraph(("Not read: ", "yellow"), part)
    for lost in report.unjudged:
        page.paragraph(("Not judged: ", "yellow"), one_line(lost.text))


def _documents_table(summaries: Sequence[Summary]) -> Table:
    """Return the table of documents, the one to look at first, first."""
    table = Table(
        title="Documents, the worst first", title_justify="left", title_style="bold", box=SIMPLE_HEAD
    )
    for heading in ("Document", "Verdict", "Score", "Errors", "Warnings", "Leads with"):
        figures = heading in ("Score", "Errors", "Warnings")
        table.add_column(heading, justify="right" if figures else "left", overflow="fold")
    for summary in most_urgent_first(summaries):
        table.add_row(*_document_cells(summary))
    return table


def _document_cells(summary: Summary) -> list[Text]:
    """Return the cells of one document's row."""
    counts = summary.tally
    source = Text(label(summary.source))
    verdict = Text("Not read" if summary.unread else VERDICTS[summary.verdict])
    verdict.stylize(_VERDICT_STYLES[summary.verdict])
    figures = ("–",) * 3 if summary.unread else (summary.score, counts.errors, counts.warnings)
    lead = "" if summary.unread else summary.lead or "no clear message"
    return [source, verdict, *(Text(str(figure)) for figure in figures), Text(lead)]


def _teams_table(teams: TeamTable) -> Table:
    """Return the table of teams and what their documents lead with."""
    title = "What each team leads with, of the documents that were read"
    table = Table(title=title, title_justify="left", title_style="bold", box=SIMPLE_HEAD)
    table.add_column("Team")
    for message, role in zip(teams.messages, teams.roles, strict=True):
        mark = " (your lead)" if role is Role.LEAD else ""
        table.add_column(Text(f"{message or 'no clear message'}{mark}"), justify="right")
    for row in teams.rows:
        table.add_row(*_team_cells(row))
    return table


def _team_cells(row: TeamRow) -> list[Text]:
    """Return the cells of one team's row."""
    left_out = f" ({row.unread} not read)" if row.unread else ""
    counts = (f"{count} of {row.documents}" if count else "–" for count in row.counts)
    return [Text(f"{row.team or 'no team'}{left_out}"), *map(Text, counts)]
