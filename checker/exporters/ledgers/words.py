"""A ledger in words: the sentences that every format shares."""

from typing import NamedTuple

from checker.domain import Basis, Claim, Conflict, CounterEvidence, Expiring, Ledger, Standing, Value, Wording
from checker.exporters import figures
from checker.presentation.wording import counted

STANDINGS = {
    Standing.APPROVED: "Approved",
    Standing.ALTERED: "Altered",
    Standing.UNAPPROVED: "Not approved",
    Standing.EXPIRED: "Expired",
}
"""How a claim stands with the kit, as a word on its own."""

MEANINGS = {
    Standing.APPROVED: "as the kit approves it, conditions included",
    Standing.ALTERED: "about an approved claim, but another figure or without its condition",
    Standing.UNAPPROVED: "in no approved claim of the kit",
    Standing.EXPIRED: "approved once, and past its date",
}
"""What each standing means."""

BASES = {
    Basis.FIGURE: "a figure",
    Basis.DATE: "a date",
    Basis.CONDITION: "a condition",
    Basis.COMPARISON: "a comparison",
    Basis.CERTIFICATION: "a certification",
}
"""What makes a sentence a claim, in words."""

ORDER = (Standing.EXPIRED, Standing.ALTERED, Standing.UNAPPROVED, Standing.APPROVED)
"""Standings, the worst first, as people go through them."""


class Tally(NamedTuple):
    """How many claims stand how."""

    approved: int
    altered: int
    unapproved: int
    expired: int


def title(ledger: Ledger) -> str:
    """Return what the page is called."""
    return f"What we claim: {figures.name(ledger.brand)}" if ledger.brand else "What we claim"


def sentence(ledger: Ledger) -> str:
    """Return the ledger in a sentence: conflicts, what expires, what is not approved."""
    if not ledger.claims:
        read = f" in {counted(ledger.documents, 'document')}" if ledger.documents else ""
        return f"No claim was found{read}: nothing with a figure, a date, a condition or a comparison."
    conflicts = counted(len(ledger.conflicts), "claim") if ledger.conflicts else "no claim"
    return f"Documents contradict each other on {conflicts}{_ending(ledger)}. {_how_they_stand(ledger)}"


def base_sentence(ledger: Ledger) -> str:
    """Return what the ledger was made from."""
    return (
        f"{counted(len(ledger.claims), 'claim')}, made {counted(ledger.statements, 'time')} "
        f"in {counted(ledger.documents, 'document')}."
    )


def tally(ledger: Ledger) -> Tally:
    """Return how many claims stand how."""
    found = [claim.standing for claim in ledger.claims]
    return Tally(*(found.count(Standing[name.upper()]) for name in Tally._fields))


def conflict_sentence(conflict: Conflict) -> str:
    """Return a conflict in words: `Set-up time: 10 minutes (12 documents), an hour (3 documents)`."""
    values = [f"{figures.name(v.measure.text)} ({counted(v.documents, 'document')})" for v in conflict.values]
    about = figures.name(conflict.about) or "The same thing"
    return f"{figures.capital(about)}: {figures.joined(values)}."


def value_note(value: Value) -> str:
    """Return who gives a value: `12 documents, marketing and sales; the kit says so`."""
    return f"{where_note(value)}{'; the kit says so' if value.is_approved else ''}"


def where_note(value: Value) -> str:
    """Return who gives a value: `12 documents, marketing and sales`."""
    teams = f", {figures.joined([figures.name(team) for team in value.teams])}" if value.teams else ""
    return f"{counted(value.documents, 'document')}{teams}"


def expiry(expiring: Expiring) -> str:
    """Return when an approved claim ends: `expires on 5 January 2026, in 12 days`."""
    if expiring.days < 0:
        return f"expired on {figures.day(expiring.expires)}, {counted(-expiring.days, 'day')} ago"
    when = f"in {counted(expiring.days, 'day')}" if expiring.days else "today"
    return f"expires on {figures.day(expiring.expires)}, {when}"


def telling(claim: Claim) -> Wording:
    """Return the wording that gives a claim its standing, the commonest of those."""
    return next((one for one in claim.wordings if one.standing is claim.standing), claim.wordings[0])


def claim_note(claim: Claim) -> str:
    """Return where a claim is made: `12 documents, marketing and sales, 3 wordings`."""
    teams = f", {figures.joined([figures.name(team) for team in claim.teams])}" if claim.teams else ""
    wordings = f", {counted(len(claim.wordings), 'wording')}" if len(claim.wordings) > 1 else ""
    return f"{counted(claim.documents, 'document')}{teams}{wordings}"


def evidence_sentence(evidence: CounterEvidence) -> str:
    """Return what is promised and what is complained about, of one theme."""
    promise = "promises" if evidence.promises == 1 else "promise"
    complain = "complains" if evidence.complaints == 1 else "complain"
    return (
        f"{counted(evidence.promises, 'document')} {promise} {figures.name(evidence.theme)}; "
        f"{counted(evidence.complaints, 'ticket')} {complain} about it."
    )


def method(ledger: Ledger) -> tuple[str, ...]:
    """Return how the ledger came about, in plain words."""
    return (
        "A claim is a sentence that somebody may have to prove: it holds a figure, a date, a condition, a "
        "comparison or a certification. Sentences that mean the same are one claim in several wordings.",
        "Two values conflict where they measure the same thing and can't both be true. Figures are compared "
        "as quantities: 60 minutes is an hour.",
        *(f"{STANDINGS[standing]}: {MEANINGS[standing]}." for standing in ORDER),
        f"Read: {counted(ledger.documents, 'document')} with {counted(ledger.statements, 'statement')}.",
    )


def _ending(ledger: Ledger) -> str:
    """Return what has expired or soon will, as the end of a sentence."""
    gone = sum(one.days < 0 for one in ledger.expiring)
    soon = len(ledger.expiring) - gone
    parts = [f"{counted(gone, 'approved claim')} {'has' if gone == 1 else 'have'} expired"] if gone else []
    parts += [f"{counted(soon, 'approved claim')} soon will{' expire' if not gone else ''}"] if soon else []
    return f"; {figures.joined(parts)}" if parts else ""


def _how_they_stand(ledger: Ledger) -> str:
    counts, every = tally(ledger), len(ledger.claims)
    if counts.approved == every:
        return f"All {counted(every, 'claim')} are approved." if every > 1 else "The one claim is approved."
    parts = [f"{counts.unapproved:,} {'is' if counts.unapproved == 1 else 'are'} in no approved claim"]
    altered = (
        f"{counts.altered:,} {'says' if counts.altered == 1 else 'say'} something else than was approved"
    )
    parts += [altered] if counts.altered else []
    return f"Of {counted(every, 'claim')}, {figures.joined(parts)}."
