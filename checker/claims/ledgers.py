"""The ledger: all claims of many documents, grouped by meaning, held against the kit, conflicts first."""

import datetime
import hashlib
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from checker.claims.agreement import agrees
from checker.claims.approvals import Approved, approved_in, standing
from checker.claims.conflicts import Measured, Rival, rivals, subject
from checker.claims.evidence import counter_evidence
from checker.claims.garbage import paused
from checker.claims.reading import BASES, Line, Reading, read
from checker.claims.spoken import Spoken
from checker.domain import (
    BrandKit,
    Claim,
    Complained,
    Conflict,
    Expiring,
    Guideline,
    Ledger,
    Measure,
    Standing,
    Stood,
    Value,
    Wording,
)
from checker.dossier import Encode, Vectors

WORST = (Standing.EXPIRED, Standing.ALTERED, Standing.UNAPPROVED, Standing.APPROVED)
"""Standings, the worst first."""
NONE: Mapping[str, Sequence[Stood]] = {}
"""No passages that sell anything."""


@dataclass(frozen=True)
class _Terms:
    """On what terms a ledger is written."""

    kit: BrandKit
    today: datetime.date
    soon_days: int
    most_places: int


@paused()
def ledger(  # noqa: PLR0913 - a ledger is of statements, a kit, complaints and a day
    stood: Sequence[Stood],
    vectors: Vectors,
    kit: BrandKit,
    *,
    encode: Encode,
    today: datetime.date,
    told: Sequence[Spoken] = (),
    complained: Sequence[Complained] = (),
    sold: Mapping[str, Sequence[Stood]] = NONE,
    soon_days: int = 90,
    most_places: int = 20,
) -> Ledger:
    """Return the ledger of *stood*; the same whatever their order.

    Args:
        stood: the statements and where they stand.
        vectors: a unit vector for each, of its passage: shape (n, 384).
        kit: the guidelines, interpreted, those that have expired among them.
        encode: the local model, for the kit's own sentences.
        today: the day on which guidelines must hold.
        told: what each statement speaks of, where that is known already.
        complained: what customers complain about.
        sold: by theme, the passages of ours that sell it.
        soon_days: days before its end from which a claim is soon to expire.
        most_places: places of each wording, value and the like that are shown, the newest first.
    """
    terms = _Terms(kit, today, soon_days, most_places)
    reading = read(stood, vectors, approved_in(kit), kit.brand, encode, told=told)
    entries = [_Entry(lines, reading, terms) for lines in reading.claims]
    claims = sorted((entry.claim() for entry in entries), key=_worst_first)
    claim_of = {line.text: entry.id for entry in entries for line in entry.lines}
    return Ledger(
        brand=kit.brand,
        documents=len({one.document for one in stood}),
        statements=len(stood),
        conflicts=_conflicts(reading, claim_of, most_places),
        expiring=_expiring(entries, terms),
        claims=tuple(claims),
        counter_evidence=counter_evidence(sold, complained, most_places=most_places),
    )


def _worst_first(claim: Claim) -> tuple[int, int, str, str]:
    return WORST.index(claim.standing), -claim.documents, claim.wording, claim.id


def newest(places: Sequence[Stood], most: int) -> tuple[Stood, ...]:
    """Return at most *most* of *places*, one a document while there are others, the newest first."""
    if len(places) == 1:
        return tuple(places[:most])
    ordered = sorted(places, key=lambda s: (s.document, s.statement.start))
    if any(place.day for place in ordered):
        ordered.sort(key=lambda s: s.day or datetime.date.min, reverse=True)
    first: dict[str, Stood] = {}
    for place in ordered:
        first.setdefault(place.document, place)
        if len(first) == most:
            break
    return tuple(first.values())


def _documents(places: Sequence[Stood]) -> int:
    return len({place.document for place in places}) if len(places) > 1 else len(places)


def _teams(places: Sequence[Stood]) -> tuple[str, ...]:
    return tuple(sorted({place.team for place in places} - {""}))


