"""Documents of batches that go back before the judge saw them: their batch is paused, or its model is silent.

A batch whose language model is silent rests: nothing of it is handed out before `BatchRow.again`. Then a few
documents ask again; while they hear nothing it rests for longer each time. As soon as one is heard all goes
on, those that were put off last, so that a document whose answer never comes keeps nobody waiting.
"""

import datetime
from collections.abc import Callable

from sqlalchemy import update
from sqlalchemy.orm import Session

from checker.domain import Report
from service.nouns import BatchState, Moment, State
from service.records import batch_ends, rows
from service.records.batch_tables import BatchRow
from service.records.database import Database
from service.records.tables import CheckRow

FIRST = datetime.timedelta(seconds=40)
"""For which a batch rests at first: longer than a process leaves a model alone (`checker.chat.breaker`)."""
LONGEST = datetime.timedelta(minutes=5)
"""For which it rests at most."""
FORGOTTEN = datetime.timedelta(minutes=30)
"""After which nobody has asked for so long, as in a service that was stopped, that a silence begins anew."""
SILENT = "The language model does not answer. It is asked again later."


class BatchHolds:
    """Puts documents of batches back."""

    def __init__(self, database: Database, settle: Callable[[Session, str], None]) -> None:
        """Put them back in *database*; *settle* is told the batch of each that is over by that."""
        self._database, self._settle = database, settle

    def hold(self, check: str, now: Moment) -> bool:
        """Return whether *check* is not to be shown to the judge now, nor soon.

        It is put back where its batch is paused or its model silent, and ended where that was cancelled.
        For a check about which nothing is being done.

        Raises:
            Problem: 404 if there is no such check.
        """
        with self._database.writing() as session:
            row = rows.locked(session, check)
            batch = session.get(BatchRow, row.batch) if row.batch else None
            if row.state != State.RUNNING or row.batch is None:
                return row.state != State.RUNNING
            if batch is None or batch.state == BatchState.CANCELLED:
                session.execute(update(CheckRow).where(CheckRow.id == check).values(**batch_ends.cancelled()))
                self._settle(session, row.batch)
                return True
            if batch.state == BatchState.PAUSED:
                _put_back(row)
            elif batch.silent and batch.again and batch.again > now:
                _put_off(row)
            return row.state != State.RUNNING

    def put_off(self, check: str, now: Moment, patience: datetime.timedelta) -> bool:
        """Put *check* off, whose language model was silent, and let its batch rest; return whether.

        Not where its batch was cancelled, or has waited for *patience* already: then it is to be reported as
        it is.

        Raises:
            Problem: 404 if there is no such check.
        """
        with self._database.writing() as session:
            row = rows.locked(session, check)
            batch = session.get(BatchRow, row.batch, with_for_update=True) if row.batch else None
            if batch is None or batch.state == BatchState.CANCELLED or row.state != State.RUNNING:
                return False
            is_off = _rests(batch, now, patience)
            if is_off:
                _put_off(row)
            return is_off


def heard(session: Session, row: CheckRow, report: Report) -> None:
    """Say that the language model of the batch of *row* answers, if that *report* tells."""
    if row.batch and report.cost.get("calls") and not report.is_unheard:
        silent = update(BatchRow).where(BatchRow.id == row.batch, BatchRow.silent.is_not(None))
        session.execute(silent.values(silent=None, again=BatchRow.silent))


def _rests(batch: BatchRow, now: Moment, patience: datetime.timedelta) -> bool:
    """Let *batch* rest, unless it does; return false where it has waited for *patience*."""
    if batch.silent is None or batch.again is None or now - batch.again > FORGOTTEN:
        batch.silent, batch.again = now, now
    waited = now - batch.silent
    if batch.again <= now:
        batch.again = now + max(datetime.timedelta(), min(waited + FIRST, LONGEST, patience - waited))
    return waited < patience


def _put_off(row: CheckRow) -> None:
    _put_back(row)
    row.unheard, row.problem = True, SILENT


def _put_back(row: CheckRow) -> None:
    row.state, row.done = State.WAITING, 0
