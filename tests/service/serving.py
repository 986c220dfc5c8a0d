"""Run an application on a free port of this machine, in a thread."""

import contextlib
import socket
import threading
from collections.abc import Iterator

import uvicorn
from starlette.types import ASGIApp

from service.security.heads import LONGEST, Heads

PATIENCE = 60.0
"""Seconds for the application to start, and to stop."""


class _Server(uvicorn.Server):
    """Says when it is ready, or has failed to be."""

    def __init__(self, app: ASGIApp) -> None:
        config = uvicorn.Config(
            app,
            lifespan="on",
            log_config=None,
            access_log=False,
            ws="none",
            http=Heads,
            h11_max_incomplete_event_size=LONGEST,
            timeout_graceful_shutdown=5,
        )
        super().__init__(config)
        self.begun = threading.Event()

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        self.begun.set()


@contextlib.contextmanager
def served(app: ASGIApp) -> Iterator[str]:
    """Yield the address of *app*, which is started, and stopped at the end."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        server = _Server(app)
        thread = threading.Thread(target=server.run, args=([listener],), daemon=True)
        thread.start()
        if not server.begun.wait(PATIENCE):
            raise RuntimeError("the application does not start; its log says why")
        try:
            yield f"http://127.0.0.1:{listener.getsockname()[1]}"
        finally:
            server.should_exit = True
            thread.join(PATIENCE)