@dataclass(frozen=True)
class _Entry:
    """A claim: its lines, and what the kit says of them."""

    lines: Sequence[Line]
    reading: Reading
    terms: _Terms
    places: list[Stood] = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "places", [place for line in self.lines for place in line.places])

    @cached_property
    def id(self) -> str:
        """Return the digest of the wording that stood first: by day, then by document."""
        first = min(
            [
                (place.day or datetime.date.max, place.document, line.text)
                for line in self.lines
                for place in line.places
            ]
        )
        return hashlib.sha256(first[2].encode("utf-8", "backslashreplace")).hexdigest()[:16]

    @cached_property
    def about(self) -> Guideline | None:
        """Return the guideline that most documents' wordings are about."""
        votes: Counter[str] = Counter()
        for line in self.lines:
            approved = self.reading.approved_of(line)
            if approved:
                votes[approved[0].guideline.id] += len(line.places)
        if not votes:
            return None
        best = min(votes, key=lambda name: (-votes[name], name), default=None)
        return next((g for g in self.terms.kit.guidelines if g.id == best), None)

    def claim(self) -> Claim:
        """Return the claim with its wordings, the commonest first."""
        wordings = [self._wording(line) for line in self.lines]
        wordings.sort(key=lambda w: (-w.documents, w.text))
        guideline = self.about
        bases = {basis for line in self.lines for basis in line.bases}
        return Claim.of_valid(
            id=self.id,
            wording=wordings[0].text,
            wordings=tuple(wordings),
            bases=tuple([basis for basis in BASES if basis in bases]),
            documents=_documents(self.places),
            teams=_teams(self.places),
            standing=min({w.standing for w in wordings}, key=WORST.index),
            guideline=guideline.id if guideline else "",
            approved=self.approved(guideline) if guideline else "",
            proof=guideline.proof if guideline else "",
            owner=guideline.owner if guideline else "",
            expires=_day(guideline.expires) if guideline else None,
        )

    def approved(self, guideline: Guideline) -> str:
        """Return the words of *guideline* that are nearest to the claim."""
        near = [
            a for line in self.lines for a in self.reading.approved_of(line) if a.guideline.id == guideline.id
        ]
        usable = [one.text for one in near if one.is_wording]
        return (usable or [one.text for one in near] or [guideline.text])[0]

    def _wording(self, line: Line) -> Wording:
        return Wording.of_valid(
            text=line.text,
            standing=self._standing(line),
            measures=line.measures,
            documents=_documents(line.places),
            teams=_teams(line.places),
            places=newest(line.places, self.terms.most_places),
        )

    def _standing(self, line: Line) -> Standing:
        approved = self.reading.approved_of(line)
        if not approved:
            return Standing.UNAPPROVED
        known = [
            [m for one in approved for m in self.reading.known(one, line, place)]
            for place in range(len(line.measures))
        ]
        return standing(line.places[0].statement, approved[0].guideline, known, today=self.terms.today)


def _day(written: str) -> datetime.date | None:
    return datetime.date.fromisoformat(written) if written else None


def _conflicts(reading: Reading, claim_of: Mapping[str, str], most: int) -> tuple[Conflict, ...]:
    found = []
    for measured, kit_says in reading.measured:
        values = rivals(measured)
        if values:
            found.append(_conflict(measured, kit_says, values, claim_of, most))
    return tuple(sorted(found, key=lambda c: (-sum(v.documents for v in c.values), c.about, c.claim)))


def _conflict(
    measured: Sequence[Measured],
    kit_says: Sequence[tuple[Approved, Measure]],
    values: Sequence[Rival],
    claim_of: Mapping[str, str],
    most: int,
) -> Conflict:
    shown = sorted(
        (_value(value, kit_says, most) for value in values),
        key=lambda v: (-v.documents, v.measure.low, v.measure.text),
    )
    commonest: Counter[str] = Counter()
    for one in measured:
        commonest[claim_of[one.places[0].statement.text]] += len(one.places)
    clearest = min(
        measured,
        key=lambda one: (-len(one.places), len(one.places[0].statement.text), one.places[0].statement.text),
    )
    return Conflict.of_valid(
        claim=min(commonest, key=lambda name: (-commonest[name], name)),
        about=subject(clearest.places[0].statement.text, clearest),
        guideline=kit_says[0][0].guideline.id if kit_says else "",
        values=tuple(shown),
    )


def _value(value: Rival, kit_says: Sequence[tuple[Approved, Measure]], most: int) -> Value:
    return Value.of_valid(
        measure=value.measure,
        documents=_documents(value.places),
        teams=_teams(value.places),
        places=newest(value.places, most),
        is_approved=any(agrees(value.measure, known) for _, known in kit_says),
    )


def _expiring(entries: Sequence[_Entry], terms: _Terms) -> tuple[Expiring, ...]:
    """Return the approved claims that stand somewhere and soon no longer hold, the first to end first."""
    standing_in: dict[str, list[_Entry]] = defaultdict(list)
    for entry in entries:
        if entry.about and entry.about.expires:
            standing_in[entry.about.id].append(entry)
    found = []
    for guideline in terms.kit.guidelines:
        entries_of = standing_in.get(guideline.id, [])
        expires = _day(guideline.expires)
        if not entries_of or expires is None or (expires - terms.today).days > terms.soon_days:
            continue
        places = [place for entry in entries_of for place in entry.places]
        found.append(
            Expiring(
                guideline=guideline.id,
                approved=entries_of[0].approved(guideline),
                owner=guideline.owner,
                expires=expires,
                days=(expires - terms.today).days,
                documents=_documents(places),
                places=newest(places, terms.most_places),
            )
        )
    return tuple(sorted(found, key=lambda one: (one.expires, one.guideline)))
