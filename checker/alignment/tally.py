"""Count what documents say, in one pass; of a document no more is kept than a few numbers.

How much of a document goes to each message is worked out beside the other documents of its group
(`checker.quantification`), by what its report keeps of its passages. Where it keeps nothing, as reports of
earlier versions do, and where a document is the only one of its group, it is the document's own mix.

Shares are counted in millionths, as whole numbers, so that the sums are the same in whichever order the
documents come.
"""

import datetime
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from checker.alignment.lens import Applicable, Lens, plain
from checker.alignment.voices import Speaking, Voices
from checker.clues.chances import UNKNOWN
from checker.domain import Chances, Said, Share
from checker.presentation.neutral import one_line
from checker.quantification import mixes

UNIT = 1_000_000
"""Parts of a whole in which shares are counted."""
THOUSAND = 1000
"""Parts of a reader in which readers are counted."""
MOST_READERS = 1e10
"""Readers that one document counts with at most."""
FIELDS = ("team", "channel", "audience")
"""What every document has a field for; anything else that rows can be of, but a week, is a label."""
WEEK = "week"

Shares = dict[str, tuple[int, frozenset[str], Share]]
"""A document's mix by plain names: the share in `UNIT`, the kit's messages that it stands for, as it came."""


class Leaf(NamedTuple):
    """The documents that are counted together: of one group, in one week, on one side of a change."""

    group: str
    week: int | None
    """Its Monday, as days since 0001-01-01; none where the day is not known."""
    is_after: bool | None
    """Whether it is after the kit changed; none where that or the day is not known."""


@dataclass(slots=True)
class Sums:
    """How much documents say one message."""

    documents: int = 0
    total: int = 0
    """Their shares, in `UNIT`."""
    squares: int = 0
    """The squares of their shares, in `UNIT` squared."""
    leads: int = 0
    """Documents that lead with it."""

    def count(self, units: int, *, says: bool = True) -> None:
        """Count a document that gives it so many *units*, and whether it says it by itself."""
        self.documents += says
        self.total += units
        self.squares += units * units

    def merge(self, other: "Sums") -> None:
        """Count the documents of *other*, too."""
        self.documents += other.documents
        self.total += other.total
        self.squares += other.squares
        self.leads += other.leads


@dataclass(slots=True)
class Count:
    """What documents that are counted together come to."""

    documents: int = 0
    readers: int = 0
    """In thousandths."""
    selling: int = 0
    """Documents that sell anything."""
    asked: int = 0
    """Documents to which a message to lead with applies."""
    led: int = 0
    """Of those, how many lead with one."""
    match: Sums = field(default_factory=Sums)
    """What messages to be said get, of documents that sell anything and to which such messages apply."""
    addressed: int = 0
    """Documents whose audience has messages of its own."""
    reached: int = 0
    """Of those, how many lead with one."""
    messages: dict[str, Sums] = field(default_factory=dict)
    """By plain name."""

    def merge(self, other: "Count") -> None:
        """Count the documents of *other*, too."""
        self.documents += other.documents
        self.readers += other.readers
        self.selling += other.selling
        self.asked += other.asked
        self.led += other.led
        self.match.merge(other.match)
        self.addressed += other.addressed
        self.reached += other.reached
        for name, sums in other.messages.items():
            self.messages.setdefault(name, Sums()).merge(sums)


class Mixed(NamedTuple):
    """A document whose mix is worked out beside the others of its group."""

    group: str
    document: str
    where: Count
    """Where it counts."""
    applicable: Applicable
    shares: Shares
    """Its own mix."""
    chances: Chances


