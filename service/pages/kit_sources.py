"""Pages on which a kit is written as a whole: a new one, or all of its YAML."""

from http import HTTPStatus
from typing import Annotated

from fastapi import APIRouter, Form, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response
from pydantic import BaseModel

from checker.errors import InvalidBrandKit
from service.kits.ids import is_id
from service.kits.reading import decoded, faults_of
from service.nouns import Identity, Scope
from service.pages.comparing import rows
from service.pages.kit_views import Frame, frame_of
from service.pages.kits import Number, Reader, kit_page
from service.pages.rendering import page
from service.parts import PartsOf
from service.problems import Fault, Problem
from service.records import Stale
from service.security import allowed

ROUTER = APIRouter(prefix="/kits", include_in_schema=False)

Editor = Annotated[Identity, allowed(Scope.KITS)]
STARTER = """\
# Each guideline has an id, a kind and a text. All else makes it sharper.
brand: Your brand
guidelines:

  - id: lead-message
    kind: message
    role: lead
    text: >-
      What the headline and the first sentence are about.
    examples:
      on_brand:
        - A sentence that says it well.
      off_brand:
        - A sentence that leads with something else.
"""
"""What a new kit begins with."""
LONGEST_NOTE = 2_000
"""Characters of a note."""


class SourceForm(BaseModel):
    """The form of a whole kit, as it is sent."""

    id: str = ""
    source: str = ""
    note: str = ""
    digest: str = ""
    """Of the version that was opened."""


@ROUTER.get("/new")
def new(request: Request, who: Editor) -> HTMLResponse:
    """Show the form of a new kit."""
    return _new(request, who, SourceForm(source=STARTER))


@ROUTER.post("/new")
def create(request: Request, who: Editor, parts: PartsOf, form: Annotated[SourceForm, Form()]) -> Response:
    """Keep a new kit."""
    name = form.id.strip()
    if not is_id(name):
        says = "Give the kit an id of small letters, digits and single hyphens, as “acme-dental”."
        return _new(request, who, form, Fault(at="id", says=says))
    try:
        parts.kits.put(name, _text(form), by=who, expected="", note="Written here")
    except InvalidBrandKit as error:
        return _new(request, who, form, *faults_of(error))
    except Stale:
        says = f"There is a kit “{name}” already. Choose another id."
        return _new(request, who, form, Fault(at="id", says=says))
    except Problem as problem:
        return _new(request, who, form, Fault(at="kit", says=problem.detail))
    return RedirectResponse(f"/kits/{name}", HTTPStatus.SEE_OTHER)


@ROUTER.get("/{kit}/yaml")
def source(request: Request, who: Reader, parts: PartsOf, kit: str, version: Number = None) -> HTMLResponse:
    """Show the whole YAML of a version; the current one may be edited."""
    frame = frame_of(parts, kit, version)
    form = SourceForm(source=frame.version.source, digest=frame.version.digest)
    return _page(request, who, frame, form)


@ROUTER.post("/{kit}/yaml")
def save(
    request: Request, who: Editor, parts: PartsOf, kit: str, form: Annotated[SourceForm, Form()]
) -> Response:
    """Keep the whole kit as it was typed."""
    note = form.note.strip()[:LONGEST_NOTE]
    try:
        parts.kits.put(kit, _text(form), by=who, expected=form.digest, note=note)
    except InvalidBrandKit as error:
        return _page(request, who, frame_of(parts, kit), form, faults=faults_of(error))
    except Stale:
        return _page(request, who, frame_of(parts, kit), form, is_stale=True)
    except Problem as problem:
        fault = Fault(at="kit", says=problem.detail)
        return _page(request, who, frame_of(parts, kit), form, faults=(fault,))
    return RedirectResponse(f"/kits/{kit}?done=edited", HTTPStatus.SEE_OTHER)


def _text(form: SourceForm) -> str:
    """Return the kit that was typed, with plain line ends.

    Raises:
        Problem: 413 if it is too large.
    """
    return decoded(form.source.encode("utf-8", "replace"))


def _new(request: Request, who: Identity, form: SourceForm, *faults: Fault) -> HTMLResponse:
    status = HTTPStatus.UNPROCESSABLE_ENTITY if faults else HTTPStatus.OK
    return page(request, "kits/new.html.jinja", who=who, here="kits", status=status, form=form, faults=faults)


def _page(  # noqa: PLR0913 - what can be the matter with it
    request: Request,
    who: Identity,
    frame: Frame,
    form: SourceForm,
    *,
    faults: tuple[Fault, ...] = (),
    is_stale: bool = False,
) -> HTMLResponse:
    status = HTTPStatus.OK
    if is_stale or faults:
        status = HTTPStatus.CONFLICT if is_stale else HTTPStatus.UNPROCESSABLE_ENTITY
    return kit_page(
        request,
        "kits/yaml.html.jinja",
        frame,
        who=who,
        tab="yaml",
        status=status,
        form=form,
        digest=form.digest if faults else frame.version.digest,
        faults=faults,
        is_stale=is_stale,
        rows=tuple(rows(frame.version.source, _text(form))) if is_stale else (),
    )
