"""Which guidelines a change of others reaches, in one document.

What a check finds under a guideline depends on that guideline and on a little of the others: wordings that
any of them approves, figures and names that any of them knows, how common a word is among them, and what the
kit's facts and messages make of the message mix. Each of these is compared here between two versions of a
kit, as far as it matters to the document, so that what is not reached need not be checked again.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from checker.clues.density import CONCEPT, INITIALS
from checker.clues.matching import MIN_GRANTED
from checker.domain import BrandKit, Guideline, Kind, Passage, Role
from checker.dossier import ALIKE, Dossier, fold
from checker.english.words import content_stems

NEUTRAL = (Kind.FACT, Kind.TERM, Kind.CLAIM)
"""Kinds whose texts say what the kit's subject is, for the message mix."""
FIGURED = (Kind.FACT, Kind.CLAIM)
"""Kinds whose figures and conditions are compared."""


@dataclass(frozen=True)
class Difference:
    """Two versions of a kit, as far as they apply to a kind of document."""

    before: BrandKit
    after: BrandKit

    @cached_property
    def changed(self) -> frozenset[str]:
        """Return the guidelines of the later version that are new or not as they were."""
        known = {guideline.id: guideline for guideline in self.before.guidelines}
        return frozenset(g.id for g in self.after.guidelines if known.get(g.id) != g)

    @property
    def is_none(self) -> bool:
        """Return whether nothing differs that any check looks at."""
        return self.before.brand == self.after.brand and self.before.guidelines == self.after.guidelines

    @cached_property
    def kept(self) -> tuple[Guideline, ...]:
        """Return the guidelines that are as they were."""
        return tuple(g for g in self.after.guidelines if g.id not in self.changed)

    @cached_property
    def others(self) -> tuple[Guideline, ...]:
        """Return the guidelines that differ, as they were and as they are."""
        ids = {g.id for g in self.kept}
        return tuple(g for kit in (self.before, self.after) for g in kit.guidelines if g.id not in ids)

    @cached_property
    def has_other_mix(self) -> bool:
        """Return whether the mix differs, or what a document is to lead with."""
        if self.before.of(Kind.MESSAGE) != self.after.of(Kind.MESSAGE):
            return True
        mixed = any(g.role in {Role.LEAD, Role.AVOID} for g in self.after.of(Kind.MESSAGE))
        return mixed and _facts(self.before) != _facts(self.after)

    @cached_property
    def has_other_figures(self) -> bool:
        """Return whether other figures are known anywhere in the kit."""
        return _figures(self.before) != _figures(self.after)

    @cached_property
    def has_other_lines(self) -> bool:
        """Return whether other phrases are always fine."""
        return _lines(self.before) != _lines(self.after)

    @cached_property
    def texts(self) -> tuple[str, ...]:
        """Return the texts of what differs, in lower case: words of theirs may be granted, or no more."""
        return tuple({guideline.text.lower() for guideline in self.others})


def reached(before: Dossier, after: Dossier, what: Difference) -> frozenset[str]:
    """Return the guidelines that are as they were and may fare otherwise in the document.

    Args:
        before: the document with the earlier version.
        after: the same document with the later one.
        what: how the two versions differ.
    """
    return frozenset(_reached(before, after, what))


def _reached(before: Dossier, after: Dossier, what: Difference) -> Iterator[str]:
    wordings = _wordings(before, after)
    named = _is_named(before.names ^ after.names, after)
    for guideline in what.kept:
        kind = guideline.kind
        if kind is Kind.REQUIRED:
            continue
        is_reached = (
            wordings
            or (kind is Kind.MESSAGE and what.has_other_mix)
            or (kind is Kind.TERM and what.has_other_lines and _repeats(before, after))
            or (named and bool(guideline.forbids or guideline.phrases))
            or (kind in FIGURED and _weighs_otherwise(guideline, before, after, what))
            or (CONCEPT in guideline.forbids and _has_other_initials(before, after))
            or _is_granted(after, guideline, what.texts)
        )
        if is_reached:
            yield guideline.id


def _wordings(before: Dossier, after: Dossier) -> bool:
    """Return whether a wording that only one version approves is near anything that the document says."""
    return _says_any(after, frozenset(before.approved) ^ frozenset(after.approved))


def _repeats(before: Dossier, after: Dossier) -> bool:
    """Return whether the document says anything like what either version approves."""
    return _says_any(after, frozenset(before.approved) | frozenset(after.approved))


def _says_any(dossier: Dossier, wordings: frozenset[str]) -> bool:
    stems = [(wording, content_stems(wording)) for wording in wordings]
    return any(_is_near(passage, *each) for _, passage in dossier.ours for each in stems)


def _is_near(passage: Passage, wording: str, stems: frozenset[str]) -> bool:
    said = content_stems(passage.plain)
    smaller = min(len(stems), len(said))
    return (smaller > 0 and len(stems & said) >= ALIKE * smaller) or wording in fold(passage.plain)


def _is_named(names: frozenset[str], dossier: Dossier) -> bool:
    return any(name in passage.plain for name in names for _, passage in dossier.ours)


def _weighs_otherwise(guideline: Guideline, before: Dossier, after: Dossier, what: Difference) -> bool:
    """Return whether other figures are known, or words of the guideline's are more or less telling."""
    if guideline.figures and what.has_other_figures:
        return True
    words = {word for figure in guideline.figures for word in figure.about}
    words |= {word for condition in guideline.conditions for word in condition.anchors}
    return any(before.rarity(word) != after.rarity(word) for word in words)


def _has_other_initials(before: Dossier, after: Dossier) -> bool:
    """Return whether initials of the document stand in the texts of one version only."""
    one, other = (" ".join(g.text for g in dossier.kit.guidelines) for dossier in (before, after))
    found = {initials for _, passage in after.ours for initials in INITIALS.findall(passage.plain)}
    return any((initials in one) != (initials in other) for initials in found)


def _is_granted(dossier: Dossier, guideline: Guideline, texts: tuple[str, ...]) -> bool:
    """Return whether what the guideline forbids is said in words of one of *texts*."""
    if not (guideline.forbids and texts):
        return False
    concepts = [found for name in guideline.forbids if (found := dossier.lexicon.concepts.get(name))]
    return any(
        span.end - span.start >= MIN_GRANTED
        and any(passage.plain[span.start : span.end].lower() in text for text in texts)
        for _, passage in dossier.ours
        for concept in concepts
        for span in dossier.asserts(passage, concept)
    )


def _facts(kit: BrandKit) -> tuple[str, ...]:
    return tuple(guideline.text for guideline in kit.guidelines if guideline.kind in NEUTRAL)


def _figures(kit: BrandKit) -> frozenset[tuple[float, float, str]]:
    return frozenset((f.value, f.upper, f.unit) for g in kit.guidelines for f in g.figures)


def _lines(kit: BrandKit) -> frozenset[str]:
    return frozenset(text for guideline in kit.guidelines for text in guideline.allows)
