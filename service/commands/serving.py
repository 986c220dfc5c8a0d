"""`brandcheck serve`: everything on one machine, until a signal to stop."""

import contextlib
import datetime
import gc
import signal
import socket
import sys
from collections.abc import Callable, Iterator
from types import FrameType

import uvicorn

from checker.errors import InputError
from checker.settings import Settings
from service.app import create_app
from service.commands.stores import opened
from service.parts import GRACE, Parts, build
from service.security.draining import Draining
from service.security.guarding import refuse_open
from service.security.heads import LONGEST, Heads
from service.security.logs import configure
from service.settings import ServiceSettings

BACKLOG = 256
"""Connections that wait to be taken."""
TURN = 0.0005
"""Seconds for which a thread keeps others from running Python, a tenth of what is usual.

An answer takes a handful of turns, for each time bytes are read or sent it gives its own away.
"""


def run(host: str | None, port: int | None, tell: Callable[[str], None]) -> None:
    """Serve until a signal to stop; *tell* takes the line that says where.

    Raises:
        InputError: if the address is taken, a setting can't be used, or the service would stand open.
    """
    asked = {"host": host, "port": port}
    service = ServiceSettings().model_copy(update={name: it for name, it in asked.items() if it is not None})
    with _listening(service) as listener:
        service = service.model_copy(update={"port": listener.getsockname()[1]})
        with opened(service) as records:
            now = datetime.datetime.now(datetime.UTC)
            refuse_open(service, has_keys=any(key.holds(now) for key in records.keys.list()))
        parts = build(Settings(), service)
        configure()
        signal.signal(signal.SIGTERM, _stopped)
        _Server(parts, lambda: tell(f"Brandcheck is open on {address_of(service)}")).run(sockets=[listener])


def address_of(service: ServiceSettings) -> str:
    """Return the address at which a browser finds *service*."""
    return service.address


class _Server(uvicorn.Server):
    """Serves, says when it is ready, and lets long answers end when it is to stop."""

    def __init__(self, parts: Parts, ready: Callable[[], None]) -> None:
        self._ready, self._draining = ready, Draining()
        config = uvicorn.Config(
            create_app(parts, self._draining),
            lifespan="on",
            log_config=None,
            access_log=False,
            server_header=False,
            http=Heads,
            h11_max_incomplete_event_size=LONGEST,
            proxy_headers=bool(parts.service.public_url),
            ws="none",
            backlog=BACKLOG,
            timeout_graceful_shutdown=round(GRACE),
        )
        super().__init__(config)

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        _settle()
        self._ready()

    def handle_exit(self, sig: int, frame: FrameType | None) -> None:
        self._draining.begin()
        super().handle_exit(sig, frame)


@contextlib.contextmanager
def _listening(service: ServiceSettings) -> Iterator[socket.socket]:
    """Yield a socket that listens; taken before anything slow is done, so that nobody waits for a refusal."""
    family = socket.AF_INET6 if ":" in service.host else socket.AF_INET
    try:
        listener = socket.create_server((service.host, service.port), family=family, backlog=BACKLOG)
    except OSError as error:
        raise InputError(
            f"Can't listen on port {service.port} of {service.host}: {error.strerror or error}. "
            "Choose another with --port or --host."
        ) from error
    with listener:
        yield listener


def _settle() -> None:
    """Let answers wait for little: for short turns of other threads and not for old garbage.

    A look for garbage through all that was loaded takes a fraction of a second, in which nobody is answered.
    """
    gc.collect()
    gc.freeze()
    sys.setswitchinterval(TURN)


def _stopped(_signal: int, _frame: FrameType | None) -> None:
    """Uvicorn raises the signal again once everything has ended; that is no failure."""
