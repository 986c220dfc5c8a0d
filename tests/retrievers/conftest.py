"""A Chroma server on this machine."""

import re
import socket
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

IS_READY = re.compile("server listening")


@pytest.fixture(autouse=True)
def _no_proxy(monkeypatch: pytest.MonkeyPatch) -> None:
    """Go straight to this machine, also where the environment names a proxy."""
    for name in ("all_proxy", "http_proxy", "https_proxy"):
        monkeypatch.delenv(name, raising=False)
        monkeypatch.delenv(name.upper(), raising=False)


@pytest.fixture
def start_chroma(tmp_path: Path) -> Iterator[Callable[[], tuple[str, Callable[[], None]]]]:
    """Start a server; return its address and what stops it."""
    running = []

    def start() -> tuple[str, Callable[[], None]]:
        port = _free_port()
        command = [
            Path(sys.executable).with_name("chroma"), "run", "--host", "127.0.0.1", "--port", str(port),
            "--path", str(tmp_path / f"chroma-{port}"),
        ]  # fmt: skip
        server = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
        running.append(server)
        said = []
        for line in server.stdout:
            said.append(line)
            if IS_READY.search(line):
                threading.Thread(target=server.stdout.read).start()
                return f"http://127.0.0.1:{port}", lambda: _stop(server)
        raise RuntimeError(f"the Chroma server did not start: {''.join(said)}")

    yield start
    for server in running:
        _stop(server)


def _free_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return listener.getsockname()[1]


def _stop(server: "subprocess.Popen[str]") -> None:
    server.kill()
    server.wait()
    server.stdout.close()
