"""Quote or drop: what of an answer can be shown in the draft and in the kit."""

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from checker.domain import BlockKind, Guideline, Kind, Passage
from checker.english.unseen import seen
from checker.judges.answers import Answer, Breach, Requirement
from checker.verifier import CHECKED_BY

NEIGHBOURS = 2
"""Passages around the one named among which a quotation may run on."""
QUOTES = str.maketrans(
    {"“": '"', "”": '"', "„": '"', "«": '"', "»": '"', "’": "'", "‘": "'", "‚": "'", "`": "'"}
)
LOOKED_AT = 0.8
"""Part of the guidelines that an answer must speak of to count as one."""
UNSPOKEN = frozenset({BlockKind.QUOTED, BlockKind.CODE, BlockKind.COMMENT})


@dataclass(frozen=True)
class Shown:
    """A breach whose words stand in the draft."""

    start: int
    """Offset in the document's text."""
    end: int
    breach: Breach


@dataclass(frozen=True)
class Evidence:
    """What of one answer holds."""

    shown: tuple[Shown, ...]
    dismissed: frozenset[str]
    """Ids of suspicions that don't stand."""
    confirmed: dict[str, tuple[str, str | None]]
    """By id of the suspicion that stands: the reason and the replacement."""
    present: frozenset[str]
    """Required guidelines that are met by words that are there, or that don't govern this draft."""
    absent: Mapping[str, str]
    """Required guidelines that nothing meets, with the reason."""
    kept: frozenset[str]
    """Guidelines that were looked at and hold."""
    lead: str | None
    """What the draft leads with."""
    lead_guideline: str | None
    """The message of the kit that this is."""
    dropped: int
    """Findings that could not be shown."""
    fault: str
    """Why the answer as a whole can't be used; empty where it can."""


def examine(
    answer: Answer, *, passages: Sequence[Passage], guidelines: Sequence[Guideline], asked: Sequence[str]
) -> Evidence:
    """Return what of *answer* holds.

    Args:
        answer: what the model said.
        passages: those of the window, in the order of their numbers from 1.
        guidelines: those that were sent.
        asked: ids of the suspicions.
    """
    known = {guideline.id: guideline for guideline in guidelines}
    breaches = [b for b in answer.findings if b.check != "missing-element"]
    shown = [s for b in breaches if (s := _shown(b, passages, known)) is not None]
    rulings = {r.id: r for r in answer.suspicions if r.id in asked}
    present, absent, lost = _requirements(answer, passages, known)
    kept = frozenset(known) & frozenset(answer.kept)
    dropped = len(breaches) - len(shown) + lost
    seen = kept | present | absent.keys() | {s.breach.guideline for s in shown}
    return Evidence(
        shown=tuple(shown),
        dismissed=frozenset(id_ for id_, r in rulings.items() if not r.breach),
        confirmed={id_: (r.reason.strip(), r.replacement) for id_, r in rulings.items() if r.breach},
        present=present,
        absent=absent,
        kept=kept,
        lead=answer.lead.strip() or None,
        lead_guideline=answer.lead_guideline if answer.lead_guideline in known else None,
        dropped=dropped,
        fault=_fault(len(shown) + len(present), dropped, seen=len(seen) + len(rulings), sent=len(known)),
    )


def _fault(held: int, dropped: int, *, seen: int, sent: int) -> str:
    if dropped > held:
        return "the answer quotes words that are not in the draft"
    if seen < LOOKED_AT * sent:
        return f"the answer speaks of {seen} of {sent} guidelines"
    return ""


def _shown(breach: Breach, passages: Sequence[Passage], known: dict[str, Guideline]) -> Shown | None:
    guideline = known.get(breach.guideline)
    if guideline is None or CHECKED_BY.get(breach.check) is not guideline.kind:
        return None
    span = find(breach.quote, passages, breach.passage)
    if span is None or _is_anothers(span[0], passages):
        return None
    return Shown(*span, breach)


def _is_anothers(start: int, passages: Sequence[Passage]) -> bool:
    block = next((p.block for p in passages if p.start <= start < p.end), None)
    return block is None or block.speaker == "customer" or block.kind in UNSPOKEN


def _requirements(
    answer: Answer, passages: Sequence[Passage], known: Mapping[str, Guideline]
) -> tuple[frozenset[str], dict[str, str], int]:
    """Return the required guidelines that are met, those that are not, and how many were met by no words."""
    needed = {id_ for id_, guideline in known.items() if guideline.kind is Kind.REQUIRED}
    rows = [row for row in answer.required if row.guideline in needed]
    absent = {row.guideline: row.reason.strip() for row in rows if row.status == "absent"}
    absent |= {
        b.guideline: b.reason.strip()
        for b in answer.findings
        if b.check == "missing-element" and b.guideline in needed
    }
    claimed = [row for row in rows if row.status == "present" and row.guideline not in absent]
    met = {row.guideline for row in claimed if _is_there(row, passages)}
    free = {row.guideline for row in rows if row.status == "not-needed"} - absent.keys()
    return frozenset(met | free), absent, len(claimed) - len(met)


def _is_there(requirement: Requirement, passages: Sequence[Passage]) -> bool:
    return find(requirement.quote, passages, requirement.passage or 1) is not None


def find(quote: str, passages: Sequence[Passage], number: int) -> tuple[int, int] | None:
    """Return where *quote* stands: in the passage with that *number*, or running on into its neighbours.

    A quotation that names the wrong passage is found where it stands, if it stands in one place only.
    Only white space, quotation marks' form and what shows nothing may differ from the draft's own words.
    """
    near = passages[max(0, number - 1) : number + NEIGHBOURS]
    spans = _spans(quote, near)
    if spans:
        return spans[0]
    spans = _spans(quote, passages)
    return spans[0] if len(spans) == 1 else None


def _spans(quote: str, passages: Sequence[Passage]) -> list[tuple[int, int]]:
    text, places = _joined(tuple((p.start, p.text) for p in passages))
    whole = " ".join(unicodedata.normalize("NFC", seen(quote)).translate(QUOTES).split())
    for wanted in (whole, whole.removesuffix("…").removesuffix("...").strip()):
        starts = [match.start() for match in re.finditer(re.escape(wanted), text)] if wanted else []
        if starts:
            return [(places[at], places[at + len(wanted) - 1] + 1) for at in starts]
    return []


@lru_cache(maxsize=256)
def _joined(parts: tuple[tuple[int, str], ...]) -> tuple[str, tuple[int, ...]]:
    """Return the parts' text as it is seen, white space single and marks plain, and each one's offset."""
    characters: list[str] = []
    places: list[int] = []
    for start, text in parts:
        for at, character in enumerate(f"{text} ", start=start):
            plain = " " if character.isspace() else character.translate(QUOTES)
            if seen(plain) and (plain != " " or (characters and characters[-1] != " ")):
                characters.append(plain)
                places.append(at)
    return "".join(characters), tuple(places)
