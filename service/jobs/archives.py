"""Zip archives whose entries become documents: nothing is left out in silence, nothing is written to disk.

Every entry becomes a document, or the reason why it can't be one; only folders, and what macOS and Windows
add by themselves, are left out and counted. Sizes are counted while an entry is inflated, so what its header
says of them need not be believed (zip bombs, overlapping entries), and too large a directory is not read.
"""

import zipfile
import zlib
from collections.abc import Iterator
from pathlib import PurePosixPath
from typing import IO, NamedTuple

from service.exchange.texts import SEPARATORS, UNSHOWN, file_name

MOST_DIRECTORY = 16_000_000
"""Bytes of an archive's directory; an entry takes 46 and its name."""
TAIL = 65_535 + 22
"""Bytes at the end among which the end of the directory lies (APPNOTE 6.3.10, section 4.3.16)."""
END, END_64 = b"PK\x05\x06", b"PK\x06\x06"
ARCHIVES = {".zip", ".7z", ".rar", ".tar", ".gz", ".tgz", ".bz2", ".xz"}
LITTER = {".ds_store", "thumbs.db", "desktop.ini"}
UTF_8 = 0x800
"""The flag of an entry whose name is in UTF-8 (section 4.4.4)."""
ENCRYPTED = 0x1
LONGEST = 300
"""Characters of a name with its folders."""
BROKEN = (zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError, RuntimeError, ValueError)
"""What Python's `zipfile` raises where an archive is damaged or of a kind that it can't read."""


class Entry(NamedTuple):
    """One entry of an archive."""

    name: str
    """With its folders, as it can be shown."""
    content: bytes
    problem: str
    """Why it can't be checked; empty where it can."""


class Limits(NamedTuple):
    """How much an archive may hold."""

    entry: int
    """Bytes of one entry, inflated."""
    whole: int
    """Bytes of all entries, inflated."""
    entries: int


class Unreadable(Exception):
    """An archive can't be opened; its text says why and what to do."""


class Archive:
    """A zip archive, opened."""

    def __init__(self, file: IO[bytes], limits: Limits) -> None:
        """Read its directory.

        Raises:
            Unreadable: if it is damaged, or its directory is larger than any honest one.
        """
        self._limits = limits
        if _directory_size(file) > MOST_DIRECTORY:
            raise Unreadable("it names more files than can be checked at once. Send it in parts.")
        try:
            self._zip = zipfile.ZipFile(file)
        except BROKEN as error:
            raise Unreadable("it is damaged, or no zip archive. Pack it anew.") from error
        files = [info for info in self._zip.infolist() if not info.is_dir()]
        self._infos = [info for info in files if not _is_litter(info.filename)]
        self.litter = len(files) - len(self._infos)
        """Files that macOS and Windows add by themselves, left out."""
        self.count = len(self._infos)
        """Entries that become documents."""
        if len(self._infos) > limits.entries:
            says = f"it holds {len(self._infos):,} files; {limits.entries:,} are checked at once."
            raise Unreadable(f"{says} Send it in parts.")

    def entries(self, first: int) -> Iterator[Entry]:
        """Yield its entries from the place *first*."""
        left = self._limits.whole
        for place, info in enumerate(self._infos):
            if place < first:
                left -= min(info.file_size, self._limits.entry)
                continue
            entry = self._entry(info, left)
            left -= len(entry.content)
            yield entry

    def _entry(self, info: zipfile.ZipInfo, left: int) -> Entry:
        name = shown_path(_name(info), otherwise="entry")
        if problem := _refusal(info, name):
            return Entry(name, b"", problem)
        most = min(self._limits.entry, max(0, left))
        try:
            with self._zip.open(info) as opened:
                content = opened.read(most + 1)
        except BROKEN:
            return Entry(name, b"", "It is damaged in its archive. Pack it anew.")
        if len(content) > most:
            return Entry(name, b"", self._too_large(most))
        return Entry(name, content, "" if content.strip() else "It is empty.")

    def _too_large(self, most: int) -> str:
        if most < self._limits.entry:
            return f"The archive holds more than {self._limits.whole:,} bytes. Send it in parts."
        return f"It is larger than {self._limits.entry:,} bytes. Send it in parts, or have the limit raised."


def is_archive(name: str) -> bool:
    """Return whether a file called *name* is a zip archive that is to be taken apart."""
    return PurePosixPath(name.casefold()).suffix == ".zip"


def shown_path(given: str, *, otherwise: str) -> str:
    """Return the path *given* with its folders, as it can be shown; it is opened nowhere."""
    parts = [UNSHOWN.sub("", part).strip() for part in SEPARATORS.split(given)]
    folders = [part for part in parts[:-1] if part.strip(". ") and not part.endswith(":")]
    last = file_name(parts[-1], otherwise=otherwise)
    while folders and len("/".join((*folders, last))) > LONGEST:
        folders.pop(0)
    return "/".join((*folders, last))


def _refusal(info: zipfile.ZipInfo, name: str) -> str:
    if info.flag_bits & ENCRYPTED:
        return "It is encrypted in its archive. Pack it without a password."
    suffix = PurePosixPath(name.casefold()).suffix
    if suffix in ARCHIVES:
        return "An archive within an archive is not opened. Unpack it and send its files."
    return ""


def _name(info: zipfile.ZipInfo) -> str:
    """Return the name of an entry; many programs write UTF-8 without saying so."""
    if info.flag_bits & UTF_8:
        return info.orig_filename
    try:
        return info.orig_filename.encode("cp437").decode("utf-8")
    except UnicodeError:
        return info.orig_filename


def _is_litter(name: str) -> bool:
    parts = SEPARATORS.split(name)
    return parts[0] == "__MACOSX" or parts[-1].casefold() in LITTER or parts[-1].startswith("._")


def _directory_size(file: IO[bytes]) -> int:
    """Return how large the archive's directory says it is; 0 where none is found."""
    size = file.seek(0, 2)
    file.seek(max(0, size - TAIL - 76))
    tail = file.read()
    file.seek(0)
    end, end_64 = tail.rfind(END), tail.rfind(END_64)
    told = int.from_bytes(tail[end + 12 : end + 16], "little") if end >= 0 else 0
    told_64 = int.from_bytes(tail[end_64 + 40 : end_64 + 48], "little") if end_64 >= 0 else 0
    return max(told if told < 0xFFFFFFFF else 0, told_64 if told_64 < size else 0)  # noqa: PLR2004 - 32 bits of ones: see there
