"""A batch's files as a request brings them (RFC 7578), kept piece by piece as they come in.

No file is held in memory whole: what was read is in the records before more is read. Nothing is known of
the batch's terms before the request ends, since fields may come after files; until then nobody is shown it.
"""

import hashlib
from collections.abc import AsyncIterator
from http import HTTPStatus
from typing import NamedTuple

from anyio.to_thread import run_sync
from python_multipart.exceptions import FormParserError
from python_multipart.multipart import MultipartParser, parse_options_header

from service.jobs.archives import is_archive
from service.problems import Problem
from service.records.uploads import PIECE, UploadRecords
from service.settings import ServiceSettings

FIELDS = 100
"""Fields that are no files, at most."""
FIELD_BYTES = 20_000
"""Bytes of all of them together."""


class Received(NamedTuple):
    """What a request brought."""

    fields: tuple[tuple[str, str], ...]
    files: int
    digest: str
    """SHA-256 of all of it, in hexadecimal."""


class Part:
    """One part of a form while it comes in."""

    def __init__(self) -> None:
        """Begin with nothing."""
        self.name = ""
        self.file: str | None = None
        """The file's name; none for a field."""
        self.content = bytearray()
        self.size = self.pieces = 0


class Receiver:
    """Reads a form and keeps its files."""

    def __init__(self, uploads: UploadRecords, service: ServiceSettings, batch: str, boundary: bytes) -> None:
        """Keep files in *uploads* as those of *batch*; *boundary* separates the form's parts.

        Raises:
            Problem: 400 if there can't be such a boundary.
        """
        self._uploads, self._service, self._batch = uploads, service, batch
        self._part = Part()
        self._field, self._value = b"", b""
        self._ready: list[tuple[Part, bytes, bool]] = []
        """Parts with what came of them, and whether that was all."""
        self._fields: list[tuple[str, str]] = []
        self._field_bytes = self._files = 0
        self._digest = hashlib.sha256()
        self._is_whole = False
        try:
            self._parser = MultipartParser(
                boundary,
                {
                    "on_part_begin": self._begin,
                    "on_header_field": self._header_field,
                    "on_header_value": self._header_value,
                    "on_header_end": self._header,
                    "on_part_data": self._data,
                    "on_part_end": self._end,
                    "on_end": self._all,
                },
            )
        except FormParserError as error:
            raise _malformed() from error

    async def read(self, stream: AsyncIterator[bytes]) -> Received:
        """Return what *stream* brings, once it is here whole.

        Raises:
            Problem: 400 if it is no form or ends early, 413 if it brings too much.
        """
        try:
            async for chunk in stream:
                self._parser.write(chunk)
                await self._keep()
            self._parser.finalize()
        except FormParserError as error:
            raise _malformed() from error
        if not self._is_whole:
            raise _malformed()
        return Received(tuple(self._fields), self._files, self._digest.hexdigest())

    async def _keep(self) -> None:
        ready, self._ready = self._ready, []
        for part, content, is_all in ready:
            part.content += content
            if part.file is None:
                self._keep_field(part, is_all=is_all)
            else:
                self._digest.update(content)
                part.size += len(content)
                await self._keep_file(part, is_all=is_all)

    def _keep_field(self, part: Part, *, is_all: bool) -> None:
        if self._field_bytes + len(part.content) > FIELD_BYTES or len(self._fields) >= FIELDS:
            limit = f"{FIELDS} fields that are no files, of {FIELD_BYTES:,} bytes together"
            raise _too_large(f"A batch has at most {limit}.")
        if is_all:
            self._field_bytes += len(part.content)
            text = part.content.decode("utf-8", "replace")
            self._digest.update(repr((part.name, text)).encode("utf-8", "backslashreplace"))
            self._fields.append((part.name, text))

    async def _keep_file(self, part: Part, *, is_all: bool) -> None:
        if part.size > self._service.max_upload and not is_archive(part.file or ""):
            part.content.clear()
        while len(part.content) >= PIECE or (is_all and part.content):
            piece = bytes(part.content[:PIECE])
            del part.content[:PIECE]
            await run_sync(self._uploads.put, self._batch, self._files, part.pieces, piece)
            part.pieces += 1
        if is_all:
            self._digest.update(repr((part.file, part.size)).encode("utf-8", "backslashreplace"))
            await run_sync(self._uploads.end, self._batch, self._files, part.file or "", part.size)
            self._files += 1
            if self._files > self._service.max_documents:
                most = f"{self._service.max_documents:,} documents"
                raise _too_large(f"A batch has at most {most}. Send it in parts.")

    def _begin(self) -> None:
        self._part = Part()

    def _header_field(self, data: bytes, start: int, end: int) -> None:
        self._field += data[start:end]

    def _header_value(self, data: bytes, start: int, end: int) -> None:
        self._value += data[start:end]

    def _header(self) -> None:
        if self._field.lower() == b"content-disposition":
            _, options = parse_options_header(self._value)
            self._part.name = options.get(b"name", b"").decode("utf-8", "replace")
            file = options.get(b"filename")
            self._part.file = None if file is None else file.decode("utf-8", "replace")
        self._field, self._value = b"", b""

    def _data(self, data: bytes, start: int, end: int) -> None:
        self._ready.append((self._part, data[start:end], False))

    def _end(self) -> None:
        is_unchosen = self._part.file == "" and not self._part.size
        if not is_unchosen or any(part is self._part and content for part, content, _ in self._ready):
            self._ready.append((self._part, b"", True))

    def _all(self) -> None:
        self._is_whole = True


def boundary_of(content_type: str) -> bytes:
    """Return what separates the parts of a form.

    Raises:
        Problem: 400 if *content_type* does not say.
    """
    _, options = parse_options_header(content_type)
    boundary = options.get(b"boundary", b"")
    if not boundary:
        raise _malformed()
    return boundary


def _malformed() -> Problem:
    says = "The form can't be read: it is cut short, or its parts are not separated as its header says."
    return Problem(HTTPStatus.BAD_REQUEST, "malformed-form", says)


def _too_large(says: str) -> Problem:
    return Problem(HTTPStatus.REQUEST_ENTITY_TOO_LARGE, "too-large", says)
