"""Findings as reviewdog's diagnostics, which rdjson has in one object and rdjsonl a line each.

Columns count bytes of UTF-8 from 1, and a range ends behind its last byte, as reviewdog counts. A suggestion
is offered only where the file's own text was read, because it is applied to the file; elsewhere the message
has it. Accepted findings are left out. Source: `proto/rdf` of reviewdog.
"""

from collections.abc import Iterator

from checker.domain import Document, Finding, Report, Severity
from checker.presentation.neutral import one_line
from checker.presentation.ranking import standing, unread
from checker.presentation.wording import check_name, not_read_in_words, quoted, whereabouts

_LEVELS = {Severity.ERROR: "ERROR", Severity.WARNING: "WARNING", Severity.SUGGESTION: "INFO"}
_TEXT_READ_AS_IT_IS = ("markdown", "text")
"""Formats whose lines and columns are the file's own."""
Diagnostic = dict[str, object]


def diagnostics(document: Document, report: Report) -> Iterator[Diagnostic]:
    """Yield what there is to say of one document, in order of place."""
    if unread(report):
        reason = "; ".join(not_read_in_words(report.coverage.not_read))
        where = {"path": report.document.source}
        yield {"message": f"Not read: {reason}", "location": where, "severity": "ERROR"}
        return
    for finding in sorted(standing(report.findings), key=lambda found: found.location.start):
        yield _diagnostic(finding, document, report.document.source)


def _diagnostic(finding: Finding, document: Document, source: str) -> Diagnostic:
    """Return one *finding*."""
    found: Diagnostic = {
        "message": _message(finding, document),
        "location": {"path": source, "range": _range(finding, document)},
        "severity": _LEVELS[finding.severity],
        "code": {"value": finding.guideline},
    }
    if finding.suggestion is None or not finding.quote or document.format not in _TEXT_READ_AS_IT_IS:
        return found
    return found | {"suggestions": [{"range": _range(finding, document), "text": finding.suggestion}]}


def _message(finding: Finding, document: Document) -> str:
    """Return what is wrong, the guideline's words, and what to write where that can't be applied."""
    where = whereabouts(finding.location)
    what = f"{check_name(finding.check)}{f', {where}' if where else ''}: {one_line(finding.explanation)}"
    lines = [what, f"{finding.guideline}: {quoted(one_line(finding.guideline_quote))}"]
    if finding.suggestion and document.format not in _TEXT_READ_AS_IT_IS:
        lines.append(f"Suggestion: {one_line(finding.suggestion)}")
    return "\n".join(lines)


def _range(finding: Finding, document: Document) -> Diagnostic:
    """Return where a *finding* is, in lines and bytes from 1."""
    location, lines = finding.location, finding.quote.split("\n")
    before = document.text[max(0, location.start - location.column + 1) : location.start]
    first = _bytes(before) + 1
    last = _bytes(lines[-1]) + (first if len(lines) == 1 else 1)
    return {
        "start": {"line": location.line, "column": first},
        "end": {"line": location.line + len(lines) - 1, "column": last},
    }


def _bytes(text: str) -> int:
    return len(text.encode("utf-8", "surrogatepass"))
