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

from checker.domain import BrandKit, Checked
from checker.pipeline import Policy

KEEP_SECONDS = 30 * 24 * 3600
"""Age at which an entry is dropped."""


class _Entry(BaseModel):
    checked: tuple[Checked, ...]


class Journal:
    """The kept reports of one kit, policy and engine."""

    def __init__(self, folder: Path, *, kit: BrandKit, policy: Policy, engine: dict[str, str]) -> None:
        """Keep entries under *folder*; the rest says what a report depends on.

        Of guidelines and waivers only those that still hold count.
        """
        self._folder = folder
        guidelines = [guideline.id for guideline in kit.guidelines]
        waivers = [w.model_dump(mode="json") for w in policy.waivers if w.holds(policy.today)]
        asked = (policy.team, policy.channel, policy.audience, policy.fail_on, sorted(policy.baseline))
        changed = policy.changes.digest if policy.changes else ""
        key = (kit.digest, guidelines, waivers, asked, engine, changed)
        self._key = json.dumps(key, sort_keys=True, default=str)

    def find(self, path: Path) -> tuple[Checked, ...] | None:
        """Return what was found out about *path* as it now is, or none."""
        entry = self._entry(path)
        if entry is None or not entry.exists():
            return None
        try:
            return _Entry.model_validate_json(entry.read_bytes()).checked
        except (OSError, ValidationError):
            return None

    def keep(self, path: Path, checked: tuple[Checked, ...]) -> None:
        """Keep what was found out about *path*; where nothing can be written, the batch goes on without."""
        entry = self._entry(path)
        if entry is None:
            return
        content = _Entry(checked=checked).model_dump_json()
        with contextlib.suppress(OSError):
            _write(entry, content)

    def prune(self) -> None:
        """Drop the entries that are too old."""
        oldest = time.time() - KEEP_SECONDS
        for entry in self._folder.glob("*"):
            with contextlib.suppress(OSError):
                if entry.stat().st_mtime < oldest:
                    entry.unlink()

    def _entry(self, path: Path) -> Path | None:
        """Return where *path* has its entry; none for what can't be read, or has a name that is no UTF-8."""
        try:
            content = hashlib.sha256(path.read_bytes()).hexdigest()
            asked = f"{self._key}\x1f{path}\x1f{content}".encode()
        except (OSError, UnicodeEncodeError):
            return None
        return self._folder / f"{hashlib.sha256(asked).hexdigest()}.json"


def _write(entry: Path, content: str) -> None:
    """Write *content* to *entry*, whole or not at all."""
    entry.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=entry.parent, suffix=".part")
    try:
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            file.write(content)
        Path(name).replace(entry)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
