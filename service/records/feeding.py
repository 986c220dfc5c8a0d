"""Which documents of batches come next: whoever handed batches in gets as many turns as anybody else.

Of a batch whose language model is silent nothing comes before it is asked again. What was put off because of
that comes after all others.
"""

from collections import defaultdict
from collections.abc import Iterable

from sqlalchemy import ColumnElement, and_, or_, select, update
from sqlalchemy.orm import Session

from service.nouns import BatchState, Moment, State
from service.records.batch_tables import BatchRow
from service.records.tables import CheckRow

MOST_FED = 200
"""Running batches that are looked at in one turn."""


def waits(session: Session, now: Moment) -> bool:
    """Return whether any document of a running batch may wait to be handed out *now*."""
    return session.scalar(select(BatchRow.id).where(_hungry(now)).limit(1)) is not None


def taken(session: Session, most: int, now: Moment) -> tuple[tuple[str, bool], ...]:
    """Return the checks that come next, at most about *most*, and note that they were handed out *now*.

    Of several batches of one person the oldest comes first. With each check it is said whether jobs of its
    name may have ended before.
    """
    wanted = select(BatchRow).where(_hungry(now)).order_by(BatchRow.id).limit(MOST_FED)
    queues: defaultdict[str, list[BatchRow]] = defaultdict(list)
    for row in session.scalars(wanted.with_for_update(skip_locked=True)):
        queues[row.by_id].append(row)
    share = -(-most // len(queues)) if queues else 0
    return tuple(each for mine in queues.values() for each in _taken(session, mine, share))


def _hungry(now: Moment) -> ColumnElement[bool]:
    """Return which batches have documents that come next, or may have some that were put off until *now*."""
    has_next = and_(BatchRow.again.is_(None), BatchRow.fed < BatchRow.of)
    return and_(
        BatchRow.is_received, BatchRow.state == BatchState.RUNNING, or_(has_next, BatchRow.again <= now)
    )


def _taken(session: Session, mine: Iterable[BatchRow], share: int) -> list[tuple[str, bool]]:
    """Return the next *share* checks of one who handed in batches, the oldest batch first."""
    taken: list[tuple[str, bool]] = []
    for row in mine:
        if row.fed < row.of and len(taken) < share:
            taken.extend((one, row.is_again) for one in _next(session, row, share - len(taken)))
        if row.again and len(taken) < share:
            taken.extend((one, True) for one in _put_off(session, row, share - len(taken)))
    return taken


def _next(session: Session, row: BatchRow, most: int) -> list[str]:
    """Return the next *most* checks of the batch, which are handed out from now on."""
    waiting: tuple[ColumnElement[bool], ...] = (
        CheckRow.batch == row.id,
        CheckRow.state == State.WAITING,
        CheckRow.position >= row.fed,
        ~CheckRow.unheard,
    )
    wanted = select(CheckRow.id, CheckRow.position).where(*waiting).order_by(CheckRow.position)
    found = session.execute(wanted.limit(most)).all()
    row.fed = found[-1].position + 1 if len(found) == most else row.of
    return [one.id for one in found]


def _put_off(session: Session, row: BatchRow, most: int) -> list[str]:
    """Return *most* checks of the batch that were put off, which are handed out from now on."""
    waiting = (CheckRow.batch == row.id, CheckRow.state == State.WAITING, CheckRow.unheard)
    wanted = select(CheckRow.id).where(*waiting).order_by(CheckRow.position).limit(most)
    found = list(session.scalars(wanted))
    session.execute(update(CheckRow).where(CheckRow.id.in_(found)).values(unheard=False, problem=""))
    if len(found) < most and row.silent is None:
        row.again = None
    return found
