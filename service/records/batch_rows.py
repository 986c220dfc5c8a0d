"""What the tables hold of a batch, and how it becomes nouns again."""

import datetime
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from checker.domain import Verdict
from service.nouns import (
    Batch,
    BatchCounts,
    BatchItem,
    BatchState,
    Draft,
    Identity,
    NewBatch,
    State,
)
from service.records import rows
from service.records.batch_tables import BatchRow
from service.records.columns import shown
from service.records.ids import new_id
from service.records.tables import CheckRow

SAME = (
    *("id", "name", "state", "kit", "kit_version", "team", "channel", "audience", "labels", "judged"),
    *("callback", "notify", "notes", "by", "by_id", "created", "finished", "is_whole", "silent", "again"),
)
"""Fields of a batch that its row holds under the same name."""
ITEM = tuple(name for name in BatchItem.model_fields if name not in {"counts", "progress"})
VERDICTS = {Verdict.PASS: "passed", Verdict.FAIL: "not_passed", Verdict.INCOMPLETE: "incomplete"}


class Member(NamedTuple):
    """A document of a batch, or what came in place of one."""

    draft: Draft
    problem: str = ""
    """Why it can't be checked; it is recorded as failed, and its content is not kept."""


class Recorded(NamedTuple):
    """A document of a batch as it is written."""

    row: CheckRow
    draft: dict[str, object] | None
    """Its bytes and the like; none where it can't be checked."""


def new_row(new: NewBatch, kit_version: int, by: Identity) -> BatchRow:
    """Return the row of a new batch."""
    return BatchRow(
        id=new_id(),
        state=BatchState.RUNNING,
        kit_version=kit_version,
        by=by.name,
        by_id=by.id,
        created=datetime.datetime.now(datetime.UTC),
        finished=None,
        is_received=True,
        is_whole=False,
        of=0,
        fed=0,
        is_again=False,
        silent=None,
        again=None,
        notes=[],
        **new.model_dump(mode="json", exclude={"name"}),
        name=shown(new.name),
    )


def opened_row(by: Identity) -> BatchRow:
    """Return the row of a batch whose uploads are still coming in."""
    row = new_row(NewBatch(kit=""), 0, by)
    row.is_received = False
    return row


def members(batch: BatchRow, given: Iterable[tuple[Member, bytes]]) -> Iterator[Recorded]:
    """Yield how the next documents of *batch* are written, their content squeezed."""
    by = Identity(kind="local", id=batch.by_id, name=batch.by, scopes=frozenset())
    for position, (member, content) in enumerate(given, start=batch.of):
        row = rows.waiting(member.draft, kit_version=batch.kit_version, by=by)
        row.batch, row.position = batch.id, position
        if member.problem:
            row.state, row.step, row.problem = State.FAILED, "done", shown(member.problem)
            row.finished, row.is_kept = row.created, False
            yield Recorded(row, None)
        else:
            named = {"name": member.draft.name, "judged": member.draft.judged}
            yield Recorded(row, {"check": row.id, "content": content, **named})


def batch_of(row: BatchRow, counts: BatchCounts) -> Batch:
    """Return the batch that *row* holds."""
    return Batch.model_validate({name: getattr(row, name) for name in SAME} | {"counts": counts})


def item_of(row: CheckRow) -> BatchItem:
    """Return the document of a batch that *row* holds."""
    check = rows.check_of(row)
    given = {name: getattr(check, name) for name in ITEM}
    return BatchItem.model_validate(given | {"counts": check.counts, "progress": check.progress})


def counts_of(session: Session, batches: Sequence[str]) -> dict[str, BatchCounts]:
    """Return how many documents of each of *batches* are in which state."""
    of = (CheckRow.batch, CheckRow.state, CheckRow.verdict, CheckRow.unheard)
    found = session.execute(select(*of, func.count()).where(CheckRow.batch.in_(batches)).group_by(*of))
    sums: dict[str, defaultdict[str, int]] = {batch: defaultdict(int) for batch in batches}
    for batch, state, verdict, is_unheard, number in found:
        sums[str(batch)][state] += number
        if state == State.DONE and verdict:
            sums[str(batch)][VERDICTS[Verdict(verdict)]] += number
            sums[str(batch)]["unheard"] += number if is_unheard else 0
    return {batch: BatchCounts(**counted) for batch, counted in sums.items()}
