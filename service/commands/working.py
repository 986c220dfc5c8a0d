"""`brandcheck worker`: a process that only works on jobs, as many of them as one likes, until a signal.

All share one database, and one address for kept answers; of SQLite that means one machine. A worker that is
killed loses nothing: what it had begun goes on in another within half a minute.
"""

import contextlib
import signal
import socket
import threading
from collections.abc import Callable, Iterator
from http import HTTPStatus
from types import FrameType

import uvicorn
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from checker.errors import CheckerError, InputError
from checker.settings import Settings
from service.engine import Engine
from service.figures import unfinished
from service.jobs import Jobs
from service.notices import announce
from service.parts import GRACE
from service.probes import PROMETHEUS
from service.records import Records, records_url
from service.security.logs import configure
from service.security.metrics import Metrics
from service.settings import ServiceSettings

PAUSE = 0.2
"""Seconds between two looks whether the processes are ready."""


class Worker:
    """All that works, without pages and without the API."""

    def __init__(self, settings: Settings, service: ServiceSettings) -> None:
        """Put it together; nothing is opened before `begin`.

        Raises:
            InputError: if a setting can't be used.
        """
        self.records = Records(records_url(settings, service))
        announce(self.records, service)
        self.engine = Engine(settings, service)
        self.jobs = Jobs(settings, service, self.records, self.engine)
        self.metrics = Metrics(unfinished(self.records))

    def begin(self) -> None:
        """Begin to work.

        Raises:
            InputError: if the records can't be used.
        """
        self.records.prepare()
        self.jobs.resume()

    def end(self) -> None:
        """Let what is at work end, and leave the rest to others."""
        self.jobs.close(GRACE)
        self.engine.close(GRACE)
        self.records.close()

    def problem(self) -> str:
        """Return why it can't work just now; empty where it can."""
        try:
            self.records.ping()
        except CheckerError as error:
            return str(error)
        return "" if self.engine.is_ready() else self.engine.problem or "Its processes are getting ready."


def run(lanes: int | None, judging: int | None, port: int | None, tell: Callable[[str], None]) -> None:
    """Work until a signal to stop.

    Args:
        lanes: processes that check drafts; as the settings say where none are given.
        judging: processes that wait for the language model.
        port: where machines may ask how it is, on loopback unless `BRANDCHECK_SERVICE__HOST` says otherwise.
        tell: takes the line that says that it works.

    Raises:
        InputError: if the port is taken, or a setting can't be used.
    """
    asked = {name: it for name, it in {"lanes": lanes, "judging": judging}.items() if it is not None}
    service = ServiceSettings().model_copy(update=asked | {"works": True, "kept": 0})
    configure()
    stopped = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, _setter(stopped))
    with _asked(service, port) as listener:
        worker = Worker(Settings(), service)
        try:
            worker.begin()
            with _answering(worker, listener):
                _wait_until_ready(worker, stopped)
                tell(
                    f"Brandcheck works on {worker.records.database}, {worker.engine.lanes} drafts at a time."
                )
                stopped.wait()
        finally:
            worker.end()


def probes(worker: Worker) -> Starlette:
    """Return what answers machines that ask how *worker* is; none of it is about drafts."""

    def alive(_: Request) -> Response:
        return JSONResponse({"status": "ok"})

    def ready(_: Request) -> Response:
        problem = worker.problem()
        status = HTTPStatus.SERVICE_UNAVAILABLE if problem else HTTPStatus.OK
        return JSONResponse({"worker": "failed" if problem else "ok"}, status)

    def figures(_: Request) -> Response:
        return Response(worker.metrics.text(), media_type=PROMETHEUS)

    return Starlette(routes=[Route("/healthz", alive), Route("/readyz", ready), Route("/metrics", figures)])


def _wait_until_ready(worker: Worker, stopped: threading.Event) -> None:
    while not (worker.engine.is_ready() or stopped.wait(PAUSE)):
        if worker.engine.problem:
            raise InputError(worker.engine.problem)


@contextlib.contextmanager
def _asked(service: ServiceSettings, port: int | None) -> Iterator[socket.socket | None]:
    """Yield a socket that listens on *port*; none where none is given."""
    if port is None:
        yield None
        return
    try:
        listener = socket.create_server((service.host, port))
    except OSError as error:
        raise InputError(
            f"Can't listen on port {port}: {error.strerror or error}. Choose another."
        ) from error
    with listener:
        yield listener


@contextlib.contextmanager
def _answering(worker: Worker, listener: socket.socket | None) -> Iterator[None]:
    """Answer machines that ask on *listener*, in a thread."""
    if listener is None:
        yield
        return
    server = uvicorn.Server(
        uvicorn.Config(probes(worker), log_config=None, access_log=False, server_header=False, lifespan="off")
    )
    thread = threading.Thread(target=server.run, args=([listener],), daemon=True)
    thread.start()
    try:
        yield
    finally:
        server.should_exit = True
        thread.join()


def _setter(stopped: threading.Event) -> Callable[[int, FrameType | None], None]:
    return lambda _signal, _frame: stopped.set()
