"""The ledger as a PDF: conflicts first, then what expires, then the claims."""

from checker.domain import Ledger
from checker.exporters import figures
from checker.exporters.ledgers import words
from checker.exporters.ledgers.view import Contradiction, Listed, View, view
from checker.exporters.paper import Column, Paper
from checker.presentation.wording import counted

FORMAT = "pdf"
SUFFIX = ".pdf"
MEDIA_TYPE = "application/pdf"

_MOST = 500
"""Claims that are listed; the rest is counted."""
_VALUES = (Column("Value", 2), Column("Where", 3), Column("As it is put", 5))
_CLAIMS = (Column("Claim", 4), Column("Standing", 1.7), Column("Made in", 2.6), Column("The kit says", 4))


def render(ledger: Ledger, /) -> bytes:
    """Return *ledger* as a PDF."""
    shown, paper = view(ledger, claims=ledger.claims[:_MOST]), Paper(words.title(ledger))
    paper.paragraph(words.title(ledger), size=10, colour="quiet")
    paper.paragraph(shown.sentence, size=16)
    if shown.base:
        paper.paragraph(shown.base, size=11)
    _write_conflicts(paper, shown)
    _write_expiring(paper, shown)
    _write_claims(paper, shown)
    _write_evidence(paper, shown)
    paper.heading("How to read this")
    for line in shown.method:
        paper.paragraph(f"{figures.DASH} {line}", size=9, colour="quiet")
    return paper.finish()


def _write_conflicts(paper: Paper, shown: View) -> None:
    if shown.conflicts:
        paper.heading("Documents contradict each other")
    for conflict in shown.conflicts:
        paper.heading(conflict.sentence, level=2)
        paper.rows(_VALUES, _values(conflict), size=9)


def _values(conflict: Contradiction) -> list[tuple[str, str, str]]:
    return [
        (
            value.value,
            f"{value.note}{'. The kit says so.' if value.is_approved else ''}",
            "\n".join(f"“{one.text}” {one.title}" for one in value.quotes),
        )
        for value in conflict.values
    ]


def _write_expiring(paper: Paper, shown: View) -> None:
    if shown.expiring:
        paper.heading("Approved claims that end")
    for one in shown.expiring:
        paper.heading(f"“{one.approved}”", level=2)
        owner = f" Ask {one.owner}." if one.owner else ""
        paper.paragraph(f"{one.state}. {one.note}.{owner}")
        for quote in one.quotes:
            paper.paragraph(f"“{quote.text}” {quote.title}", size=9, colour="quiet")


def _write_claims(paper: Paper, shown: View) -> None:
    if not shown.claims:
        return
    paper.heading("All claims")
    paper.rows(_CLAIMS, [_claim(claim) for claim in shown.claims])
    if shown.more:
        paper.paragraph(f"{counted(shown.more, 'more claim')}: in the table that can be saved.", size=9)


def _claim(claim: Listed) -> tuple[str, str, str, str]:
    facts = [f"{claim.guideline}: {claim.approved}"] if claim.guideline else ["nothing"]
    facts += [f"Proof: {claim.proof}"] if claim.proof else []
    facts += [f"Owner: {claim.owner}"] if claim.owner else []
    facts += [f"Until {claim.expires}"] if claim.expires else []
    return f"“{claim.wording}”", claim.standing, claim.note, "\n".join(facts)


def _write_evidence(paper: Paper, shown: View) -> None:
    if shown.evidence:
        paper.heading("What customers complain about")
    for one in shown.evidence:
        paper.heading(one.sentence, level=2)
        sides = (one.promised, one.complained)
        cells = ["\n".join(f"“{quote.text}” {quote.title}" for quote in side) or "–" for side in sides]
        paper.rows((Column("We promise", 1), Column("Customers say", 1)), [cells], size=9)
