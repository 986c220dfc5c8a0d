"""Annotated copies of stored drafts: one, or those of a whole batch in a zip archive.

An archive is written as it is sent, a document at a time, so that thousands take no more memory than a few.
What can't be annotated is in it as it came, and its table says why.
"""

import csv
import datetime
import io
import zipfile
from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from http import HTTPStatus
from itertools import islice
from pathlib import PurePosixPath
from tempfile import SpooledTemporaryFile
from typing import NamedTuple

from checker.annotators import ANNOTATORS
from checker.domain import Checked
from checker.errors import InputError
from checker.kits.waivers import waive
from service.batches.results import inert, items
from service.engine import Engine
from service.engine.annotating import Marked, annotate
from service.exchange.texts import SEPARATORS, UNSHOWN
from service.jobs.terms import accepted
from service.nouns import Batch, BatchItem, Check
from service.problems import Problem, not_found
from service.records import Records, RecordsUnavailable

AHEAD = 3
"""Copies that are made while another is sent."""
KEPT_IN_MEMORY = 1_000_000
"""Bytes of an archive's table; what is more goes to disk."""
PIECE = 256 * 1024
"""Bytes that are handed on at once."""
TABLE = "report.csv"
COLUMNS = (
    *("file", "annotated", "why not", "state", "verdict", "score", "errors", "warnings", "suggestions"),
    *("leads with", "title", "team", "channel", "audience", "problem", "report"),
)
LONGEST = 180
"""Characters of a folder's or a file's name in an archive."""


class Copy(NamedTuple):
    """A draft as it is handed back."""

    name: str
    content: bytes
    refusal: str = ""
    """Why it is not annotated; empty where it is."""


