"""What answers in a bench of hooks: a service that can be killed, and a bare route to compare it with."""

import contextlib
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import httpx2

BARE = """
import socket, sys
import uvicorn
from fastapi import FastAPI, Request, Response

app = FastAPI(openapi_url=None)


@app.post("/bare")
async def bare(request: Request) -> Response:
    await request.body()
    return Response(b'{"deliveries":[]}', 202, media_type="application/json")


port = int(sys.argv[1])
uvicorn.run(app, host="127.0.0.1", port=port, http="h11", ws="none", log_config=None, access_log=False)
"""


STARTING = 300.0
"""Seconds after which a service that is not ready has failed."""


class Service:
    """The service, started and killed."""

    def __init__(self, folder: Path) -> None:
        """Keep its data in *folder*."""
        with socket.create_server(("127.0.0.1", 0)) as free:
            self._port = free.getsockname()[1]
        self.url = f"http://127.0.0.1:{self._port}"
        self._folder = folder
        self._running: subprocess.Popen[str] | None = None

    def start(self) -> None:
        """Start it, and wait until it answers."""
        own = {
            "BRANDCHECK_SERVICE__DATA": str(self._folder),
            "BRANDCHECK_JUDGE__MODE": "off",
        }
        command = (sys.executable, "-m", "service", "serve", "--port", str(self._port))
        with (self._folder / "log").open("ab") as log:
            self._running = subprocess.Popen(  # noqa: S603 - ours
                command,
                env=os.environ | own,
                stdout=subprocess.PIPE,
                stderr=log,
                text=True,
                start_new_session=True,
            )
        said = self._running.stdout.readline() if self._running.stdout else ""
        if not said:
            raise SystemExit((self._folder / "log").read_text(encoding="utf-8"))

    def wait(self) -> None:
        """Wait until it is ready to check; it says why where it is not in time."""
        end = time.monotonic() + STARTING
        with httpx2.Client(base_url=self.url, timeout=60) as client:
            while (said := client.get("/readyz")).status_code != httpx2.codes.OK:
                if time.monotonic() > end:
                    raise SystemExit(f"Not ready after {STARTING:g} s: {said.text}")
                time.sleep(0.1)

    @property
    def processor(self) -> float:
        """Return the processor time of its first process, which answers, in seconds."""
        if not self._running:
            return 0.0
        ticks = Path(f"/proc/{self._running.pid}/stat").read_text(encoding="ascii").rpartition(")")[2].split()
        return (int(ticks[11]) + int(ticks[12])) / os.sysconf("SC_CLK_TCK")

    def kill(self) -> None:
        """Kill it with all its processes."""
        if self._running:
            with contextlib.suppress(ProcessLookupError):
                os.killpg(self._running.pid, signal.SIGKILL)
            self._running.wait()


@contextlib.contextmanager
def served(folder: Path) -> Iterator[Service]:
    """Yield a service that is ready, and end it."""
    service = Service(folder)
    service.start()
    try:
        service.wait()
        yield service
    finally:
        service.kill()


@contextlib.contextmanager
def bare_route() -> Iterator[str]:
    """Yield the address of a route that does nothing, served as the service is."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    with subprocess.Popen((sys.executable, "-c", BARE, str(port))) as running:  # noqa: S603 - ours
        try:
            for _ in range(600):
                with contextlib.suppress(httpx2.HTTPError):
                    httpx2.post(f"http://127.0.0.1:{port}/bare")
                    break
                time.sleep(0.1)
            yield f"http://127.0.0.1:{port}/bare"
        finally:
            running.kill()
