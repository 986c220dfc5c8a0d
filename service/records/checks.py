"""The checks: each draft that somebody had checked, how far that has come, and what it found out."""

import datetime
from collections.abc import Callable, Iterator, Sequence

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from checker.domain import Checked, Document, Finding, Report
from service.nouns import BatchState, Check, CheckQuery, Draft, Identity, Moment, Progress, State
from service.records import batch_ends, batch_holds, erasing, retention, rows
from service.records.check_queries import wanted_by
from service.records.columns import shown
from service.records.database import Database
from service.records.packing import squeezed, unpacked
from service.records.paging import paged
from service.records.rows import check_of
from service.records.tables import COUNTS, CheckRow, DraftRow, FindingRow, ReportRow

PAGE = 200
"""Checks read at once where all of them are wanted."""
OPEN = (State.WAITING, State.RUNNING)
Settle = Callable[[Session, str], None]
"""Looks, within a transaction, whether a batch is over now."""
End = Callable[[Session, Check, Report | None], None]
"""Takes a check that is over, within the transaction that says so, and its report; none where it failed."""


class CheckRecords:
    """Drafts, documents, reports and findings."""

    def __init__(self, database: Database, settle: Settle = lambda *_: None) -> None:
        """Keep them in *database*; *settle* is told the batch of each check that is over."""
        self._database, self._settle = database, settle
        self._tells: list[Callable[[Sequence[str]], None]] = []
        self._ends: list[End] = []

    def add(self, draft: Draft, *, kit_version: int, by: Identity, document: str = "") -> Check:
        """Keep *draft*, durably, and return its check, which waits.

        Args:
            draft: what is to be checked; its own name for the document holds where *document* is empty.
            kit_version: the number of the kit's version.
            by: who asks.
            document: the document that it is a version of; a new one where neither names any.

        Raises:
            InputError: if a name is too long.
            RecordsUnavailable: if it can't be kept.
        """
        row = rows.waiting(draft, kit_version=kit_version, by=by, document=document)
        content = squeezed(draft.content)
        with self._database.writing() as session:
            rows.add_draft(session, row, draft, content)
            return check_of(row)

    def add_done(self, draft: Draft, checked: Checked, *, kit_version: int, by: Identity) -> Check:
        """Keep *draft* and what was found out about it in one transaction, and return the check.

        Raises:
            InputError: if a name is too long.
            RecordsUnavailable: if it can't be kept.
        """
        row = rows.waiting(draft, kit_version=kit_version, by=by)
        rows.describe(row, checked.report)
        rows.end(row, checked.report)
        made, content = rows.made_of(checked), squeezed(draft.content)
        with self._database.writing() as session:
            rows.add_draft(session, row, draft, content)
            rows.add_report(session, row.id, made)
            rows.put_figures(session, row.id, made.report)
            self._over(session, row, made.report)
            return check_of(row)

    def start(self, check: str) -> bool:
        """Say that work on the check has begun; return false where its batch holds it back or it is over.

        One that had come as far as the judge stays there.

        Raises:
            Problem: 404 if there is no such check.
        """
        with self._database.writing() as session:
            row = rows.locked(session, check)
            waits = row.state == State.WAITING and not row.unheard
            if waits and batch_ends.state_of(session, row) is BatchState.RUNNING:
                row.state, row.step = State.RUNNING, "judge" if row.step == "judge" else "reading"
            return row.state == State.RUNNING

    def advance(self, check: str, progress: Progress) -> None:
        """Say how far the check has come; nothing where it is over.

        Raises:
            Problem: 404 if there is no such check.
        """
        with self._database.writing() as session:
            row = rows.locked(session, check)
            if row.state in OPEN:
                rows.put_progress(row, progress)

    def part(self, check: str, checked: Checked) -> None:
        """Keep the offline report while the judge is still reading; nothing where the check is over.

        Raises:
            Problem: 404 if there is no such check.
        """
        made = rows.made_of(checked)
        with self._database.writing() as session:
            row = rows.locked(session, check)
            if row.state in OPEN:
                rows.describe(row, made.report)
                rows.put_report(session, check, made)

    def finish(self, check: str, checked: Checked) -> Check:
        """Keep what was found out, and return the check; one that is done stays as it is.

        Raises:
            Problem: 404 if there is no such check.
        """
        made = rows.made_of(checked)
        with self._database.writing() as session:
            row = rows.locked(session, check)
            if row.state != State.DONE:
                rows.describe(row, made.report)
                rows.end(row, made.report)
                rows.put_report(session, check, made)
                rows.put_figures(session, check, made.report)
                batch_holds.heard(session, row, made.report)
                self._over(session, row, made.report)
            return check_of(row)

    def fail(self, check: str, problem: str) -> Check:
        """Say why the check came to nothing, and return it; one that is done stays as it is.

        Raises:
            Problem: 404 if there is no such check.
        """
        with self._database.writing() as session:
            row = rows.locked(session, check)
            if row.state != State.DONE:
                row.state, row.step, row.problem = State.FAILED, "done", shown(problem)
                row.finished = datetime.datetime.now(datetime.UTC)
                self._over(session, row)
            return check_of(row)

    def get(self, check: str) -> Check | None:
        """Return the check; none where there is none."""
        with self._database.reading() as session:
            row = session.get(CheckRow, check)
            return check_of(row) if row else None

    def draft(self, check: str) -> Draft | None:
        """Return the draft; none once it is erased or past its team's retention."""
        with self._database.reading() as session:
            row, kept = session.get(CheckRow, check), session.get(DraftRow, check)
        return erasing.draft_of(row, kept) if row and kept else None

    def checked(self, check: str) -> Checked | None:
        """Return the document and its report, the offline one while the judge reads; none without both."""
        with self._database.reading() as session:
            row = session.get(ReportRow, check)
            if row is None or row.document is None:
                return None
            document, report = row.document, row.report
        return Checked(unpacked(Document, document), unpacked(Report, report))

    def report(self, check: str) -> Report | None:
        """Return the report, which survives retention, though without the draft's words."""
        with self._database.reading() as session:
            content = session.scalar(select(ReportRow.report).where(ReportRow.check == check))
        return unpacked(Report, content) if content else None

    def list(self, query: CheckQuery) -> tuple[tuple[Check, ...], str]:
        """Return a page of checks, newest first, and the next cursor; empty at the end.

        Raises:
            InputError: if the cursor is none of ours.
        """
        with self._database.reading() as session:
            wanted = wanted_by(query)
            found, after = paged(session, wanted, CheckRow.id, cursor=query.cursor, limit=query.limit)
            return tuple(map(check_of, found)), after

    def versions(self, document: str) -> tuple[Check, ...]:
        """Return the checks of *document*, newest first."""
        with self._database.reading() as session:
            wanted = select(CheckRow).where(CheckRow.document == document).order_by(CheckRow.id.desc())
            return tuple(map(check_of, session.scalars(wanted)))

    def unfinished(self) -> tuple[str, ...]:
        """Return the identifiers of the checks that run, or wait and are held back by no batch, oldest first.

        Of a batch those wait so that were handed to the jobs; the others wait for their turn in the batch.
        """
        with self._database.reading() as session:
            wanted = select(CheckRow.id).where(batch_ends.are_due()).order_by(CheckRow.id)
            return tuple(session.scalars(wanted))

    def find(self, fingerprint: str) -> tuple[str, Finding] | None:
        """Return the newest check with the finding that *fingerprint* is of, and the finding."""
        with self._database.reading() as session:
            newest = (
                select(FindingRow.check)
                .where(FindingRow.fingerprint == fingerprint)
                .order_by(FindingRow.check.desc())
            )
            check = session.scalar(newest.limit(1))
        report = self.report(check) if check else None
        if check is None or report is None:
            return None
        return next(((check, finding) for finding in report.findings if finding.id == fingerprint), None)

    def latest(self, kit: str) -> Iterator[Check]:
        """Yield, newest first, the newest finished check of each document that was held against *kit*."""
        newest = (
            select(func.max(CheckRow.id).label("id"))
            .where(CheckRow.kit == kit, CheckRow.state == State.DONE, COUNTS)
            .group_by(CheckRow.document)
            .order_by(func.max(CheckRow.id).desc())
        )
        with self._database.reading() as session:
            ids = tuple(session.scalars(newest))
        for start in range(0, len(ids), PAGE):
            part = select(CheckRow).where(CheckRow.id.in_(ids[start : start + PAGE]))
            with self._database.reading() as session:
                checks = tuple(map(check_of, session.scalars(part.order_by(CheckRow.id.desc()))))
            yield from checks

    def delete(self, check: str) -> bool:
        """Delete the check and all that belongs to it; return whether it was there."""
        return self._told(erasing.delete(self._database, CheckRow.id == check)) > 0

    def delete_batch(self, batch: str) -> int:
        """Delete the checks of *batch* and all that belongs to them; return how many there were."""
        return self._told(erasing.delete(self._database, CheckRow.batch == batch))

    def erase(self, document: str, *, by: Identity | None = None) -> int:
        """Delete *document* everywhere: its checks, drafts, reports, findings, feedback, waivers, passages.

        Returns:
            how many checks there were.
        """
        return self._told(erasing.erase(self._database, document, by))

    def export(self, document: str) -> Iterator[bytes]:
        """Yield all that is kept of *document* as one JSON object, piece by piece."""
        return erasing.export(self._database, document)

    def expire(self, now: Moment) -> int:
        """Delete the drafts that are past their team's retention *now*; return how many there were.

        Their figures stay; of their reports all words of the draft are removed.
        """
        return self._told(retention.expire(self._database, now))

    def on_end(self, tell: End) -> None:
        """Have *tell* told, in the transaction and after its batch is settled, of each check that is over."""
        self._ends.append(tell)

    def tell_gone(self, tell: Callable[[Sequence[str]], None]) -> None:
        """Have *tell* told, from now on, the checks whose drafts are deleted, after they are."""
        self._tells.append(tell)

    def _over(self, session: Session, row: CheckRow, report: Report | None = None) -> None:
        """Have the batch of *row*, which is over now, settled, and tell who wants to know."""
        session.flush()
        if row.batch:
            self._settle(session, row.batch)
        for tell in self._ends if row.state != State.CANCELLED else ():
            tell(session, check_of(row), report)

    def _told(self, gone: Sequence[str]) -> int:
        """Tell who wants to know which drafts are *gone*, and return how many."""
        for tell in self._tells if gone else ():
            tell(gone)
        return len(gone)
