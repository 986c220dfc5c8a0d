"""Reports of finished checks, kept so that an interrupted batch can be resumed.

A report is found again by what it depends on: the file's bytes and name, the kit, the policy and the
engine. Entries are written whole or not at all, readable by their owner only, and dropped after 30 days.
"""

import contextlib
import hashlib
import json
import os
import tempfile
import time
from pathlib import Path

from pydantic import BaseModel, ValidationError

from checker.domain import Checked, Document, Report
from checker.pipeline import Policy

KEEP_SECONDS = 30 * 24 * 3600
"""Age at which an entry is dropped."""


class _Entry(BaseModel):
    documents: tuple[Document, ...]
    reports: tuple[Report, ...]


class Journal:
    """The kept reports of one kit, policy and engine."""

    def __init__(self, folder: Path, *, kit_digest: str, policy: Policy, engine: dict[str, str]) -> None:
        """Keep entries under *folder*; the rest says what a report depends on."""
        self._folder = folder
        waivers = [waiver.model_dump(mode="json") for waiver in policy.waivers]
        parts = (kit_digest, engine, policy.team, policy.channel, policy.audience, policy.fail_on, waivers)
        self._key = json.dumps((*parts, sorted(policy.baseline)), sort_keys=True, default=str)

    def find(self, path: Path) -> tuple[Checked, ...] | None:
        """Return what was found out about *path* as it now is, or none."""
        entry = self._entry(path)
        if entry is None or not entry.exists():
            return None
        try:
            kept = _Entry.model_validate_json(entry.read_bytes())
        except (OSError, ValidationError):
            return None
        return tuple(Checked(*pair) for pair in zip(kept.documents, kept.reports, strict=True))

    def keep(self, path: Path, checked: tuple[Checked, ...]) -> None:
        """Keep what was found out about *path*."""
        entry = self._entry(path)
        if entry is None:
            return
        kept = _Entry(documents=tuple(c.document for c in checked), reports=tuple(c.report for c in checked))
        entry.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(dir=entry.parent)
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            file.write(kept.model_dump_json())
        Path(name).replace(entry)

    def prune(self) -> None:
        """Drop the entries that are too old."""
        oldest = time.time() - KEEP_SECONDS
        for entry in self._folder.glob("*.json"):
            with contextlib.suppress(OSError):
                if entry.stat().st_mtime < oldest:
                    entry.unlink()

    def _entry(self, path: Path) -> Path | None:
        try:
            content = hashlib.sha256(path.read_bytes()).hexdigest()
        except OSError:
            return None
        digest = hashlib.sha256(f"{self._key}\x1f{path}\x1f{content}".encode()).hexdigest()
        return self._folder / f"{digest}.json"
