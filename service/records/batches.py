"""The batches: documents that were handed in together, which of them come next, and when they are over.

A batch's documents are checks, recorded with it and handed to the jobs a few at a time (`feed`), by turns
among those who handed batches in: what waits waits here, so pausing and cancelling are one update.
"""

import datetime
from collections.abc import Callable, Iterable, Sequence
from http import HTTPStatus

from sqlalchemy import and_, case, delete, func, insert, or_, select, update
from sqlalchemy.orm import Session

from service.nouns import Batch, BatchCounts, BatchItem, BatchState, Identity, Moment, NewBatch, State
from service.problems import Problem, not_found
from service.records import batch_ends, feeding
from service.records.batch_rows import Member, batch_of, counts_of, item_of, members, new_row
from service.records.batch_tables import BatchRow, UploadRow
from service.records.database import Database
from service.records.packing import squeezed
from service.records.paging import paged
from service.records.tables import CheckRow, DraftRow

AT_ONCE = 100
"""Documents that one transaction records."""
UNHEARD = and_(CheckRow.state == State.DONE, CheckRow.unheard)
"""Whether a report was made without a language model that was silent."""
FRESH = {
    "state": State.WAITING,
    "step": case((UNHEARD, "judge"), else_="waiting"),
    "unheard": False,
    "done": 0,
    "of": 0,
    "problem": "",
    "finished": None,
}
"""What is written of a document that is checked again; one that was not heard is shown to the judge alone."""


