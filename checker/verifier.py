"""Verify candidates: quote or drop, one fault one finding, a place and a fingerprint for each."""

import hashlib
from collections import Counter
from collections.abc import Iterable, Sequence

from checker.domain import (
    HOUSE,
    BrandKit,
    Candidate,
    Document,
    Finding,
    Guideline,
    Kind,
    Location,
    Passage,
    Place,
    Severity,
)

SEVERITIES = {
    Kind.MESSAGE: Severity.WARNING,
    Kind.FACT: Severity.ERROR,
    Kind.CLAIM: Severity.ERROR,
    Kind.TERM: Severity.WARNING,
    Kind.VOICE: Severity.WARNING,
    Kind.REQUIRED: Severity.ERROR,
}
"""What a breach weighs where the guideline does not say."""
CHECKED_BY = {
    "off-message": Kind.MESSAGE,
    "contradiction": Kind.FACT,
    "unsupported-claim": Kind.CLAIM,
    "wrong-term": Kind.TERM,
    "off-voice": Kind.VOICE,
    "missing-element": Kind.REQUIRED,
}
"""The checks that hold drafts against a kit, and the kind of guideline of each."""
BESIDE = frozenset({"wrong-term", HOUSE.id})
"""Checks whose findings stand beside another's at the same words."""
SAME = 0.5
"""Part of the shorter quotation from which two candidates point at the same words."""


def verify(
    candidates: Iterable[Candidate], *, document: Document, passages: Sequence[Passage], kit: BrandKit
) -> tuple[Finding, ...]:
    """Return the findings that hold, in reading order.

    A candidate is dropped when its guideline is neither in *kit* nor the house's, or is of another kind
    than its check, when its offsets are not in the document, or when a better one points at the same words;
    what a pattern finds is kept whatever points at its words.
    """
    guidelines = {guideline.id: guideline for guideline in (*kit.guidelines, HOUSE)}
    valid = [c for c in candidates if _holds(c, document, guidelines)]
    exact = {
        (c.guideline, c.start, c.end, c.explanation): c for c in valid if guidelines[c.guideline].pattern
    }
    others = [c for c in valid if not guidelines[c.guideline].pattern]
    kept = sorted(
        [*exact.values(), *_one_each(others)],
        key=lambda c: (c.start, c.end, c.check, c.guideline, c.explanation),
    )
    places = _Places(document, passages)
    seen: Counter[str] = Counter()
    return tuple(_finding(c, places, guidelines[c.guideline], seen) for c in kept)


def _holds(candidate: Candidate, document: Document, guidelines: dict[str, Guideline]) -> bool:
    guideline = guidelines.get(candidate.guideline)
    if guideline is None or not _is_checked_by(guideline, candidate.check):
        return False
    return 0 <= candidate.start <= candidate.end <= len(document.text)


def _is_checked_by(guideline: Guideline, check: str) -> bool:
    """Return whether *check* is the one that finds breaches of *guideline*."""
    if HOUSE.id in (guideline.id, check):
        return guideline.id == check
    return CHECKED_BY.get(check) is guideline.kind


def _one_each(candidates: list[Candidate]) -> list[Candidate]:
    """Return the most confident candidate for each stretch of words; some checks stand beside others."""
    kept: list[Candidate] = []
    for candidate in sorted(
        candidates,
        key=lambda c: (
            -c.confidence,
            c.start,
            c.end,
            c.check,
            c.guideline,
            c.explanation,
            c.suggestion or "",
            c.origin,
        ),
    ):
        if not any(_same(candidate, other) for other in kept):
            kept.append(candidate)
    return kept


def _same(one: Candidate, other: Candidate) -> bool:
    if (one.start == one.end) != (other.start == other.end):
        return False
    if one.start == one.end:
        return one.guideline == other.guideline
    if one.check != other.check and BESIDE.intersection((one.check, other.check)):
        return False
    shared = min(one.end, other.end) - max(one.start, other.start)
    return shared >= SAME * min(one.end - one.start, other.end - other.start)


class _Places:
    """Where offsets lie: line, column, and the block's own place."""

    def __init__(self, document: Document, passages: Sequence[Passage]) -> None:
        self.text = document.text
        self._passages = passages
        self._blocks = document.blocks

    def locate(self, start: int, end: int) -> Location:
        """Return the location of the words from *start* to *end*."""
        block = next((b for b in self._blocks if b.start <= start < b.end), None)
        place = block.place if block else Place()
        before = self.text[:start]
        line, column = before.count("\n") + 1, start - (before.rfind("\n") + 1) + 1
        if block and place.line is not None:
            line = place.line + self.text.count("\n", block.start, start)
        return Location(start=start, end=end, column=column, **(place.model_dump() | {"line": line}))


def _finding(candidate: Candidate, places: _Places, guideline: Guideline, seen: Counter[str]) -> Finding:
    quote = places.text[candidate.start : candidate.end]
    key = "\x1f".join((candidate.check, guideline.id, " ".join(quote.lower().split())))
    seen[key] += 1
    digest = hashlib.sha256(f"{key}\x1f{seen[key]}".encode()).hexdigest()[:16]
    return Finding(
        id=digest,
        check=candidate.check,
        guideline=guideline.id,
        severity=guideline.severity or SEVERITIES[guideline.kind],
        confidence=candidate.confidence,
        origin=candidate.origin,
        location=places.locate(candidate.start, candidate.end),
        quote=quote,
        guideline_quote=guideline.text,
        explanation=candidate.explanation,
        suggestion=candidate.suggestion,
        needs_review=candidate.needs_review,
    )
