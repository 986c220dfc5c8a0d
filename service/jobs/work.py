"""What is done about a check that was recorded: held against its kit offline, then shown to the judge.

Each half may be done again after a kill: what it keeps is kept once, and a check that is over stays as it is.

Of a batch, what a language model that is silent did not say is asked for again later: the check goes back to
its batch, so that nothing waits in a process. Answers that came are kept, and only what is missing is asked.
"""

import datetime
import logging
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import NamedTuple

from checker.domain import Checked
from checker.errors import CheckerError
from checker.settings import Settings
from service.engine import Begun, Engine
from service.engine.line import Turn, turn_for
from service.engine.task import fault_of
from service.jobs.bell import Bell
from service.jobs.terms import as_guessed, kept_in, only, policy, unjudged
from service.jobs.unpacking import Unpacking
from service.nouns import Check, Draft, KitVersion, Moment, Progress, State
from service.problems import Problem, RecordsUnavailable
from service.records import Records
from service.settings import ServiceSettings

LOG = logging.getLogger(__name__)
OVER = (State.DONE, State.FAILED, State.CANCELLED)


def utc() -> Moment:
    """Return what time it is."""
    return datetime.datetime.now(datetime.UTC)


class Interrupted(Exception):
    """The service stops; the work is done when it is back."""


class Case(NamedTuple):
    """All that a check is about."""

    check: Check
    draft: Draft
    kit: KitVersion


