"""The workflows as DBOS knows them: two steps on two queues, each durable, each done again after a kill.

DBOS keeps no draft: a workflow's input is the name of a check and of who works on it in its process, its
output whether the judge is asked next. Steps that can't reach the records are tried again for some time.
"""

import itertools
import threading

from dbos import DBOS, SetWorkflowID

from service.jobs.work import Work
from service.problems import RecordsUnavailable

DRAFTS, JUDGED = "brandcheck-drafts", "brandcheck-judged"
"""The queues: drafts that wait to be read, and those that wait for the judge."""
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


def begin(check: str, name: str) -> None:
    """Put *check* into the queue for who works under *name*; nothing where it was put there before."""
    with SetWorkflowID(check):
        DBOS.enqueue_workflow(DRAFTS, check_draft, check, name)


def judged_id(check: str) -> str:
    """Return the name of the second workflow of *check*; the first has the check's own."""
    return f"{check}-judged"


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


@DBOS.workflow(name="check")
def check_draft(check: str, name: str) -> bool:
    """Check the draft of *check* offline, and have it judged after that where it is to be."""
    if not _offline(check, name):
        return False
    with SetWorkflowID(judged_id(check)):
        DBOS.enqueue_workflow(JUDGED, judge_draft, check, name)
    return True


@DBOS.workflow(name="judge")
def judge_draft(check: str, name: str) -> None:
    """Show the draft of *check* to the judge."""
    _judge(check, name)
