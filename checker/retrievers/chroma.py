"""The guidelines of a large kit that passages may break: near in meaning, alike in words, or named.

Similarity finds the subject, not the breach, and the passage of a fault is often nearer to other guidelines
than to the one that it breaks. So it is asked for each passage and generously, and joined by what words show.
Always there are the guidelines that no single passage shows: the messages to lead with and to avoid, what a
draft must hold, and how the brand sounds. `evals/RETRIEVAL.md` says how often that is enough.
"""

import logging
from collections.abc import Callable, Sequence
from threading import Lock
from typing import TypeVar

from checker.asking import Tell
from checker.domain import BrandKit, Guideline, Kind, Role
from checker.dossier import Encode, Vectors
from checker.retrievers.index import Index, IndexUnavailable, Server
from checker.retrievers.mentions import mentions

Answer = TypeVar("Answer")
LOG = logging.getLogger(__name__)
PER_PASSAGE = 4
"""Guidelines that a passage gets by meaning, and again as many by words; chosen on the tuned brands."""


class ChromaRetriever:
    """Finds guidelines by their vectors in Chroma and by their words; safe to use from several threads."""

    def __init__(
        self,
        encode: Encode,
        *,
        per_passage: int = PER_PASSAGE,
        server: Server | None = None,
        tell: Tell = LOG.warning,
    ) -> None:
        """Find by what *encode* returns; nothing is imported, opened or connected to yet.

        Args:
            encode: the local model.
            per_passage: guidelines that a passage gets by meaning, and again as many by words; from 1.
            server: where the index is kept; in the memory of this process where none is given.
            tell: takes, once, the sentence that the server can't be used and memory takes its place.
        """
        self._encode = encode
        self._per_passage = per_passage
        self._index = Index(encode, server)
        self._lock = Lock()
        self._tell = tell

    def prepare(self, kit: BrandKit) -> None:
        """Index *kit* now and not at the first question: before time and memory are limited.

        A process that imports Chroma takes some hundred MB of addresses, and the vectors take some seconds.

        Raises:
            IndexUnavailable: if Chroma can't be used at all.
        """
        others = _others(kit)
        self._asked(lambda index: index.hold(kit, others))

    def retrieve(self, kit: BrandKit, vectors: Vectors, texts: Sequence[str] = ()) -> tuple[Guideline, ...]:
        """Return those guidelines of *kit* that certain passages may break, in the kit's order.

        Args:
            kit: already narrowed to the document's team and channel.
            vectors: the passages' unit vectors, shape (n, 384).
            texts: the same passages in words; without them nothing is found by its words.

        Raises:
            IndexUnavailable: if Chroma can't be used at all.
        """
        others = _others(kit)
        said = mentions(others)
        rows = set(said.named(texts))
        for text in texts:
            rows.update(said.alike(text, self._per_passage))
        rows |= self._asked(lambda index: index.nearest(kit, others, vectors, self._per_passage))
        found = {others[row].id for row in rows}
        return tuple(g for g in kit.guidelines if g.id in found or is_always_sent(g))

    def close(self) -> None:
        """Let go of the memory or the connection; whoever asks again opens it anew."""
        self._index.close()

    def _asked(self, ask: Callable[[Index], Answer]) -> Answer:
        index = self._index
        try:
            return ask(index)
        except IndexUnavailable as error:
            if not index.is_remote:
                raise
            return ask(self._in_memory(index, error))

    def _in_memory(self, failed: Index, error: IndexUnavailable) -> Index:
        """Return the index that takes the place of the one that *failed*, from now on."""
        with self._lock:
            if self._index is failed:
                self._index = Index(self._encode)
                failed.close()
                self._tell(f"{error} The guidelines are indexed in memory instead, with the same results.")
            return self._index


def _others(kit: BrandKit) -> tuple[Guideline, ...]:
    return tuple(guideline for guideline in kit.guidelines if not is_always_sent(guideline))


def is_always_sent(guideline: Guideline) -> bool:
    """Return whether *guideline* goes to the judge whatever the passages are."""
    if guideline.kind is Kind.MESSAGE:
        return guideline.role is not Role.SUPPORT
    return guideline.kind in {Kind.REQUIRED, Kind.VOICE}
