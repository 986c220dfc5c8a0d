"""Pages on which a guide becomes a kit: send the guide, then review what was understood beside its words."""

from http import HTTPStatus
from typing import Annotated

from fastapi import APIRouter, Form, Request, UploadFile
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from checker.errors import CheckerError
from service.exchange.texts import file_name
from service.kits.origins import origins, remarks
from service.nouns import Identity, Scope
from service.pages.kit_views import frame_of, shown_of
from service.pages.kits import Number, Reader, kit_page
from service.pages.rendering import page
from service.parts import Parts, PartsOf
from service.problems import Problem
from service.security import allowed

ROUTER = APIRouter(prefix="/kits", include_in_schema=False)

Editor = Annotated[Identity, allowed(Scope.KITS)]


@ROUTER.get("/import")
def choose(request: Request, who: Editor, parts: PartsOf) -> HTMLResponse:
    """Show the form that takes a guide."""
    return _form(request, who, parts)


@ROUTER.post("/import")
def import_guide(  # noqa: PLR0913, PLR0917 - what a form holds
    request: Request,
    who: Editor,
    parts: PartsOf,
    file: UploadFile | None = None,
    name_it: Annotated[str, Form(alias="id")] = "",
    judged: Annotated[bool, Form()] = False,  # noqa: FBT002 - a field of a form
) -> Response:
    """Make the draft of a kit from a guide, and go on to its review."""
    name = file_name(file.filename or "", otherwise="") if file else ""
    content = file.file.read(parts.service.max_upload + 1) if file else b""
    if not name or not content.strip():
        return _form(request, who, parts, "Choose a file that is not empty.", name_it)
    if len(content) > parts.service.max_upload:
        says = f"“{name}” is larger than {parts.service.max_upload:,} bytes. Import it in parts."
        return _form(request, who, parts, says, name_it)
    try:
        made = parts.kits.import_guide(name, content, by=who, kit=name_it.strip(), judged=judged)
    except (Problem, CheckerError) as error:
        return _form(request, who, parts, str(error), name_it)
    return RedirectResponse(f"/kits/{made.kit}/source", HTTPStatus.SEE_OTHER)


@ROUTER.get("/{kit}/source")
def review(request: Request, who: Reader, parts: PartsOf, kit: str, version: Number = None) -> HTMLResponse:
    """Show each guideline of an imported kit beside the words of the guide that it comes from."""
    frame = frame_of(parts, kit, version)
    found = origins(frame.version.source, frame.version.guide)
    problems = parts.kits.lint(frame.version.source)
    pairs = [(shown_of(each, problems), found.get(each.id, ())) for each in frame.brand.guidelines]
    return kit_page(
        request,
        "kits/review.html.jinja",
        frame,
        who=who,
        tab="source",
        pairs=pairs,
        remarks=remarks(frame.version.source),
    )


def _form(request: Request, who: Identity, parts: Parts, wrong: str = "", name: str = "") -> HTMLResponse:
    return page(
        request,
        "kits/import.html.jinja",
        who=who,
        here="kits",
        status=HTTPStatus.UNPROCESSABLE_ENTITY if wrong else HTTPStatus.OK,
        wrong=wrong,
        name=name,
        is_judged=parts.engine.judge_is_set,
        largest=parts.service.max_upload,
    )
