"""An engine without processes, which finds out what a test says, when it says so."""

import threading
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, field

from checker.domain import Checked
from checker.pipeline import Policy
from service.engine import Begun
from service.engine.line import Turn
from service.engine.task import Outcome, Source, Task, Tell
from service.nouns import Draft, KitVersion, Progress
from tests.service.records.makers import checked

SECONDS = 30.0
"""After which a test that waits has failed."""
Deed = Callable[[Task], tuple[Checked, ...]]


def report(task: Task) -> tuple[Checked, ...]:
    """Return one report, on the team that the task names."""
    return (checked(team=task.policy.team),)


@dataclass
class FakeEngine:
    """What `service.engine.Engine` offers to jobs."""

    judge_is_set: bool = False
    lanes: int = 2
    offline: Deed = report
    """What is found out offline."""
    judged: Deed = report
    """What the judge makes of it."""
    begun: list[Task] = field(default_factory=list)
    asked: list[Task] = field(default_factory=list)
    """What the judge was shown."""
    policies: list[Policy] = field(default_factory=list)
    turns: list[Turn] = field(default_factory=list)
    windows: tuple[Progress, ...] = ()
    """What the judge tells on its way."""
    gate: threading.Event = field(default_factory=threading.Event)
    """Nothing is found out before it is set."""

    def __post_init__(self) -> None:
        self.gate.set()
        self._threads = ThreadPoolExecutor(8)

    def warm(self, kits: object) -> None:
        self.kits = tuple(kits)

    def begin(
        self,
        draft: Draft,
        kit: KitVersion,
        policy: Policy,
        *,
        turn: Turn,
        is_followed: bool = False,
    ) -> Begun:
        assert isinstance(is_followed, bool)
        self.turns.append(turn)
        task = Task(draft.name, draft.content, Source(kit.kit, kit.source), policy)
        self.begun.append(task)
        return Begun(task, SECONDS, lambda: self._future(self.offline, task))

    def check(  # noqa: PLR0913 - as the engine does
        self, draft: Draft, kit: KitVersion, policy: Policy, *, judged: bool, turn: Turn, tell: Tell
    ) -> tuple[Checked, ...]:
        assert judged
        self.turns.append(turn)
        task = Task(draft.name, draft.content, Source(kit.kit, kit.source), policy)
        self.asked.append(task)
        for window in self.windows:
            tell(window)
        return self._future(self.judged, task).result(SECONDS).checked

    def _future(self, deed: Deed, task: Task) -> "Future[Outcome]":
        def found() -> Outcome:
            assert self.gate.wait(SECONDS)
            return Outcome(deed(task), 0)

        return self._threads.submit(found)

    def close(self) -> None:
        self.gate.set()
        self._threads.shutdown()
