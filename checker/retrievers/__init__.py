"""Which guidelines a judge gets to see.

A kit that fits one question is sent whole (`whole_kit`). Of a larger one each window of passages gets those
guidelines that it may break (`chroma`); what is left out can't be judged, so what is sent is generous.
"""

from collections.abc import Sequence
from typing import Protocol

from checker.domain import BrandKit, Guideline
from checker.dossier import Vectors


class Retriever(Protocol):
    """Anything that chooses guidelines for passages."""

    def retrieve(self, kit: BrandKit, vectors: Vectors, texts: Sequence[str] = ()) -> tuple[Guideline, ...]:
        """Return those guidelines of *kit* that certain passages may break, in the kit's order.

        Args:
            kit: already narrowed to the document's team and channel.
            vectors: the passages' unit vectors, shape (n, 384).
            texts: the same passages in words; without them nothing is found by its words.
        """
        ...
