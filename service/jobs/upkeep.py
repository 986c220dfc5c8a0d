"""Looking after the jobs that all processes share: taking over, reviving, forgetting."""

import datetime
from collections import defaultdict
from collections.abc import Sequence

from dbos import DBOS

from service.jobs.seats import Seats, seat_of
from service.jobs.workflows import DRAFTS, JUDGED, judged_id

ALIVE = ["PENDING", "ENQUEUED", "DELAYED"]
"""States of workflows that go on."""
OVER = ["SUCCESS", "ERROR", "CANCELLED", "MAX_RECOVERY_ATTEMPTS_EXCEEDED"]
"""States of workflows that have ended."""
MOST = 500
"""Jobs that are asked about, or forgotten, at once."""


def take_over(seats: Seats, mine: int) -> int:
    """Put what dead processes had begun back into its queue, and return how many jobs that are.

    Args:
        seats: where processes sit.
        mine: this process's own seat, which is taken again should it have been lost.
    """
    seats.take(mine)
    count = 0
    for executor, jobs in _begun().items():
        seat = seat_of(executor)
        if seat is None or seat == mine or not seats.take(seat):
            continue
        try:
            for queue in (DRAFTS, JUDGED):
                DBOS.resume_workflows([job for job in jobs if _queue(job) == queue], queue_name=queue)
        finally:
            seats.leave(seat)
        count += len(jobs)
    return count


def alive_among(checks: Sequence[str]) -> frozenset[str]:
    """Return those of *checks* that a workflow is working on or will."""
    found: set[str] = set()
    for first in range(0, len(checks), MOST):
        names = {name: check for check in checks[first : first + MOST] for name in (check, judged_id(check))}
        jobs = DBOS.list_workflows(
            workflow_ids=list(names), status=ALIVE, load_input=False, load_output=False
        )
        found.update(names[job.workflow_id] for job in jobs)
    return frozenset(found)


def forget(age: datetime.timedelta) -> int:
    """Delete jobs that ended longer than *age* ago, `MOST` at a time, and return how many."""
    before = (datetime.datetime.now(tz=datetime.UTC) - age).isoformat()
    jobs = DBOS.list_workflows(
        status=OVER, completed_before=before, limit=MOST, load_input=False, load_output=False
    )
    DBOS.delete_workflows([job.workflow_id for job in jobs])
    return len(jobs)


def _begun() -> dict[str, list[str]]:
    """Return the jobs under way, by the process that began them."""
    jobs: defaultdict[str, list[str]] = defaultdict(list)
    for job in DBOS.list_workflows(status="PENDING", load_input=False, load_output=False):
        jobs[job.executor_id or ""].append(job.workflow_id)
    return jobs


def _queue(job: str) -> str:
    return JUDGED if job.endswith(judged_id("")) else DRAFTS
