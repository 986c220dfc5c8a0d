"""What is made of a delivery: the drafts that are checked, and the verdict as connectors write it back."""

import datetime
import json
from collections.abc import Sequence

from checker.domain import Finding, Report
from service.exchange.texts import file_name
from service.hooks.protocol import Event, FieldText, Outcome, Remark, Version
from service.nouns import Check, Draft
from service.nouns.checks import Counts
from service.nouns.hooks import Hook
from service.records.hook_receipts import bounded
from service.records.hook_work import Planned

SUFFIX = ".fields.json"
"""By which the reader of fields knows its files."""
UNNAMED = "page"
LONGEST_STEM = 120
"""Characters of a title in the name of a draft."""
LABEL, LABEL_VALUE = 100, 500
"""Characters of a label's name and of what it says."""
REMARKS = 20
"""Findings that are written back at most."""
GONE = "The draft was deleted before it could be checked."


def fields_draft(version: Version) -> bytes:
    """Return *version* as JSON that the reader of fields reads, each field with its path."""
    content = {
        "title": version.title,
        "url": version.url,
        "language": version.locale,
        "fields": [_field(field) for field in version.fields],
    }
    return json.dumps(content, ensure_ascii=False).encode("utf-8", "surrogatepass")


def planned(version: Version, event: Event, hook: Hook) -> Planned:
    """Return the check that is to be made of *version*."""
    document = f"{event.document}:{version.locale}" if version.locale else event.document
    draft = Draft(
        name=_name(version, event),
        content=fields_draft(version),
        kit=hook.kit,
        team=hook.team,
        channel=hook.channel,
        audience=hook.audience,
        labels=_labels(version, hook),
        document=bounded(document),
        judged=hook.judged,
    )
    return Planned(draft, version.locale)


def outcome_of(check: Check, report: Report | None, *, locale: str, address: str) -> Outcome:
    """Return what was found out by *check*, as connectors write it back.

    Args:
        check: it is over.
        report: what it found out; none where it failed.
        locale: of the version that was checked.
        address: where the service's pages are, without a slash at the end.
    """
    return Outcome(
        check=check.id,
        verdict=check.verdict,
        score=check.score,
        counts=check.counts if report else Counts(),
        problem=check.problem,
        url=f"{address}/reports/{check.id}",
        locale=locale,
        at=check.finished or datetime.datetime.now(datetime.UTC),
        remarks=_remarks(report.findings) if report else (),
    )


def _field(field: FieldText) -> dict[str, object]:
    return {
        "path": field.path,
        "name": field.name,
        "kind": field.kind.value,
        "text": field.text,
        "is_title": field.is_title,
    }


def _name(version: Version, event: Event) -> str:
    """Return what the draft is called: its title, or its document's name."""
    stem = file_name(version.title[:LONGEST_STEM] or event.document[-LONGEST_STEM:], otherwise=UNNAMED)
    return f"{stem}{SUFFIX}"


def _labels(version: Version, hook: Hook) -> dict[str, str]:
    """Return what tells the version apart: what the system knows of it, and what the hook says goes first."""
    known = {str(name)[:LABEL]: str(value)[:LABEL_VALUE] for name, value in version.labels.items() if value}
    return known | dict(hook.labels)


def _remarks(findings: Sequence[Finding]) -> tuple[Remark, ...]:
    counted = sorted((one for one in findings if one.blocks), key=lambda one: one.severity.rank)
    return tuple(
        Remark(
            severity=one.severity,
            guideline=one.guideline,
            field=one.location.field or "",
            quote=one.quote,
            says=one.explanation,
            suggestion=one.suggestion or "",
        )
        for one in counted[:REMARKS]
    )
