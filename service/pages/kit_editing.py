"""The form of one guideline: change it, add one, take one out.

Who saves what somebody else has changed meanwhile is told. A change of another guideline is kept beside
theirs; for the same one both are shown, and nothing is overwritten before whoever came second says so.
"""

import hashlib
from http import HTTPStatus
from typing import Annotated, NamedTuple
from urllib.parse import quote

from fastapi import APIRouter, Form, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response
from pydantic import BaseModel

from checker.domain import Guideline
from checker.errors import InputError, InvalidBrandKit
from service.kits.fields import (
    Fields,
    fields_of,
    lines_of,
    names_of,
    paragraphs_of,
    shown_terms,
    terms_of,
)
from service.kits.reading import faults_of
from service.nouns import Identity, Scope
from service.pages.kit_views import NAMES, ROLES, SEVERITIES, Frame, anchor, frame_of, shown_of
from service.pages.kits import kit_page
from service.parts import Parts, PartsOf
from service.problems import Fault, not_found
from service.records import Stale
from service.security import allowed

ROUTER = APIRouter(prefix="/kits", include_in_schema=False)

Editor = Annotated[Identity, allowed(Scope.KITS)]
SEE_OTHER = HTTPStatus.SEE_OTHER
UNFORMED = ("forbids", "figures", "conditions", "elements", "compiled")
"""Fields of a guideline that the form leaves as they are."""


class GuidelineForm(BaseModel):
    """The form of one guideline, as it is sent."""

    id: str = ""
    kind: str = ""
    text: str = ""
    severity: str = ""
    role: str = ""
    applies_to: str = ""
    themes: str = ""
    phrases: str = ""
    allows: str = ""
    terms: str = ""
    on_brand: str = ""
    off_brand: str = ""
    owner: str = ""
    expires: str = ""
    proof: str = ""
    digest: str = ""
    """Of the version that was opened."""
    opened: str = ""
    """Of the guideline as it was opened."""

    def fields(self) -> Fields:
        """Return what the form says."""
        names = ("id", "kind", "severity", "role", "owner", "expires", "proof")
        lists = ("phrases", "allows", "on_brand", "off_brand")
        return Fields(
            **{name: " ".join(getattr(self, name).split()) for name in names},
            **{name: lines_of(getattr(self, name)) for name in lists},
            text=paragraphs_of(self.text),
            applies_to=names_of(self.applies_to),
            themes=names_of(self.themes),
            terms=terms_of(self.terms),
        )


class State(NamedTuple):
    """What the form of a guideline shows."""

    fields: Fields
    original: Guideline | None = None
    """The guideline as it is kept now; none for a new one, or one that somebody has removed."""
    name: str = ""
    """The id under which it was opened; empty for a new one."""
    is_stale: bool = False
    """Whether somebody else has changed or removed it meanwhile."""
    faults: tuple[Fault, ...] = ()


@ROUTER.get("/{kit}/edit")
def edit(request: Request, who: Editor, parts: PartsOf, kit: str, guideline: str) -> HTMLResponse:
    """Show one guideline in a form."""
    frame = frame_of(parts, kit)
    found = _found(frame, guideline)
    if found is None:
        raise not_found("guideline", guideline)
    return _page(request, who, parts, frame, State(fields_of(found), found, guideline))


@ROUTER.post("/{kit}/edit")
def save(  # noqa: PLR0913, PLR0917 - what a request brings
    request: Request,
    who: Editor,
    parts: PartsOf,
    kit: str,
    guideline: str,
    form: Annotated[GuidelineForm, Form()],
) -> Response:
    """Keep one guideline as the form has it."""
    frame, fields = frame_of(parts, kit), form.fields()
    found = _found(frame, guideline)
    if found is None or form.opened != opened(found):
        return _page(request, who, parts, frame, State(fields, found, guideline, is_stale=True))
    try:
        parts.kits.edit_guideline(frame.version, guideline, fields, by=who)
    except Stale:
        return save(request, who, parts, kit, guideline, form)
    except InputError as error:
        return _page(request, who, parts, frame, State(fields, found, guideline, faults=_faults(error)))
    done = "edited" if form.digest == frame.version.digest else "merged"
    return RedirectResponse(f"/kits/{kit}?done={done}#{quote(anchor(fields.id))}", SEE_OTHER)


