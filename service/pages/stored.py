"""The report page: one check, as it was kept; its progress while it runs, its renderings as files."""

import datetime
from collections.abc import AsyncIterator
from http import HTTPStatus
from pathlib import PurePath
from typing import Annotated
from urllib.parse import quote

from fastapi import APIRouter, Request, Response
from fastapi.responses import HTMLResponse, StreamingResponse

from checker.annotators import ANNOTATORS
from checker.domain import BrandKit
from checker.presentation.wording import findings_in_words
from checker.reporters import REPORTERS, load
from service.nouns import Check, Identity, Scope, State
from service.pages.deciding import Decide, waived_here
from service.pages.rendering import page
from service.pages.views import brand_kit, view
from service.parts import Parts, PartsOf
from service.problems import Problem, not_found
from service.security import allowed, csrf_token

ROUTER = APIRouter(include_in_schema=False)
DOWNLOADS = {
    "html": "A page to send on (HTML)",
    "csv": "A table of the findings (CSV)",
    "json": "All of it (JSON)",
    "sarif": "For code review tools (SARIF)",
    "junit": "For build servers (JUnit)",
}
"""What can be downloaded, in words."""
SAID = {
    "wrong": "Thank you: noted as wrong, with your reason.",
    "waived": "Accepted. It no longer counts, and is listed under Settings.",
}
"""What is said above the page once somebody has said something against a finding."""
NEVER_A_PAGE = "application/octet-stream"
"""The media type of drafts, which are not to be opened as pages."""
EDITABLE = frozenset({"text", "markdown"})
"""Formats whose text can be edited as it is."""

May = Annotated[Identity, allowed(Scope.READ)]


@ROUTER.get("/reports/{check_id}")
def report_page(request: Request, parts: PartsOf, who: May, check_id: str) -> HTMLResponse:
    """Show what was found out, how far the check is, or why it failed."""
    check = _check(parts, check_id)
    checked = parts.records.checks.checked(check_id)
    if checked is None:
        return _bare(request, parts, who, check)
    kit = _kit(parts, check)
    known = waived_here(parts, checked, kit=check.kit, document=check.document)
    return page(
        request,
        "report/report.html.jinja",
        who=who,
        here="reports",
        check=check,
        said=SAID.get(request.query_params.get("said", ""), ""),
        v=view(known, kit),
        brand=kit.brand,
        decide=_decide(request, who, check),
        versions=_others(parts, check),
        noted=_noted(parts, check),
        downloads=DOWNLOADS.items(),
        is_annotated=check.is_kept and checked.document.format in ANNOTATORS,
        is_editable=checked.document.format in EDITABLE,
    )


@ROUTER.get("/reports/{check_id}/events")
def report_events(parts: PartsOf, who: May, check_id: str) -> StreamingResponse:  # noqa: ARG001 - who is asked for its scope
    """Send how far a check is, as server-sent events, until it is done."""
    _check(parts, check_id)
    headers = {"Cache-Control": "no-store", "X-Accel-Buffering": "no"}
    return StreamingResponse(_events(parts, check_id), media_type="text/event-stream", headers=headers)


@ROUTER.get("/reports/{check_id}/as/{name}")
def report_file(parts: PartsOf, who: May, check_id: str, name: str) -> StreamingResponse:  # noqa: ARG001 - as above
    """Send the report in another format, to be saved."""
    check = _check(parts, check_id)
    checked = parts.records.checks.checked(check_id)
    if checked is None or name not in DOWNLOADS.keys() & REPORTERS.keys():
        raise not_found("file of this report", name)
    reporter = load(name)
    known = waived_here(parts, checked, kit=check.kit, document=check.document)
    pieces = (piece.encode("utf-8", "replace") for piece in reporter.render([known], kit=_kit(parts, check)))
    return StreamingResponse(
        pieces, media_type=NEVER_A_PAGE, headers=_saved_as(f"{_stem(check)}{reporter.SUFFIX}")
    )


@ROUTER.get("/reports/{check_id}/draft")
def draft_file(parts: PartsOf, who: May, check_id: str) -> Response:  # noqa: ARG001 - as above
    """Send the draft's bytes as they came, to be saved and never opened as a page."""
    _check(parts, check_id)
    draft = parts.records.checks.draft(check_id)
    if draft is None:
        raise Problem(HTTPStatus.GONE, "draft-deleted", "The draft is no longer kept; its figures are.")
    name = draft.name if "." in draft.name else f"{draft.name}.txt"
    return Response(draft.content, media_type=NEVER_A_PAGE, headers=_saved_as(name))


@ROUTER.get("/reports/{check_id}/annotated")
def annotated_file(parts: PartsOf, who: May, check_id: str) -> Response:  # noqa: ARG001 - as above
    """Send the draft with comments or notes where something was found."""
    copy = parts.copies.of(_check(parts, check_id))
    path = PurePath(copy.name)
    headers = _saved_as(f"{path.stem}.annotated{path.suffix}")
    return Response(copy.content, media_type=NEVER_A_PAGE, headers=headers)


def _bare(request: Request, parts: Parts, who: Identity, check: Check) -> HTMLResponse:
    """Return the page of a check without its text: it runs, it failed, or only figures are left."""
    report = parts.records.checks.report(check.id) if check.state is State.DONE else None
    return page(
        request,
        "report/bare.html.jinja",
        who=who,
        here="reports",
        check=check,
        report=report,
        sentence=findings_in_words(report) if report else "",
    )


async def _events(parts: Parts, check_id: str) -> AsyncIterator[str]:
    async for name, data in parts.checks.events(check_id):
        lines = "".join(f"data: {line}\n" for line in data.split("\n"))
        yield f"event: {name}\n{lines}\n"


def _check(parts: Parts, check_id: str) -> Check:
    check = parts.records.checks.get(check_id)
    if check is None:
        raise not_found("report", check_id)
    return check


def _kit(parts: Parts, check: Check) -> BrandKit:
    """Return the kit that a check was made against; an empty one where it was deleted."""
    version = parts.records.kits.version(check.kit, check.kit_version)
    return brand_kit(version.source) if version else BrandKit(brand=check.kit, guidelines=())


def _decide(request: Request, who: Identity, check: Check) -> Decide | None:
    """Return what *who* may say against the findings of a finished check; none where they may not."""
    if check.state is not State.DONE or Scope.CHECK not in who.scopes:
        return None
    return Decide(
        owner=who.name,
        may_waive=Scope.KITS in who.scopes,
        today=datetime.datetime.now(datetime.UTC).date(),
        csrf=csrf_token(request),
        address=f"/reports/{check.id}/findings",
    )


def _noted(parts: Parts, check: Check) -> dict[str, str]:
    """Return what was said against findings, by the findings' ids."""
    said = parts.records.feedback.of_check(check.id)
    return {
        one.finding: f"{one.by} says it is {one.verdict}: {one.reason}"
        for one in said
        if one.verdict == "wrong"
    }


def _others(parts: Parts, check: Check) -> tuple[Check, ...]:
    """Return the other versions of a check's document that can be compared, newest first."""
    return tuple(
        one
        for one in parts.records.checks.versions(check.document)
        if one.id != check.id and one.state is State.DONE
    )


def _stem(check: Check) -> str:
    return (check.title or check.source).replace("/", " ").strip() or "report"


def _saved_as(name: str) -> dict[str, str]:
    """Return the headers by which a browser saves an answer under *name* (RFC 6266), and no more."""
    return {
        "Content-Disposition": f"attachment; filename*=UTF-8''{quote(name, safe='')}",
        "X-Content-Type-Options": "nosniff",
    }
