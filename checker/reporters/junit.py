"""Reports as JUnit XML: one test case for each document and guideline, so that passes show too.

A test suite is a document. Its first test case says whether the document was read and judged
whole; the others are the guidelines that were held against it. A finding that somebody accepted
counts as skipped. No times are given: they would make two runs differ.
"""

from collections.abc import Iterable, Iterator
from html import escape
from typing import Literal, NamedTuple

from checker.domain import BrandKit, Checked, Finding, Report, Verdict
from checker.presentation.neutral import neutral, one_line
from checker.presentation.ranking import waived, worst_first
from checker.presentation.wording import check_name, counted, coverage_in_words, headline, not_read_in_words

FORMAT = "junit"
SUFFIX = ".xml"

_READING = "document is read and judged whole"
"""The name of the first test case."""

_SKIPPED = {"not_applicable": "does not apply here", "not_judged": "was not judged"}
"""Why a guideline has no result."""


class _TestCase(NamedTuple):
    """One test case and how it went."""

    name: str
    outcome: Literal["passed", "failure", "error", "skipped"] = "passed"
    kind: str = ""
    """What failed: a check's name."""
    message: str = ""
    body: str = ""


def render(checked: Iterable[Checked], *, kit: BrandKit) -> Iterator[str]:
    """Yield the XML, a document's test suite a piece."""
    yield '<?xml version="1.0" encoding="UTF-8"?>\n<testsuites name="brandcheck">\n'
    for _, report in checked:
        cases = [_reading(report, kit), *_guidelines(report, kit)]
        yield _suite(report.document.source, cases)
    yield "</testsuites>\n"


def _reading(report: Report, kit: BrandKit) -> _TestCase:
    """Return the test case that fails where not all was read or judged."""
    left_out = "\n".join(not_read_in_words(report.coverage.not_read))
    unjudged = "\n".join(f"not judged: {one_line(part.text)}" for part in report.unjudged)
    body = "\n".join(part for part in (coverage_in_words(report), left_out, unjudged) if part)
    if report.verdict is Verdict.INCOMPLETE:
        return _TestCase(_READING, "error", "incomplete", headline(report, kit), body)
    return _TestCase(_READING, body=body)


def _guidelines(report: Report, kit: BrandKit) -> Iterator[_TestCase]:
    """Yield a test case for each guideline that the report names, in the kit's order."""
    broken = dict.fromkeys(finding.guideline for finding in report.findings)
    known = [guideline.id for guideline in kit.guidelines if guideline.id in report.guidelines]
    for name in dict.fromkeys((*known, *report.guidelines, *broken)):
        findings = [finding for finding in report.findings if finding.guideline == name]
        yield _outcome(name, findings, status=report.guidelines.get(name, "failed"), report=report)


def _outcome(name: str, findings: list[Finding], *, status: str, report: Report) -> _TestCase:
    """Return how one guideline fared: as the report says, which knows what counts."""
    worst = worst_first(findings)
    body = "\n\n".join(_detail(finding, report) for finding in worst)
    if status == "passed" and not waived(findings):
        return _TestCase(name, body=body)
    if worst:
        more = f" (and {counted(len(worst) - 1, 'more finding')})" if len(worst) > 1 else ""
        return _TestCase(name, "failure", worst[0].check, one_line(worst[0].explanation) + more, body)
    if findings:
        return _TestCase(name, "skipped", message="; ".join(map(_waiver, findings)))
    if status in _SKIPPED:
        return _TestCase(name, "skipped", message=_SKIPPED[status])
    return _TestCase(name, "failure", "failed", status)


def _detail(finding: Finding, report: Report) -> str:
    """Return all that is known of a *finding*, line by line."""
    location = finding.location
    place = f"{report.document.source}:{location.line}:{location.column}"
    lines = [
        f"{place}: {finding.severity}: {one_line(finding.explanation)} [{finding.check}]",
        f"{check_name(finding.check)}: “{finding.quote}”" if finding.quote else check_name(finding.check),
        f"Guideline: {finding.guideline_quote}",
        f"Suggestion: {finding.suggestion}" if finding.suggestion else "",
    ]
    return "\n".join(line for line in lines if line)


def _waiver(finding: Finding) -> str:
    """Return who accepted a *finding*."""
    return f"accepted by {finding.waived_by}: {one_line(finding.explanation)}"


def _suite(source: str, cases: list[_TestCase]) -> str:
    """Return one document's test suite."""
    outcomes = [case.outcome for case in cases]
    counts = {
        "name": source,
        "tests": str(len(cases)),
        "failures": str(outcomes.count("failure")),
        "errors": str(outcomes.count("error")),
        "skipped": str(outcomes.count("skipped")),
    }
    written = "".join(_case(case, source=source) for case in cases)
    return f"  <testsuite{_attributes(counts)}>\n{written}  </testsuite>\n"


def _case(case: _TestCase, *, source: str) -> str:
    """Return one test case."""
    opening = f"    <testcase{_attributes({'classname': source, 'name': case.name})}"
    if case.outcome == "passed" and not case.body:
        return f"{opening}/>\n"
    tag = "system-out" if case.outcome == "passed" else case.outcome
    about = {"message": case.message, "type": case.kind}
    attributes = _attributes({name: value for name, value in about.items() if value})
    return f"{opening}>\n      <{tag}{attributes}>{_text(case.body)}</{tag}>\n    </testcase>\n"


def _attributes(values: dict[str, str]) -> str:
    """Return *values* as XML attributes."""
    return "".join(f' {name}="{_text(one_line(value))}"' for name, value in values.items())


def _text(text: str) -> str:
    """Return *text* as XML may hold it."""
    return escape(neutral(text))
