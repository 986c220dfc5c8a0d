"""Uploads whose sender leaves midway: nothing of them stays, neither in the records nor in open files."""

import gc
import socket
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from sqlalchemy import func, select

from service.parts import Parts
from service.records.batch_tables import ChunkRow
from service.records.tables import CheckRow

PROMISED = 20_000_000
"""Bytes that are said to come."""
SENT = 4_000_000
SECONDS = 30.0
HEAD = b'--cut\r\ncontent-disposition: form-data; name="%s"; filename="deck.pptx"\r\n\r\n'


def chunks(parts: Parts) -> int:
    """Return how many pieces of files are kept."""
    with parts.records.database.reading() as session:
        return session.scalar(select(func.count()).select_from(ChunkRow)) or 0


def checks(parts: Parts) -> int:
    with parts.records.database.reading() as session:
        return session.scalar(select(func.count()).select_from(CheckRow)) or 0


def deleted() -> int:
    """Return how many files without a name this process, which is the service's too, holds open."""
    gc.collect()
    held = 0
    for opened in Path("/proc/self/fd").iterdir():
        with suppress(OSError):
            held += str(opened.readlink()).endswith("(deleted)")
    return held


def until(what: Callable[[], object], wanted: object) -> None:
    """Return once *what* returns what is *wanted*."""
    end = time.monotonic() + SECONDS
    while (found := what()) != wanted:
        assert time.monotonic() < end, found
        time.sleep(0.02)


@pytest.mark.parametrize(
    ("path", "field"), [("/v1/batches", b"files"), ("/v1/checks", b"file"), ("/batches", b"files")]
)
def test_an_upload_that_breaks_off_leaves_nothing(
    service_url: str, service_parts: Parts, path: str, field: bytes
) -> None:
    before = chunks(service_parts), checks(service_parts), deleted()
    where = urlsplit(service_url)
    with socket.create_connection((str(where.hostname), int(where.port or 0))) as sender:
        sender.sendall(
            b"POST %s HTTP/1.1\r\nhost: %s\r\ncontent-type: multipart/form-data; boundary=cut\r\n"
            b"content-length: %d\r\n\r\n" % (path.encode(), where.netloc.encode(), PROMISED)
        )
        sender.sendall(HEAD % field + b"x" * SENT)
        until(lambda: chunks(service_parts) > before[0] or deleted() > before[2], wanted=True)

    until(lambda: (chunks(service_parts), checks(service_parts)), before[:2])
    until(deleted, before[2])