class Work:
    """Does what checks that were recorded need."""

    def __init__(
        self,
        settings: Settings,
        service: ServiceSettings,
        records: Records,
        engine: Engine,
        *,
        now: Callable[[], Moment] = utc,
    ) -> None:
        """Work with these.

        Args:
            settings: say which drafts a language model may see.
            service: says how large uploads may be, and how long a batch waits for a language model.
            records: hold the checks.
            engine: reads and judges the drafts.
            now: tells when a language model that was silent is asked again.
        """
        self._unpacking = Unpacking(records, service)
        self._patience, self._now = datetime.timedelta(seconds=service.max_silence), now
        self.bell = Bell()
        self.is_stopping = False
        self._settings, self._records, self._engine = settings, records, engine
        self._begun: dict[str, Begun] = {}
        self._lock = threading.Lock()
        self._running = 0

    @property
    def running(self) -> int:
        """Return how many checks are being worked on in this process."""
        return self._running

    def take(self, check: str, begun: Begun) -> None:
        """Go on with what has *begun* for *check* when its turn comes, instead of beginning anew."""
        self._begun[check] = begun

    def offline(self, check: str) -> bool:
        """Check the draft offline and keep the report; return whether the judge is to see it.

        Raises:
            RecordsUnavailable: if the records can't be used; try again.
            Interrupted: if the service stops meanwhile.
        """
        with self._of(check) as case:
            return case is not None and self._offline(case)
        return False

    def judge(self, check: str) -> None:
        """Show the draft to the judge and keep the report.

        Raises:
            RecordsUnavailable: if the records can't be used; try again.
            Interrupted: if the service stops meanwhile.
        """
        with self._of(check) as case:
            if case:
                self._judge(case)

    def unpack(self, batch: str) -> None:
        """Record the documents of the uploads of *batch*.

        Raises:
            RecordsUnavailable: if the records can't be used; try again.
            Interrupted: if the service stops meanwhile.
        """
        with self._counted():
            if not self._unpacking.unpack(batch, lambda: self.is_stopping):
                raise Interrupted
            self.bell.ring(batch)

    def _offline(self, case: Case) -> bool:
        check = case.check
        if not self._records.checks.start(check.id):
            return False
        self._ring(check)
        is_judged = case.draft.judged and self._engine.judge_is_set
        if is_judged and check.progress.step == "judge" and self._records.checks.checked(check.id):
            return True
        checked = self._read(case)
        reason = kept_in(self._records, self._settings.judge, checked.document) if is_judged else ""
        if reason or not is_judged:
            self._finish(check, unjudged(checked, reason) if reason else checked)
            return False
        self._records.checks.part(check.id, checked)
        self._advance(check, Progress(step="judge", of=checked.report.coverage.passages))
        return True

    def _read(self, case: Case) -> Checked:
        """Return what is found out offline, by what has begun already if that is so."""
        begun = self._begun.pop(case.check.id, None) or self._engine.begin(
            case.draft, case.kit, policy(self._records, case.draft), turn=turn_of(case), is_followed=True
        )
        return only(begun.outcome(tell=self._teller(case.check)).checked, case.draft)

    def _judge(self, case: Case) -> None:
        check, offline = case.check, self._records.checks.checked(case.check.id)
        if not check.progress.done and self._records.batch_holds.hold(check.id, self._now()):
            self._ring(check)
            return
        if offline and (reason := kept_in(self._records, self._settings.judge, offline.document)):
            self._finish(check, unjudged(offline, reason))
            return
        terms, turn = policy(self._records, case.draft), turn_of(case)
        found = self._engine.check(
            case.draft, case.kit, terms, judged=True, turn=turn, tell=self._judges(check)
        )
        checked = as_guessed(only(found, case.draft), offline)
        if check.batch and checked.report.is_unheard and self._is_put_off(check):
            self._ring(check)
        else:
            self._finish(check, checked)

    def _is_put_off(self, check: Check) -> bool:
        """Put *check* off, whose language model is silent; return false where that was waited for enough."""
        return self._records.batch_holds.put_off(check.id, self._now(), self._patience)

    def _judges(self, check: Check) -> Callable[[Progress], None]:
        """Return what takes the judge's progress: what comes before it was told already."""
        tell = self._teller(check)
        return lambda progress: tell(progress) if progress.step == "judge" else None

    def _teller(self, check: Check) -> Callable[[Progress], None]:
        return lambda progress: self._advance(check, progress)

    def _advance(self, check: Check, progress: Progress) -> None:
        self._records.checks.advance(check.id, progress)
        self._ring(check)

    def _finish(self, check: Check, checked: Checked) -> None:
        self._records.checks.finish(check.id, checked)
        self._ring(check)

    def _ring(self, check: Check) -> None:
        self.bell.ring(check.id)
        if check.batch:
            self.bell.ring(check.batch)

    @contextmanager
    def _of(self, check: str) -> Iterator[Case | None]:
        """Yield what *check* is about, none where it is over or gone; what goes wrong fails the check."""
        case: Case | None = None
        with self._counted():
            with self._failing(check):
                case = self._case(check)
            with self._failing(check):
                yield case

    @contextmanager
    def _failing(self, check: str) -> Iterator[None]:
        try:
            yield
        except RecordsUnavailable:
            raise
        except Exception as error:
            if self.is_stopping:
                raise Interrupted from error
            self._fail(check, error)

    @contextmanager
    def _counted(self) -> Iterator[None]:
        with self._lock:
            self._running += 1
        try:
            yield
        finally:
            with self._lock:
                self._running -= 1

    def _case(self, check: str) -> Case | None:
        found = self._records.checks.get(check)
        draft = self._records.checks.draft(check)
        if found is None or found.state in OVER:
            return None
        if draft is None:
            raise CheckerError("The draft was deleted before it could be checked.")
        kit = self._records.kits.version(found.kit, found.kit_version)
        if kit is None:
            raise CheckerError(f"The kit “{found.kit}” is no longer there.")
        return Case(found, draft.model_copy(update={"document": found.document}), kit)

    def _fail(self, check: str, error: Exception) -> None:
        """Say why *check* came to nothing; one that was deleted meanwhile needs nothing said."""
        found = self._records.checks.get(check)
        if found is None:
            return
        self._records.checks.fail(check, _told(error))
        self._ring(found)


def turn_of(case: Case) -> Turn:
    """Return on whose behalf the check is made."""
    return turn_for(case.draft, case.check.by_id, is_single=case.check.is_single)


def _told(error: Exception) -> str:
    """Return what people are told about *error*; the log has the rest."""
    if isinstance(error, CheckerError | Problem):
        return str(error)
    fault = fault_of(error)
    LOG.error("A check failed for a fault of ours, %s:\n%s", fault.name, fault.frames)
    return str(fault)
