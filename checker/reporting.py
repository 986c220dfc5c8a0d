"""Put a report together from what the steps found."""

from collections.abc import Mapping

from checker.checks import CHECKS
from checker.claims import complaints_in, statements_in
from checker.domain import (
    HOUSE,
    BrandKit,
    Chances,
    Checked,
    Coverage,
    Document,
    DocumentFacts,
    Finding,
    Guideline,
    NotRead,
    Report,
    Share,
    Verdict,
)
from checker.dossier import Dossier
from checker.judgement import Judgement
from checker.scorer import score, scores

NAMES = tuple(check.NAME for check in CHECKS)


def report(  # noqa: PLR0913 - a report is what all the steps found
    dossier: Dossier,
    *,
    kit: BrandKit,
    findings: tuple[Finding, ...],
    mix: tuple[Share, ...],
    chances: Chances,
    lead: str | None,
    verdict: Verdict,
    engine: Mapping[str, str],
    foreign: Mapping[int, str],
    judgement: Judgement,
) -> Report:
    """Return the report on the dossier's document.

    Args:
        dossier: the document, its passages and the guidelines that apply.
        kit: the whole kit.
        findings: what was found, verified.
        mix: the message mix, largest share first.
        chances: what it was worked out from.
        lead: what the first impression sells.
        verdict: what the gate says.
        engine: the name and digest of what judged.
        foreign: the language of each block that is not English, by the block's start.
        judgement: what the judge made of it; an empty one offline.
    """
    document = dossier.document
    return Report(
        document=_facts(document),
        kit=_kit(kit),
        engine=dict(engine),
        verdict=verdict,
        score=score(findings, words=document.words),
        scores=scores(findings, words=document.words, checks=NAMES),
        lead_message=lead,
        lead_guideline=judgement.lead_guideline,
        messages=mix,
        chances=chances,
        claims=statements_in(dossier),
        complaints=complaints_in(dossier),
        findings=findings,
        guidelines={g.id: _status(g, dossier.kit, findings, judgement.kept) for g in kit.guidelines}
        | _house(findings),
        coverage=_coverage(dossier, foreign),
        unjudged=judgement.unjudged,
        cost=_cost(judgement),
    )


def unread(source: str, reason: str, *, kit: BrandKit, engine: Mapping[str, str]) -> Checked:
    """Return an empty document and a report that says why *source* could not be read."""
    document = Document(source=source, format="unknown", digest="", text="", blocks=())
    not_read = (NotRead(what="file", reason=reason),)
    return Checked(
        document,
        Report(
            document=_facts(document),
            kit=_kit(kit),
            engine=dict(engine),
            verdict=Verdict.INCOMPLETE,
            score=0,
            scores={},
            lead_message=None,
            messages=(),
            findings=(),
            guidelines={guideline.id: "not_judged" for guideline in kit.guidelines},
            coverage=Coverage(passages=0, words=0, share=0.0, not_read=not_read),
        ),
    )


def _facts(document: Document) -> DocumentFacts:
    return DocumentFacts(
        source=document.source,
        title=document.title,
        format=document.format,
        digest=document.digest,
        words=document.words,
        team=document.team,
        channel=document.channel,
        audience=document.audience,
        labels=document.labels,
        guessed=document.guessed,
    )


def _kit(kit: BrandKit) -> dict[str, str]:
    return {"brand": kit.brand, "version": kit.version, "digest": kit.digest}


def _cost(judgement: Judgement) -> dict[str, float]:
    """Return what the judge used and how many of its findings could not be shown; nothing offline."""
    if "judge" not in judgement.engine:
        return {}
    return judgement.usage.model_dump() | {"dropped": judgement.dropped}


def _status(
    guideline: Guideline, applicable: BrandKit, findings: tuple[Finding, ...], kept: frozenset[str]
) -> str:
    if all(guideline.id != other.id for other in applicable.guidelines):
        return "not_applicable"
    if any(f.guideline == guideline.id and f.waived_by is None for f in findings):
        return "failed"
    return "passed" if guideline.is_testable or guideline.id in kept else "not_judged"


def _house(findings: tuple[Finding, ...]) -> dict[str, str]:
    """Return how the house's own guideline fared, where anything was found under it."""
    found = [finding for finding in findings if finding.guideline == HOUSE.id]
    return {HOUSE.id: "passed" if all(finding.waived_by for finding in found) else "failed"} if found else {}


def _coverage(dossier: Dossier, foreign: Mapping[int, str]) -> Coverage:
    document = dossier.document
    blocks = {block.start: block for block in document.blocks}
    other = tuple(
        NotRead(what="other language", reason=f"in “{code}”, not English", place=blocks[start].place)
        for start, code in foreign.items()
    )
    not_read = document.not_read + other
    read = len(dossier.passages)
    if not read and not not_read:
        not_read = (NotRead(what="document", reason="it holds no text"),)
    return Coverage(
        passages=read,
        words=sum(len(passage.plain.split()) for passage in dossier.passages),
        share=round(read / (read + len(not_read)), 4) if read else 0.0,
        not_read=not_read,
    )