class BatchRecords:
    """Batches and the order of their documents."""

    def __init__(self, database: Database) -> None:
        """Keep them in *database*."""
        self._database = database
        self._tells: list[Callable[[Session, Batch], None]] = []

    def on_done(self, tell: Callable[[Session, Batch], None]) -> None:
        """Have *tell* told, in the same transaction, of every batch that is over: done, or cancelled."""
        self._tells.append(tell)

    def create(self, new: NewBatch, *, kit_version: int, by: Identity, batch: str = "") -> Batch:
        """Keep a batch without documents, and return it; they may come until `complete`.

        One that was not opened before is shown to nobody until it is complete.

        Args:
            new: what holds for its documents.
            kit_version: the number of the kit's version that they are held against.
            by: who hands it in.
            batch: the id of one that was opened before; its uploads are here now.

        Raises:
            InputError: if a name is too long.
        """
        with self._database.writing() as session:
            made = new_row(new, kit_version, by)
            if batch:
                _locked(session, batch)
                made.id = batch
            made.is_received = bool(batch)
            made = session.merge(made)
            session.flush()
            return batch_of(made, BatchCounts())

    def add(self, batch: str, given: Sequence[Member], upload: tuple[int, int] | None = None) -> None:
        """Record *given* as the next documents of *batch*, in one transaction.

        Args:
            batch: its id.
            given: they.
            upload: the number of the upload that they are from, and how many of its entries that makes.

        Raises:
            Problem: 404 if there is no such batch any more.
        """
        packed = [(one, squeezed(one.draft.content)) for one in given]
        with self._database.writing() as session:
            row = _locked(session, batch)
            made = tuple(members(row, packed))
            session.add_all([one.row for one in made])
            session.flush()
            if kept := [one.draft for one in made if one.draft]:
                session.execute(insert(DraftRow), kept)
            row.of += len(given)
            if row.state == BatchState.CANCELLED:
                _cancel(session, batch)
            if upload:
                mine = (UploadRow.batch == batch, UploadRow.number == upload[0])
                session.execute(update(UploadRow).where(*mine).values(taken=upload[1]))

    def complete(self, batch: str, notes: Iterable[str] = ()) -> None:
        """Say that all documents of *batch* are recorded; it may be over already."""
        with self._database.writing() as session:
            row = _locked(session, batch)
            row.is_received = row.is_whole = True
            row.notes = [*_texts(row.notes), *notes]
            session.flush()
            self.settle(session, batch)

    def get(self, batch: str) -> Batch | None:
        """Return the batch; none where there is none."""
        with self._database.reading() as session:
            row = session.get(BatchRow, batch)
            if row is None or not row.is_received:
                return None
            return batch_of(row, counts_of(session, [batch])[batch])

    def list(self, *, cursor: str = "", limit: int = 50, by_id: str = "") -> tuple[tuple[Batch, ...], str]:
        """Return a page of batches, newest first, and the next cursor; empty at the end.

        Args:
            cursor: where the page before ended; empty for the first.
            limit: batches of a page.
            by_id: who handed them in; anybody where empty.

        Raises:
            InputError: if the cursor is none of ours.
        """
        wanted = select(BatchRow).where(BatchRow.is_received)
        if by_id:
            wanted = wanted.where(BatchRow.by_id == by_id)
        with self._database.reading() as session:
            found, after = paged(session, wanted, BatchRow.id, cursor=cursor, limit=limit)
            counts = counts_of(session, [row.id for row in found])
            return tuple(batch_of(row, counts[row.id]) for row in found), after

    def items(
        self, batch: str, *, after: int = -1, limit: int = 100, state: State | None = None
    ) -> tuple[BatchItem, ...]:
        """Return the documents of *batch* after the position *after*, in order, at most *limit*."""
        wanted = select(CheckRow).where(CheckRow.batch == batch, CheckRow.position > after)
        if state:
            wanted = wanted.where(CheckRow.state == state)
        with self._database.reading() as session:
            found = session.scalars(wanted.order_by(CheckRow.position).limit(limit))
            return tuple(map(item_of, found))

    def moving(self, batch: str, since: datetime.datetime) -> tuple[BatchItem, ...]:
        """Return the documents of *batch* that are at work, and those that were over *since*."""
        with self._database.reading() as session:
            mine = select(CheckRow).where(CheckRow.batch == batch)
            running = session.scalars(mine.where(CheckRow.state == State.RUNNING))
            ended = session.scalars(mine.where(CheckRow.finished >= since).order_by(CheckRow.position))
            return (*map(item_of, running), *map(item_of, ended))

    def pause(self, batch: str) -> Batch:
        """Begin nothing more of *batch*, and return it.

        Raises:
            Problem: 404 if there is no such batch, 409 if it is over.
        """
        return self._turned(batch, BatchState.RUNNING, BatchState.PAUSED)

    def resume(self, batch: str) -> Batch:
        """Go on with *batch*, and return it.

        Raises:
            Problem: 404 if there is no such batch, 409 if it is over.
        """
        return self._turned(batch, BatchState.PAUSED, BatchState.RUNNING)

    def cancel(self, batch: str) -> Batch:
        """End what waits of *batch*, and return it; what is at work ends by itself.

        Raises:
            Problem: 404 if there is no such batch, 409 if it is done.
        """
        with self._database.writing() as session:
            row = _locked(session, batch)
            if row.state == BatchState.DONE:
                raise _refused(row)
            row.state, row.is_whole = BatchState.CANCELLED, True
            session.execute(delete(UploadRow).where(UploadRow.batch == batch))
            _cancel(session, batch)
            self.settle(session, batch)
            return batch_of(row, counts_of(session, [batch])[batch])

    def retry(self, batch: str) -> Batch:
        """Have the documents of *batch* checked again that failed, or whose language model was silent.

        Those that were never read, as an encrypted entry of an archive, stay failed. What was found about a
        document holds until there is a new report, or the batch is cancelled.

        Raises:
            Problem: 404 if there is no such batch, 409 if it was cancelled.
        """
        over = or_(CheckRow.state == State.FAILED, UNHEARD)
        again = (CheckRow.batch == batch, over, CheckRow.is_kept)
        with self._database.writing() as session:
            row = _locked(session, batch)
            if row.state == BatchState.CANCELLED:
                raise _refused(row)
            first = session.scalar(select(func.min(CheckRow.position)).where(*again))
            if first is not None:
                session.execute(update(CheckRow).where(*again).values(**FRESH))
                row.state, row.finished = BatchState.RUNNING, None
                row.fed, row.is_again = min(row.fed, first), True
                _ask_now(row)
            session.flush()
            return batch_of(row, counts_of(session, [batch])[batch])

    def delete(self, batch: str) -> None:
        """Delete what is kept of *batch* itself; its checks are deleted before."""
        with self._database.writing() as session:
            session.execute(delete(BatchRow).where(BatchRow.id == batch))

    def waits(self, now: Moment) -> bool:
        """Return whether any document of a running batch may wait to be handed to the jobs *now*."""
        with self._database.reading() as session:
            return feeding.waits(session, now)

    def feed(self, most: int, now: Moment) -> tuple[tuple[str, ...], bool]:
        """Return the checks that come next, at most about *most*, as handed to the jobs *now*.

        Returns:
            their ids, and whether jobs of the same names may have ended before.
        """
        with self._database.writing() as session:
            taken = feeding.taken(session, most, now)
        return tuple(check for check, _ in taken), any(again for _, again in taken)

    def handed_out(self, batch: str) -> tuple[str, ...]:
        """Return the checks of *batch* that the jobs must know."""
        with self._database.reading() as session:
            return tuple(
                session.scalars(select(CheckRow.id).where(CheckRow.batch == batch, batch_ends.are_due()))
            )

    def settle(self, session: Session, batch: str) -> None:
        """Say that *batch* is over if nothing of it is left to do, and tell who wants to know."""
        batch_ends.settle(session, batch, self._tell)

    def settle_all(self) -> None:
        """Settle what nobody has settled, such as a batch whose last open check was deleted."""
        unfinished = (BatchRow.finished.is_(None), BatchRow.is_whole, BatchRow.is_received)
        with self._database.reading() as session:
            found = tuple(session.scalars(select(BatchRow.id).where(*unfinished)))
        for batch in found:
            with self._database.writing() as session:
                self.settle(session, batch)

    def _tell(self, session: Session, row: BatchRow) -> None:
        if self._tells:
            batch = batch_of(row, counts_of(session, [row.id])[row.id])
            for tell in self._tells:
                tell(session, batch)

    def _turned(self, batch: str, before: BatchState, after: BatchState) -> Batch:
        with self._database.writing() as session:
            row = _locked(session, batch)
            if row.state not in {before, after}:
                raise _refused(row)
            row.state = after
            if after is BatchState.RUNNING:
                _ask_now(row)
            session.flush()
            return batch_of(row, counts_of(session, [batch])[batch])


def _cancel(session: Session, batch: str) -> None:
    waiting = (CheckRow.batch == batch, CheckRow.state == State.WAITING)
    session.execute(update(CheckRow).where(*waiting).values(**batch_ends.cancelled()))


def _ask_now(row: BatchRow) -> None:
    """Say that somebody wants the batch to go on: its language model is asked now, and waited for anew."""
    row.silent, row.again = None, row.silent or row.again


def _locked(session: Session, batch: str) -> BatchRow:
    row = session.get(BatchRow, batch, with_for_update=True)
    if row is None:
        raise not_found("batch", batch)
    return row


def _refused(row: BatchRow) -> Problem:
    over = "was cancelled" if row.state == BatchState.CANCELLED else f"is {row.state}"
    return Problem(HTTPStatus.CONFLICT, "batch-over", f"The batch {over}. Hand its documents in anew.")


def _texts(given: object) -> tuple[str, ...]:
    return tuple(map(str, given)) if isinstance(given, list) else ()
