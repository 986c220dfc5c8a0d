"""What people think of findings: right or wrong, and why."""

import datetime
from typing import Literal

from sqlalchemy import select

from service.nouns import Feedback, Identity
from service.problems import not_found
from service.records.database import Database
from service.records.ids import new_id
from service.records.paging import paged
from service.records.tables import CheckRow, FeedbackRow, FindingRow


class FeedbackRecords:
    """Feedback on findings; of each person on each finding of a check the last."""

    def __init__(self, database: Database) -> None:
        """Keep it in *database*."""
        self._database = database

    def add(
        self, check: str, finding: str, verdict: Literal["right", "wrong"], *, by: Identity, reason: str = ""
    ) -> Feedback:
        """Keep what *by* thinks of a *finding* of a *check*, instead of what they thought before.

        Args:
            check: the check's identifier.
            finding: the finding's fingerprint.
            verdict: whether it is right.
            by: who says so.
            reason: why, in their words.

        Raises:
            Problem: 404 if the check has no such finding.
        """
        with self._database.writing() as session:
            its = select(FindingRow.position).where(
                FindingRow.check == check, FindingRow.fingerprint == finding
            )
            if session.get(CheckRow, check, with_for_update=True) is None or session.scalar(its) is None:
                raise not_found("finding", finding)
            same = (FeedbackRow.check == check, FeedbackRow.finding == finding, FeedbackRow.by_id == by.id)
            row = session.scalar(select(FeedbackRow).where(*same))
            if row is None:
                row = FeedbackRow(id=new_id(), check=check, finding=finding, by_id=by.id)
                session.add(row)
            row.verdict, row.reason, row.by = verdict, reason, by.name
            row.created = datetime.datetime.now(datetime.UTC)
            return feedback_of(row)

    def of_check(self, check: str) -> tuple[Feedback, ...]:
        """Return the feedback on the findings of the check, oldest first."""
        with self._database.reading() as session:
            wanted = select(FeedbackRow).where(FeedbackRow.check == check).order_by(FeedbackRow.id)
            return tuple(map(feedback_of, session.scalars(wanted)))

    def list(
        self, *, kit: str = "", finding: str = "", cursor: str = "", limit: int = 50
    ) -> tuple[tuple[Feedback, ...], str]:
        """Return a page of feedback, newest first, and the next cursor; empty at the end.

        Args:
            kit: only on findings of checks against this kit.
            finding: only on findings with this fingerprint.
            cursor: where the page before ended; empty for the first.
            limit: from 1.

        Raises:
            InputError: if *cursor* is none of ours.
        """
        wanted = select(FeedbackRow)
        if kit:
            wanted = wanted.join(CheckRow, CheckRow.id == FeedbackRow.check).where(CheckRow.kit == kit)
        if finding:
            wanted = wanted.where(FeedbackRow.finding == finding)
        with self._database.reading() as session:
            rows, after = paged(session, wanted, FeedbackRow.id, cursor=cursor, limit=limit)
            return tuple(map(feedback_of, rows)), after


def feedback_of(row: FeedbackRow) -> Feedback:
    """Return the feedback that *row* holds."""
    return Feedback.model_validate({name: getattr(row, name) for name in Feedback.model_fields})
