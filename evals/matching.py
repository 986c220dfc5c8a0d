"""Which flag answers which label: one label is answered once.

A flag answers a label when both sit in the draft and share at least half of the shorter one's characters.
`missing` sits nowhere: it answers `missing` of the same guideline, or of any where the flag names none.
Where several pairs are possible the best comes first: a pair of one kind before a pair of two, then the
larger share, then the later label, then the later flag.
"""

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple, Protocol

from evals.labels import FaultKind

ENOUGH = 0.5
"""The share of the shorter stretch at which two stretches are one place."""


class Marked(Protocol):
    """What labels and flags have in common."""

    @property
    def kind(self) -> FaultKind:
        """Return what is wrong."""

    @property
    def quote(self) -> str:
        """Return the words that carry it."""

    @property
    def guideline(self) -> str | None:
        """Return the guideline that is broken, where it is said."""


class Span(NamedTuple):
    """A stretch of a draft's body, in code points."""

    start: int
    end: int


class Answer(NamedTuple):
    """A label and the flag that answers it, by their indices."""

    fault: int
    flag: int


class _Pair(NamedTuple):
    """A possible answer; pairs compare by closeness, then by the indices."""

    closeness: float
    answer: Answer


def span(body: str, quote: str) -> Span | None:
    """Return where *quote* first stands in *body*: exactly, else by its words in any case; or None."""
    if not quote:
        return None
    start = body.find(quote)
    if start >= 0:
        return Span(start, start + len(quote))
    words = r"\W+".join(re.escape(word) for word in re.findall(r"\w+", quote))
    found = re.search(words, body, re.IGNORECASE) if words else None
    return Span(found.start(), found.end()) if found else None


def overlap(one: Span | None, other: Span | None) -> float:
    """Return the part of the shorter stretch that both share, 0 to 1."""
    if not one or not other:
        return 0.0
    shared = min(one.end, other.end) - max(one.start, other.start)
    return max(0, shared) / max(1, min(one.end - one.start, other.end - other.start))


def match(body: str, faults: Sequence[Marked], flags: Sequence[Marked]) -> tuple[Answer, ...]:
    """Return the pairs of *faults* and *flags* that name one place in *body*, the closest first."""
    taken: list[Answer] = []
    for pair in sorted(_pairs(body, faults, flags), reverse=True):
        if not any(pair.answer.fault == each.fault or pair.answer.flag == each.flag for each in taken):
            taken.append(pair.answer)
    return tuple(taken)


def _pairs(body: str, faults: Sequence[Marked], flags: Sequence[Marked]) -> Iterator[_Pair]:
    spans = [span(body, flag.quote) for flag in flags]
    for i, fault in enumerate(faults):
        place = span(body, fault.quote)
        for j, flag in enumerate(flags):
            shared = _agreement(fault, flag, overlap(place, spans[j]))
            if shared >= ENOUGH:
                yield _Pair(shared + (fault.kind is flag.kind), Answer(i, j))


def _agreement(fault: Marked, flag: Marked, shared: float) -> float:
    missing = [each.kind is FaultKind.MISSING for each in (fault, flag)]
    if not any(missing):
        return shared
    return float(all(missing) and flag.guideline in (fault.guideline, None))
