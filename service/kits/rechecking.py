"""Stored documents held against another version of their kit, in a worker: what may differ is checked.

What was found under guidelines that are as they were, and that nothing else reaches (`reach`), is taken over.
The verifier keeps the surer of two findings at the same words, so one that is gone may have hidden another:
then the rest of the document is checked again too. Vectors come with the documents. The result is that of a
full check.
"""

import datetime
from collections.abc import Sequence
from dataclasses import replace
from typing import NamedTuple

import numpy as np

from checker.checks import CHECKS
from checker.domain import HOUSE, BrandKit, Candidate, Document, Finding, Kind, Report, Verdict
from checker.dossier import Dossier, Vectors
from checker.foreign import foreign_blocks
from checker.gate import decide
from checker.kits.waivers import Waiver, waive
from checker.pipeline import Policy
from checker.splitter import split
from checker.verifier import CHECKED_BY, verify
from service.engine.task import Source
from service.engine.worker import Desk
from service.kits.reach import Difference, reached
from service.records.columns import shown
from service.records.packing import unpacked

SIZE = 384
"""Numbers of a vector."""


class Versions(NamedTuple):
    """The version that drafts are held against, and the one that may take its place."""

    before: Source
    after: Source
    today: datetime.date
    engine: dict[str, str]
    """The engine whose reports may be taken over."""


class Case(NamedTuple):
    """A stored document."""

    check: str
    document: bytes
    """As the records keep it."""
    report: bytes
    """As the records keep it."""
    stands: bool
    """Whether the report is of the earlier version, on the same terms."""
    vectors: tuple[tuple[int, int, bytes], ...]
    """Start, end and vector of the passages that are stored."""
    waivers: tuple[Waiver, ...]


class Rechecked(NamedTuple):
    """What the two versions make of a document."""

    check: str
    before: Verdict
    after: Verdict
    new: int
    """Findings that only the later version has."""
    gone: int
    judged: int
    """Guidelines that the document was held against again."""
    encoded: int
    """Passages whose vectors were not stored."""


class _Found(NamedTuple):
    findings: tuple[Finding, ...]
    verdict: Verdict
    judged: int


class Chosen(BrandKit):
    """A kit of which only some guidelines are checked; the others are known all the same."""

    chosen: frozenset[str]

    def of(self, kind: Kind) -> tuple[object, ...]:  # type: ignore[override]
        """Return the chosen guidelines of one *kind*."""
        return tuple(g for g in super().of(kind) if g.id in self.chosen)


def kits_of(desk: Desk, versions: Versions) -> tuple[BrandKit, BrandKit]:
    """Return both versions as the checks understand them."""
    before, after = (desk.checker(source, versions.today).kit for source in (versions.before, versions.after))
    return before, after


def recheck(desk: Desk, versions: Versions, cases: Sequence[Case]) -> tuple[Rechecked, ...]:
    """Return what the two versions make of each of *cases*."""
    before, after = kits_of(desk, versions)
    return tuple(_recheck(desk, (before, after), case, versions) for case in cases)


def _recheck(desk: Desk, kits: tuple[BrandKit, BrandKit], case: Case, versions: Versions) -> Rechecked:
    document, report = unpacked(Document, case.document), unpacked(Report, case.report)
    before, after = (kit.for_document(document) for kit in kits)
    known, encoded = _dossier(desk, document, before, case)
    now, policy = replace(known, kit=after), Policy(waivers=case.waivers, today=versions.today)
    if case.stands and report.engine == versions.engine:
        had = _Found(report.findings, report.verdict, 0)
    else:
        had = _whole(known, policy)
    has = _again(known, now, had.findings, policy)
    ids = [{f.id for f in found.findings if not f.waived_by} for found in (had, has)]
    new, gone = len(ids[1] - ids[0]), len(ids[0] - ids[1])
    judged = had.judged + has.judged
    return Rechecked(case.check, had.verdict, has.verdict, new, gone, judged, encoded)