@dataclass
class Tally:
    """All that is kept of the documents that came so far."""

    lens: Lens
    by: str
    since: datetime.date | None = None
    counts: dict[Leaf, Count] = field(default_factory=dict)
    spelt: dict[str, Counter[str]] = field(default_factory=dict)
    """The ways in which each group's name is written."""
    names: dict[str, str] = field(default_factory=dict)
    """The messages' names for people, by their plain ones."""
    guidelines: dict[str, frozenset[str]] = field(default_factory=dict)
    """The kit's messages for which each message stands."""
    voices: Voices = field(default_factory=Voices)
    left_out: int = 0
    _known: set[tuple[str, frozenset[str]]] = field(default_factory=set)

    def add(self, said: Iterable[Said]) -> None:
        """Count all that was *said*."""
        due = []
        for one in said:
            if not one.passages:
                self.left_out += 1
            elif mixed := self._count(one):
                due.append(mixed)
        for mixed, mix in self._mixed(sorted(due, key=lambda each: each[:2])):
            self._count_mix(mixed.where, mixed.applicable, mixed.shares, mix)

    def _mixed(self, due: list[Mixed]) -> Iterator[tuple[Mixed, dict[str, int]]]:
        """Yield those that are *due*, by group, with their mixes in `UNIT`."""
        alone = Counter(mixed.group for mixed in due)
        yield from ((mixed, _own(mixed.shares)) for mixed in due if alone[mixed.group] == 1)
        together = [mixed for mixed in due if alone[mixed.group] > 1]
        numbers = {group: number for number, group in enumerate(dict.fromkeys(m.group for m in together))}
        names = sorted(self.names)
        places = {name: place for place, name in enumerate(names)}
        kept, groups = [m.chances for m in together], [numbers[m.group] for m in together]
        found: list[dict[str, int]] = [{} for _ in together]
        for document, message, share in zip(
            *mixes(kept, groups, lambda name: places.get(plain(name), UNKNOWN), len(names)), strict=True
        ):
            found[document][names[message]] = round(share * UNIT)
        for mixed, mix in zip(together, found, strict=True):
            yield mixed, dict.fromkeys(mixed.shares, 0) | mix if mix else _own(mixed.shares)

    def _count(self, said: Said) -> Mixed | None:
        """Count a document; return what is left to be counted, where its mix depends on others."""
        shares, lead = self._shares(said), plain(said.lead) if said.lead else ""
        lead = self.lens.aliases.get(lead, lead)
        speaking = Speaking(self._group(said), lead, said)
        count = self.counts.setdefault(self._leaf(speaking), Count())
        count.documents += 1
        count.readers += round(min(said.readers, MOST_READERS) * THOUSAND)
        applicable = self.lens.applicable(said)
        _count_lead(count, applicable, shares[lead][1] if lead in shares else self.lens.guidelines(lead))
        if lead:
            count.messages.setdefault(lead, Sums()).leads += 1
        for name, (_, _, share) in shares.items():
            self.voices.hear(speaking, name, share)
        if shares and said.chances:
            return Mixed(speaking.group, said.document, count, applicable, shares, said.chances)
        self._count_mix(count, applicable, shares, _own(shares))
        return None

    def _count_mix(
        self, count: Count, applicable: Applicable, shares: Shares, mix: Mapping[str, int]
    ) -> None:
        """Count a document that sells the messages of *mix*, and by itself those of *shares*."""
        meant = 0
        for name, units in mix.items():
            count.messages.setdefault(name, Sums()).count(units, says=name in shares)
            ids = shares[name][1] if name in shares else self.guidelines[name]
            if ids and applicable.is_said(ids):
                meant += units
        if shares:
            count.selling += 1
            if applicable.is_to_sell:
                count.match.count(min(meant, UNIT))

    def _shares(self, said: Said) -> Shares:
        """Return the document's mix; of a message that comes twice, the first share."""
        found: Shares = {}
        for share in said.messages:
            name, units = plain(share.message), _units(share.share)
            if not units or name in found:
                continue
            ids = self.lens.guidelines(name, share.guidelines)
            found[name] = (units, ids, share)
            if (share.message, ids) not in self._known:
                self._learn(name, share.message, ids)
        return found

    def _learn(self, name: str, message: str, ids: frozenset[str]) -> None:
        """Note how the message *name* is written, and for which of the kit's it stands."""
        self._known.add((message, ids))
        self.names[name] = min(self.names.get(name, message), message)
        self.guidelines[name] = self.guidelines.get(name, frozenset()) | ids

    def _group(self, said: Said) -> str:
        """Return the key of the document's group: names that differ in capitals only are one."""
        if self.by == WEEK:
            monday = _monday(said.day)
            name = datetime.date.fromordinal(monday).isoformat() if monday else ""
        else:
            name = getattr(said, self.by) if self.by in FIELDS else said.labels.get(self.by, "")
        clean = one_line(name)
        key = clean.casefold()
        self.spelt.setdefault(key, Counter())[clean] += 1
        return key

    def _leaf(self, speaking: Speaking) -> Leaf:
        day = speaking.said.day
        is_after = None if self.since is None or day is None else day >= self.since
        return Leaf(speaking.group, _monday(day), is_after)


def _units(share: float) -> int:
    """Return a *share* in `UNIT`; what is none counts as nothing."""
    return round(share * UNIT) if 0 <= share <= 1 else UNIT * (share > 1)


def _monday(day: datetime.date | None) -> int | None:
    """Return the Monday of the week of *day* (ISO 8601), as days since 0001-01-01, which is one."""
    return day.toordinal() - day.weekday() if day else None


def _count_lead(count: Count, applicable: Applicable, led: frozenset[str]) -> None:
    if applicable.has_lead:
        count.asked += 1
        count.led += applicable.leads(led)
    if applicable.audience:
        count.addressed += 1
        count.reached += not applicable.audience.isdisjoint(led)


def _own(shares: Shares) -> dict[str, int]:
    """Return a document's own mix in `UNIT`."""
    return {name: units for name, (units, _, _) in shares.items()}
