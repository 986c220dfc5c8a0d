"""The workflows as DBOS knows them: two halves of a check, each durable, each done again after a kill.

DBOS keeps no draft: a workflow's input is the name of a check, of who works on it in its process and of whose
share of the work it takes; its output whether the judge is asked next. Steps that can't reach the records are
tried again for some time. Single drafts and those of batches have queues of their own, so that neither waits
for the other; among single drafts whoever sends many of them leaves room for others (partitions).
"""

import hashlib
import itertools
import threading

from dbos import DBOS, SetEnqueueOptions, SetWorkflowID

from service.jobs.work import Work
from service.problems import RecordsUnavailable

SINGLES, SINGLES_JUDGED = "brandcheck-singles", "brandcheck-singles-judged"
"""The queues of single drafts: those that wait to be read, and those that wait for the judge."""
BATCHES, BATCHES_JUDGED = "brandcheck-batches", "brandcheck-batches-judged"
"""The same for batches."""
HOOKS = "brandcheck-hooks"
"""The queue of what systems send when somebody publishes; the judge sees it with batches."""
UPLOADS = "brandcheck-uploads"
"""The queue of batches whose uploads wait to be taken apart."""
QUEUES = (SINGLES, SINGLES_JUDGED, BATCHES, BATCHES_JUDGED, HOOKS, UPLOADS)
ATTEMPTS = 6
"""Times that a step is tried while the records can't be reached: for about half a minute."""
PAUSE = 0.5
"""Seconds before the second time; twice as many before each further one."""

_lock = threading.Lock()
_works: dict[str, Work] = {}


def serve(work: Work) -> str:
    """Let *work* do what is begun under the name that this returns; empty unless somebody works already."""
    with _lock:
        names = itertools.chain([""], map(str, itertools.count(2)))
        name = next(name for name in names if name not in _works)
        _works[name] = work
        return name


def leave(name: str) -> None:
    """Let nobody work under *name* any more."""
    with _lock:
        _works.pop(name, None)


def share_of(caller: str) -> str:
    """Return what stands for *caller* where DBOS keeps it."""
    return hashlib.sha256(caller.encode("utf-8", "surrogatepass")).hexdigest()[:16]


def begin(check: str, name: str, queue: str, share: str = "") -> None:
    """Put *check* into its queue for who works under *name*; nothing where it was put there before.

    Args:
        check: its id.
        name: what `serve` returned.
        queue: where it waits.
        share: of whom it is; empty for checks that are not single.
    """
    with SetWorkflowID(check), SetEnqueueOptions(queue_partition_key=share or None):
        DBOS.enqueue_workflow(queue, check_draft, check, name, share)


def begin_unpacking(batch: str, name: str) -> None:
    """Have the uploads of *batch* taken apart; nothing where that was begun before."""
    with SetWorkflowID(unpacking_id(batch)):
        DBOS.enqueue_workflow(UPLOADS, unpack_batch, batch, name)


def judged_id(check: str) -> str:
    """Return the name of the second workflow of *check*; the first has the check's own."""
    return f"{check}-judged"


def unpacking_id(batch: str) -> str:
    """Return the name of the workflow that takes the uploads of *batch* apart."""
    return f"{batch}-uploads"


def _is_passing(error: BaseException) -> bool:
    return isinstance(error, RecordsUnavailable)


def _work(name: str) -> Work:
    with _lock:
        if name not in _works:
            raise RuntimeError("nobody works here any more")
        return _works[name]


@DBOS.step(
    name="offline",
    retries_allowed=True,
    max_attempts=ATTEMPTS,
    interval_seconds=PAUSE,
    should_retry=_is_passing,
)
def _offline(check: str, name: str) -> bool:
    return _work(name).offline(check)


@DBOS.step(
    name="judge",
    retries_allowed=True,
    max_attempts=ATTEMPTS,
    interval_seconds=PAUSE,
    should_retry=_is_passing,
)
def _judge(check: str, name: str) -> None:
    _work(name).judge(check)


@DBOS.step(
    name="unpack",
    retries_allowed=True,
    max_attempts=ATTEMPTS,
    interval_seconds=PAUSE,
    should_retry=_is_passing,
)
def _unpack(batch: str, name: str) -> None:
    _work(name).unpack(batch)


@DBOS.workflow(name="check")
def check_draft(check: str, name: str, share: str) -> bool:
    """Check the draft of *check* offline, and have it judged after that where it is to be."""
    if not _offline(check, name):
        return False
    queue = SINGLES_JUDGED if share else BATCHES_JUDGED
    with SetWorkflowID(judged_id(check)), SetEnqueueOptions(queue_partition_key=share or None):
        DBOS.enqueue_workflow(queue, judge_draft, check, name)
    return True


@DBOS.workflow(name="judge")
def judge_draft(check: str, name: str) -> None:
    """Show the draft of *check* to the judge."""
    _judge(check, name)


@DBOS.workflow(name="unpack")
def unpack_batch(batch: str, name: str) -> None:
    """Record the documents of the uploads of *batch*."""
    _unpack(batch, name)
