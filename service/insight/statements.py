"""Stored claims with what can be said of each alone: its vector, and what it speaks of.

Vectors come from the claims themselves or from the index's passages, else they are encoded now. What was
missing is kept with the claims, so that it is looked for once.
"""

from collections.abc import Mapping, Sequence

import numpy as np

from checker.claims.spoken import Spoken, form, spoken, written
from checker.domain import Stood
from checker.dossier import Encode, Vectors
from service.nouns import LedgerQuery
from service.records import Records
from service.records.columns import shown
from service.records.said_again import origin_of

SIZE = 384
"""Numbers of a vector."""
NOTHING = Spoken(frozenset(), frozenset(), ())
"""What is not understood yet."""
AT_ONCE = 512
"""Texts that are encoded, and then kept, at once."""


class Statements:
    """Claims of stored documents with their vectors."""

    def __init__(self, records: Records, encode: Encode, origin: str) -> None:
        """Read them from *records*; *encode* is the local model, which *origin* names."""
        self._records, self._encode = records, encode
        self._origin = origin_of(origin)

    def of(self, query: LedgerQuery, brand: str) -> tuple[list[Stood], Vectors, list[Spoken]]:
        """Return the claims that *query* asks about, a vector for each, and what each speaks of.

        Args:
            query: which documents.
            brand: the name of the kit's brand.

        Raises:
            ModelUnavailable: if one has to be encoded and the local model can't be had.
            RecordsUnavailable: if they can't be read.
        """
        stood: list[Stood] = []
        places: dict[tuple[str, int], int] = {}
        pieces = bytearray()
        told: list[Spoken] = []
        new: dict[int, int] = {}
        for claim in self._records.said.claimed(query, self._origin, form(brand)):
            if claim.vector is None:
                places[claim.stood.document, claim.position] = len(stood)
            pieces += claim.vector or bytes(4 * SIZE)
            if claim.spoken is None:
                new[len(stood)] = claim.position
            stood.append(claim.stood)
            told.append(claim.spoken or NOTHING)
        self._understand(stood, told, new, brand)
        vectors: Vectors = np.frombuffer(pieces, dtype="<f4").reshape(-1, SIZE)
        if places:
            self._fill(query, stood, vectors, places)
        return stood, vectors, told

    def _understand(
        self, stood: Sequence[Stood], told: list[Spoken], new: Mapping[int, int], brand: str
    ) -> None:
        """Put into *told* what the claims in the rows of *new* speak of, and keep it at their positions."""
        made = []
        for row, position in new.items():
            statement = stood[row].statement
            told[row] = spoken(statement.text, statement.measures, brand)
            made.append((stood[row].document, position, written(told[row])))
        self._records.said.keep_spoken(made, form(brand))

    def _fill(
        self, query: LedgerQuery, stood: Sequence[Stood], vectors: Vectors, places: dict[tuple[str, int], int]
    ) -> None:
        """Put the vectors of the claims at *places* into their rows of *vectors*, and keep them."""
        found = []
        for check, position, vector in self._records.said.passages(query, self._origin):
            row = places.pop((check, position), None)
            if row is not None:
                vectors[row] = np.frombuffer(vector, dtype="<f4")
                found.append((check, position, vector))
        self._records.said.keep_vectors(found, self._origin)
        self._encode_rest(stood, vectors, places)

    def _encode_rest(
        self, stood: Sequence[Stood], vectors: Vectors, places: dict[tuple[str, int], int]
    ) -> None:
        alike: dict[str, list[tuple[str, int]]] = {}
        for place, row in places.items():
            alike.setdefault(shown(stood[row].statement.text), []).append(place)
        texts = list(alike)
        for start in range(0, len(texts), AT_ONCE):
            part = texts[start : start + AT_ONCE]
            made = []
            for text, vector in zip(part, self._encode(part), strict=True):
                content = np.asarray(vector, dtype="<f4").tobytes()
                for place in alike[text]:
                    vectors[places[place]] = vector
                    made.append((*place, content))
            self._records.said.keep_vectors(made, self._origin)
