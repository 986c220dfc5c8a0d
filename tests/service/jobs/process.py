"""A process that works on checks and can be killed: `python -m tests.service.jobs.process URL LOG COMMAND …`.

Each time that a draft is looked at, or its judge asked, a line is appended to LOG. Commands are carried out
in order: `hang-offline` and `hang-judge` (from now on that takes for ever), `record` (a check that nobody
begins), `submit`, `resume`, `wait` (until nothing is left to do), `pause` (until standard input ends) and
`stay`. Checks are told by name on standard output.
"""

import itertools
import os
import sys
import threading
from pathlib import Path

from checker.settings import JudgeSettings
from service.engine.task import Task
from service.nouns import LOCAL
from service.records import Records
from tests.service.jobs.conftest import Bench
from tests.service.jobs.stand_ins import SECONDS, FakeEngine, report
from tests.service.records.makers import draft


class Process:
    """What the process does."""

    def __init__(self, url: str, log: Path) -> None:
        self._log = log
        self._hangs: set[str] = set()
        engine = FakeEngine(judge_is_set=True, offline=self._deed("offline"), judged=self._deed("judge"))
        self._bench = Bench(url, Records(url), engine, JudgeSettings())

    def _deed(self, name: str):
        def deed(task: Task):
            with self._log.open("a", encoding="utf-8") as file:
                file.write(f"{name} {os.getpid()}\n")
            if name in self._hangs:
                threading.Event().wait()
            return report(task)

        return deed

    def do(self, command: str) -> None:
        """Carry out *command*."""
        if command.startswith("hang-"):
            self._hangs.add(command.removeprefix("hang-"))
        else:
            getattr(self, command)()

    def record(self) -> None:
        self._say(self._bench.records.checks.add(draft(), kit_version=1, by=LOCAL).id)

    def submit(self) -> None:
        self._say(self._bench.checks.submit(draft(), by=LOCAL, wait=0).id)

    def resume(self) -> None:
        self._bench.jobs.resume()

    def wait(self) -> None:
        for check in self._bench.records.checks.unfinished():
            assert self._bench.jobs.wait(check, SECONDS)

    def pause(self) -> None:
        self._say("pausing")
        sys.stdin.read()

    def stay(self) -> None:
        threading.Event().wait()

    def close(self) -> None:
        """End what can be ended."""
        self._bench.close()

    def _say(self, words: str) -> None:
        sys.stdout.write(f"{words}\n")
        sys.stdout.flush()


if __name__ == "__main__":
    process = Process(sys.argv[1], Path(sys.argv[2]))
    for command in itertools.islice(sys.argv, 3, None):
        process.do(command)
    process.close()
