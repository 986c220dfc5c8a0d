"""Reports as SARIF 2.1.0, which GitHub code scanning and many viewers read.

A rule is a guideline. Lines and columns count code points, in the file where its text was read as
it is, else in the text that was read; slides, pages and tickets are logical locations. A *fix* is
offered only where the file's own text was read, because applied to a deck it would damage it;
elsewhere the suggestion is among the result's properties. A document that was not read, or not
judged whole, is a notification, and makes `executionSuccessful` false.
"""

import json
from collections.abc import Iterable, Iterator
from pathlib import PurePosixPath, PureWindowsPath
from urllib.parse import quote

from checker import __version__
from checker.domain import (
    HOUSE,
    BrandKit,
    Checked,
    DocumentFacts,
    Finding,
    Guideline,
    Kind,
    Report,
    Severity,
    Verdict,
)
from checker.presentation.neutral import encodable, one_line
from checker.presentation.ranking import unread
from checker.presentation.wording import check_name, headline, not_read_in_words, quoted, whereabouts

FORMAT = "sarif"
SUFFIX = ".sarif"

_SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
_LEVELS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.SUGGESTION: "note"}
_PROBLEMS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.SUGGESTION: "recommendation"}
_PRECISION = {
    Kind.MESSAGE: "medium",
    Kind.FACT: "medium",
    Kind.CLAIM: "high",
    Kind.TERM: "high",
    Kind.VOICE: "medium",
    Kind.REQUIRED: "high",
}
"""How often a finding is right, by which GitHub orders results: `high` from 0.9 on, held-back everyday drafts
(`evals/SCORECARD.md`)."""
_TEXT_READ_AS_IT_IS = ("markdown", "text")
"""Formats whose lines and columns are the file's own, so that a fix can be applied to the file."""
_LONGEST = 1000
"""Characters of a rule's text; GitHub takes 1,024."""
_NOTIFICATIONS = {
    "not-read": "The document could not be read.",
    "part-not-read": "A part of the document was not read.",
    "not-judged": "A passage was not judged.",
    "incomplete": "The document was not checked whole.",
}
_Object = dict[str, object]


def render(checked: Iterable[Checked], *, kit: BrandKit) -> Iterator[str]:
    """Yield the log: the rules, each document's results as it comes, then what was not read."""
    rules = {guideline.id: i for i, guideline in enumerate((*kit.guidelines, HOUSE))}
    artifacts: dict[str, _Object] = {}
    notifications: list[_Object] = []
    complete = True
    yield f'{{\n  "$schema": "{_SCHEMA}",\n  "version": "2.1.0",\n  "runs": [\n    {{\n'
    yield f'      "tool": {_written(_tool(kit))},\n      "columnKind": "unicodeCodePoints",\n'
    opening = '      "results": ['
    for _, report in checked:
        complete = complete and report.verdict is not Verdict.INCOMPLETE
        artifacts.setdefault(_uri(report.document.source), _artifact(report.document))
        notifications += _notifications(report, kit)
        for finding in report.findings:
            yield f"{opening}\n        {_written(_result(finding, report.document, rules), depth=4)}"
            opening = ","
    yield "\n      ],\n" if opening == "," else f"{opening}],\n"
    invocation = {"executionSuccessful": complete, "toolExecutionNotifications": notifications}
    yield f'      "artifacts": {_written(list(artifacts.values()))},\n'
    yield f'      "invocations": {_written([invocation])}\n    }}\n  ]\n}}\n'


def _written(value: object, *, depth: int = 3) -> str:
    """Return *value* as JSON, indented for its place in the log."""
    written = json.dumps(value, indent=2, ensure_ascii=False)
    return encodable(written.replace("\n", "\n" + "  " * depth))


def _tool(kit: BrandKit) -> _Object:
    """Return what made the log, with the kit's guidelines and the house's as its rules."""
    notices = [{"id": name, "shortDescription": _message(text)} for name, text in _NOTIFICATIONS.items()]
    driver: _Object = {
        "name": "Brandcheck",
        "semanticVersion": __version__,
        "rules": [_rule(guideline) for guideline in (*kit.guidelines, HOUSE)],
        "notifications": notices,
        "properties": {"brand": kit.brand, "kitVersion": kit.version, "kitDigest": kit.digest},
    }
    return {"driver": driver}


def _rule(guideline: Guideline) -> _Object:
    """Return a *guideline* as a rule."""
    more = {"Owner": guideline.owner, "Expires": guideline.expires, "Proof": guideline.proof}
    lines = [guideline.text, *(f"{name}: {value}" for name, value in more.items() if value)]
    rule: _Object = {
        "id": guideline.id,
        "shortDescription": _message(_short(one_line(guideline.text))),
        "fullDescription": _message(_short(guideline.text)),
        "help": _message("\n".join(lines)),
    }
    about: _Object = {"kind": guideline.kind.value, "tags": ["brand", guideline.kind.value]}
    about["precision"] = _PRECISION[guideline.kind]
    if guideline.severity:
        rule["defaultConfiguration"] = {"level": _LEVELS[guideline.severity]}
        about["problem.severity"] = _PROBLEMS[guideline.severity]
    return rule | {"properties": about}