@ROUTER.get("/{kit}/add")
def add(request: Request, who: Editor, parts: PartsOf, kit: str) -> HTMLResponse:
    """Show the form of a new guideline."""
    return _page(request, who, parts, frame_of(parts, kit), State(Fields(id="", kind="", text="")))


@ROUTER.post("/{kit}/add")
def create(
    request: Request, who: Editor, parts: PartsOf, kit: str, form: Annotated[GuidelineForm, Form()]
) -> Response:
    """Keep a new guideline, below all others."""
    frame, fields = frame_of(parts, kit), form.fields()
    try:
        parts.kits.add_guideline(frame.version, fields, by=who)
    except Stale:
        return create(request, who, parts, kit, form)
    except InputError as error:
        return _page(request, who, parts, frame, State(fields, faults=_faults(error)))
    return RedirectResponse(f"/kits/{kit}?done=added#{quote(anchor(fields.id))}", SEE_OTHER)


@ROUTER.post("/{kit}/remove")
def remove(  # noqa: PLR0913, PLR0917 - what a request brings
    request: Request,
    who: Editor,
    parts: PartsOf,
    kit: str,
    guideline: str,
    form: Annotated[GuidelineForm, Form()],
) -> Response:
    """Take one guideline out, unless somebody has changed it since."""
    frame = frame_of(parts, kit)
    found = _found(frame, guideline)
    if found is not None and form.opened != opened(found):
        return _page(request, who, parts, frame, State(fields_of(found), found, guideline, is_stale=True))
    try:
        parts.kits.remove_guideline(frame.version, guideline, by=who)
    except Stale:
        return remove(request, who, parts, kit, guideline, form)
    except InputError as error:
        fields = fields_of(found) if found else Fields(id=guideline, kind="", text="")
        return _page(request, who, parts, frame, State(fields, found, guideline, faults=_faults(error)))
    return RedirectResponse(f"/kits/{kit}?done=removed", SEE_OTHER)


def opened(guideline: Guideline) -> str:
    """Return the digest of a *guideline*, by which it is seen whether somebody has changed it since."""
    return hashlib.sha256(guideline.model_dump_json().encode()).hexdigest()


def _found(frame: Frame, guideline: str) -> Guideline | None:
    return next((each for each in frame.brand.guidelines if each.id == guideline), None)


def _faults(error: InputError) -> tuple[Fault, ...]:
    """Return what is wrong with what was typed; lines of a file that nobody sees are not told."""
    if isinstance(error, InvalidBrandKit):
        return tuple(fault.model_copy(update={"at": ""}) for fault in faults_of(error))
    return (Fault(at="", says=str(error)),)


def _page(request: Request, who: Identity, parts: Parts, frame: Frame, state: State) -> HTMLResponse:
    problems = parts.kits.lint(frame.version.source)
    original = state.original
    return kit_page(
        request,
        "kits/edit.html.jinja",
        frame,
        who=who,
        tab="guidelines",
        status=_status(state),
        state=state,
        typed=typed(state.fields),
        theirs=shown_of(original, problems) if original else None,
        opened=opened(original) if original else "",
        problems=shown_of(original, problems).problems if original else (),
        unformed=[name for name in UNFORMED if original and getattr(original, name)],
        kinds=NAMES,
        roles=ROLES,
        severities=SEVERITIES,
    )


def _status(state: State) -> int:
    if state.is_stale:
        return HTTPStatus.CONFLICT
    return HTTPStatus.UNPROCESSABLE_ENTITY if state.faults else HTTPStatus.OK


def typed(fields: Fields) -> dict[str, str]:
    """Return what the boxes of a form hold for *fields*: a line for each of several."""
    lists = ("phrases", "allows", "on_brand", "off_brand")
    names = {name: ", ".join(getattr(fields, name)) for name in ("applies_to", "themes")}
    lines = {name: "\n".join(" ".join(text.split()) for text in getattr(fields, name)) for name in lists}
    return {
        **{name: value for name, value in fields if isinstance(value, str)},
        **names,
        **lines,
        "terms": shown_terms(fields.terms),
    }
