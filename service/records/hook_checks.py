"""The checks that deliveries led to: asked for their verdicts when they end, within that transaction."""

import datetime
from enum import StrEnum

from sqlalchemy import ColumnElement, delete, select, update
from sqlalchemy.orm import Session

from service.nouns import Check, State
from service.nouns.hooks import DeliveryState
from service.records.hook_tables import HookCheckRow, HookDeliveryRow, HookRequestRow
from service.records.tables import CheckRow

VERBS = {"pass": "passes", "fail": "fails", "incomplete": "is incomplete"}
"""What verdicts are called in a sentence."""


class CheckFate(StrEnum):
    """How far the verdict of a check has got."""

    CHECKING = "checking"
    DUE = "due"
    """It is to be written back."""
    WRITTEN = "written"
    OVER = "over"
    """Nothing is to be written."""
    SUPERSEDED = "superseded"
    """A newer version's verdict stands in its place, or another try of the same delivery."""
    FAILED = "failed"
    """It can't be written."""


UNDER_WAY = (CheckFate.CHECKING, CheckFate.DUE)


def over(session: Session, check: Check) -> None:
    """Ask for what is due to the hook of *check*, which has just ended; nothing where no hook led to it."""
    if not check.is_of_hook:
        return
    row = session.get(HookCheckRow, check.id, with_for_update=True)
    if row is None or row.state != CheckFate.CHECKING:
        return
    row.state = CheckFate.DUE if row.writes_back else CheckFate.OVER
    row.next_attempt = datetime.datetime.now(datetime.UTC)
    settle(session, row.delivery)


def settle(session: Session, delivery: str) -> None:
    """Say that *delivery* is over, and what became of it, if nothing of it is left to do."""
    session.flush()
    row = session.get(HookDeliveryRow, delivery, with_for_update=True, populate_existing=True)
    if row is None or row.state != DeliveryState.CHECKING:
        return
    ours = row.checks if isinstance(row.checks, list) else []
    found = session.execute(
        select(HookCheckRow, CheckRow)
        .join(CheckRow, CheckRow.id == HookCheckRow.check)
        .where(HookCheckRow.delivery == delivery, HookCheckRow.check.in_(ours))
        .order_by(HookCheckRow.check)
    )
    pairs = [(written, check) for written, check in found]
    if any(written.state in UNDER_WAY for written, _ in pairs):
        return
    is_broken = any(check.state != State.DONE for _, check in pairs)
    is_unwritten = any(written.state == CheckFate.FAILED for written, _ in pairs)
    row.state = DeliveryState.FAILED if is_broken or is_unwritten else DeliveryState.DONE
    row.says = " ".join(_said(written, check) for written, check in pairs)
    row.written = "; ".join(dict.fromkeys(w.says for w, _ in pairs if w.state == CheckFate.WRITTEN))
    row.finished = datetime.datetime.now(datetime.UTC)


def forget(session: Session, which: ColumnElement[bool]) -> None:
    """Forget what came in for the checks *which*, which are to be deleted, and give up what waits for them.

    A request may hold several documents; with the first of them all of it goes.
    """
    ended = select(HookCheckRow.delivery).join(CheckRow, CheckRow.id == HookCheckRow.check).where(which)
    deliveries = tuple(session.scalars(ended.distinct()))
    if not deliveries:
        return
    of = HookDeliveryRow.id.in_(deliveries)
    requests = tuple(session.scalars(select(HookDeliveryRow.request).where(of).distinct()))
    session.execute(
        update(HookDeliveryRow)
        .where(of, HookDeliveryRow.state == DeliveryState.CHECKING)
        .values(
            state=DeliveryState.FAILED,
            says="Its check was deleted.",
            finished=datetime.datetime.now(datetime.UTC),
        )
    )
    forget_requests(session, requests)


def forget_document(session: Session, document: str) -> None:
    """Forget what came in about *document* and has not been checked yet."""
    about = (HookDeliveryRow.document == document, HookDeliveryRow.request.is_not(None))
    forget_requests(session, tuple(session.scalars(select(HookDeliveryRow.request).where(*about))))


def forget_requests(session: Session, requests: tuple[str | None, ...]) -> None:
    """Delete what came in with *requests*; what waits for it is told so when its turn comes."""
    ids = [request for request in requests if request]
    if ids:
        session.execute(delete(HookRequestRow).where(HookRequestRow.id.in_(ids)))


def _said(written: HookCheckRow, check: CheckRow) -> str:
    """Return what became of one check, for people."""
    what = written.locale or "It"
    if check.state != State.DONE:
        return f"{what} could not be checked: {check.problem or 'its check was cancelled.'}"
    verdict = f"{what} {VERBS.get(check.verdict or '', 'is checked')}."
    if written.state in {CheckFate.FAILED, CheckFate.SUPERSEDED}:
        return f"{verdict} {written.says}".strip()
    return verdict
