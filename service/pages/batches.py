"""The pages of batches: all of them, a new one, and one with its documents.

With scripts a new batch goes to the API, and its table follows what happens. Without them a form is sent, and
the table is loaded again.
"""

from collections.abc import AsyncIterator, Iterator
from http import HTTPStatus
from typing import Annotated, Any

from anyio.to_thread import run_sync
from fastapi import APIRouter, Depends, Query, Request, Response
from fastapi.responses import HTMLResponse, RedirectResponse
from starlette.datastructures import FormData, UploadFile

from checker.domain import Noun
from checker.errors import CheckerError
from checker.presentation.wording import VERDICTS
from service.notices.targets import CALLBACKS
from service.nouns import Batch, Identity, NewBatch, Scope
from service.pages.batch_words import ITEM_STATES, STATES, acts, filters, name_of, sentence
from service.pages.choices import Choice, options, published, remember, remembered, settled
from service.pages.rendering import fragment, page
from service.parts import Parts, PartsOf
from service.problems import Problem, problem_of
from service.records.batch_pages import Order, Shown
from service.records.uploads import PIECE
from service.security import allowed

ROUTER = APIRouter(prefix="/batches", include_in_schema=False)
PER_PAGE = 100
"""Documents that are shown at once."""
BATCHES = 50
"""Batches that are shown at once."""
FIELDS = 100
"""Fields of the form that are no files."""
LONGEST = 200
"""Characters of a batch's name."""
May = Annotated[Identity, allowed(Scope.READ)]
Writer = Annotated[Identity, allowed(Scope.CHECK)]


class Wanted(Noun):
    """Which documents of a batch are to be shown, as the address has it; what makes no sense is left out."""

    show: str = ""
    order: str = ""
    page: str = ""

    @property
    def shown(self) -> Shown:
        """Return which documents are shown."""
        return Shown(self.show) if self.show in set(Shown) else Shown.ALL

    @property
    def ordered(self) -> Order:
        """Return which come first."""
        return Order(self.order) if self.order in set(Order) else Order.WORST

    @property
    def number(self) -> int:
        """Return the number of the page, from 1."""
        is_number = self.page.isascii() and self.page.isdecimal() and len(self.page) < 7  # noqa: PLR2004 - digits
        return max(1, int(self.page)) if is_number else 1

    @property
    def query(self) -> str:
        """Return it as an address has it."""
        return f"show={self.shown.value}&order={self.ordered.value}&page={self.number}"


async def opened(request: Request, parts: PartsOf) -> AsyncIterator[FormData]:
    """Yield the form that *request* brings, with as many files as a batch may have.

    It is read here, before anybody looks for the form's token in it, since a form has few files otherwise.
    """
    async with request.form(max_files=parts.service.max_documents, max_fields=FIELDS) as form:
        yield form


@ROUTER.get("")
def batch_list(request: Request, parts: PartsOf, who: May, cursor: str = "") -> HTMLResponse:
    """Show all batches, the newest first."""
    found, after = parts.batches.list(cursor=cursor, limit=BATCHES)
    return page(
        request,
        "batches/list.html.jinja",
        who=who,
        here="batches",
        batches=found,
        names={batch.id: name_of(batch) for batch in found},
        words={state.value: word for state, word in STATES.items()},
        cursor=cursor,
        after=after,
    )


@ROUTER.get("/new")
def new_batch(request: Request, parts: PartsOf, who: Writer) -> HTMLResponse:
    """Show the form by which a batch is handed in."""
    return _form(request, parts, who, remembered(request))


@ROUTER.post("", dependencies=[Depends(opened)])
async def hand_in(
    request: Request, parts: PartsOf, who: Writer, form: Annotated[FormData, Depends(opened)]
) -> Response:
    """Take the files of a form, and lead to the batch that they are; what is wrong is said above the form."""
    choice = Choice(**{name: _text(form, name) for name in Choice.model_fields})
    try:
        made = await run_sync(_handed_in, parts, who, choice, form)
    except Problem as problem:
        return await run_sync(_form, request, parts, who, choice, problem)
    except CheckerError as error:
        return await run_sync(_form, request, parts, who, choice, problem_of(error))
    answer = RedirectResponse(f"/batches/{made.id}", HTTPStatus.SEE_OTHER)
    remember(answer, choice)
    return answer


@ROUTER.get("/{batch_id}")
def batch_page(
    request: Request, parts: PartsOf, who: May, batch_id: str, wanted: Annotated[Wanted, Query()]
) -> HTMLResponse:
    """Show one batch, how far it is, and a page of its documents."""
    batch = parts.batches.get(batch_id)
    table = _table(parts, batch, wanted, who)
    return page(
        request,
        "batches/batch.html.jinja",
        who=who,
        here="batches",
        name=name_of(batch),
        query=wanted.query,
        **table,
    )


