"""Files of a batch as they come in: kept piece by piece, whatever their size, and never whole in memory."""

import asyncio
import tracemalloc
from collections.abc import AsyncIterator
from dataclasses import dataclass, field

import pytest

from service.batches.receiving import Received, Receiver
from service.problems import Problem
from service.records.uploads import PIECE
from service.settings import ServiceSettings

CHUNK = 65_536
BOUNDARY = b"x1y2"


@dataclass
class FakeUploads:
    """Keeps sizes, as `service.records.uploads.UploadRecords` keeps pieces."""

    pieces: list[tuple[int, int, int]] = field(default_factory=list)
    ended: list[tuple[int, str, int]] = field(default_factory=list)

    def put(self, batch: str, number: int, position: int, content: bytes) -> None:
        assert batch == "a batch"
        self.pieces.append((number, position, len(content)))

    def end(self, batch: str, number: int, name: str, size: int) -> None:
        assert batch == "a batch"
        self.ended.append((number, name, size))


def head(name: str, file: str | None = None) -> bytes:
    """Return how a part of a form begins."""
    named = f'; filename="{file}"' if file is not None else ""
    return f'\r\n--x1y2\r\nContent-Disposition: form-data; name="{name}"{named}\r\n\r\n'.encode()


def received(uploads: FakeUploads, *parts: bytes | int, **given: object) -> Received:
    """Return what a receiver makes of a form of *parts*; a number stands for so many bytes of a file."""

    async def stream() -> AsyncIterator[bytes]:
        for part in (*parts, b"\r\n--x1y2--\r\n"):
            if isinstance(part, bytes):
                yield part
            else:
                for start in range(0, part, CHUNK):
                    yield b"a" * min(CHUNK, part - start)

    service = ServiceSettings(_env_prefix="NONE_", **given)
    return asyncio.run(Receiver(uploads, service, "a batch", BOUNDARY).read(stream()))


def test_a_large_archive_is_never_whole_in_memory() -> None:
    uploads = FakeUploads()
    tracemalloc.start()
    try:
        made = received(uploads, head("files", "night.zip"), 60_000_000, head("kit"), b"acme")
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()

    assert made.fields == (("kit", "acme"),)
    assert uploads.ended == [(0, "night.zip", 60_000_000)]
    assert uploads.pieces == [(0, position, PIECE) for position in range(15)]
    assert peak < 5 * PIECE


def test_of_a_file_that_is_too_large_no_more_is_kept_than_may_be() -> None:
    uploads = FakeUploads()

    received(uploads, head("files", "deck.pptx"), 9_000_000, max_upload=1_000_000)

    assert uploads.ended == [(0, "deck.pptx", 9_000_000)]
    assert sum(size for _, _, size in uploads.pieces) <= 1_000_000


def test_the_same_form_has_the_same_digest_and_another_has_another() -> None:
    same = [received(FakeUploads(), head("files", "a.md"), b"text").digest for _ in range(2)]
    others = [
        received(FakeUploads(), head("files", "b.md"), b"text").digest,
        received(FakeUploads(), head("files", "a.md"), b"texts").digest,
        received(FakeUploads(), head("files", "a.md"), b"text", head("team"), b"sales").digest,
    ]

    assert len({*same, *others}) == 4


def test_a_field_without_a_chosen_file_brings_none() -> None:
    assert received(FakeUploads(), head("files", ""), b"").files == 0


REFUSED = [
    ((head("files", "a.md"), b"a", head("files", "b.md"), b"b"), {"max_documents": 1}, 413),
    ((head("kit"), b"a" * 20_001), {}, 413),
    (tuple(head("kit") + b"a" for _ in range(101)), {}, 413),
    ((b"no form",), {}, 400),
]


@pytest.mark.parametrize(("parts", "given", "status"), REFUSED)
def test_what_is_too_much_or_no_form_is_refused(
    parts: tuple[bytes, ...], given: dict[str, object], status: int
) -> None:
    with pytest.raises(Problem) as caught:
        received(FakeUploads(), *parts, **given)

    assert caught.value.status == status
