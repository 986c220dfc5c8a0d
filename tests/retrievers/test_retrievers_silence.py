"""What the outside sees: nothing of Chroma until it is needed, and never a connection."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
GUARD = """
import sys

TALK = {"socket.connect", "socket.getaddrinfo", "socket.gethostbyname", "socket.bind", "socket.sendto"}

def watch(event, arguments):
    if event in TALK:
        print("NETWORK", event, arguments, flush=True)
        raise OSError("no network here")

sys.addaudithook(watch)

from checker.retrievers.chroma import ChromaRetriever
from checker.retrievers.index import Server
from checker.retrievers.whole_kit import WholeKit
from tests.fakes import encode
from tests.retrievers.kits import facts, kit
"""
BUILT = """
ChromaRetriever(encode)
ChromaRetriever(encode, server=Server("http://127.0.0.1:9", origin="m"))
WholeKit().retrieve(kit(*facts(50)), encode(["tea"]), ["tea"])
print("imported" if "chromadb" in sys.modules else "not imported")
"""
ASKED = """
sent = ChromaRetriever(encode, per_passage=5).retrieve(kit(*facts(50)), encode(["tea"]), ["tea"])
print("imported" if "chromadb" in sys.modules else "not imported", len(sent))
"""
FAR = """
told = []
server = Server("http://index.example:8000", origin="m")
ChromaRetriever(encode, server=server, tell=told.append).retrieve(kit(*facts(50)), encode(["tea"]), ["tea"])
print(len(told))
"""
OPEN = """
import os
from pathlib import Path

files = [f"/proc/self/fd/{name}" for name in os.listdir("/proc/self/fd")]
links = [os.readlink(file) for file in files if os.path.lexists(file)]
ours = {link[8:-1] for link in links if link.startswith("socket:")}
tables = [Path(f"/proc/self/net/{kind}").read_text() for kind in ("tcp", "tcp6", "udp", "udp6")]
rows = [row.split() for table in tables for row in table.splitlines()[1:]]
print("open:", [row for row in rows if row[9] in ours])
"""
TALKATIVE = {
    "CHROMA_OTEL_GRANULARITY": "all",
    "CHROMA_OTEL_COLLECTION_ENDPOINT": "http://collector.example:4317",
    "ANONYMIZED_TELEMETRY": "true",
    "IS_PERSISTENT": "true",
    "CHROMA_SERVER_HOST": "elsewhere.example",
    "CHROMA_API_IMPL": "chromadb.api.fastapi.FastAPI",
}
"""Chroma's own settings."""
LINUX = Path("/proc/self/net/tcp").exists()


def run(code: str, folder: Path, **environment: str) -> list[str]:
    """Return the lines that *code* prints in a process of its own, with *folder* as its current one."""
    done = subprocess.run(
        [sys.executable, "-c", GUARD + code],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(ROOT), **environment},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout.splitlines()


def test_chroma_is_not_imported_before_the_first_question(tmp_path):
    assert run(BUILT, tmp_path) == ["not imported"]


def test_a_server_is_connected_to_and_the_watch_sees_it(tmp_path):
    lines = run(FAR, tmp_path)

    assert lines[0].startswith("NETWORK socket.getaddrinfo ('index.example', 8000")
    assert lines[-1] == "1"


def test_in_memory_nothing_is_connected_to_and_nothing_is_written(tmp_path):
    lines = run(ASKED + (OPEN if LINUX else 'print("open: []")'), tmp_path)

    assert lines == ["imported 5", "open: []"]
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("where", ["file", "environment"])
def test_nor_where_somebody_set_chroma_up_to_talk(tmp_path, where):
    if where == "file":
        lines = "\n".join(f"{name}={value}" for name, value in TALKATIVE.items())
        (tmp_path / ".env").write_text(lines, encoding="utf-8")

    printed = run(ASKED, tmp_path, **(TALKATIVE if where == "environment" else {}))

    assert printed == ["imported 5"]
    assert {path.name for path in tmp_path.iterdir()} <= {".env"}
