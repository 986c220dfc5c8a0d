"""A kit's rows in Chroma: the one door to `chromadb`, which is imported when the first is opened.

Chroma searches in a graph (HNSW; Malkov and Yashunin 2018). Adding rows anew under the names of deleted ones
can cut others off from it; so rows are only ever added, and who misses some deletes the collection.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet
from contextlib import suppress
from typing import TYPE_CHECKING, cast
from urllib.parse import urlsplit

from checker.domain import Guideline
from checker.dossier import Encode, Vectors
from checker.retrievers.wordings import key, wordings

if TYPE_CHECKING:
    from chromadb.api import ServerAPI
    from chromadb.api.collection_configuration import CreateCollectionConfiguration
    from chromadb.types import Where

SHAPE: "CreateCollectionConfiguration" = {"hnsw": {"space": "cosine", "ef_search": 1_000}}
"""Cosine distance; Chroma's own `ef_search` of 100 misses a fifth of the nearest 64 of 4,000 random rows."""
BATCH = 1_000
"""Rows written at once; Chroma takes 5,461."""
SPREAD = 8
"""Rows asked for per guideline wanted, since several of the nearest may be one guideline's."""


class Shelf:
    """A kit's rows; those of a guideline are called `<key>:<number>`."""

    def __init__(self, api: "ServerAPI", name: str) -> None:
        """Open the collection called *name*, or begin it."""
        from chromadb.api.models.Collection import Collection

        self._api = api
        self._name = name
        model = api.get_or_create_collection(name=name, configuration=SHAPE)
        self._collection = Collection(client=api, model=model, embedding_function=None)
        self._held = Counter(map(_key, self._collection.get(include=[])["ids"]))

    @property
    def size(self) -> int:
        """Return how many rows there should be."""
        return self._held.total()

    def count(self) -> int | None:
        """Return how many rows there are, or none where the collection is gone."""
        from chromadb.errors import NotFoundError

        try:
            return self._collection.count()
        except NotFoundError:
            return None

    def delete(self) -> None:
        """Delete the collection."""
        from chromadb.errors import NotFoundError

        with suppress(NotFoundError):
            self._api.delete_collection(self._name)

    def fill(self, guidelines: Sequence[Guideline], encode: Encode) -> None:
        """Add the rows of those *guidelines* that are not there, or not all of them."""
        missing = {
            f"{key(guideline)}:{number}": text
            for guideline in guidelines
            if self._held[key(guideline)] < len(wordings(guideline))
            for number, text in enumerate(wordings(guideline))
        }
        names = tuple(missing)
        for start in range(0, len(names), BATCH):
            part = names[start : start + BATCH]
            self._collection.add(
                ids=list(part),
                embeddings=encode([missing[name] for name in part]),
                metadatas=[{"guideline": _key(name)} for name in part],
            )
        self._held |= Counter({key(guideline): len(wordings(guideline)) for guideline in guidelines})

    def nearest(self, keys: AbstractSet[str], vectors: Vectors, count: int) -> frozenset[str]:
        """Return the *count* nearest of *keys* to each of *vectors*, all together."""
        rows = sum(self._held[name] for name in keys)
        wanted = min(count, len(keys))
        size = min(rows, wanted * SPREAD)
        while True:
            found = [names[:wanted] for names in self._query(keys, vectors, size)]
            if size >= rows or all(len(names) == wanted for names in found):
                return frozenset(name for names in found for name in names)
            size = min(rows, size * SPREAD)

    def _query(self, keys: AbstractSet[str], vectors: Vectors, size: int) -> Iterator[list[str]]:
        """Yield, for each of *vectors*, the guidelines of the *size* nearest rows, the nearest first."""
        among = cast("Where", {"guideline": {"$in": sorted(keys)}})
        where = None if keys >= self._held.keys() else among
        answer = self._collection.query(query_embeddings=vectors, n_results=size, where=where, include=[])
        for ids in answer["ids"]:
            yield list(dict.fromkeys(map(_key, ids)))


def _key(name: str) -> str:
    return name.partition(":")[0]


def in_memory() -> "ServerAPI":
    """Return a database of its own in this process's memory: all `EphemeralClient`s of a process are one."""
    from chromadb.api.rust import RustBindingsAPI
    from chromadb.config import Settings, System

    silent = Settings(
        _env_file=None, is_persistent=False, anonymized_telemetry=False, chroma_otel_granularity="none"
    )
    system = System(silent)
    api = system.instance(RustBindingsAPI)
    system.start()
    return api


def on_server(url: str, *, seconds: float) -> "ServerAPI":
    """Return a connection to the server at *url*, made at the first request; each may take *seconds*."""
    from chromadb.api.fastapi import FastAPI
    from chromadb.config import Settings, System

    parts = urlsplit(url)
    silent = Settings(
        _env_file=None,
        chroma_server_host=url,
        chroma_server_http_port=parts.port or {"http": 80, "https": 443}[parts.scheme],
        chroma_server_ssl_enabled=parts.scheme == "https",
        anonymized_telemetry=False,
        chroma_otel_granularity="none",
    )
    api = System(silent).instance(FastAPI)
    api._session.timeout = seconds  # noqa: SLF001 - Chroma has no setting for it and waits for ever
    return api


def close(api: "ServerAPI") -> None:
    """Let go of the memory or the connection."""
    from chromadb.api.fastapi import FastAPI

    if isinstance(api, FastAPI):
        api._session.close()  # noqa: SLF001 - Chroma leaves it open
    else:
        api.stop()
