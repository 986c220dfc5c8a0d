"""The Kits pages: all kits, and one of them read as a document, with lint and tests beside it."""

from typing import Annotated

from fastapi import APIRouter, Query, Request
from fastapi.responses import HTMLResponse

from checker.presentation.neutral import one_line
from service.nouns import Identity, Scope
from service.pages.kit_views import Frame, Tried, frame_of, of_guideline, sections_of, whole_problems
from service.pages.rendering import fragment, page
from service.parts import Parts, PartsOf
from service.security import allowed

ROUTER = APIRouter(prefix="/kits", include_in_schema=False)

Reader = Annotated[Identity, allowed(Scope.READ)]
Number = Annotated[int | None, Query(ge=1)]
PATIENCE = 1.5
"""Seconds that a page waits for tests or a preview before it shows how far they are."""
SAYS = {
    "edited": "Saved in the draft. Drafts are held against it once it is published.",
    "merged": "Saved in the draft. Somebody else has changed other guidelines meanwhile; both are kept.",
    "added": "Added to the draft.",
    "removed": "Removed from the draft. The published version still has it.",
    "published": "Published. Drafts are held against this version from now on.",
    "rolled-back": "Rolled back. Drafts are held against this version again.",
    "discarded": "The draft is gone. This is what is published.",
}
"""What is said after something was done."""


@ROUTER.get("")
def kits(request: Request, who: Reader, parts: PartsOf) -> HTMLResponse:
    """Show all kits."""
    return page(request, "kits/list.html.jinja", who=who, here="kits", kits=parts.kits.list())


@ROUTER.get("/{kit}")
def kit(  # noqa: PLR0913, PLR0917 - what an address says
    request: Request, who: Reader, parts: PartsOf, kit: str, version: Number = None, done: str = ""
) -> HTMLResponse:
    """Show one version of a kit as a document: the draft, else what is published."""
    frame = frame_of(parts, kit, version)
    problems = parts.kits.lint(frame.version.source)
    return kit_page(
        request,
        "kits/kit.html.jinja",
        frame,
        who=who,
        tab="guidelines",
        sections=sections_of(frame.brand, problems),
        problems=problems,
        whole=whole_problems(problems),
        examples=_examples(frame),
        says=SAYS.get(done, ""),
    )


@ROUTER.get("/{kit}/tests")
def examples(  # noqa: PLR0913, PLR0917 - what an address says
    request: Request,
    who: Reader,
    parts: PartsOf,
    kit: str,
    version: Number = None,
    guideline: str = "",
) -> HTMLResponse:
    """Show what became of a version's examples, or how far they are; the part of a page where htmx asks."""
    frame = frame_of(parts, kit, version)
    tried = _tried(parts, frame, guideline)
    if "hx-request" in request.headers:
        return fragment(request, "kits/tested.html.jinja", frame=frame, tried=tried)
    return kit_page(request, "kits/tests.html.jinja", frame, who=who, tab="guidelines", tried=tried)


def kit_page(  # noqa: PLR0913 - what every page of a kit needs, named
    request: Request,
    template: str,
    frame: Frame,
    *,
    who: Identity,
    tab: str,
    status: int = 200,
    **context: object,
) -> HTMLResponse:
    """Return a page about the version in *frame*, with the *tab* marked that it belongs to."""
    return page(
        request,
        template,
        who=who,
        here="kits",
        status=status,
        frame=frame,
        tab=tab,
        brand=one_line(frame.brand.brand),
        at=f"/kits/{frame.kit.id}",
        which="" if frame.is_current else f"?version={frame.version.number}",
        **context,
    )


def _tried(parts: Parts, frame: Frame, guideline: str) -> Tried:
    errand = parts.kits.testing(frame.version.source)
    is_done = errand.is_done(PATIENCE)
    results = of_guideline(errand.result(), guideline) if is_done else ()
    return Tried(guideline, results, is_done=is_done, done=errand.done, of=errand.of)


def _examples(frame: Frame) -> int:
    examples = (each.examples for each in frame.brand.guidelines)
    return sum(len(each.on_brand) + len(each.off_brand) for each in examples)
