"""Findings as GitLab's code quality report, which a merge request shows beside the changed lines.

It is Code Climate's JSON as far as GitLab reads it: a list of issues, each with a description, the name of
its check, a fingerprint, a severity and a line of a path relative to the repository. GitLab shows an issue
once for each fingerprint, so those that look alike in one document are told apart by their number. Accepted
findings are left out; those that need a person are `info`. Source: GitLab's documentation of the format.
"""

import hashlib
import json
import posixpath
from collections import Counter
from collections.abc import Iterable, Iterator

from checker.domain import BrandKit, Checked, Finding, Report, Severity
from checker.presentation.neutral import encodable, one_line
from checker.presentation.ranking import standing, unread
from checker.presentation.wording import check_name, not_read_in_words, quoted, whereabouts

FORMAT = "gitlab"
SUFFIX = ".json"

_LEVELS = {Severity.ERROR: "critical", Severity.WARNING: "major", Severity.SUGGESTION: "minor"}
_UNREAD = "blocker"
"""How much it matters that a document could not be read: nobody knows what is in it."""
_REVIEW = "info"
_Object = dict[str, object]


def render(checked: Iterable[Checked], *, kit: BrandKit) -> Iterator[str]:  # noqa: ARG001 - issues quote it
    """Yield the list, an issue a piece."""
    met: Counter[str] = Counter()
    opening = "["
    for _, report in checked:
        for issue in _issues(report, met):
            yield encodable(f"{opening}\n  {json.dumps(issue, ensure_ascii=False)}")
            opening = ","
    yield "\n]\n" if opening == "," else "[]\n"


def _issues(report: Report, met: Counter[str]) -> Iterator[_Object]:
    """Yield what there is to say of one document, in order of place."""
    source = report.document.source
    if unread(report):
        reason = "; ".join(not_read_in_words(report.coverage.not_read))
        yield _issue(f"Not read: {reason}", "not-read", source, _once("not-read", source, met)) | {
            "severity": _UNREAD
        }
        return
    for finding in sorted(standing(report.findings), key=lambda found: found.location.start):
        name = _once(finding.id, source, met)
        issue = _issue(_said(finding), finding.guideline, source, name, finding.location.line)
        yield issue | {"severity": _REVIEW if finding.needs_review else _LEVELS[finding.severity]}


def _issue(description: str, check: str, source: str, fingerprint: str, line: int = 1) -> _Object:
    return {
        "description": description,
        "check_name": check,
        "fingerprint": fingerprint,
        "location": {"path": posixpath.normpath(source.replace("\\", "/")), "lines": {"begin": line}},
    }


def _said(finding: Finding) -> str:
    """Return a *finding* in one line, with the guideline's words."""
    where = whereabouts(finding.location)
    place = f" ({where})" if where else ""
    quote = f"“{one_line(finding.quote)}” " if finding.quote else ""
    why = f"{check_name(finding.check)}{place}: {quote}{one_line(finding.explanation)}"
    write = f" Write “{one_line(finding.suggestion)}”." if finding.suggestion else ""
    return f"{why}{write} {finding.guideline}: {quoted(one_line(finding.guideline_quote))}"


def _once(name: str, source: str, met: Counter[str]) -> str:
    """Return a fingerprint that no other issue has: of the finding's own, its document and its number."""
    key = f"{source}\0{name}"
    met[key] += 1
    whole = f"{key}\0{met[key]}".encode("utf-8", "backslashreplace")
    return hashlib.sha256(whole).hexdigest()[:32]
