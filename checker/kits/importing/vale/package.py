"""The files of a style package, read from a folder or a zip within limits."""

import io
import zipfile
from collections.abc import Iterator, Mapping
from pathlib import Path, PurePosixPath

from checker.errors import InputError

SUFFIXES = frozenset({".yml", ".txt", ".ini"})
"""Endings of files that say something."""
CONFIGURATIONS = frozenset({".vale.ini", "_vale.ini", "vale.ini", ".vale", "_vale"})
MOST_FILES = 5_000
MOST_BYTES = 20_000_000
LARGEST = 2_000_000
"""Bytes of one file."""

Files = Mapping[PurePosixPath, str]
"""Texts by their paths within the package."""


def files_in(path: Path) -> Files:
    """Return the files of the package in *path*, a folder or a zip.

    Raises:
        InputError: it is neither, can't be read, or is over a limit.
    """
    try:
        if path.is_dir():
            return dict(_folder(path))
        if path.is_file():
            return dict(_zip(path))
    except (OSError, zipfile.BadZipFile, RuntimeError, NotImplementedError, ValueError, EOFError) as error:
        raise InputError(f"{path}: no style package: {error}") from error
    raise InputError(f"{path}: no such folder or zip")


def _folder(path: Path) -> Iterator[tuple[PurePosixPath, str]]:
    total = count = 0
    for file in sorted(path.rglob("*")):
        inside = PurePosixPath(file.relative_to(path).as_posix())
        if not _counts(inside) or not file.is_file():
            continue
        count, total = count + 1, total + file.stat().st_size
        _refuse(path, count, total, file.stat().st_size)
        yield inside, _decoded(file.read_bytes())


def _zip(path: Path) -> Iterator[tuple[PurePosixPath, str]]:
    total = count = 0
    with zipfile.ZipFile(io.BytesIO(_content(path))) as archive:
        for member in archive.infolist():
            inside = PurePosixPath(member.filename)
            if member.is_dir() or not _counts(inside):
                continue
            count, total = count + 1, total + member.file_size
            _refuse(path, count, total, member.file_size)
            with archive.open(member) as stream:
                yield inside, _decoded(stream.read(LARGEST))


def _content(path: Path) -> bytes:
    with path.open("rb") as stream:
        content = stream.read(MOST_BYTES + 1)
    _refuse(path, 0, len(content), 0)
    return content


def _counts(inside: PurePosixPath) -> bool:
    known = inside.suffix in SUFFIXES or inside.name in CONFIGURATIONS
    return known and not any(part in {"..", ".git", "node_modules", "__MACOSX"} for part in inside.parts)


def _refuse(path: Path, count: int, total: int, size: int) -> None:
    if count > MOST_FILES or total > MOST_BYTES or size > LARGEST:
        raise InputError(
            f"{path}: more than a style package holds ({MOST_FILES:,} files, {MOST_BYTES:,} bytes, "
            f"{LARGEST:,} in one). Name the folder of the styles alone."
        )


def _decoded(content: bytes) -> str:
    return content.decode("utf-8-sig", errors="replace").replace("\r\n", "\n")
