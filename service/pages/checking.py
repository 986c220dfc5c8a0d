"""The Check page: a draft on the left, what disconnects on the right.

Without scripts a form is sent and the report page answers. With them the draft is checked as it is typed: the
routes below `/check` answer the page's own scripts and are no part of the API.
"""

from http import HTTPStatus
from importlib.resources import files
from typing import Annotated

from fastapi import APIRouter, File, Form, Request, Response, UploadFile
from fastapi.responses import HTMLResponse, RedirectResponse

from checker.errors import CheckerError
from service.nouns import Check, Draft, Identity, Scope
from service.pages import living
from service.pages.choices import COOKIE, Choice, options, published, remember, remembered, settled
from service.pages.drafts import file_draft, text_draft
from service.pages.living import Answer, Proposal, Typed, Wanted
from service.pages.rendering import fragment, page
from service.parts import Parts, PartsOf
from service.problems import Problem, problem_of
from service.security import allowed

ROUTER = APIRouter(include_in_schema=False)
PATIENCE = 10.0
"""Seconds for which a form waits for its report; after that the report page says how far it is."""
SAMPLE_KIT = "ottermere"
"""The kit that the sample text is for."""

May = Annotated[Identity, allowed(Scope.CHECK)]


class Page(Typed):
    """What the Check page shows when it is opened."""

    source: str = ""
    """What the text comes from, where it was checked before."""
    is_first: bool = False
    """Whether nobody has chosen anything in this browser yet."""


@ROUTER.get("/")
def check_page(request: Request, parts: PartsOf, who: May) -> HTMLResponse:
    """Show the page; `?from=` brings the text of an earlier check, `?sample=1` a text of the sample brand."""
    choice = settled(remembered(request), published(parts))
    state = Page(**choice.model_dump(), is_first=COOKIE not in request.cookies)
    if earlier := request.query_params.get("from", ""):
        state = _of_earlier(parts, earlier, state)
    elif request.query_params.get("sample"):
        state = _of_sample(parts, state)
    return _page(request, parts, who, state)


@ROUTER.post("/")
def check_form(  # noqa: PLR0913, PLR0917 - a parameter for each field of the form
    request: Request,
    parts: PartsOf,
    who: May,
    text: Annotated[str, Form()] = "",
    kit: Annotated[str, Form()] = "",
    team: Annotated[str, Form()] = "",
    channel: Annotated[str, Form()] = "",
    audience: Annotated[str, Form()] = "",
    document: Annotated[str, Form()] = "",
    file: Annotated[UploadFile | None, File()] = None,
) -> Response:
    """Check what the form holds, and lead to its report; what is wrong is said beside the text."""
    choice = Choice(kit=kit, team=team, channel=channel, audience=audience)
    state = Page(**choice.model_dump(), text=text, document=document)
    try:
        draft = _draft(parts, state, choice, file)
        check = parts.checks.submit(draft, by=who, wait=min(PATIENCE, parts.service.max_wait))
    except Problem as problem:
        return _page(request, parts, who, state, problem)
    except CheckerError as error:
        return _page(request, parts, who, state, problem_of(error))
    answer = RedirectResponse(f"/reports/{check.id}", status_code=HTTPStatus.SEE_OTHER)
    remember(answer, choice)
    return answer


@ROUTER.get("/check/options")
def check_options(
    request: Request,
    parts: PartsOf,
    who: May,  # noqa: ARG001 - asked for its scope
    kit: str = "",
) -> HTMLResponse:
    """Return the selects for team, channel and audience, once another kit is chosen."""
    kits = published(parts)
    choice = settled(remembered(request).model_copy(update={"kit": kit}), kits)
    return fragment(request, "check/options.html.jinja", options=options(parts, choice, kits), choice=choice)


@ROUTER.post("/check/live")
def check_live(parts: PartsOf, who: May, typed: Typed) -> Answer:
    """Return what is found in a text as it stands, without keeping it."""
    return living.answer(parts, typed, who)


@ROUTER.post("/check/save")
def check_save(parts: PartsOf, who: May, typed: Typed, *, judged: bool = True) -> Check:
    """Check a text and keep its report; *judged* unless only a link to it is wanted."""
    choice = Choice(**typed.model_dump(include=set(Choice.model_fields)))
    draft = text_draft(typed.text, choice, document=typed.document, service=parts.service)
    hears = judged and parts.checks.judge_is_set
    asked = draft.model_copy(update={"judged": judged})
    return parts.checks.submit(asked, by=who, wait=0.0 if hears else PATIENCE)


@ROUTER.post("/check/rewrite")
def check_rewrite(parts: PartsOf, who: May, wanted: Wanted) -> Proposal:
    """Return other words for those of one finding, as the language model proposes them."""
    return living.propose(parts, wanted, who)


def _draft(parts: Parts, state: Page, choice: Choice, file: UploadFile | None) -> Draft:
    """Return the draft that a form holds: the file, if one was chosen, else the text."""
    if file is None or not file.filename:
        return text_draft(state.text, choice, document=state.document, service=parts.service)
    content = file.file.read(parts.service.max_upload + 1)
    return file_draft(file.filename, content, choice, document=state.document, service=parts.service)


def _of_earlier(parts: Parts, id_: str, state: Page) -> Page:
    """Return *state* with the text and the choices of an earlier check, whose next version this will be."""
    check, checked = parts.records.checks.get(id_), parts.records.checks.checked(id_)
    if check is None or checked is None:
        return state
    known = check.model_dump(include={"kit", "team", "channel", "audience", "document"})
    return state.model_copy(
        update=known
        | {"text": checked.document.text, "source": check.title or check.source, "is_first": False}
    )


def _of_sample(parts: Parts, state: Page) -> Page:
    """Return *state* with the sample text, for the sample kit where it is there."""
    text = files("service.pages").joinpath("sample.md").read_text(encoding="utf-8")
    there = any(kit.id == SAMPLE_KIT for kit in published(parts))
    kit = SAMPLE_KIT if there else state.kit
    return state.model_copy(update={"text": text, "kit": kit, "team": "campaign", "channel": "email"})


def _page(
    request: Request, parts: Parts, who: Identity, state: Page, problem: Problem | None = None
) -> HTMLResponse:
    """Return the page in *state*, with the *problem* that kept a form from being checked."""
    kits = published(parts)
    choice = Choice(**state.model_dump(include=set(Choice.model_fields)))
    return page(
        request,
        "check.html.jinja",
        who=who,
        here="check",
        status=problem.status if problem else HTTPStatus.OK,
        state=state,
        choice=choice,
        options=options(parts, choice, kits),
        has_sample=any(kit.id == SAMPLE_KIT for kit in kits),
        judge_is_set=parts.checks.judge_is_set,
        problem=problem,
        limits=parts.service,
    )
