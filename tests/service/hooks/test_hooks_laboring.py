"""The threads that work on deliveries: they go on after a kill, and a slow system stops no other."""

import contextlib
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from service.exchange.hooks import HookDeliveryQuery
from service.hooks import laboring
from service.hooks.hooks import Hooks
from service.hooks.laboring import OF_ONE, Labor
from service.nouns import LOCAL, CheckQuery
from service.nouns.hooks import DeliveryState, Hook, System
from service.outbound import FAULT
from service.records import Records
from tests.service.hooks.conftest import Started, now
from tests.service.hooks.inventing import Invented, event, sent
from tests.service.hooks.laborer import KEEP
from tests.service.records.makers import checked

SECRET = "a secret of sixteen"  # noqa: S105 - of a test
WEB = Hook(name="web", system=System.GENERIC, kit="acme", writes_back=True)
SLOW = Hook(name="slow", system=System.SANITY, kit="acme")


def until(is_so: Callable[[], object], seconds: float = 30) -> None:
    deadline = time.monotonic() + seconds
    while not is_so():
        assert time.monotonic() < deadline, "It takes too long."
        time.sleep(0.01)


@contextlib.contextmanager
def laboring_with(hooks: Hooks, **given: Any) -> Iterator[Labor]:
    labor = Labor(hooks._means, keep=KEEP, poll=0.02, **given)
    labor.begin()
    try:
        yield labor
    finally:
        labor.stop()


def test_what_comes_is_checked_and_its_verdict_written(
    hooks: Hooks, records: Records, started: Started, invented: Invented
) -> None:
    hooks.put(WEB, secret=SECRET, token=None, by=LOCAL)
    with laboring_with(hooks):
        hooks.receive("web", sent(event("a", "1"), event("b", "2"), secret=SECRET))
        until(lambda: len(started.checks) == 2)
        for check in started.checks:
            records.checks.finish(check, checked())
        until(lambda: len(invented.outcomes) == 2)
        until(lambda: all(one.finished for one in hooks.deliveries(HookDeliveryQuery())[0]))


def test_a_slow_system_leaves_room_for_others(records: Records, service, started: Started) -> None:
    released, busy, invented = threading.Event(), [0], Invented()

    class Slow(Invented):
        def versions(self, *given):
            busy[0] += 1
            released.wait(30)
            return super().versions(*given)

    hooks = Hooks(
        records, service, started, load={System.GENERIC: invented, System.SANITY: Slow()}.__getitem__
    )
    for hook in (WEB, SLOW):
        hooks.put(hook, secret=SECRET, token=None, by=LOCAL)
    hooks.receive("slow", sent(*(event(f"s{n}", f"s{n}") for n in range(12)), secret=SECRET))
    hooks.receive("web", sent(event("a", "1"), secret=SECRET))

    with laboring_with(hooks):
        until(lambda: len(started.checks) == 1)
        assert busy[0] == OF_ONE
        released.set()
        until(lambda: len(started.checks) == 13)
    hooks.stop()


def test_no_more_checks_are_open_than_there_is_room_for(
    hooks: Hooks, records: Records, started: Started, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(laboring, "OPEN", 3)
    hooks.put(WEB, secret=SECRET, token=None, by=LOCAL)
    hooks.receive("web", sent(*(event(f"d{n}", f"{n}") for n in range(8)), secret=SECRET))
    with laboring_with(hooks):
        for number in range(8):
            until(lambda: len(started.checks) > number)  # noqa: B023 - asked at once
            assert records.hook_work.under_way(10) <= 3
            records.checks.finish(started.checks[number], checked())


def test_while_many_come_in_few_are_worked_on_at_a_time_and_all_in_the_end(
    hooks: Hooks, records: Records, started: Started, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(laboring, "LONG", 0.05)
    hooks.put(WEB, secret=SECRET, token=None, by=LOCAL)
    hooks.receive("web", sent(*(event(f"d{n}", f"{n}") for n in range(6)), secret=SECRET))

    with laboring_with(hooks, is_pressed=lambda: True):
        for number in range(6):
            until(lambda: len(started.checks) > number)  # noqa: B023 - asked at once
            assert records.hook_work.under_way(10) <= laboring.PRESSED
            records.checks.finish(started.checks[number], checked())
        until(lambda: records.hook_receipts.waiting(1) == 0)


def test_a_fault_of_a_connector_is_tried_again(
    hooks: Hooks, invented: Invented, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(invented, "versions", lambda *_: 1 / 0)
    hooks.put(WEB, secret=SECRET, token=None, by=LOCAL)
    hooks.receive("web", sent(event("a", "1"), secret=SECRET))

    with laboring_with(hooks):
        until(lambda: hooks.deliveries(HookDeliveryQuery())[0][0].says)

    (found,), _ = hooks.deliveries(HookDeliveryQuery())
    assert (found.state, found.says, found.attempts) == (DeliveryState.ACCEPTED, FAULT, 1)


@pytest.mark.skipif(os.name != "posix", reason="kill -9")
def test_what_a_killed_process_was_at_is_done_once(hooks: Hooks, records: Records, tmp_path: Path) -> None:
    hooks.put(WEB, secret=SECRET, token=None, by=LOCAL)
    hooks.receive("web", sent(*(event(f"d{n}", f"{n}") for n in range(40)), secret=SECRET))
    command = (
        sys.executable,
        "-m",
        "tests.service.hooks.laborer",
        f"sqlite:///{records.database.path}",
        str(tmp_path),
    )
    with subprocess.Popen(command) as other:
        until(lambda: records.hook_work.under_way(5) >= 5)
        os.kill(other.pid, signal.SIGKILL)

    for check in records.checks.unfinished():
        records.checks.finish(check, checked())
    with laboring_with(hooks, lease=1.0):
        until(lambda: records.hook_receipts.waiting(1) == 0)

    page, _ = records.checks.list(CheckQuery(limit=200))
    assert sorted(check.document for check in page) == sorted(f"d{n}" for n in range(40))
    assert now()
