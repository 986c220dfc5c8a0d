"""Findings in the JSON of Vale, so that every editor plug-in made for Vale shows them.

A map from path to alerts. Columns count code points from 1, and the end of a span is its last
column, as in Vale. An alert is about one line: words that run on are given up to their line's end,
without a replacement that would fit only the whole. What an imported rule of Vale's found is the alert that
Vale gives: under the rule's own name, with its message, link and action. Accepted findings are left out. The
map needs each path once, so the alerts are kept until the last document; the drafts are not.
"""

import json
from collections.abc import Iterable, Iterator, Mapping
from typing import TypedDict

from checker.domain import BrandKit, Checked, Finding, NotRead, Pattern, Report
from checker.patterns import remedy_of
from checker.presentation.neutral import encodable, one_line
from checker.presentation.ranking import standing, unread
from checker.presentation.wording import check_name, not_read_in_words, whereabouts

FORMAT = "vale"
SUFFIX = ".json"


class Action(TypedDict):
    """What an editor can do about an alert."""

    Name: str
    Params: list[str] | None


class Alert(TypedDict):
    """One alert, with the very keys that Vale writes."""

    Action: Action
    Span: tuple[int, int]
    Check: str
    Description: str
    Link: str
    Message: str
    Severity: str
    Match: str
    Line: int


def render(checked: Iterable[Checked], *, kit: BrandKit) -> Iterator[str]:
    """Yield the map, a path a piece."""
    patterns = {guideline.id: guideline.pattern for guideline in kit.guidelines if guideline.pattern}
    alerts: dict[str, list[Alert]] = {}
    for _, report in checked:
        found = _alerts(report, patterns)
        if found:
            alerts.setdefault(report.document.source, []).extend(found)
    opening = "{\n"
    for path, found in alerts.items():
        written = json.dumps(found, indent=2, ensure_ascii=False).replace("\n", "\n  ")
        yield opening + encodable(f"  {json.dumps(path, ensure_ascii=False)}: {written}")
        opening = ",\n"
    yield "\n}\n" if alerts else "{}\n"


def _alerts(report: Report, patterns: Mapping[str, Pattern]) -> list[Alert]:
    """Return the alerts of one document in order of place."""
    if unread(report):
        return [_not_read(report.coverage.not_read)]
    found = [_told(finding, patterns.get(finding.guideline)) for finding in standing(report.findings)]
    return sorted(found, key=lambda alert: (alert["Line"], alert["Span"]))


def _told(finding: Finding, pattern: Pattern | None) -> Alert:
    """Return *finding* as an alert, as Vale's own where a *pattern* found it."""
    if pattern is None:
        return _alert(finding)
    location, remedy = finding.location, remedy_of(pattern, finding.quote, finding.suggestion)
    return Alert(
        Action=Action(Name=remedy.name, Params=list(remedy.params) or None),
        Span=(location.column, location.column + max(len(finding.quote), 1) - 1),
        Check=finding.guideline,
        Description=pattern.description,
        Link=pattern.link,
        Message=one_line(finding.explanation),
        Severity=finding.severity.value,
        Match=finding.quote,
        Line=location.line,
    )


def _alert(finding: Finding) -> Alert:
    """Return one *finding* as an alert."""
    location, match = finding.location, finding.quote.split("\n")[0]
    where = whereabouts(location)
    message = f"{one_line(finding.explanation)} ({where})" if where else one_line(finding.explanation)
    return Alert(
        Action=_action(finding),
        Span=(location.column, location.column + max(len(match), 1) - 1),
        Check=f"Brandcheck.{finding.check}",
        Description=one_line(f"{finding.guideline}: {finding.guideline_quote}"),
        Link="",
        Message=f"{check_name(finding.check)}: {message}",
        Severity=finding.severity.value,
        Match=match,
        Line=location.line,
    )


def _action(finding: Finding) -> Action:
    """Return how an editor puts a *finding* right: replace or remove words on one line, or nothing."""
    if finding.suggestion is None or not finding.quote or "\n" in finding.quote:
        return Action(Name="", Params=None)
    if finding.suggestion == "":
        return Action(Name="remove", Params=None)
    return Action(Name="replace", Params=[finding.suggestion])


def _not_read(parts: tuple[NotRead, ...]) -> Alert:
    """Return the alert that stands for a file that could not be read."""
    return Alert(
        Action=Action(Name="", Params=None),
        Span=(1, 1),
        Check="Brandcheck.not-read",
        Description="",
        Link="",
        Message=f"Not read: {'; '.join(not_read_in_words(parts))}",
        Severity="error",
        Match="",
        Line=1,
    )
