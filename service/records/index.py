"""The index of all that stored documents say: passages near a question, in every document's newest draft.

The records hold the passages and their vectors; Chroma holds a copy that finds the nearest, and that may be
deleted at any time. `refresh` adds what is missing and deletes what is gone, `rebuild` makes Chroma's copy
anew, `check` says whether the two agree. An answer's words always come from the records, so nothing that was
erased is ever shown.
"""

import logging
from collections.abc import Callable, Sequence
from typing import NamedTuple

import numpy as np

from checker.dossier import Encode, Vectors
from checker.errors import CheckerError
from checker.settings import Settings
from service.records import Records
from service.records.passages import Passages, Said
from service.records.vectors import Place, Rows
from service.settings import ServiceSettings

LOG = logging.getLogger(__name__)
PROBES = 200
"""Rows that are looked for by their own vectors when the index is checked."""
ITSELF = 0.999
"""Cosine from which a row that is found is taken for the one that was looked for."""
AMONG = 10
"""Nearest rows among which it must be."""
SPARE = 2
"""Rows asked for per passage wanted, since some may be gone from the records."""

Tell = Callable[[int, int], None]
"""Takes how many documents are done, and of how many."""


class Condition(NamedTuple):
    """Whether the index agrees with the records."""

    passages: int
    """Passages in the records."""
    due: int
    """Documents whose passages are not in the records yet."""
    missing: int
    """Passages that the index lacks."""
    surplus: int
    """Rows of the index whose passage is gone."""
    lost: int
    """Of the passages that were looked for by their own vectors, those that were not found."""
    tried: int
    """How many were looked for."""

    @property
    def is_sound(self) -> bool:
        """Return whether nothing is wrong."""
        return not (self.due or self.missing or self.surplus or self.lost)

    @property
    def sentences(self) -> tuple[str, ...]:
        """Return what is wrong and what to do; that all is well where nothing is."""
        told = (
            (self.due, f"{self.due} documents are not in the index yet."),
            (self.missing, f"{self.missing} of {self.passages} passages are missing from the index."),
            (self.surplus, f"{self.surplus} passages of the index are gone from the records."),
            (self.lost, f"{self.lost} of {self.tried} passages are in the index and not found by it."),
        )
        wrong = tuple(sentence for count, sentence in told if count)
        if not wrong:
            found = f"found all {self.tried} that were tried"
            return (f"The index holds all {self.passages} passages, and {found}.",)
        return (*wrong, "Run: brandcheck index rebuild.")


class Found(NamedTuple):
    """A passage that says something like what was asked for."""

    said: Said
    similarity: float
    """The cosine, -1 to 1."""


class Index:
    """What stored documents say; safe to use from several threads and processes."""

    def __init__(self, records: Records, encode: Encode, place: Place, *, origin: str) -> None:
        """Index the documents of *records*; nothing is opened yet.

        From now on *records* tell it whose drafts are deleted, and it forgets them.

        Args:
            records: what is kept.
            encode: the local model.
            place: where Chroma's copy lies.
            origin: what names the model.
        """
        self._passages = Passages(records.database, origin)
        self._encode = encode
        self._place = place
        records.checks.tell_gone(self.forget)

    def refresh(self, tell: Tell = lambda *_: None) -> None:
        """Add what is missing and delete what is gone.

        Raises:
            IndexUnavailable: if Chroma's copy can't be used.
            RecordsUnavailable: if the records can't.
        """
        self._embed(tell)
        with self._place.opened(self._passages.owner()) as rows:
            self._match(rows)

    def rebuild(self, tell: Tell = lambda *_: None) -> Condition:
        """Make Chroma's copy anew from the records, and return how it is.

        Raises:
            IndexUnavailable: if it can't be made.
            RecordsUnavailable: if the records can't be used.
        """
        self._embed(tell)
        with self._place.opened(self._passages.owner(), anew=True) as rows:
            self._match(rows)
        return self.check()

    def check(self) -> Condition:
        """Return whether the index agrees with the records.

        Raises:
            IndexUnavailable: if Chroma's copy can't be used.
            RecordsUnavailable: if the records can't.
        """
        due, wanted = len(self._passages.due()), self._passages.names()
        if not self._place.is_there:
            return Condition(len(wanted), due, len(wanted), 0, 0, 0)
        with self._place.opened(self._passages.owner()) as rows:
            held = rows.names()
            both = sorted(wanted & held)
            probes = both[:: max(1, len(both) // PROBES)][:PROBES]
            lost = self._lost(rows, probes)
        return Condition(len(wanted), due, len(wanted - held), len(held - wanted), lost, len(probes))

    def near(self, text: str, count: int, *, kit: str = "", team: str = "") -> tuple[Found, ...]:
        """Return the *count* passages that say the most similar to *text*, the most similar first.

        Args:
            text: a sentence.
            count: from 1.
            kit: only of documents that were held against this kit.
            team: only of this team's documents.

        Raises:
            IndexUnavailable: if Chroma's copy can't be used.
            RecordsUnavailable: if the records can't.
        """
        vectors, size = self._encode([text]), count * SPARE
        with self._place.opened(self._passages.owner()) as rows:
            while True:
                (near,) = rows.nearest(vectors, size, kit=kit, team=team)
                said = self._passages.said([row.name for row in near])
                if len(said) >= count or len(near) < size:
                    break
                size *= SPARE
        found = [Found(said[row.name], row.similarity) for row in near if row.name in said]
        return tuple(found[:count])

    def forget(self, checks: Sequence[str]) -> None:
        """Delete the rows of *checks*; where that can't be done now, the next `refresh` does it."""
        if not self._place.is_there:
            return
        try:
            with self._place.opened(self._passages.owner()) as rows:
                rows.forget(checks)
        except CheckerError as error:
            LOG.warning(
                "%s The passages of %d deleted drafts stay in it until it is refreshed.", error, len(checks)
            )

    def _embed(self, tell: Tell) -> None:
        """Keep the passages of all documents in the records, and of no old draft."""
        self._passages.drop_old()
        due = self._passages.due()
        for done, check in enumerate(due):
            tell(done, len(due))
            self._passages.add(check, self._encode)
        tell(len(due), len(due))

    def _match(self, rows: Rows) -> None:
        """Make *rows* those of the records."""
        held, wanted = rows.names(), self._passages.names()
        rows.delete(sorted(held - wanted))
        rows.add(self._passages.stored(sorted(wanted - held)))

    def _lost(self, rows: Rows, names: Sequence[str]) -> int:
        """Return how many of the passages of these *names* their own vectors do not find."""
        stored = tuple(self._passages.stored(names))
        if not stored:
            return 0
        vectors: Vectors = np.stack([np.frombuffer(one.vector, dtype="<f4") for one in stored])
        found = rows.nearest(vectors, AMONG)
        return sum(1 for near in found if not near or near[0].similarity < ITSELF)


def index_of(settings: Settings, service: ServiceSettings, records: Records, encode: Encode) -> Index:
    """Return the index of this installation: on `index_url`, else in the data folder.

    Raises:
        IndexUnavailable: if `index_url` is no address.
    """
    from checker.bootstrap import engine_of

    origin = engine_of(settings)["offline_model"]
    return Index(
        records, encode, Place(service.data / "index", origin, url=settings.index_url), origin=origin
    )