class Copies:
    """Makes annotated copies of what is stored."""

    def __init__(self, records: Records, engine: Engine) -> None:
        """Make them of *records*, in the processes of *engine*."""
        self._records, self._engine = records, engine

    def of(self, check: Check) -> Copy:
        """Return the draft of *check*, annotated.

        Raises:
            Problem: 404 where its format can't hold notes, 409 while it has no report, 410 once it is gone.
            InputError: if it can't be copied without loss.
        """
        draft = self._records.checks.draft(check.id)
        checked = self._records.checks.checked(check.id)
        if draft is None:
            raise _gone()
        if checked is None or check.verdict is None:
            says = check.problem or "The draft is still being checked. Ask again when its state is “done”."
            raise Problem(HTTPStatus.CONFLICT, "no-report", says)
        if checked.document.format not in ANNOTATORS:
            raise not_found("annotated copy of", f"{check.source}, for a file of its format can't hold notes")
        version = self._records.kits.version(check.kit, check.kit_version)
        given = Marked(
            _named(draft.name, checked),
            draft.content,
            self._waived(check, checked),
            version.source if version else "",
            check.kit,
        )
        return Copy(draft.name, self._engine.work(annotate, given))

    def of_batch(self, batch: Batch, *, address: str) -> Iterator[bytes]:
        """Yield a zip archive of the drafts of *batch*, annotated where that can be, and a table of them all.

        Args:
            batch: whose documents are handed back.
            address: where the service's pages are.
        """
        sink = _Sink()
        names = _Names()
        with (
            SpooledTemporaryFile(KEPT_IN_MEMORY, "w+", encoding="utf-8-sig", newline="") as table,
            zipfile.ZipFile(sink, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive,
        ):
            rows = csv.writer(table)
            rows.writerow(COLUMNS)
            for item, copy in self._copied(items(self._records, batch.id)):
                name = names.of(item) if copy.content else ""
                if name:
                    yield from _written(archive, sink, _entry(name, batch), copy.content)
                rows.writerow(_row(item, name, copy, f"{address}/reports/{item.id}"))
            table.seek(0)
            with archive.open(_entry(TABLE, batch), "w") as entry:
                while piece := table.read(PIECE):
                    entry.write(piece.encode())
                    yield from sink.taken()
        yield from sink.taken()

    def _copied(self, items: Iterable[BatchItem]) -> Iterator[tuple[BatchItem, Copy]]:
        """Yield each of *items* with its copy, in order, a few of them made ahead."""
        waiting: deque[tuple[BatchItem, Future[Copy]]] = deque()
        left = iter(items)
        pool = ThreadPoolExecutor(AHEAD, thread_name_prefix="copies")
        try:
            while True:
                for item in islice(left, AHEAD - len(waiting)):
                    waiting.append((item, pool.submit(self._made, item)))
                if not waiting:
                    return
                item, made = waiting.popleft()
                yield item, made.result()
        finally:
            pool.shutdown(wait=True, cancel_futures=True)

    def _made(self, item: BatchItem) -> Copy:
        """Return the annotated draft of *item*; as it came where it can't be annotated."""
        check = self._records.checks.get(item.id)
        if check is None:
            return Copy(item.source, b"", "it was deleted")
        try:
            return self.of(check)
        except (Problem, InputError) as error:
            if _is_passing(error):
                raise
            draft = self._records.checks.draft(item.id)
            return Copy(item.source, draft.content if draft else b"", _why(error, check))

    def _waived(self, check: Check, checked: Checked) -> Checked:
        """Return *checked* with the findings marked that somebody accepted."""
        today = datetime.datetime.now(datetime.UTC).date()
        holding = accepted(self._records, check.kit, check.document, today)
        findings = waive(checked.report.findings, holding, today).findings
        return Checked(checked.document, checked.report.model_copy(update={"findings": findings}))


class _Sink(io.RawIOBase):
    """What an archive is written to: keeps what was written until it is taken."""

    def __init__(self) -> None:
        super().__init__()
        self._kept = bytearray()

    def writable(self) -> bool:
        return True

    def write(self, data: object) -> int:
        given = memoryview(data)  # type: ignore[arg-type]  # whatever has a buffer
        self._kept += given
        return given.nbytes

    def taken(self) -> Iterator[bytes]:
        """Yield what was written since the last time, if it is anything."""
        if self._kept:
            kept, self._kept = bytes(self._kept), bytearray()
            yield kept


class _Names:
    """Gives every document of an archive a name of its own, below the folder where it is unpacked."""

    def __init__(self) -> None:
        self._given: set[str] = {TABLE}

    def of(self, item: BatchItem) -> str:
        parts = [_part(part) for part in SEPARATORS.split(item.source)]
        path = PurePosixPath(*([part for part in parts if part] or ["document"]))
        name, number = str(path), 1
        while name.casefold() in self._given:
            number += 1
            name = str(path.with_name(f"{path.stem} ({number}){path.suffix}"))
        self._given.add(name.casefold())
        return name


def _part(text: str) -> str:
    """Return one part of a path without what no system should make a file or folder of."""
    plain = UNSHOWN.sub("", text).translate({ord(sign): "_" for sign in '<>:"|?*'}).strip()
    if not plain.strip("."):
        return ""
    stem, dot, suffix = plain.rpartition(".")
    kept = max(1, LONGEST - len(dot + suffix))
    return plain if len(plain) <= LONGEST else f"{stem[:kept]}{dot}{suffix}"[:LONGEST]


def _entry(name: str, batch: Batch) -> zipfile.ZipInfo:
    """Return what an archive says of the file *name*: it is as old as its *batch*."""
    entry = zipfile.ZipInfo(name, batch.created.timetuple()[:6])
    entry.compress_type = zipfile.ZIP_DEFLATED
    return entry


def _written(archive: zipfile.ZipFile, sink: _Sink, info: zipfile.ZipInfo, content: bytes) -> Iterator[bytes]:
    with archive.open(info, "w") as entry:
        for start in range(0, len(content), PIECE):
            entry.write(content[start : start + PIECE])
            yield from sink.taken()
    yield from sink.taken()


def _row(item: BatchItem, name: str, copy: Copy, address: str) -> list[str]:
    counts = item.counts
    figures = (item.score, counts.error, counts.warning, counts.suggestion) if item.verdict else ("",) * 4
    cells = (
        *(name or item.source, "no" if copy.refusal else "yes", copy.refusal, item.state.value),
        *(item.verdict.value if item.verdict else "", *figures, item.lead_message or ""),
        *(item.title, item.team, item.channel, item.audience, item.problem, address),
    )
    return [inert(str(cell)) for cell in cells]


def _why(error: Exception, check: Check) -> str:
    if isinstance(error, Problem) and error.status == HTTPStatus.NOT_FOUND:
        return "a file of its format can't hold notes"
    return check.problem or str(error)


def _is_passing(error: Exception) -> bool:
    """Return whether *error* says nothing about the draft: then the archive is cut off."""
    unavailable = isinstance(error, Problem) and error.status == HTTPStatus.SERVICE_UNAVAILABLE
    return unavailable or isinstance(error, RecordsUnavailable)


def _named(name: str, checked: Checked) -> str:
    """Return the name by which the copy is read again, as the draft was."""
    return name or checked.document.source


def _gone() -> Problem:
    detail = "The draft is no longer kept, so only its figures are left."
    return Problem(HTTPStatus.GONE, "draft-gone", detail)
