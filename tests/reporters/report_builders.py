"""How the samples are put together: a kit, and checked documents with counted places."""

import re
from hashlib import sha256

from checker.domain import (
    Block,
    BlockKind,
    BrandKit,
    Checked,
    Coverage,
    Document,
    DocumentFacts,
    Finding,
    Guideline,
    Kind,
    Location,
    Place,
    Report,
    Role,
    Severity,
    Share,
    Term,
    Verdict,
)

KIT = BrandKit(
    brand="Fernpost",
    version="2025-03",
    digest=sha256(b"fernpost").hexdigest(),
    guidelines=(
        Guideline(
            id="easy-first",
            kind=Kind.MESSAGE,
            role=Role.LEAD,
            themes=("ease-of-use",),
            text="We win because Fernpost is easy: one label, one click. Lead with it.",
            owner="Mina Odell",
        ),
        Guideline(
            id="price-is-no-headline",
            kind=Kind.MESSAGE,
            role=Role.AVOID,
            themes=("low-cost",),
            severity=Severity.ERROR,
            text="Price is never the headline. We are not the cheapest and do not try to be.",
        ),
        Guideline(
            id="three-days",
            kind=Kind.FACT,
            text="Refunds are paid within three working days.",
        ),
        Guideline(
            id="on-the-day",
            kind=Kind.CLAIM,
            text="“96% of parcels arrive on the day we name”, always with “UK mainland, 2024”.",
            proof="parcels/2024-audit.xlsx",
            expires="2026-03-31",
        ),
        Guideline(
            id="no-seamless",
            kind=Kind.TERM,
            text="Never write “seamless”; say what happens.",
            terms=(Term(avoid="seamless*", prefer="in one step"),),
        ),
        Guideline(id="calm", kind=Kind.VOICE, text="We are calm: no hype, no exclamation marks."),
        Guideline(
            id="sign-off", kind=Kind.REQUIRED, text="Every reply ends with a name.", applies_to=("support",)
        ),
    ),
)

_KINDS = {"# ": BlockKind.HEADING, "- ": BlockKind.BULLET, "> ": BlockKind.QUOTED}


def document(source: str, text: str, **traits: object) -> Document:
    """Return a document whose blocks are the lines of *text*, with Markdown's markers as gaps."""
    blocks = tuple(_block(match.start(), match.group()) for match in re.finditer(r"[^\n]+", text))
    known = {"format": "markdown", "digest": sha256(text.encode()).hexdigest(), "blocks": blocks}
    return Document.model_validate(known | {"source": source, "text": text} | traits)


def _block(start: int, line: str) -> Block:
    kind = _KINDS.get(line[:2], BlockKind.PARAGRAPH)
    marker = 0 if kind is BlockKind.PARAGRAPH else 2
    bold = [(start + m.start(), start + m.end()) for m in re.finditer(r"\*\*", line)]
    speaker = "customer" if kind is BlockKind.QUOTED else "us"
    level = 1 if marker and speaker == "us" else 0
    end = start + len(line)
    return Block(start=start + marker, end=end, kind=kind, level=level, speaker=speaker, markup=tuple(bold))


def finding(draft: Document, guideline: str, quote: str, check: str, why: str, **traits: object) -> Finding:
    """Return a finding on the first place of *quote* in *draft*, its line and column counted."""
    start = draft.text.index(quote)
    place = next((b.place for b in draft.blocks if quote and b.start <= start < b.end), Place())
    location = Location(
        **place.model_dump(exclude={"line"}),
        start=start,
        end=start + len(quote),
        line=draft.text.count("\n", 0, start) + 1,
        column=start - draft.text.rfind("\n", 0, start),
    )
    known: dict[str, object] = {
        "id": sha256(f"{guideline}{quote}".encode()).hexdigest()[:16],
        "severity": "error",
        "confidence": 0.9,
        "origin": "rule",
        "guideline_quote": next(known.text for known in KIT.guidelines if known.id == guideline),
    }
    found = {"check": check, "guideline": guideline, "location": location, "quote": quote, "explanation": why}
    return Finding.model_validate(known | found | traits)


def report(draft: Document, *findings: Finding, **traits: object) -> Checked:
    """Return *draft* with a report that holds *findings*."""
    errors = sum(f.severity is Severity.ERROR and not f.waived_by for f in findings)
    known: dict[str, object] = {
        "document": _facts(draft),
        "kit": {"brand": KIT.brand, "version": KIT.version, "digest": KIT.digest},
        "engine": {"offline": "all-MiniLM-L6-v2", "judge": "none"},
        "verdict": Verdict.FAIL if errors else Verdict.PASS,
        "score": max(0, 100 - 20 * errors - 5 * (len(findings) - errors)),
        "scores": {"off-message": 100},
        "lead_message": "ease of use",
        "messages": MIX,
        "findings": findings,
        "guidelines": _statuses(draft, findings),
        "coverage": _coverage(draft),
    }
    return Checked(draft, Report.model_validate(known | traits))


def _statuses(draft: Document, findings: tuple[Finding, ...]) -> dict[str, str]:
    broken = {f.guideline for f in findings if not f.waived_by}
    statuses = {g.id: "failed" if g.id in broken else "passed" for g in KIT.guidelines}
    if draft.team != "support" and "sign-off" not in broken:
        statuses["sign-off"] = "not_applicable"
    return statuses


def _coverage(draft: Document) -> Coverage:
    share = 0.8 if draft.not_read else 1.0
    return Coverage(passages=len(draft.blocks), words=draft.words, share=share, not_read=draft.not_read)


def _facts(draft: Document) -> DocumentFacts:
    names = ("source", "title", "format", "digest", "words", "team", "channel", "audience", "guessed")
    return DocumentFacts(**{name: getattr(draft, name) for name in names})


MIX = (
    Share(message="ease of use", guidelines=("easy-first",), role=Role.LEAD, share=0.6, passages=3),
    Share(message="speed", share=0.25, passages=1),
    Share(message="low cost", guidelines=("price-is-no-headline",), role=Role.AVOID, share=0.15, passages=1),
)
