"""The zip archive that an Office file is, opened within limits.

Nothing is unpacked to disk and no archive inside the archive is opened, so a name can't lead out of it and
nesting costs nothing; odd names are refused all the same, because no Office program writes them.
"""

import io
import lzma
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager

from checker.domain.document import Limits
from checker.errors import UnreadableDocument

DAMAGE = (
    zipfile.BadZipFile,  # no directory, wrong checksum, overlapping members
    zlib.error,  # damaged deflated data
    lzma.LZMAError,
    OSError,  # damaged bzip2 data, seeks to nowhere
    EOFError,  # data that ends early
    NotImplementedError,  # a compression method or zip version that nobody uses
    RuntimeError,  # a member encrypted the zip way
    ValueError,  # offsets below zero, names that aren't UTF-8
)
"""What `zipfile` raises on hostile bytes, found by flipping bits and cutting files short."""

COMPOUND_FILE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
"""How an OLE2 file starts: an encrypted Office file or one from before 2007."""

DIRECTORY_ENTRY = b"PK\x01\x02"
"""How each entry of a zip's directory starts."""

LARGEST_RATIO = 250
"""Unpacked by packed size above which a large member is a bomb; XML in Office files reaches about 100."""

LARGE_MEMBER = 10_000_000
"""Unpacked bytes below which a member may be packed as tightly as it likes."""

RESAVE = "Open it in Word or PowerPoint, save it again and check the new file."
COMPRESS = "Compress its pictures and media, or split it, and check the smaller file."


class Archive:
    """The members of a zip archive, by name without regard to case.

    Args:
        content: the archive.
        source: the file's name, for messages.
        limits: what reading it may cost.
    """

    def __init__(self, content: bytes, source: str, limits: Limits) -> None:
        """Open the archive; its members are unpacked one by one when asked for.

        Raises:
            UnreadableDocument: it is encrypted, damaged, over a limit or made to mislead.
        """
        _refuse_before_opening(content, source, limits)
        with _translated(source):
            self._zip = zipfile.ZipFile(io.BytesIO(content))
        members = self._zip.infolist()
        _refuse_size(members, source, limits)
        self._members = {_plain(member.filename).casefold(): member for member in members}
        if len(self._members) < len(members):
            raise UnreadableDocument(source, "holds two parts of the same name", RESAVE)
        if any(_is_odd(name) for name in self._members):
            raise UnreadableDocument(source, "holds a part whose name leads out of the file", RESAVE)

    @property
    def names(self) -> tuple[str, ...]:
        """Return the names of the members, in lower case."""
        return tuple(self._members)

    def read(self, name: str, *, at_most: int) -> bytes | None:
        """Return the member *name*, or None where it is missing, damaged or has more bytes than *at_most*."""
        member = self._members.get(name.casefold())
        if member is None or member.file_size > at_most:
            return None
        try:
            return self._zip.read(member)
        except DAMAGE:
            return None


def _refuse_before_opening(content: bytes, source: str, limits: Limits) -> None:
    if len(content) > limits.max_file_bytes:
        raise UnreadableDocument(source, f"larger than {limits.max_file_bytes:,} bytes", COMPRESS)
    if content.startswith(COMPOUND_FILE):
        raise _compound_file(content, source)
    # Counted before opening, because `zipfile` keeps half a kilobyte for every entry of the directory.
    if content.count(DIRECTORY_ENTRY) > limits.max_members:
        raise UnreadableDocument(source, f"holds more than {limits.max_members:,} parts", RESAVE)


def _compound_file(content: bytes, source: str) -> UnreadableDocument:
    """Return why an OLE2 file can't be read: it holds an encrypted package, or an old format."""
    if "EncryptedPackage".encode("utf-16-le") in content:
        return UnreadableDocument(
            source,
            "protected with a password",
            "Remove the password in Word or PowerPoint and check it again.",
        )
    return UnreadableDocument(
        source, "in the Office format of before 2007", "Save it as .docx or .pptx and check the new file."
    )


def _refuse_size(members: list[zipfile.ZipInfo], source: str, limits: Limits) -> None:
    if any(member.flag_bits & 1 for member in members):
        raise UnreadableDocument(
            source, "protected with a password", "Remove the password and check it again."
        )
    if sum(member.file_size for member in members) > limits.max_unpacked_bytes:
        raise UnreadableDocument(
            source, f"unpacks to more than {limits.max_unpacked_bytes:,} bytes", COMPRESS
        )
    if any(m.file_size > max(LARGE_MEMBER, LARGEST_RATIO * m.compress_size) for m in members):
        raise UnreadableDocument(source, "packed so tightly that it looks like a zip bomb", RESAVE)


def _plain(name: str) -> str:
    """Return *name* with the slashes that the format prescribes; some old writers used backslashes."""
    return name.replace("\\", "/")


def _is_odd(name: str) -> bool:
    return name.startswith("/") or ":" in name.split("/")[0] or ".." in name.split("/")


@contextmanager
def _translated(source: str) -> Iterator[None]:
    """Turn what `zipfile` raises into our own error."""
    try:
        yield
    except DAMAGE as error:
        raise UnreadableDocument(source, "damaged or cut short, so it can't be opened", RESAVE) from error
