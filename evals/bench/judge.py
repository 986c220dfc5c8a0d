"""A judge for benches: a server of OpenAI's protocol here that confirms what is suspected."""

import hashlib
import http.server
import json
import re
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager

MARK = re.compile(r"\b[0-9a-f]{16}\b")
"""What fences a draft in a call, drawn anew for each: left out of a call's digest."""
WINDOWS = (1.0, 5.0, 20.0)
"""Seconds over which calls are counted."""


class Judge:
    """A server of OpenAI's protocol that confirms what is suspected, and counts."""

    def __init__(self, kit: str, pause: float) -> None:
        """Answer each call after *pause* seconds, about the guidelines of *kit*."""
        self.asked: list[tuple[float, str]] = []
        """When each call came, and a digest of what it asks: the same for a call that is repeated."""
        self.in_flight = self.most_in_flight = 0
        self._ids = re.findall(r"\bid: ([\w-]+)", kit)
        self._pause = pause
        self._lock = threading.Lock()

    def answer(self, body: bytes) -> bytes:
        """Return the answer to a call of *body*."""
        asked = json.loads(body)
        said = "\n\n".join(str(message["content"]) for message in asked["messages"])
        with self._lock:
            self.asked.append((time.monotonic(), hashlib.sha256(MARK.sub("", said).encode()).hexdigest()))
            self.in_flight += 1
            self.most_in_flight = max(self.most_in_flight, self.in_flight)
        time.sleep(self._pause)
        with self._lock:
            self.in_flight -= 1
        return json.dumps(_completion(json.dumps(self._judged(said)), str(asked["model"]))).encode()

    def excess(self, per_minute: float) -> float:
        """Return the most calls of any window by what *per_minute* allows in it."""
        times = sorted(moment for moment, _ in self.asked)
        if not times or not per_minute:
            return 0.0
        return max(_most(times, window) / (per_minute / 60 * window + 1) for window in WINDOWS)

    def _judged(self, said: str) -> dict[str, object]:
        suspected = sorted(set(re.findall(r"^(s\d+) \[", said, re.MULTILINE)))
        rulings = [{"id": one, "reason": "It is.", "breach": True, "replacement": None} for one in suspected]
        facts: dict[str, object] = {"lead": "pools", "lead_guideline": None, "required": [], "findings": []}
        return {**facts, "suspicions": rulings, "kept": self._ids}


@contextmanager
def listening(judge: Judge) -> Iterator[str]:
    """Yield the address of *judge*."""

    class Handler(http.server.BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_POST(self) -> None:
            body = judge.answer(self.rfile.read(int(self.headers["content-length"])))
            self.send_response(200)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    class Quiet(http.server.ThreadingHTTPServer):
        daemon_threads = True

        def handle_error(self, *_: object) -> None:
            """Say nothing: clients that are killed are part of it."""

    with Quiet(("127.0.0.1", 0), Handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_address[1]}/v1"
        server.shutdown()


def _completion(content: str, model: str) -> dict[str, object]:
    message = {"role": "assistant", "content": content}
    usage = {"prompt_tokens": 100, "completion_tokens": 20, "total_tokens": 120}
    choice = {"index": 0, "message": message, "finish_reason": "stop"}
    return {
        "id": "1",
        "object": "chat.completion",
        "created": 0,
        "model": model,
        "choices": [choice],
        "usage": usage,
    }


def _most(times: Sequence[float], window: float) -> int:
    """Return how many of *times*, in order, are in any *window* at most."""
    first = most = 0
    for last, moment in enumerate(times):
        while moment - times[first] > window:
            first += 1
        most = max(most, last - first + 1)
    return most
