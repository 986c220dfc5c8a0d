"""Alignment and ledger over the newest finished check of each stored document.

Both are worked out from the records' tables in one pass, and kept until anything has changed that they depend
on: checks, the published kit or, for the ledger, the day. One is worked out at a time, so that many who ask
at once cost the memory of one.
"""

import datetime
import hashlib
import time
from collections import OrderedDict
from collections.abc import Callable, Hashable
from contextlib import closing
from functools import partial
from threading import Lock
from typing import Generic, TypeVar

from checker import __version__
from checker.alignment import align
from checker.claims import ledger as ledger_of
from checker.claims.garbage import paused
from checker.domain import Alignment, BrandKit, Ledger, Noun
from checker.dossier import Encode
from service.insight.statements import Statements
from service.nouns import AlignmentQuery, Facets, KitVersion, LedgerQuery
from service.problems import not_found
from service.records import Records

Asked = TypeVar("Asked", bound=Hashable)
Made = TypeVar("Made", bound=Noun)
Read = Callable[[KitVersion, datetime.date], BrandKit]
KEPT = 8
"""Answers of each kind that are kept."""
LASTING = 6 * 3600.0
"""Seconds for which a ledger is renewed after somebody asked for it."""


class Kept(Generic[Asked, Made]):
    """The last answers, one to each question."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        """Start with none; *clock* returns seconds."""
        self._lock, self._clock = Lock(), clock
        self._known: OrderedDict[Asked, tuple[str, Made]] = OrderedDict()
        self._asked: dict[Asked, float] = {}
        """When somebody last asked each question that may have an answer."""

    def asked_within(self, seconds: float) -> tuple[Asked, ...]:
        """Forget the answers that nobody asked for within *seconds*; return the questions that are left."""
        with self._lock:
            since = self._clock() - seconds
            self._asked = {question: at for question, at in self._asked.items() if at >= since}
            for question in self._known.keys() - self._asked.keys():
                del self._known[question]
            return tuple(self._known)

    def ask(self, question: Asked, tag: str, make: Callable[[], Made]) -> Made:
        """Return what `get` does, for somebody who wants to know."""
        with self._lock:
            self._asked[question] = self._clock()
        return self.get(question, tag, make)

    def get(self, question: Asked, tag: str, make: Callable[[], Made]) -> Made:
        """Return the answer to *question*, which is made where there is none or it has another *tag*."""
        with self._lock:
            before, known = self._known.pop(question, ("", None))
            if before != tag:
                known = None  # so that it is gone before another is made
            answer = known or make()
            self._known[question] = tag, answer
            while len(self._known) > KEPT:
                self._known.popitem(last=False)
            return answer


class Insight:
    """What stored documents say together; safe to use from several threads at once."""

    def __init__(
        self,
        records: Records,
        read: Read,
        encode: Encode,
        *,
        origin: str,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        """Work on *records*.

        Args:
            records: what is kept.
            read: returns what of a kit holds on a day, its prose read.
            encode: the local model, for claims whose vectors are not stored yet.
            origin: what names the model.
            clock: returns seconds.
        """
        self._records, self._read, self._encode = records, read, encode
        self._statements = Statements(records, encode, origin)
        self._alignments: Kept[str, Alignment] = Kept()
        self._ledgers: Kept[str, Ledger] = Kept(clock)

    def alignment(self, query: AlignmentQuery) -> Alignment:
        """Return who says what over the documents that *query* asks about.

        Raises:
            Problem: 404 if the kit is not known or not published.
            InputError: if *query* can't be answered.
            RecordsUnavailable: if the records can't be read.
        """
        kit = self._kit(query.kit)
        return self._alignments.get(
            query.model_dump_json(), self._tag(kit, query), lambda: self._align(kit, query)
        )

    def ledger(self, query: LedgerQuery) -> Ledger:
        """Return the claims of the documents that *query* asks about.

        Raises:
            Problem: 404 if the kit is not known or not published.
            ModelUnavailable: if a vector is missing and the local model can't be had.
            RecordsUnavailable: if the records can't be read.
        """
        kit, whole = self._kit(query.kit), query.model_copy(update={"standing": None, "text": ""})
        ledger = self._ledgers.ask(
            whole.model_dump_json(), self._tag(kit, whole), lambda: self._record(kit, whole)
        )
        return narrowed(ledger, query)

    def renew(self) -> int:
        """Write anew the ledgers that were asked for of late, where something has changed: nobody waits then.

        Returns:
            How many there are; the others are forgotten.

        Raises:
            ModelUnavailable: if a vector is missing and the local model can't be had.
            RecordsUnavailable: if the records can't be read.
        """
        questions = self._ledgers.asked_within(LASTING)
        for question in questions:
            query = LedgerQuery.model_validate_json(question)
            kit = self._records.kits.published(query.kit)
            if kit:
                self._ledgers.get(question, self._tag(kit, query), partial(self._record, kit, query))
        return len(questions)

    def tag(self, query: AlignmentQuery | LedgerQuery) -> str:
        """Return what changes whenever the answer to *query* may; it costs little.

        Raises:
            Problem: 404 if the kit is not known or not published.
        """
        return self._tag(self._kit(query.kit), query)

    def facets(self) -> Facets:
        """Return what alignment and ledger can be asked for."""
        return self._records.said.facets()

    def kit(self, kit: str) -> BrandKit:
        """Return what of the published version of *kit* holds today, its prose read.

        Raises:
            Problem: 404 if the kit is not known or not published.
            InputError: if it can't be read.
        """
        return self._read(self._kit(kit), _today())

    def _kit(self, kit: str) -> KitVersion:
        published = self._records.kits.published(kit)
        if published is None:
            raise not_found("published kit", kit)
        return published

    def _tag(self, kit: KitVersion, query: AlignmentQuery | LedgerQuery) -> str:
        stamp = self._records.said.stamp(kit.kit)
        asked = (query.model_dump_json(), kit.number, kit.digest, kit.published, stamp, __version__, _today())
        return hashlib.sha256(repr(asked).encode("utf-8", "backslashreplace")).hexdigest()

    def _align(self, kit: KitVersion, query: AlignmentQuery) -> Alignment:
        since = query.kit_since or (kit.published.date() if kit.published else None)
        by = " ".join(query.by.split()).lower()
        with closing(self._records.said.said(query)) as said:
            found = align(said, self._read(kit, _today()), by=by, since=since)
        left_out = found.left_out + self._records.said.left_out(query)
        return found.model_copy(update={"left_out": left_out})

    @paused()
    def _record(self, kit: KitVersion, query: LedgerQuery) -> Ledger:
        held = self._read(kit, datetime.date.min)
        stood, vectors, told = self._statements.of(query, held.brand)
        complained = tuple(self._records.said.complained(query))
        themes = sorted({one.complaint.theme for one in complained})
        return ledger_of(
            stood,
            vectors,
            held,
            encode=self._encode,
            today=_today(),
            told=told,
            complained=complained,
            sold=self._records.said.sold(query, themes),
        )


def narrowed(ledger: Ledger, query: LedgerQuery) -> Ledger:
    """Return of *ledger* the claims that *query* asks about."""
    words = query.text.casefold().split()
    claims = (claim for claim in ledger.claims if query.standing in {None, claim.standing})
    chosen = (
        claim
        for claim in claims
        if any(all(word in wording.text.casefold() for word in words) for wording in claim.wordings)
    )
    return ledger.model_copy(update={"claims": tuple(chosen)})


def _today() -> datetime.date:
    return datetime.datetime.now(datetime.UTC).date()
