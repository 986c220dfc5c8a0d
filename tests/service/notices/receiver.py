"""A receiver of webhooks on this machine, which keeps what it gets and answers as a test tells it to."""

import contextlib
import http.server
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import NamedTuple


class Got(NamedTuple):
    """A request that came."""

    path: str
    headers: dict[str, str]
    """With their names in lower case."""
    body: bytes


Answer = Callable[[http.server.BaseHTTPRequestHandler], None]
"""Writes an answer."""


def answers(status: int, body: bytes = b"", **headers: str) -> Answer:
    """Return what answers with *status*; underscores in names of headers become hyphens."""

    def write(handler: http.server.BaseHTTPRequestHandler) -> None:
        handler.send_response(status)
        for name, value in headers.items():
            handler.send_header(name.replace("_", "-"), value)
        handler.send_header("Content-Length", str(len(body)))
        handler.end_headers()
        handler.wfile.write(body)

    return write


@dataclass
class Receiver:
    """A running receiver."""

    url: str
    got: list[Got] = field(default_factory=list)
    answer: Answer = field(default=answers(204))
    news: threading.Condition = field(default_factory=threading.Condition)
    released: threading.Event = field(default_factory=threading.Event)
    """Set when the test is over, for answers that wait."""

    def wait_for(self, count: int, seconds: float = 60) -> list[Got]:
        """Return all requests, once there are *count*."""
        with self.news:
            assert self.news.wait_for(lambda: len(self.got) >= count, seconds), self.got
            return list(self.got)


@contextlib.contextmanager
def receiving() -> Iterator[Receiver]:
    """Run a receiver on a free port of 127.0.0.1."""
    receiver = Receiver("")

    class Handler(http.server.BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers.get("content-length", 0)))
            headers = {name.lower(): value for name, value in self.headers.items()}
            with receiver.news:
                receiver.got.append(Got(self.path, headers, body))
                receiver.news.notify_all()
            with contextlib.suppress(OSError):
                receiver.answer(self)

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the base class's
            """Be quiet."""

    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        server.daemon_threads = True
        receiver.url = f"http://127.0.0.1:{server.server_port}"
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
        thread.start()
        try:
            yield receiver
        finally:
            receiver.released.set()
            server.shutdown()
            thread.join()
