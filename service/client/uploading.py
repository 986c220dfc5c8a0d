"""Files as they are sent: opened when their turn comes, closed when they are through."""

import io
import os
from pathlib import Path
from typing import BinaryIO


class Opening(io.RawIOBase):
    """A file that is open only while it is read, so that thousands can be sent in one request."""

    def __init__(self, path: Path) -> None:
        """Send the file at *path*, of the size that it has now."""
        super().__init__()
        self._path, self._size = path, path.stat().st_size
        self._file: BinaryIO | None = None
        self._at = 0

    def read(self, size: int = -1) -> bytes:
        """Return what comes next, at most *size* bytes; nothing at the end."""
        left = self._size - self._at
        if self._file is None and left > 0:
            self._file = self._path.open("rb")
            self._file.seek(self._at)
        piece = self._file.read(left if size < 0 else min(size, left)) if self._file else b""
        self._at += len(piece)
        if self._at >= self._size or not piece:
            self._shut()
        return piece

    def seek(self, offset: int, whence: int = os.SEEK_SET) -> int:
        """Go to another place, and return it."""
        base = {os.SEEK_SET: 0, os.SEEK_CUR: self._at, os.SEEK_END: self._size}[whence]
        self._at = base + offset
        self._shut()
        return self._at

    def tell(self) -> int:
        """Return the place."""
        return self._at

    def fileno(self) -> int:
        """Return nothing: there is no file as long as it is not read.

        Raises:
            OSError: always.
        """
        raise io.UnsupportedOperation

    def close(self) -> None:
        """Close the file."""
        self._shut()
        super().close()

    def _shut(self) -> None:
        if self._file:
            self._file.close()
            self._file = None
