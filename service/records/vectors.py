"""The passages' vectors in Chroma: the service's door to `chromadb`, which is imported when first opened.

Embedded, Chroma's files belong to one process at a time: two that have them open damage them in silence. So
they are open only for the time of one operation, under a lock that holds between processes. A server needs no
lock. Chroma can be wedged for good by a kill; whatever goes wrong, the files are made anew from the records.
"""

import hashlib
import shutil
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple, cast

import numpy as np
from filelock import FileLock, Timeout

from checker.dossier import Vectors
from checker.errors import CheckerError
from checker.retrievers.index import IndexUnavailable, Server
from checker.retrievers.shelf import SHAPE, close, on_server
from service.records.columns import told
from service.records.passages import Stored

if TYPE_CHECKING:
    from chromadb.api import ServerAPI
    from chromadb.api.models.Collection import Collection
    from chromadb.types import Where

FORM = "1"
"""Changes when rows are written in another way, so that old ones are not read."""
BATCH = 1_000
"""Rows written, deleted or asked for at once; Chroma takes 5,461."""
PATIENCE = 20.0
"""Seconds to wait for another process that has the files open."""
TOLD = 200
"""Characters of Chroma's own words that an error passes on."""
ANEW = "Make it anew: brandcheck index rebuild."


class Near(NamedTuple):
    """A row near a vector."""

    name: str
    similarity: float
    """The cosine, -1 to 1."""


class Rows:
    """The rows of one opened index."""

    def __init__(self, collection: "Collection") -> None:
        """Read and write *collection*."""
        self._collection = collection

    def names(self) -> frozenset[str]:
        """Return what its rows are called."""
        found: set[str] = set()
        while page := self._collection.get(include=[], limit=10 * BATCH, offset=len(found))["ids"]:
            found.update(page)
        return frozenset(found)

    def add(self, passages: Iterable[Stored]) -> None:
        """Add a row for each of *passages*."""
        coming = iter(passages)
        while part := tuple(islice(coming, BATCH)):
            self._collection.add(
                ids=[passage.name for passage in part],
                embeddings=np.stack([np.frombuffer(passage.vector, dtype="<f4") for passage in part]),
                metadatas=[_traits(passage) for passage in part],
            )

    def delete(self, names: Sequence[str]) -> None:
        """Delete the rows of these *names*; what is not there does no harm."""
        for start in range(0, len(names), BATCH):
            self._collection.delete(ids=list(names[start : start + BATCH]))

    def forget(self, checks: Sequence[str]) -> None:
        """Delete the rows of *checks*."""
        for start in range(0, len(checks), BATCH):
            those = {"check": {"$in": list(checks[start : start + BATCH])}}
            self._collection.delete(where=cast("Where", those))

    def nearest(self, vectors: Vectors, count: int, **only: str) -> list[list[Near]]:
        """Return, for each of *vectors*, the *count* nearest rows, the nearest first.

        Args:
            vectors: unit vectors, shape (n, 384).
            count: from 1.
            only: `kit` and `team` that the rows must be of; any where empty.
        """
        size = min(count, self._collection.count())
        if not size or not len(vectors):
            return [[] for _ in vectors]
        answer = self._collection.query(
            query_embeddings=vectors, n_results=size, where=_where(only), include=["distances"]
        )
        distances = answer["distances"] or []
        return [
            [Near(name, 1.0 - distance) for name, distance in zip(names, row, strict=True)]
            for names, row in zip(answer["ids"], distances, strict=True)
        ]


class Place:
    """Where the rows lie: on a server that all processes share, or in a folder of this machine."""

    def __init__(self, folder: Path, origin: str, *, url: str = "", patience: float = PATIENCE) -> None:
        """Name the place; nothing is opened yet.

        Args:
            folder: where the files lie if there is no server.
            origin: what names the model that the vectors are of.
            url: Chroma's address, as `http://host:port`.
            patience: seconds to wait for another process that has the files open.

        Raises:
            IndexUnavailable: if *url* is no address.
        """
        self._folder = folder
        self._server = Server(url, origin) if url else None
        self._form = hashlib.sha256(f"{FORM} {origin}".encode()).hexdigest()[:32]
        self._lock = FileLock(folder.with_suffix(".lock"), timeout=patience, thread_local=False)

    def __str__(self) -> str:
        """Return where it is, without user and password."""
        return str(self._server or self._folder)

    @property
    def is_there(self) -> bool:
        """Return whether there may be rows."""
        return self._server is not None or self._folder.exists()

    @contextmanager
    def opened(self, owner: str, *, anew: bool = False) -> Iterator[Rows]:
        """Yield the rows of one *owner*; *anew* deletes those that there are, and theirs of other models.

        Raises:
            IndexUnavailable: if anything about Chroma goes wrong, or another process has the files open.
        """
        with self._translated():
            if self._server is None:
                self._folder.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            with self._alone():
                api = self._api(anew=anew)
                try:
                    yield self._rows(api, f"brandcheck-passages-{owner}-", anew=anew)
                finally:
                    close(api)

    def _api(self, *, anew: bool) -> "ServerAPI":
        if self._server:
            return on_server(self._server.url, seconds=self._server.seconds)
        if anew and self._folder.exists():
            shutil.rmtree(self._folder)
        return self._files()

    def _rows(self, api: "ServerAPI", start: str, *, anew: bool) -> Rows:
        """Return the rows in the collection whose name begins with *start*."""
        from chromadb.api.models.Collection import Collection

        if anew:
            for known in api.list_collections():
                if known.name.startswith(start):
                    api.delete_collection(known.name)
        model = api.get_or_create_collection(name=start + self._form, configuration=SHAPE)
        return Rows(Collection(client=api, model=model, embedding_function=None))

    def _files(self) -> "ServerAPI":
        from chromadb.api.rust import RustBindingsAPI
        from chromadb.config import Settings, System

        self._folder.mkdir(mode=0o700, exist_ok=True)
        silent = Settings(
            _env_file=None,
            is_persistent=True,
            persist_directory=str(self._folder),
            anonymized_telemetry=False,
            chroma_otel_granularity="none",
        )
        system = System(silent)
        api = system.instance(RustBindingsAPI)
        system.start()
        return api

    @contextmanager
    def _alone(self) -> Iterator[None]:
        if self._server:
            yield
            return
        try:
            self._lock.acquire()
        except Timeout as error:
            raise IndexUnavailable(f"Another process has the index in {self} open. Try again.") from error
        try:
            yield
        finally:
            self._lock.release()

    @contextmanager
    def _translated(self) -> Iterator[None]:
        """Turn whatever Chroma raises into an `IndexUnavailable`."""
        try:
            yield
        except CheckerError:
            raise
        except Exception as error:
            reason = " ".join(str(error).split())[:TOLD] or type(error).__name__
            raise IndexUnavailable(f"The index {self} can't be used ({reason}). {ANEW}") from error


def _traits(passage: Stored) -> dict[str, str]:
    """Return what rows are chosen by."""
    return {"check": passage.check, "kit": told(passage.kit), "team": told(passage.team)}


def _where(only: dict[str, str]) -> "Where | None":
    """Return Chroma's condition that all of *only* holds; of empty values nothing is asked."""
    asked = [{name: told(value)} for name, value in only.items() if value]
    return cast("Where", asked[0] if len(asked) == 1 else {"$and": asked}) if asked else None