@ROUTER.get("/{batch_id}/live")
def batch_table(
    request: Request, parts: PartsOf, who: May, batch_id: str, wanted: Annotated[Wanted, Query()]
) -> HTMLResponse:
    """Return how far a batch is and a page of its documents, for the page that shows them already."""
    table = _table(parts, parts.batches.get(batch_id), wanted, who)
    return fragment(request, "batches/live.html.jinja", **table)


@ROUTER.post("/{batch_id}/pause")
def pause(parts: PartsOf, who: Writer, batch_id: str) -> Response:
    """Begin nothing more of a batch."""
    return _back(parts.batches.pause(parts.batches.mine(batch_id, who).id))


@ROUTER.post("/{batch_id}/resume")
def resume(parts: PartsOf, who: Writer, batch_id: str) -> Response:
    """Go on with a batch."""
    return _back(parts.batches.resume(parts.batches.mine(batch_id, who).id))


@ROUTER.post("/{batch_id}/cancel")
def cancel(parts: PartsOf, who: Writer, batch_id: str) -> Response:
    """End what waits of a batch."""
    return _back(parts.batches.cancel(parts.batches.mine(batch_id, who).id))


@ROUTER.post("/{batch_id}/retry")
def retry(parts: PartsOf, who: Writer, batch_id: str) -> Response:
    """Have the documents looked at again that could not be read, or that a silent model did not judge."""
    return _back(parts.batches.retry_failed(parts.batches.mine(batch_id, who).id))


def _handed_in(parts: Parts, who: Identity, choice: Choice, form: FormData) -> Batch:
    """Keep the files of *form*, and return the batch that they are."""
    files = [one for one in form.getlist("files") if isinstance(one, UploadFile) and one.filename]
    if not files:
        says = "No files were chosen. Choose some, or a zip archive."
        raise Problem(HTTPStatus.UNPROCESSABLE_ENTITY, "no-files", says)
    new = NewBatch(
        name=_text(form, "name").strip()[:LONGEST],
        judged=_text(form, "judged") != "false",
        notify=tuple(one for one in form.getlist("notify") if isinstance(one, str)),
        **choice.model_dump(),
    )
    batch = parts.records.uploads.open(who)
    try:
        for number, file in enumerate(files):
            _keep(parts, batch, number, file)
        return parts.batches.begin(new, batch, by=who)
    except BaseException:
        parts.records.uploads.drop(batch)
        raise


def _keep(parts: Parts, batch: str, number: int, file: UploadFile) -> None:
    size = 0
    for position, piece in enumerate(_pieces(file)):
        parts.records.uploads.put(batch, number, position, piece)
        size += len(piece)
    parts.records.uploads.end(batch, number, file.filename or "", size)


def _pieces(file: UploadFile) -> Iterator[bytes]:
    while piece := file.file.read(PIECE):
        yield piece


def _form(
    request: Request, parts: Parts, who: Identity, choice: Choice, problem: Problem | None = None
) -> HTMLResponse:
    kits = published(parts)
    chosen = settled(choice, kits)
    return page(
        request,
        "batches/new.html.jinja",
        who=who,
        here="batches",
        status=problem.status if problem else HTTPStatus.OK,
        choice=chosen,
        options=options(parts, chosen, kits),
        targets=[target.name for target in parts.notices.targets.list() if target.id != CALLBACKS],
        judge_is_set=parts.checks.judge_is_set,
        most_bytes=parts.service.max_batch,
        problem=problem,
    )


def _table(parts: Parts, batch: Batch, wanted: Wanted, who: Identity) -> dict[str, Any]:
    """Return what the part of the page shows that follows what happens."""
    items, count = parts.records.batch_pages.page(
        batch.id, order=wanted.ordered, shown=wanted.shown, number=wanted.number, size=PER_PAGE
    )
    first = (wanted.number - 1) * PER_PAGE + 1
    return {
        "batch": batch,
        "is_open": batch.finished is None,
        "sentence": sentence(batch),
        "acts": acts(batch),
        "may_act": batch.by_id == who.id or Scope.ADMIN in who.scopes,
        "filters": filters(batch.counts, wanted.shown),
        "shown": wanted.shown,
        "order": wanted.ordered,
        "items": items,
        "count": count,
        "number": wanted.number,
        "first": first,
        "last": first + len(items) - 1,
        "verdicts": VERDICTS,
        "states": ITEM_STATES,
    }


def _text(form: FormData, name: str) -> str:
    given = form.get(name)
    return given if isinstance(given, str) else ""


def _back(batch: Batch) -> Response:
    return RedirectResponse(f"/batches/{batch.id}", HTTPStatus.SEE_OTHER)
