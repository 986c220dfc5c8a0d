"""Drafts, reports and people for tests of the records."""

from checker.domain import (
    Basis,
    Block,
    BlockKind,
    Checked,
    Complaint,
    Coverage,
    Document,
    DocumentFacts,
    Finding,
    Location,
    Measure,
    NotRead,
    Report,
    Role,
    Severity,
    Share,
    Statement,
    Unjudged,
    Verdict,
)
from service.nouns import Draft, Identity, Scope

ADA = Identity(kind="person", id="issuer|ada", name="Ada", scopes=frozenset(Scope))
BEN = Identity(kind="person", id="issuer|ben", name="Ben", scopes=frozenset({Scope.CHECK}))
TEXT = "Setting up takes ten minutes. It is the cheapest."
HOSTILE = (
    "",
    " \t\n",
    "\x00",
    "NUL\x00in the middle",
    "\x1a0000 looks like an escape",
    "\x1a",
    "lone \ud83d surrogate",
    "\udcff",
    "pair 🎈 and e\u0301",
    "\u202eright to left\u202c שלום",
    "{{ 7*7 }} {% raw %} %s %(x)s :name ? $1",
    "'; DROP TABLE records_checks; --",
    "<script>alert(1)</script>",
    "\r\n\x0b\x0c\x85\u2028",
    "\ufeff\uffff\U0010ffff",
)
"""Texts that some database, driver or format can't take."""


def draft(content: bytes = TEXT.encode(), **given: object) -> Draft:
    return Draft.model_validate({"name": "draft.txt", "content": content, "kit": "acme"} | given)


def finding(quote: str = "cheapest", *, number: int = 0, **given: object) -> Finding:
    values = {
        "id": f"{number:016x}",
        "check": "off-message",
        "guideline": "not-cheap",
        "severity": Severity.ERROR,
        "confidence": 0.9,
        "origin": "rule",
        "location": Location(start=0, end=len(quote), line=1, column=1),
        "quote": quote,
        "guideline_quote": "We never sell on price.",
        "explanation": f"“{quote}” sells low cost.",
        "suggestion": f"instead of {quote}",
    }
    return Finding.model_validate(values | given)


def checked(
    text: str = TEXT,
    *findings: Finding,
    verdict: Verdict = Verdict.FAIL,
    title: str = "Set up",
    team: str = "",
    **said: object,
) -> Checked:
    """Return a document and its report; *said* are further fields of the report, and `labels`."""
    block = Block(start=0, end=len(text), kind=BlockKind.PARAGRAPH)
    document = Document(
        source="draft.txt", title=title, format="text", digest="0" * 64, text=text, blocks=(block,), team=team
    )
    facts = DocumentFacts(
        source="draft.txt",
        title=title,
        format="text",
        digest="0" * 64,
        words=document.words,
        team=team,
        channel="",
        audience="",
        labels=said.pop("labels", {}),
    )
    report = Report(
        document=facts,
        kit={"brand": "Acme", "version": "1", "digest": "1" * 64},
        engine={"name": "brandcheck"},
        verdict=verdict,
        score=71,
        scores={"off-message": 71},
        lead_message="low-cost",
        messages=(),
        findings=findings,
        guidelines={"not-cheap": "failed" if findings else "passed"},
        coverage=Coverage(
            passages=2, words=9, share=0.5, not_read=(NotRead(what="image", reason="no text in it"),)
        ),
        unjudged=(Unjudged(passages=1, begins=text[:12], reason="the model gave no answer in time"),),
    )
    return Checked(document, report.model_copy(update=said))


SAYS: dict[str, object] = {
    "labels": {"region": "north", "readers": "1,200", "date": "2026-03-02"},
    "messages": (
        Share(
            message="Low price",
            guidelines=("not-cheap",),
            role=Role.AVOID,
            share=0.75,
            passages=3,
            quote="It is the cheapest.",
            start=30,
            end=49,
        ),
        Share(message="Ease of use", share=0.25, passages=1, quote="Setting up is easy.", start=0, end=19),
    ),
    "claims": (
        Statement(
            start=0,
            end=29,
            text="Setting up takes ten minutes.",
            bases=(Basis.FIGURE,),
            measures=(
                Measure(text="ten minutes", low=10, high=10, unit="minute", about=("set",), bound="at-most"),
            ),
        ),
        Statement(start=30, end=49, text="It is the cheapest.", bases=(Basis.COMPARISON,)),
    ),
    "complaints": (Complaint(start=0, end=29, text="Setting up took a day.", theme="Ease of use"),),
}
"""What a report may say beside findings, for `checked(**SAYS)`."""
