"""When a batch lets its checks begin, and when it is over: what is asked within other transactions."""

import datetime
from collections.abc import Callable

from sqlalchemy import ColumnElement, and_, case, exists, or_, select
from sqlalchemy.orm import Session

from service.nouns import BatchState, State
from service.records.batch_tables import BatchRow
from service.records.tables import CheckRow

OPEN = (State.WAITING, State.RUNNING)
LASTING = (BatchState.RUNNING, BatchState.PAUSED)
"""States of batches that may become done."""
Tell = Callable[[Session, BatchRow], None]
"""Takes a batch that is over now, in the transaction that says so."""


def state_of(session: Session, row: CheckRow) -> BatchState:
    """Return the state of the batch of *row*; a check without one is held back by nothing."""
    if row.batch is None:
        return BatchState.RUNNING
    state = session.scalar(select(BatchRow.state).where(BatchRow.id == row.batch))
    return BatchState(state) if state else BatchState.CANCELLED


def cancelled() -> dict[str, object]:
    """Return what is written of documents about which nothing more will be done.

    What was found about one before it was tried again holds again.
    """
    was_done = CheckRow.verdict.is_not(None)
    state = case((was_done, State.DONE), else_=State.CANCELLED)
    now = datetime.datetime.now(datetime.UTC)
    return {"state": state, "step": "done", "problem": "", "unheard": was_done, "finished": now}


def are_due() -> ColumnElement[bool]:
    """Return which checks the jobs must know: those that run, or wait and are not held back or put off."""
    handed_out = exists().where(
        BatchRow.id == CheckRow.batch,
        BatchRow.state == BatchState.RUNNING,
        CheckRow.position < BatchRow.fed,
    )
    waits = and_(
        CheckRow.state == State.WAITING, ~CheckRow.unheard, or_(CheckRow.batch.is_(None), handed_out)
    )
    return or_(CheckRow.state == State.RUNNING, waits)


def settle(session: Session, batch: str, tell: Tell) -> bool:
    """Say that *batch* is over if nothing of it is left to do; return whether it is over just now.

    The batch is locked first, so that of several who finish its last checks at once one comes last.
    """
    row = session.get(BatchRow, batch, with_for_update=True, populate_existing=True)
    if row is None or row.finished or not (row.is_received and row.is_whole):
        return False
    left = select(CheckRow.id).where(CheckRow.batch == batch, CheckRow.state.in_(OPEN))
    if session.scalar(left.limit(1)):
        return False
    row.finished = datetime.datetime.now(datetime.UTC)
    if row.state in LASTING:
        row.state = BatchState.DONE
    session.flush()
    tell(session, row)
    return True
