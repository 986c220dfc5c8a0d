"""A batch's documents as a table shows them: by pages, some of them, the worst first."""

from enum import StrEnum

from sqlalchemy import ColumnElement, case, func, select

from checker.domain import Verdict
from service.nouns import BatchItem, State
from service.records.batch_rows import item_of
from service.records.check_queries import says
from service.records.database import Database
from service.records.tables import CheckRow


class Order(StrEnum):
    """Which documents come first."""

    WORST = "worst"
    """Those that fail, by their errors; then incomplete, not read, passed, and those still to come."""
    UPLOADED = "uploaded"
    """As they were handed in."""


class Shown(StrEnum):
    """Which documents are shown."""

    ALL = "all"
    FAIL = "fail"
    INCOMPLETE = "incomplete"
    PASSED = "pass"
    UNREAD = "unread"
    """Those that could not be read."""
    OPEN = "open"
    """Those that wait or are being read."""
    CANCELLED = "cancelled"


RANKS = (
    (says(Verdict.FAIL), 0),
    (says(Verdict.INCOMPLETE), 1),
    (CheckRow.state == State.FAILED, 2),
    (says(Verdict.PASS), 3),
    (CheckRow.state == State.RUNNING, 4),
    (CheckRow.state == State.WAITING, 5),
)
"""What comes before what, the worst first."""
WANTED: dict[Shown, tuple[ColumnElement[bool], ...]] = {
    Shown.ALL: (),
    Shown.FAIL: (says(Verdict.FAIL),),
    Shown.INCOMPLETE: (says(Verdict.INCOMPLETE),),
    Shown.PASSED: (says(Verdict.PASS),),
    Shown.UNREAD: (CheckRow.state == State.FAILED,),
    Shown.OPEN: (CheckRow.state.in_((State.WAITING, State.RUNNING)),),
    Shown.CANCELLED: (CheckRow.state == State.CANCELLED,),
}


class BatchPages:
    """Documents of batches by pages."""

    def __init__(self, database: Database) -> None:
        """Read them from *database*."""
        self._database = database

    def page(
        self, batch: str, *, order: Order, shown: Shown, number: int, size: int
    ) -> tuple[tuple[BatchItem, ...], int]:
        """Return a page of the documents of *batch*, and how many documents are shown on all pages.

        Args:
            batch: its id.
            order: which come first.
            shown: which are shown.
            number: of the page, from 1.
            size: documents of a page.
        """
        mine = (CheckRow.batch == batch, *WANTED[shown])
        worst = (case(*RANKS, else_=6), CheckRow.errors.desc(), CheckRow.warnings.desc(), CheckRow.position)
        wanted = select(CheckRow).where(*mine)
        wanted = wanted.order_by(*(worst if order is Order.WORST else (CheckRow.position,)))
        with self._database.reading() as session:
            count = session.scalar(select(func.count()).where(*mine)) or 0
            rows = session.scalars(wanted.offset((number - 1) * size).limit(size))
            return tuple(map(item_of, rows)), count
