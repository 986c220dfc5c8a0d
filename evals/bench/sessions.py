"""Worker processes of a bench: each a session of its own, watched, killed and started anew."""

import contextlib
import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from pathlib import Path
from types import TracebackType
from typing import IO, NamedTuple, Self

TICKS = os.sysconf("SC_CLK_TCK")
PAGE = os.sysconf("SC_PAGE_SIZE")
COMMAND = (sys.executable, "-m", "service", "worker", "--lanes", "1", "--judging", "1")
PATIENCE = 120.0
"""Seconds for a worker to be ready, and to end."""


class Seen(NamedTuple):
    """A process as it was last seen."""

    session: int
    processor: float
    """Seconds."""
    memory: int
    """Bytes, shared pages included."""


class Sessions:
    """Workers that are kept running."""

    def __init__(self, number: int, own: Mapping[str, str], folder: Path) -> None:
        """Run *number* workers with the environment *own*; what they say goes to a file in *folder*."""
        self._own, self._folder = {**os.environ, **own}, folder
        self._number = number
        self._running: list[subprocess.Popen[str]] = []
        self._sessions: set[int] = set()
        self._seen: dict[int, Seen] = {}
        self._log: IO[str] | None = None
        self._start = 0.0
        self.peak = 0
        """Bytes of all of them together at most."""
        self.killed: list[str] = []
        """What was killed: the first process of a worker, or one of its others."""

    def __enter__(self) -> Self:
        """Start them."""
        self._log = (self._folder / "workers.log").open("w", encoding="utf-8")
        self._running = [self._started() for _ in range(self._number)]
        return self

    def __exit__(
        self, _kind: type[BaseException] | None, _error: BaseException | None, _trace: TracebackType | None
    ) -> None:
        """Kill whatever is left."""
        for process in self._all():
            with contextlib.suppress(ProcessLookupError):
                os.kill(process, signal.SIGKILL)
        for worker in self._running:
            worker.wait(PATIENCE)
            if worker.stdout:
                worker.stdout.close()
        if self._log:
            self._log.close()

    @property
    def processor(self) -> float:
        """Return the processor time of all processes, in seconds, but for the first workers' start."""
        return sum(seen.processor for seen in self._seen.values()) - self._start

    def wait_until_ready(self) -> None:
        """Wait until each worker has said that it works."""
        for worker in self._running:
            if not (worker.stdout and worker.stdout.readline()):
                raise SystemExit((self._folder / "workers.log").read_text(encoding="utf-8"))
        self.look()
        self._start = self.processor

    def look(self) -> None:
        """Note what the processes have used, and start workers anew that are dead."""
        alive = 0
        for process in self._all():
            with contextlib.suppress(OSError):
                self._seen[process] = _seen(process)
                alive += self._seen[process].memory
        self.peak = max(self.peak, alive)
        for place, worker in enumerate(self._running):
            if worker.poll() is not None:
                if worker.stdout:
                    worker.stdout.close()
                self._running[place] = self._started()

    def kill(self, chance: random.Random) -> None:
        """Kill one process of one worker, whichever."""
        chosen = chance.choice(sorted(self._all()))
        is_first = chosen in {worker.pid for worker in self._running}
        self.killed.append("first" if is_first else "other")
        with contextlib.suppress(ProcessLookupError):
            os.kill(chosen, signal.SIGKILL)
        if is_first:
            next(worker for worker in self._running if worker.pid == chosen).wait(PATIENCE)

    def stop(self) -> None:
        """Let all workers end by themselves."""
        self.look()
        for worker in self._running:
            worker.send_signal(signal.SIGTERM)
        end = time.monotonic() + PATIENCE
        for worker in self._running:
            worker.wait(max(1.0, end - time.monotonic()))

    def _started(self) -> subprocess.Popen[str]:
        started = subprocess.Popen(  # noqa: S603 - our own command
            COMMAND,
            env=self._own,
            stdout=subprocess.PIPE,
            stderr=self._log,
            text=True,
            start_new_session=True,
        )
        self._sessions.add(started.pid)
        return started

    def _all(self) -> Iterator[int]:
        for process in Path("/proc").glob("[0-9]*"):
            with contextlib.suppress(OSError):
                if os.getsid(int(process.name)) in self._sessions:
                    yield int(process.name)


def _seen(process: int) -> Seen:
    fields = Path(f"/proc/{process}/stat").read_text(encoding="ascii").rpartition(")")[2].split()
    return Seen(int(fields[3]), (int(fields[11]) + int(fields[12])) / TICKS, int(fields[21]) * PAGE)
