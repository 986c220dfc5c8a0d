"""The index of the guidelines' vectors: where it lies, what it holds, and what can go wrong with it.

The index is derived: its collections may be deleted at any time. A collection stands for one kit's digest and
one model. Its rows are known by what a guideline says, so a guideline that has changed is never served as it
was, whatever the digest; what is missing is added when it is asked for.

Without a server it lies in this process's memory. Chroma's database on disk is not used: two processes that
open it damage it.
"""

import hashlib
import re
from collections import OrderedDict
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from threading import Lock
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from checker.domain import BrandKit, Guideline
from checker.dossier import Encode, Vectors
from checker.errors import CheckerError, InputError
from checker.retrievers.shelf import Shelf, close, in_memory, on_server
from checker.retrievers.wordings import key

if TYPE_CHECKING:
    from chromadb.api import ServerAPI

FORM = "1"
"""Changes when rows are written in another way, so that old ones are not read."""
KEPT = 4
"""Kits whose rows are kept in memory."""
TOLD = 200
"""Characters of Chroma's own words that an error passes on."""


class IndexUnavailable(InputError):
    """The index can't be reached or opened, or what answers is none."""


@dataclass(frozen=True)
class Server:
    """Where a Chroma server is.

    Raises:
        IndexUnavailable: if *url* is no address.
    """

    url: str
    """Such as `http://127.0.0.1:8000`."""
    origin: str
    """What names the origin of the vectors: the local model's digest."""
    seconds: float = 10.0
    """Time for one request."""

    def __post_init__(self) -> None:
        """Refuse what is no address."""
        try:
            parts = urlsplit(self.url)
            is_address = parts.scheme in {"http", "https"} and bool(parts.hostname) and parts.port != 0
        except ValueError:
            is_address = False
        if not is_address:
            raise IndexUnavailable(f"“{self}” is no address of an index server. Write http://host:8000.")

    def __str__(self) -> str:
        """Return the address, without user and password."""
        return re.sub(r"^(\w+://)?.*@", r"\1", self.url)


class Index:
    """The nearest guidelines; safe to use from several threads at once."""

    def __init__(self, encode: Encode, server: Server | None = None) -> None:
        """Keep the vectors that *encode* returns on *server*, or in memory; nothing is opened yet."""
        self._encode = encode
        self._server = server
        self._api: ServerAPI | None = None
        self._shelves: OrderedDict[str, Shelf] = OrderedDict()
        self._lock = Lock()

    @property
    def is_remote(self) -> bool:
        """Return whether it is on a server."""
        return self._server is not None

    def nearest(
        self, kit: BrandKit, guidelines: Sequence[Guideline], vectors: Vectors, count: int
    ) -> frozenset[int]:
        """Return the positions of the *count* nearest of *guidelines* to each row of *vectors*, all together.

        Args:
            kit: whose digest the rows are kept under.
            guidelines: those of its guidelines that may be found.
            vectors: unit vectors, shape (n, 384).
            count: from 1.

        Raises:
            IndexUnavailable: if the index can't be read or written.
        """
        if not len(vectors) or len(guidelines) <= count:
            return frozenset(range(len(guidelines)) if len(vectors) else ())
        keys = [key(guideline) for guideline in guidelines]
        with self._lock, _translated(self._server):
            shelf = self._shelf(kit)
            shelf.fill(guidelines, self._encode)
            found = shelf.nearest(frozenset(keys), vectors, count)
        return frozenset(row for row, name in enumerate(keys) if name in found)

    def hold(self, kit: BrandKit, guidelines: Sequence[Guideline]) -> None:
        """Add those *guidelines* of *kit* that it does not hold yet.

        Raises:
            IndexUnavailable: if the index can't be read or written.
        """
        with self._lock, _translated(self._server):
            self._shelf(kit).fill(guidelines, self._encode)

    def close(self) -> None:
        """Let go of the memory or the connection; whoever asks again opens it anew."""
        with self._lock:
            api, self._api = self._api, None
            self._shelves.clear()
            if api is not None:
                close(api)

    def _shelf(self, kit: BrandKit) -> Shelf:
        """Return the kit's rows."""
        name = self._name(kit)
        shelf = self._shelves[name] = self._kept(name) or Shelf(self._opened(), name)
        if len(self._shelves) > KEPT:
            _, oldest = self._shelves.popitem(last=False)
            if self._server is None:
                oldest.delete()
        return shelf

    def _opened(self) -> "ServerAPI":
        if self._api is None:
            where = self._server
            self._api = on_server(where.url, seconds=where.seconds) if where else in_memory()
        return self._api

    def _kept(self, name: str) -> Shelf | None:
        """Return the rows that there were; none if somebody has deleted some, and then the rest goes too."""
        shelf = self._shelves.pop(name, None)
        count = shelf.count() if shelf else None
        if shelf is None or count is None:
            return None
        if count < shelf.size:
            shelf.delete()
            return None
        return shelf

    def _name(self, kit: BrandKit) -> str:
        origin = self._server.origin if self._server else ""
        content = "\x1f".join((FORM, origin, kit.digest)).encode(errors="surrogatepass")
        return f"brandcheck-kit-{hashlib.sha256(content).hexdigest()[:32]}"


@contextmanager
def _translated(server: Server | None) -> Iterator[None]:
    """Turn whatever Chroma raises into an `IndexUnavailable`."""
    try:
        yield
    except CheckerError:
        raise
    except Exception as error:
        where = f"on {server}" if server else "in memory"
        reason = " ".join(str(error).split())[:TOLD] or type(error).__name__
        raise IndexUnavailable(f"The index {where} can't be used ({reason}).") from error
