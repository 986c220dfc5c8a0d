"""Pages on which a kit is published, taken back and compared: impact preview, history, two versions."""

from http import HTTPStatus
from typing import Annotated

from fastapi import APIRouter, Form, Query, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response
from pydantic import BaseModel

from service.nouns import Identity, Scope
from service.pages.comparing import rows
from service.pages.kit_views import Frame, differences, frame_of
from service.pages.kits import PATIENCE, Reader, kit_page
from service.pages.rendering import fragment
from service.parts import Parts, PartsOf
from service.problems import Problem
from service.records import Stale
from service.security import allowed

ROUTER = APIRouter(prefix="/kits", include_in_schema=False)

Editor = Annotated[Identity, allowed(Scope.KITS)]
Which = Annotated[int, Query(ge=1)]
LONGEST_NOTE = 2_000
"""Characters of a note."""
VERDICTS = {"pass": "passes", "fail": "fails", "incomplete": "is incomplete"}


class PublishForm(BaseModel):
    """The form that publishes a version or goes back to one."""

    number: int = 0
    digest: str = ""
    """Of the version that was looked at."""
    note: str = ""


@ROUTER.get("/{kit}/publish")
def prepare(request: Request, who: Editor, parts: PartsOf, kit: str) -> HTMLResponse:
    """Show what publishing the draft would change."""
    return _prepare(request, who, parts, frame_of(parts, kit))


@ROUTER.get("/{kit}/impact")
def impact(request: Request, who: Reader, parts: PartsOf, kit: str, version: Which) -> HTMLResponse:  # noqa: ARG001
    """Show the preview, or how far it is, as a part of a page."""
    frame = frame_of(parts, kit, version)
    return fragment(request, "kits/impact.html.jinja", frame=frame, **_impact(parts, frame))


@ROUTER.post("/{kit}/publish")
def publish(
    request: Request, who: Editor, parts: PartsOf, kit: str, form: Annotated[PublishForm, Form()]
) -> Response:
    """Hold drafts against a version from now on, unless it has changed since it was looked at."""
    note = form.note.strip()[:LONGEST_NOTE]
    try:
        parts.kits.publish(kit, form.number, by=who, note=note, expected=form.digest)
    except Stale:
        return _prepare(request, who, parts, frame_of(parts, kit), is_stale=True)
    return RedirectResponse(f"/kits/{kit}?done=published", HTTPStatus.SEE_OTHER)


@ROUTER.get("/{kit}/history")
def history(request: Request, who: Reader, parts: PartsOf, kit: str) -> HTMLResponse:
    """Show all versions."""
    frame, versions = frame_of(parts, kit), parts.kits.versions(kit)
    return kit_page(request, "kits/history.html.jinja", frame, who=who, tab="history", versions=versions)


@ROUTER.get("/{kit}/diff")
def diff(  # noqa: PLR0913, PLR0917 - what an address says
    request: Request,
    who: Reader,
    parts: PartsOf,
    kit: str,
    old: Annotated[int, Query(alias="from", ge=1)],
    new: Annotated[int, Query(alias="to", ge=1)],
) -> HTMLResponse:
    """Compare two versions, line by line."""
    before, frame = parts.kits.version(kit, old), frame_of(parts, kit, new)
    return kit_page(
        request,
        "kits/diff.html.jinja",
        frame,
        who=who,
        tab="history",
        before=before,
        differ=differences(parts.kits.read(before.source), frame.brand),
        rows=tuple(rows(before.source, frame.version.source)),
    )


@ROUTER.post("/{kit}/roll-back")
def roll_back(who: Editor, parts: PartsOf, kit: str, form: Annotated[PublishForm, Form()]) -> Response:
    """Hold drafts against a version that was published before."""
    parts.kits.roll_back(kit, form.number, by=who, note=form.note.strip()[:LONGEST_NOTE])
    return RedirectResponse(f"/kits/{kit}?version={form.number}&done=rolled-back", HTTPStatus.SEE_OTHER)


@ROUTER.post("/{kit}/discard")
def discard(who: Editor, parts: PartsOf, kit: str, form: Annotated[PublishForm, Form()]) -> Response:
    """Delete the draft, unless somebody has changed it since it was looked at."""
    current = parts.kits.current(kit)
    if form.digest != current.digest:
        raise Stale(kit)
    parts.kits.discard(kit, by=who)
    is_left = any(each.id == kit for each in parts.kits.list())
    return RedirectResponse(f"/kits/{kit}?done=discarded" if is_left else "/kits", HTTPStatus.SEE_OTHER)


@ROUTER.post("/{kit}/delete")
def delete(who: Editor, parts: PartsOf, kit: str) -> Response:
    """Delete the kit with all its versions."""
    parts.kits.delete(kit, by=who)
    return RedirectResponse("/kits", HTTPStatus.SEE_OTHER)


def _prepare(
    request: Request, who: Identity, parts: Parts, frame: Frame, *, is_stale: bool = False
) -> HTMLResponse:
    if frame.kit.draft is None:
        raise Problem(
            HTTPStatus.NOT_FOUND,
            "no-draft",
            f"The kit “{frame.kit.id}” has no draft. Change something first, then publish it.",
        )
    return kit_page(
        request,
        "kits/publish.html.jinja",
        frame,
        who=who,
        tab="guidelines",
        status=HTTPStatus.CONFLICT if is_stale else HTTPStatus.OK,
        problems=parts.kits.lint(frame.version.source),
        is_stale=is_stale,
        **_impact(parts, frame),
    )


def _impact(parts: Parts, frame: Frame) -> dict[str, object]:
    errand = parts.kits.previewing(frame.kit.id, frame.version.number)
    found = errand.result() if errand.is_done(PATIENCE) else None
    return {"errand": errand, "impact": found, "verdicts": VERDICTS}
