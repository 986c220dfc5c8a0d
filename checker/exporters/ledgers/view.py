"""A ledger ready for a template: conflicts with their values side by side, then the claims."""

from collections.abc import Callable, Iterable
from typing import NamedTuple

from checker.domain import (
    Claim,
    Complained,
    Conflict,
    CounterEvidence,
    Expiring,
    Ledger,
    Standing,
    Stood,
    Wording,
)
from checker.exporters import figures
from checker.exporters.ledgers import words
from checker.exporters.quotes import Quote
from checker.presentation.wording import counted

_MOST_QUOTES = 3
"""Places of a value that are quoted."""

Address = Callable[[Stood | Complained], str]
"""Returns where a passage can be read; empty for nowhere."""
ClaimAddress = Callable[[str], str]
"""Returns the page of the claim with an id; empty for none."""


class Sided(NamedTuple):
    """One of the values that contradict each other."""

    value: str
    note: str
    is_approved: bool
    quotes: tuple[Quote, ...]


class Contradiction(NamedTuple):
    """A conflict."""

    address: str
    """The page of its claim; empty for none."""
    sentence: str
    guideline: str
    values: tuple[Sided, ...]


class Ending(NamedTuple):
    """An approved claim that ends."""

    guideline: str
    approved: str
    owner: str
    state: str
    has_expired: bool
    note: str
    quotes: tuple[Quote, ...]


class Listed(NamedTuple):
    """A claim as a row of the table."""

    address: str
    """Its own page; empty for none."""
    wording: str
    standing: str
    kind: str
    """The standing as the style sheet calls it."""
    note: str
    guideline: str
    approved: str
    proof: str
    owner: str
    expires: str


class Put(NamedTuple):
    """One wording of a claim and where it stands."""

    text: str
    standing: str
    kind: str
    note: str
    quotes: tuple[Quote, ...]
    more: int
    """Documents that say it so and are not listed."""


class Opposed(NamedTuple):
    """What is promised beside what is complained about."""

    sentence: str
    promised: tuple[Quote, ...]
    complained: tuple[Quote, ...]


class View(NamedTuple):
    """All that a page shows of a ledger."""

    title: str
    sentence: str
    base: str
    conflicts: tuple[Contradiction, ...]
    expiring: tuple[Ending, ...]
    claims: tuple[Listed, ...]
    more: int
    """Claims that are not listed."""
    evidence: tuple[Opposed, ...]
    method: tuple[str, ...]


def view(
    ledger: Ledger,
    *,
    address: Address | None = None,
    claim_address: ClaimAddress | None = None,
    claims: Iterable[Claim] | None = None,
) -> View:
    """Return what a page shows of *ledger*.

    Args:
        ledger: all of it.
        address: returns where a passage can be read.
        claim_address: returns the page of a claim.
        claims: those to be listed; all of the ledger's where none are given.
    """
    linked, paged = address or (lambda _: ""), claim_address or (lambda _: "")
    listed = tuple(ledger.claims if claims is None else claims)
    return View(
        title=words.title(ledger),
        sentence=words.sentence(ledger),
        base=words.base_sentence(ledger) if ledger.claims else "",
        conflicts=tuple(contradiction(conflict, linked, paged) for conflict in ledger.conflicts),
        expiring=tuple(_ending(expiring, linked) for expiring in ledger.expiring),
        claims=tuple(listing(claim, paged) for claim in listed),
        more=len(ledger.claims) - len(listed),
        evidence=tuple(_evidence(evidence, linked) for evidence in ledger.counter_evidence),
        method=words.method(ledger),
    )


def listing(claim: Claim, address: ClaimAddress) -> Listed:
    """Return a *claim* as a row, in the wording that gives it its standing."""
    return Listed(
        address=address(claim.id),
        wording=figures.name(words.telling(claim).text),
        standing=words.STANDINGS[claim.standing],
        kind=claim.standing.value,
        note=words.claim_note(claim),
        guideline=figures.name(claim.guideline),
        approved=figures.name(claim.approved),
        proof=figures.name(claim.proof),
        owner=figures.name(claim.owner),
        expires=figures.day(claim.expires) if claim.expires else "",
    )


def wordings(claim: Claim, *, address: Address) -> tuple[Put, ...]:
    """Return all wordings of a *claim*, those that give it its standing first."""
    ordered = sorted(claim.wordings, key=lambda one: (_rank(one.standing), -one.documents))
    return tuple(_put(wording, address) for wording in ordered)


def _put(wording: Wording, address: Address) -> Put:
    teams = f", {figures.joined([figures.name(team) for team in wording.teams])}" if wording.teams else ""
    return Put(
        figures.name(wording.text),
        words.STANDINGS[wording.standing],
        wording.standing.value,
        f"{counted(wording.documents, 'document')}{teams}",
        tuple(quote(stood, address) for stood in wording.places),
        max(wording.documents - len({stood.document for stood in wording.places}), 0),
    )


def quote(place: Stood | Complained, address: Address) -> Quote:
    """Return a passage, where it stands, and since when."""
    said = place.statement if isinstance(place, Stood) else place.complaint
    source = place.source if isinstance(place, Stood) else place.document
    facts = [figures.name(place.title or source)]
    facts += [figures.name(place.team)] if isinstance(place, Stood) and place.team else []
    facts += [figures.day(place.day)] if place.day else []
    return Quote(figures.name(said.text), ", ".join(facts), address(place))


def _rank(standing: Standing) -> int:
    return words.ORDER.index(standing)


def contradiction(conflict: Conflict, address: Address, paged: ClaimAddress) -> Contradiction:
    """Return a *conflict* with its values side by side."""
    values = tuple(
        Sided(
            figures.name(value.measure.text),
            words.where_note(value),
            value.is_approved,
            tuple(quote(stood, address) for stood in value.places[:_MOST_QUOTES]),
        )
        for value in conflict.values
    )
    sentence = words.conflict_sentence(conflict)
    return Contradiction(paged(conflict.claim), sentence, figures.name(conflict.guideline), values)


def _ending(expiring: Expiring, address: Address) -> Ending:
    verb = "says it" if expiring.documents == 1 else "say it"
    return Ending(
        figures.name(expiring.guideline),
        figures.name(expiring.approved),
        figures.name(expiring.owner),
        figures.capital(words.expiry(expiring)),
        expiring.days < 0,
        f"{counted(expiring.documents, 'document')} {verb}",
        tuple(quote(stood, address) for stood in expiring.places[:_MOST_QUOTES]),
    )


def _evidence(evidence: CounterEvidence, address: Address) -> Opposed:
    return Opposed(
        words.evidence_sentence(evidence),
        tuple(quote(stood, address) for stood in evidence.promised[:_MOST_QUOTES]),
        tuple(quote(complained, address) for complained in evidence.complained[:_MOST_QUOTES]),
    )