def _result(finding: Finding, document: DocumentFacts, rules: dict[str, int]) -> _Object:
    """Return one *finding*."""
    where = whereabouts(finding.location)
    what = f"{check_name(finding.check)}: {finding.explanation}" + (f" ({where})" if where else "")
    result: _Object = {"ruleId": finding.guideline, "level": _LEVELS[finding.severity]}
    if finding.guideline in rules:
        result["ruleIndex"] = rules[finding.guideline]
    waiver = {"kind": "external", "status": "accepted", "justification": finding.waived_by}
    return result | {
        "message": _message(f"{what}\nGuideline {finding.guideline}: {quoted(finding.guideline_quote)}"),
        "locations": [_location(finding, document)],
        "partialFingerprints": {"primaryLocationLineHash": f"{finding.id}:1", "finding/v1": finding.id},
        "suppressions": [waiver] if finding.waived_by is not None else [],
        "rank": round(100 * finding.confidence, 1),
        **_fixes(finding, document),
        "properties": _properties(finding),
    }


def _location(finding: Finding, document: DocumentFacts) -> _Object:
    """Return where a *finding* is: in the file, and on its slide, page or ticket."""
    physical = {"artifactLocation": {"uri": _uri(document.source)}, "region": _region(finding)}
    place = finding.location
    parts = {"slide": place.slide, "page": place.page, "ticket": place.ticket, "paragraph": place.paragraph}
    named = [(kind, f"{kind} {value}") for kind, value in parts.items() if value]
    named += [("field", f"field {place.field}")] if place.name else []
    if not named:
        return {"physicalLocation": physical}
    path = "/".join(name for _, name in named)
    logical = {"name": named[0][1], "fullyQualifiedName": path, "kind": named[0][0]}
    return {"physicalLocation": physical, "logicalLocations": [logical]}


def _region(finding: Finding, *, snippet: bool = True) -> _Object:
    """Return the lines and columns of a *finding*, the end column just behind its last character."""
    lines, place = finding.quote.split("\n"), finding.location
    region: _Object = {
        "startLine": place.line,
        "startColumn": place.column,
        "endLine": place.line + len(lines) - 1,
        "endColumn": len(lines[-1]) + (place.column if len(lines) == 1 else 1),
    }
    return region | ({"snippet": {"text": finding.quote}} if snippet and finding.quote else {})


def _fixes(finding: Finding, document: DocumentFacts) -> _Object:
    """Return the replacement that can be applied to the file, where there is one."""
    applicable = document.format in _TEXT_READ_AS_IT_IS and finding.quote
    if finding.suggestion is None or not applicable:
        return {}
    inserted = {"insertedContent": {"text": finding.suggestion}} if finding.suggestion else {}
    replacement = {"deletedRegion": _region(finding, snippet=False)} | inserted
    change = {"artifactLocation": {"uri": _uri(document.source)}, "replacements": [replacement]}
    words = f"Write “{finding.suggestion}”" if finding.suggestion else "Leave these words out"
    return {"fixes": [{"description": _message(words), "artifactChanges": [change]}]}


def _properties(finding: Finding) -> _Object:
    """Return what SARIF has no place of its own for."""
    known: _Object = {"check": finding.check, "confidence": finding.confidence, "origin": finding.origin}
    known |= {"needsReview": True} if finding.needs_review else {}
    known |= {"hidden": True} if finding.location.hidden else {}
    return known | ({"suggestion": finding.suggestion} if finding.suggestion is not None else {})


def _artifact(document: DocumentFacts) -> _Object:
    """Return a document as an artifact."""
    properties = {"format": document.format, "team": document.team, "channel": document.channel}
    hashes = {"hashes": {"sha-256": document.digest}} if document.digest else {}
    return {
        "location": {"uri": _uri(document.source)},
        "roles": ["analysisTarget"],
        **hashes,
        "properties": {name: value for name, value in properties.items() if value},
    }


def _notifications(report: Report, kit: BrandKit) -> Iterator[_Object]:
    """Yield a notification for each part that was not read or judged."""
    source = report.document.source
    lost = unread(report)
    if report.verdict is Verdict.INCOMPLETE:
        yield _notification(
            "not-read" if lost else "incomplete", "error", headline(report, kit), source=source
        )
    for part in not_read_in_words(report.coverage.not_read):
        yield _notification("part-not-read", "warning", f"Not read: {part}", source=source)
    for unjudged in report.unjudged:
        yield _notification("not-judged", "warning", f"Not judged: {one_line(unjudged.text)}", source=source)


def _notification(name: str, level: str, text: str, *, source: str) -> _Object:
    """Return one notification about the document at *source*."""
    return {
        "descriptor": {"id": name, "index": list(_NOTIFICATIONS).index(name)},
        "level": level,
        "message": _message(text),
        "locations": [{"physicalLocation": {"artifactLocation": {"uri": _uri(source)}}}],
    }


def _message(text: str) -> _Object:
    """Return *text* as a message: braces doubled (§3.11.5), and no link made of a draft's words (§3.11.6)."""
    escaped = text.replace("{", "{{").replace("}", "}}").replace("](", "] (")
    return {"text": escaped or "–"}


def _short(text: str) -> str:
    """Return *text* within what GitHub takes."""
    return text if len(text) <= _LONGEST else text[: _LONGEST - 1] + "…"


def _uri(source: str) -> str:
    """Return *source* as a URI reference: a relative path stays relative."""
    if PureWindowsPath(source).drive and PureWindowsPath(source).is_absolute():
        return PureWindowsPath(source).as_uri()
    if PurePosixPath(source).is_absolute():
        return "file://" + quote(source.encode("utf-8", "surrogatepass"))
    return quote(source.encode("utf-8", "surrogatepass"), safe="/")