def _dossier(desk: Desk, document: Document, kit: BrandKit, case: Case) -> tuple[Dossier, int]:
    """Return the document as the checks see it, and how many passages had to be encoded for that.

    Only passages of ours have vectors: no check looks at those of others.
    """
    foreign = foreign_blocks(document)
    passages = tuple(p for p in split(document) if p.block.start not in foreign)
    vectors: Vectors = np.zeros((len(passages), SIZE), dtype=np.float32)
    dossier = Dossier(document, passages, vectors, kit, desk.lexicon, desk.encode)
    stored = {(start, end): vector for start, end, vector in case.vectors}
    missing = []
    for row, passage in dossier.ours:
        vector = stored.get((passage.start, passage.end))
        if vector is None:
            missing.append(row)
        else:
            vectors[row] = np.frombuffer(vector, dtype="<f4")
    if missing:
        vectors[missing] = desk.encode([shown(passages[row].plain) for row in missing])
    return dossier, len(missing)


def _whole(dossier: Dossier, policy: Policy) -> _Found:
    """Return what a full check of the document finds."""
    candidates = [candidate for check in CHECKS for candidate in check.find(dossier)]
    return _found(dossier, candidates, policy, len(dossier.kit.guidelines))


def _again(before: Dossier, after: Dossier, had: tuple[Finding, ...], policy: Policy) -> _Found:
    """Return what a full check with the later version finds, knowing what the earlier one *had* found."""
    what = Difference(before.kit, after.kit)
    if what.before.brand != what.after.brand:
        return _whole(after, policy)
    chosen = _chosen(before, after, what)
    fresh = _candidates(after, chosen)
    taken = [_candidate(finding) for finding in had if finding.guideline not in chosen]
    found = _found(after, [*taken, *fresh], policy, len(chosen))
    if {_candidate(f) for f in had} <= {_candidate(f) for f in found.findings}:
        return found
    everything = frozenset(guideline.id for guideline in after.kit.guidelines)
    house = [candidate for candidate in taken if candidate.guideline == HOUSE.id]
    rest = _candidates(after, everything - chosen)
    return _found(after, [*house, *fresh, *rest], policy, len(everything))


def _chosen(before: Dossier, after: Dossier, what: Difference) -> frozenset[str]:
    """Return the guidelines under which something else may be found; messages are checked all or none."""
    chosen = what.changed | reached(before, after, what)
    messages = frozenset(guideline.id for guideline in after.kit.of(Kind.MESSAGE))
    return chosen | messages if chosen & messages or what.has_other_mix else chosen


def _candidates(dossier: Dossier, chosen: frozenset[str]) -> tuple[Candidate, ...]:
    """Return what the checks suspect under the *chosen* guidelines."""
    kinds = {guideline.kind for guideline in dossier.kit.guidelines if guideline.id in chosen}
    narrowed = replace(dossier, kit=Chosen(**dict(dossier.kit), chosen=chosen))
    return tuple(c for check in CHECKS if CHECKED_BY.get(check.NAME) in kinds for c in check.find(narrowed))


def _found(dossier: Dossier, candidates: Sequence[Candidate], policy: Policy, judged: int) -> _Found:
    verified = verify(candidates, document=dossier.document, passages=dossier.passages, kit=dossier.kit)
    findings = waive(verified, policy.waivers, policy.today).findings
    verdict = decide(findings, fail_on=policy.fail_on, is_complete=bool(dossier.passages))
    return _Found(findings, verdict, judged)


def _candidate(finding: Finding) -> Candidate:
    return Candidate(
        check=finding.check,
        guideline=finding.guideline,
        start=finding.location.start,
        end=finding.location.end,
        confidence=finding.confidence,
        explanation=finding.explanation,
        suggestion=finding.suggestion,
        origin=finding.origin,
        needs_review=finding.needs_review,
    )
