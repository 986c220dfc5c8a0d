"""Uploads become documents: each file one, each entry of an archive one; again from where a kill left off."""

import tempfile
from collections.abc import Callable, Iterator
from pathlib import PurePosixPath
from typing import IO

from service.jobs.archives import Archive, Entry, Limits, Unreadable, is_archive, shown_path
from service.nouns import Batch, Draft
from service.problems import Problem
from service.records import Records
from service.records.batch_rows import Member
from service.records.batches import AT_ONCE
from service.records.uploads import Upload
from service.settings import ServiceSettings

BYTES_AT_ONCE = 16_000_000
"""Bytes of documents that are held in memory before they are recorded, one document beyond that at most."""
IN_MEMORY = 1_000_000
"""Bytes of an archive that are held in memory; the rest lies in a temporary file."""


class Unpacking:
    """Takes the uploads of batches apart."""

    def __init__(self, records: Records, service: ServiceSettings) -> None:
        """Take apart what *records* hold, within the limits of *service*."""
        self._records, self._service = records, service

    def unpack(self, batch: str, is_stopped: Callable[[], bool] = lambda: False) -> bool:
        """Record all documents of *batch*; return whether that is done.

        Args:
            batch: its id; nothing is done where it is gone or whole.
            is_stopped: says whether to leave the rest for later.
        """
        found = self._records.batches.get(batch)
        if found is None or found.is_whole:
            return True
        notes: list[str] = []
        try:
            for upload in self._records.uploads.of(batch):
                if not self._taken(found, upload, notes, is_stopped):
                    return False
                self._records.uploads.forget(upload)
            self._records.batches.complete(batch, notes)
        except Problem:
            if self._records.batches.get(batch) is not None:
                raise
        return True

    def _taken(self, batch: Batch, upload: Upload, notes: list[str], is_stopped: Callable[[], bool]) -> bool:
        taken = upload.taken
        known = self._teams(batch)
        for given in _bundles(self._entries(upload, notes)):
            taken += len(given)
            members = [_member(batch, entry, known) for entry in given]
            self._records.batches.add(batch.id, members, (upload.number, taken))
            if is_stopped():
                return False
        return True

    def _entries(self, upload: Upload, notes: list[str]) -> Iterator[Entry]:
        if not is_archive(upload.name):
            if not upload.taken:
                yield self._file(upload)
            return
        with tempfile.SpooledTemporaryFile(IN_MEMORY) as file:
            for piece in self._records.uploads.content(upload):
                file.write(piece)
            file.seek(0)
            yield from self._archived(file, upload, notes)

    def _archived(self, file: IO[bytes], upload: Upload, notes: list[str]) -> Iterator[Entry]:
        try:
            archive = Archive(file, self._limits())
        except Unreadable as error:
            if not upload.taken:
                yield Entry(upload.name, b"", f"This archive was not opened: {error}")
            return
        if archive.litter:
            left_out = f"{archive.litter:,} files that macOS or Windows had added"
            notes.append(f"{upload.name}: {left_out} were left out.")
        if not archive.count and not upload.taken:
            yield Entry(upload.name, b"", "This archive is empty.")
        yield from archive.entries(upload.taken)

    def _file(self, upload: Upload) -> Entry:
        name = shown_path(upload.name, otherwise="upload")
        if upload.size > self._service.max_upload:
            limit = f"It is larger than {self._service.max_upload:,} bytes."
            return Entry(name, b"", f"{limit} Send it in parts, or have the limit raised.")
        content = b"".join(self._records.uploads.content(upload))
        return Entry(name, content, "" if content.strip() else "It is empty.")

    def _limits(self) -> Limits:
        return Limits(self._service.max_upload, self._service.max_batch, self._service.max_documents)

    def _teams(self, batch: Batch) -> dict[str, str]:
        """Return the names of teams that folders may tell, as they are written, by their lower case."""
        named = {team.name for team in self._records.teams.list()} if not batch.team else set()
        return {name.casefold(): name for name in named}


def _member(batch: Batch, entry: Entry, known: dict[str, str]) -> Member:
    """Return what is recorded of *entry*; its team is a folder's where that bears a known team's name."""
    folders = reversed(PurePosixPath(entry.name).parts[:-1])
    team = batch.team or next((known[part.casefold()] for part in folders if part.casefold() in known), "")
    draft = Draft(
        name=entry.name,
        content=entry.content,
        kit=batch.kit,
        team=team,
        channel=batch.channel,
        audience=batch.audience,
        labels=batch.labels,
        judged=batch.judged,
    )
    return Member(draft, entry.problem)


def _bundles(entries: Iterator[Entry]) -> Iterator[list[Entry]]:
    """Yield *entries* in lists that are not too long and not too large."""
    bundle: list[Entry] = []
    size = 0
    for entry in entries:
        bundle.append(entry)
        size += len(entry.content)
        if len(bundle) >= AT_ONCE or size >= BYTES_AT_ONCE:
            yield bundle
            bundle, size = [], 0
    if bundle:
        yield bundle
