"""Which documents of batches come next: whoever handed batches in gets as many turns as anybody else."""

from collections import defaultdict
from collections.abc import Iterable

from sqlalchemy import ColumnElement, and_, select
from sqlalchemy.orm import Session

from service.nouns import BatchState, State
from service.records.batch_tables import BatchRow
from service.records.tables import CheckRow

MOST_FED = 200
"""Running batches that are looked at in one turn."""


def waits(session: Session) -> bool:
    """Return whether any document of a running batch waits to be handed out."""
    return session.scalar(select(BatchRow.id).where(_hungry()).limit(1)) is not None


def taken(session: Session, most: int) -> tuple[tuple[str, bool], ...]:
    """Return the checks that come next, at most about *most*, and note that they were handed out.

    Of several batches of one person the oldest comes first. With each check it is said whether jobs of its
    name may have ended before.
    """
    wanted = select(BatchRow).where(_hungry()).order_by(BatchRow.id).limit(MOST_FED)
    queues: defaultdict[str, list[BatchRow]] = defaultdict(list)
    for row in session.scalars(wanted.with_for_update(skip_locked=True)):
        queues[row.by_id].append(row)
    share = -(-most // len(queues)) if queues else 0
    return tuple(each for mine in queues.values() for each in _taken(session, mine, share))


def _hungry() -> ColumnElement[bool]:
    """Return which batches have documents that come next."""
    return and_(BatchRow.is_received, BatchRow.state == BatchState.RUNNING, BatchRow.fed < BatchRow.of)


def _taken(session: Session, mine: Iterable[BatchRow], share: int) -> list[tuple[str, bool]]:
    """Return the next *share* checks of one who handed in batches, the oldest batch first."""
    taken: list[tuple[str, bool]] = []
    for row in mine:
        left = share - len(taken)
        if left <= 0:
            break
        waiting: tuple[ColumnElement[bool], ...] = (
            CheckRow.batch == row.id,
            CheckRow.state == State.WAITING,
            CheckRow.position >= row.fed,
        )
        wanted = select(CheckRow.id, CheckRow.position).where(*waiting).order_by(CheckRow.position)
        found = session.execute(wanted.limit(left)).all()
        row.fed = found[-1].position + 1 if len(found) == left else row.of
        taken.extend((one.id, row.is_again) for one in found)
    return taken
