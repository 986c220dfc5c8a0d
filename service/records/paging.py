"""Pages of a list, newest first, whose cursors stay true while rows are added.

A cursor is the identifier of the last row of the page before. Identifiers sort by time, so what is added
later comes before all pages that were read already, and no row is shown twice or left out.
"""

from typing import TypeVar

from sqlalchemy import Select
from sqlalchemy.orm import InstrumentedAttribute, Session

from checker.errors import InputError
from service.records.ids import is_id

Found = TypeVar("Found")


def paged(
    session: Session,
    wanted: "Select[Found]",
    by: InstrumentedAttribute[str],
    *,
    cursor: str,
    limit: int,
) -> tuple[tuple[Found, ...], str]:
    """Return the page of *wanted* after *cursor*, newest first, and the cursor of the next; empty at the end.

    Args:
        session: within a transaction.
        wanted: all rows of the list.
        by: the column of their identifiers.
        cursor: where the page before ended; empty for the first.
        limit: rows of a page, from 1.

    Raises:
        InputError: if *cursor* is none of ours.
    """
    if cursor and not is_id(cursor):
        raise InputError("This cursor is none of ours. Begin the list anew, without a cursor.")
    if cursor:
        wanted = wanted.where(by < cursor)
    rows = tuple(session.scalars(wanted.order_by(by.desc()).limit(limit + 1)))
    page = rows[:limit]
    return page, str(getattr(page[-1], by.key)) if len(rows) > limit else ""
