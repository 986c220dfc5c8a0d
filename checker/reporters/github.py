"""Findings as GitHub workflow commands, which GitHub shows beside the changed lines.

GitHub shows ten errors, ten warnings and ten notices a step and drops the rest without a word,
so the worst are written, and a last notice says how many more there are.
"""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from checker.domain import BrandKit, Checked, Finding, Report, Severity
from checker.presentation.neutral import neutral, one_line
from checker.presentation.ranking import badness, standing, unread
from checker.presentation.wording import check_name, counted, not_read_in_words, quoted, whereabouts

FORMAT = "github"
SUFFIX = ".txt"

_LIMITS = {"error": 10, "warning": 10, "notice": 9}
"""What GitHub shows of each level in a step; one notice is kept for the last word."""

_LEVELS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.SUGGESTION: "notice"}


class _Annotation(NamedTuple):
    """One command, sortable: the worst first, then as the documents came."""

    rank: tuple[int, float]
    number: int
    level: str
    command: str


def render(checked: Iterable[Checked], *, kit: BrandKit) -> Iterator[str]:  # noqa: ARG001 - the message quotes it
    """Yield the worst annotations of each level, then one notice on what is not shown."""
    kept: dict[str, list[_Annotation]] = {level: [] for level in _LIMITS}
    met = partly_read = 0
    for _, report in checked:
        partly_read += bool(report.coverage.not_read) and not unread(report)
        for annotation in _annotations(report, first=met):
            met += 1
            kept[annotation.level].append(annotation)
        for level, limit in _LIMITS.items():
            kept[level] = sorted(kept[level])[:limit]
    shown = [annotation.command for level in _LIMITS for annotation in kept[level]]
    yield from shown
    yield from _last_word(more=met - len(shown), partly_read=partly_read)


def _annotations(report: Report, *, first: int) -> Iterator[_Annotation]:
    """Yield what there is to say of one document, numbered from *first*."""
    if unread(report):
        reason = "\n".join(not_read_in_words(report.coverage.not_read))
        properties = {"file": report.document.source, "title": "Not read"}
        yield _Annotation((-1, 0.0), first, "error", _command("error", reason, properties))
        return
    for i, finding in enumerate(sorted(standing(report.findings), key=badness)):
        rank, confidence, *_ = badness(finding)
        level = _LEVELS[finding.severity]
        command = _command(level, _message(finding), _properties(report.document.source, finding))
        yield _Annotation((rank, confidence), first + i, level, command)


def _message(finding: Finding) -> str:
    """Return what is wrong, the guideline's words, and what to write instead."""
    lines = [
        one_line(finding.explanation),
        f"{finding.guideline}: {quoted(one_line(finding.guideline_quote))}",
    ]
    if finding.suggestion:
        lines.append(f"Suggestion: {one_line(finding.suggestion)}")
    return "\n".join(lines)


def _properties(source: str, finding: Finding) -> dict[str, str]:
    """Return where a finding is, as GitHub counts: lines and columns from 1, the end included."""
    location, lines = finding.location, finding.quote.split("\n")
    found = {"file": source, "line": str(location.line), "endLine": str(location.line + len(lines) - 1)}
    if len(lines) == 1 and finding.quote:
        found["col"] = str(location.column)
        found["endColumn"] = str(location.column + len(finding.quote) - 1)
    where = whereabouts(location)
    return found | {"title": f"{check_name(finding.check)}, {where}" if where else check_name(finding.check)}


def _command(level: str, message: str, properties: dict[str, str]) -> str:
    """Return one workflow command, escaped as GitHub's runner reads it."""
    written = ",".join(f"{name}={_escaped_property(value)}" for name, value in properties.items())
    return f"::{level} {written}::{_escaped(message)}\n"


def _escaped(text: str) -> str:
    """Return *text* for the message of a command."""
    return neutral(text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A"))


def _escaped_property(text: str) -> str:
    """Return *text* for a property of a command."""
    return _escaped(text).replace(":", "%3A").replace(",", "%2C")


def _last_word(*, more: int, partly_read: int) -> Iterator[str]:
    """Yield one notice on what the annotations do not show; nothing where they show all."""
    sentences = []
    if more:
        sentences.append(f"{counted(more, 'more finding')}: GitHub shows ten of a kind in a step.")
    if partly_read:
        were = "was" if partly_read == 1 else "were"
        sentences.append(f"{counted(partly_read, 'document')} {were} not read whole.")
    if sentences:
        yield _command("notice", " ".join(sentences) + " The report has all.", {"title": "Brandcheck"})
