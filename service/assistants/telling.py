"""Reports, guidelines and claims as an assistant is told them: the worst first, and as many as were asked."""

import inspect
from collections.abc import Iterable

from checker.checks import CHECKS
from checker.domain import BrandKit, Claim, Finding, Guideline, Kind
from checker.presentation.neutral import neutral, one_line
from checker.presentation.ranking import badness
from checker.presentation.wording import headline, not_read_in_words
from checker.verifier import SEVERITIES
from service.assistants.answers import (
    CheckedDraft,
    ClaimFacts,
    Explained,
    Flag,
    GuidelineFacts,
    Instead,
    RewrittenDraft,
)
from service.assistants.desk import Edited, HeldKit, Made

CHECKED_BY = {
    Kind.MESSAGE: "off-message",
    Kind.FACT: "contradiction",
    Kind.CLAIM: "unsupported-claim",
    Kind.TERM: "wrong-term",
    Kind.VOICE: "off-voice",
    Kind.REQUIRED: "missing-element",
}
"""The check that looks for breaches of each kind of guideline."""
SHOWN = 5
"""Wordings and places of a claim."""


def checked_draft(made: Made, held: HeldKit, limit: int) -> CheckedDraft:
    """Return what *made* found out, with *limit* findings at most."""
    report, flags = made.report, flagged(made.report.findings)
    return CheckedDraft(
        verdict=report.verdict,
        says=headline(report, held.kit),
        score=report.score,
        kit=held.id,
        brand=held.kit.brand,
        team=report.document.team,
        channel=report.document.channel,
        leads_with=one_line(report.lead_message or ""),
        findings=flags[:limit],
        more=max(0, len(flags) - limit),
        not_read=not_read_in_words(report.coverage.not_read),
        not_judged=tuple(one_line(part.text) for part in report.unjudged),
        check=made.check,
        url=made.url,
    )


def rewritten_draft(made: Edited, kit: BrandKit) -> RewrittenDraft:
    """Return what became of a draft."""
    return RewrittenDraft(
        text=made.text,
        edits=made.edits,
        verdict=made.report.verdict,
        says=headline(made.report, kit),
        remaining=flagged(made.remaining),
        refused=made.refused,
        needs_person=made.unsolved,
        failure=made.failure,
    )


def flagged(findings: Iterable[Finding]) -> tuple[Flag, ...]:
    """Return *findings*, those that count before the accepted ones, the worst first."""
    return tuple(map(_flag, sorted(findings, key=lambda found: (not found.blocks, badness(found)))))


def _flag(finding: Finding) -> Flag:
    return Flag(
        severity=finding.severity,
        check=finding.check,
        guideline=finding.guideline,
        guideline_text=finding.guideline_quote,
        quote=neutral(finding.quote),
        line=finding.location.line,
        column=finding.location.column,
        explanation=finding.explanation,
        suggestion=finding.suggestion,
        needs_person=finding.needs_review,
        accepted_by=finding.waived_by or "",
    )


def guideline_facts(guideline: Guideline) -> GuidelineFacts:
    """Return one *guideline*, with its kind's severity where it has none of its own."""
    return GuidelineFacts(
        id=guideline.id,
        kind=guideline.kind,
        severity=guideline.severity or SEVERITIES[guideline.kind],
        text=guideline.text,
        applies_to=guideline.applies_to,
        role=guideline.role,
    )


def explained(guideline: Guideline, kit_id: str) -> Explained:
    """Return a *guideline* with all that sharpens it."""
    terms = (Instead(avoid=t.avoid, prefer=t.prefer, exceptions=t.exceptions) for t in guideline.terms)
    check = CHECKED_BY[guideline.kind]
    return Explained(
        **dict(guideline_facts(guideline)),
        kit=kit_id,
        on_brand=guideline.examples.on_brand,
        off_brand=guideline.examples.off_brand,
        terms=tuple(terms),
        phrases=guideline.phrases,
        allows=guideline.allows,
        conditions=tuple(condition.claim for condition in guideline.conditions),
        figures=tuple(figure.quote for figure in guideline.figures),
        needs=tuple(element.name for element in guideline.elements),
        owner=guideline.owner,
        expires=guideline.expires,
        proof=guideline.proof,
        checked_by={check: _described(check)},
    )


def _described(check: str) -> str:
    """Return how a *check* works: the first paragraph of its own documentation."""
    found = next(each for each in CHECKS if check == each.NAME)
    return " ".join((inspect.getdoc(found) or "").split("\n\n")[0].split())


def claim_facts(claim: Claim) -> ClaimFacts:
    """Return one *claim* of documents."""
    places = [place for wording in claim.wordings for place in wording.places]
    names = dict.fromkeys(one_line(place.title or place.source) for place in places)
    others = (one_line(wording.text) for wording in claim.wordings if wording.text != claim.wording)
    return ClaimFacts(
        wording=one_line(claim.wording),
        standing=claim.standing,
        documents=claim.documents,
        teams=claim.teams,
        where=tuple(names)[:SHOWN],
        other_wordings=tuple(others)[:SHOWN],
        guideline=claim.guideline,
        approved=claim.approved,
        proof=claim.proof,
        owner=claim.owner,
        expires=claim.expires,
    )
