"""What people say against findings: that they are wrong, or right and accepted."""

import datetime
from http import HTTPStatus
from typing import Annotated, Literal

from fastapi import APIRouter, Form
from fastapi.responses import RedirectResponse

from checker.domain import Checked, Finding, Noun, Report, Severity
from checker.gate import decide
from checker.kits.waivers import waive
from checker.scorer import score
from service.jobs.terms import accepted
from service.nouns import Check, Identity, Scope
from service.parts import Parts, PartsOf
from service.problems import Problem, not_found
from service.security import allowed

ROUTER = APIRouter(include_in_schema=False)
QUARTER = datetime.timedelta(days=90)
"""For how long a finding is accepted where nobody says otherwise."""
Reason = Annotated[str, Form(min_length=1, max_length=1000)]


class Decide(Noun):
    """What somebody may say against a finding, and what the forms begin with."""

    owner: str
    may_waive: bool
    today: datetime.date
    may_rewrite: bool = False
    csrf: str = ""
    """The token of the forms; scripts send their own."""
    address: str = ""
    """Where the forms go; empty where scripts find that out."""

    @property
    def until(self) -> datetime.date:
        """Return the last day that the form of a waiver begins with."""
        return self.today + QUARTER


@ROUTER.post("/reports/{check_id}/findings/{finding_id}/wrong")
def wrong(
    parts: PartsOf,
    who: Annotated[Identity, allowed(Scope.CHECK)],
    check_id: str,
    finding_id: str,
    reason: Reason,
) -> RedirectResponse:
    """Keep that somebody takes a finding for wrong, and why."""
    check, finding = _found(parts, check_id, finding_id)
    parts.records.feedback.add(check=check.id, finding=finding.id, verdict="wrong", reason=reason, by=who)
    return _back(check, "wrong")


@ROUTER.post("/reports/{check_id}/findings/{finding_id}/waive")
def accept(  # noqa: PLR0913, PLR0917 - a parameter for each field of the form
    parts: PartsOf,
    who: Annotated[Identity, allowed(Scope.KITS)],
    check_id: str,
    finding_id: str,
    reason: Reason,
    owner: Annotated[str, Form(min_length=1, max_length=200)],
    until: Annotated[datetime.date, Form()],
    where: Annotated[Literal["document", "anywhere"], Form()] = "document",
) -> RedirectResponse:
    """Accept a finding until a day, in its document or wherever its words stand."""
    check, finding = _found(parts, check_id, finding_id)
    if until < datetime.datetime.now(datetime.UTC).date():
        raise Problem(
            HTTPStatus.UNPROCESSABLE_ENTITY, "past-date", f"{until} is past. Choose today or a later day."
        )
    anywhere = where == "anywhere" and bool(finding.quote)
    about = (
        {"guideline": finding.guideline, "quote": finding.quote}
        if anywhere
        else {"finding": finding.id, "document": check.document}
    )
    parts.records.waivers.add(kit=check.kit, owner=owner, reason=reason, expires=until, by=who, **about)
    return _back(check, "waived")


def waived_here(parts: Parts, checked: Checked, *, kit: str, document: str) -> Checked:
    """Return *checked* with the findings marked that somebody accepted, in *document* or anywhere."""
    today = datetime.datetime.now(datetime.UTC).date()
    holding = accepted(parts.records, kit, document, today)
    findings = waive(checked.report.findings, holding, today).findings
    if findings == checked.report.findings:
        return checked
    return Checked(checked.document, _weighed(checked.report, findings))


def _weighed(report: Report, findings: tuple[Finding, ...]) -> Report:
    """Return *report* with other *findings*, and the score and verdict that they give."""
    is_complete = report.coverage.passages > 0 and not report.unjudged
    return report.model_copy(
        update={
            "findings": findings,
            "score": score(findings, words=report.document.words),
            "verdict": decide(findings, fail_on=Severity.ERROR, is_complete=is_complete),
        }
    )


def _found(parts: Parts, check_id: str, finding_id: str) -> tuple[Check, Finding]:
    check, report = parts.records.checks.get(check_id), parts.records.checks.report(check_id)
    if check is None or report is None:
        raise not_found("report", check_id)
    for finding in report.findings:
        if finding.id == finding_id:
            return check, finding
    raise not_found("finding in this report", finding_id)


def _back(check: Check, said: str) -> RedirectResponse:
    return RedirectResponse(f"/reports/{check.id}?said={said}", status_code=HTTPStatus.SEE_OTHER)
