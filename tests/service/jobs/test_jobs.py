"""Nothing that was acknowledged is lost: processes are killed, and their work is done by whoever is left."""

import datetime
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from dbos import DBOS

from service.jobs import upkeep
from service.nouns import LOCAL, State
from service.records import Records
from tests.service.jobs.stand_ins import SECONDS, FakeEngine
from tests.service.records.makers import checked, draft

ROOT = Path(__file__).parents[3]
TWICE = ["offline", "judge"]
"""What is done about one check."""


class Beside:
    """Another process that works on the same records."""

    def __init__(self, url: str, log: Path, *commands: str) -> None:
        self._log = log
        self._process = subprocess.Popen(
            [sys.executable, "-m", "tests.service.jobs.process", url, str(log), *commands],
            cwd=ROOT,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )

    def says(self) -> str:
        """Return the next line that it says."""
        return self._process.stdout.readline().strip()

    def goes_on(self) -> None:
        """End its pause."""
        self._process.stdin.close()

    def wait_for(self, deed: str) -> None:
        """Wait until *deed* has begun."""
        end = time.monotonic() + SECONDS
        while deed not in deeds(self._log):
            assert time.monotonic() < end
            time.sleep(0.02)

    def kill(self) -> None:
        """Kill it without a chance to tidy up."""
        self._process.send_signal(signal.SIGKILL)
        self._process.wait(SECONDS)
        self._close()

    def ends(self) -> None:
        """Wait until it ends by itself, as it should."""
        self._process.stdout.read()
        assert self._process.wait(SECONDS) == 0
        self._close()

    def _close(self) -> None:
        self._process.stdin.close()
        self._process.stdout.close()


def deeds(log: Path) -> list[str]:
    """Return what was begun, in order."""
    lines = log.read_text(encoding="utf-8").splitlines() if log.exists() else []
    return [line.split()[0] for line in lines]


@contextmanager
def opened(url: str) -> Iterator[Records]:
    """Yield records with a kit, open no longer than needed."""
    records = Records(url)
    try:
        yield records
    finally:
        records.close()


@pytest.fixture
def log(tmp_path: Path) -> Path:
    return tmp_path / "log"


def require_done(url: str, check: str) -> None:
    with opened(url) as records:
        assert records.checks.get(check).state is State.DONE
        assert records.checks.checked(check) == checked()
        assert len(records.checks.versions(records.checks.get(check).document)) == 1


@pytest.mark.parametrize("killed_at", ["offline", "judge"])
def test_a_check_whose_process_is_killed_is_done_by_the_next(jobs_url, log, killed_at):
    first = Beside(jobs_url, log, f"hang-{killed_at}", "submit", "stay")
    check = first.says()
    first.wait_for(killed_at)
    first.kill()

    Beside(jobs_url, log, "resume", "wait").ends()

    require_done(jobs_url, check)
    times = {name: deeds(log).count(name) for name in TWICE}
    assert times == {name: 2 if name == killed_at else 1 for name in TWICE}


def test_a_check_that_was_recorded_and_never_begun_is_found(jobs_url, log):
    first = Beside(jobs_url, log, "record", "stay")
    check = first.says()
    first.kill()

    Beside(jobs_url, log, "resume", "wait").ends()

    require_done(jobs_url, check)
    assert deeds(log) == TWICE


def test_what_a_dead_process_left_is_taken_over_by_one_that_lives(jobs_url, log):
    first = Beside(jobs_url, log, "hang-offline", "submit", "stay")
    check = first.says()
    first.wait_for("offline")
    second = Beside(jobs_url, log, "resume", "pause", "resume", "wait")
    assert second.says() == "pausing"
    with opened(jobs_url) as records:
        assert records.checks.get(check).state is State.RUNNING
    assert deeds(log) == ["offline"]

    first.kill()
    second.goes_on()

    second.ends()
    require_done(jobs_url, check)
    assert deeds(log) == ["offline", "offline", "judge"]


def test_a_service_that_stops_leaves_what_takes_too_long_to_the_next(bench, jobs_url, log):
    made = bench(FakeEngine())
    made.engine.gate.clear()
    check = made.checks.submit(draft(), by=LOCAL, wait=0)
    while not made.jobs.work.running:
        made.jobs.work.bell.wait(check.id, 0.01)

    made.jobs.close(0)
    made.close()

    assert made.records.checks.get(check.id).state is State.RUNNING
    Beside(jobs_url, log, "resume", "wait").ends()
    require_done(jobs_url, check.id)


def test_nothing_is_begun_while_the_service_stops(bench):
    made = bench()
    made.jobs.close(0)

    check = made.checks.submit(draft(), by=LOCAL, wait=0)

    assert made.records.checks.unfinished() == (check.id,)
    assert made.engine.begun == []


def test_two_services_in_one_process_do_their_own_work(bench):
    one, two = bench(), bench()
    checks = [(made, made.checks.submit(draft(), by=LOCAL, wait=0).id) for made in (one, two, two)]

    for made, check in checks:
        assert made.jobs.wait(check, SECONDS)

    assert (len(one.engine.begun), len(two.engine.begun)) == (1, 2)


def test_jobs_that_ended_are_forgotten_after_their_time(bench):
    made = bench()
    check = made.checks.submit(draft(), by=LOCAL, wait=0)
    assert made.jobs.wait(check.id, SECONDS)
    while upkeep.alive_among([check.id]):
        made.jobs.work.bell.wait(check.id, 0.05)

    assert upkeep.forget(datetime.timedelta(hours=1)) == 0
    assert upkeep.forget(-datetime.timedelta(hours=1)) > 0

    assert DBOS.get_workflow_status(check.id) is None
