"""Looking after the jobs that all processes share: taking over, adopting, reviving, forgetting."""

import datetime
from collections import defaultdict
from collections.abc import Sequence

from dbos import DBOS

from service.jobs.running import VERSION
from service.jobs.seats import Seats, seat_of
from service.jobs.workflows import QUEUES, judged_id

ALIVE = ["PENDING", "ENQUEUED", "DELAYED"]
"""States of workflows that go on."""
OVER = ["SUCCESS", "ERROR", "CANCELLED", "MAX_RECOVERY_ATTEMPTS_EXCEEDED"]
"""States of workflows that have ended."""
OURS = frozenset({*QUEUES, "brandcheck-drafts", "brandcheck-judged"})
"""The queues of this version and of those before."""
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
            for queue in {queue for _, queue in jobs}:
                DBOS.resume_workflows([job for job, its in jobs if its == queue], queue_name=queue)
        finally:
            seats.leave(seat)
        count += len(jobs)
    return count


def adopt() -> int:
    """Delete what waits of an older version, which nobody might work on any more; return how many jobs.

    A job holds nothing but the name of a check, so the check is begun anew as one of this version. What
    processes of the older version have begun they end; when they are dead it is taken over and then adopted.
    Jobs of a newer version are left alone.
    """
    waiting = DBOS.list_workflows(
        status=["ENQUEUED", "DELAYED"], queue_name=list(OURS), load_input=False, load_output=False
    )
    old = [job.workflow_id for job in waiting if _number(job.app_version) < int(VERSION)]
    for first in range(0, len(old), MOST):
        DBOS.delete_workflows(old[first : first + MOST])
    return len(old)


def waiting_in(queue: str, most: int) -> int:
    """Return how many jobs wait in *queue*, counted up to *most*."""
    return len(
        DBOS.list_workflows(
            status="ENQUEUED", queue_name=queue, limit=most, load_input=False, load_output=False
        )
    )


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


def _begun() -> dict[str, list[tuple[str, str]]]:
    """Return the jobs under way with their queues, by the process that began them."""
    jobs: defaultdict[str, list[tuple[str, str]]] = defaultdict(list)
    for job in DBOS.list_workflows(status="PENDING", load_input=False, load_output=False):
        if job.queue_name in OURS:
            jobs[job.executor_id or ""].append((job.workflow_id, job.queue_name))
    return jobs


def _number(version: str | None) -> int:
    return int(version) if version and version.isdecimal() else 0
