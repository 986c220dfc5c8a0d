"""A finding as a card: everything about it that a person needs, in words."""

from typing import NamedTuple

from checker.domain import Finding, Severity
from checker.presentation.neutral import label, neutral, one_line
from checker.presentation.rewording import Change, changes
from checker.presentation.wording import check_name, whereabouts

SHAPES = {Severity.ERROR: "■", Severity.WARNING: "▲", Severity.SUGGESTION: "●"}
"""Each severity as a shape, so that colour is never alone."""

_ORIGINS = {"rule": "Found by rule", "local": "Found by the local model", "judge": "Found by the judge"}


class Card(NamedTuple):
    """What a card shows, from top to bottom; every text is neutral."""

    number: int
    """Its place among the document's findings, counted from 1."""
    id: str
    """A name for links to the card."""
    words: str
    """A name for links to the words in the draft; empty where they can't be shown there."""
    finding: Finding
    kind: str
    """The severity, or `waived`."""
    shape: str
    severity: str
    check: str
    quote: str
    """The words; empty where something is missing."""
    where: str
    guideline: str
    rule: str
    """The guideline's own words."""
    why: str
    changes: tuple[Change, ...]
    suggestion: str
    waiver: str
    origin: str


def card(finding: Finding, *, number: int, document: str) -> Card:
    """Return the card of a *finding*, the *number*-th of the document that links call *document*."""
    return Card(
        number=number,
        id=f"{document}-f{number}",
        words=f"{document}-w{number}",
        finding=finding,
        kind="waived" if finding.waived_by is not None else finding.severity.value,
        shape=SHAPES[finding.severity],
        severity=finding.severity.value.capitalize(),
        check=one_line(check_name(finding.check)),
        quote=neutral(finding.quote),
        where=_where(finding),
        guideline=label(finding.guideline),
        rule=one_line(finding.guideline_quote),
        why=neutral(finding.explanation),
        changes=_changes(finding),
        suggestion=neutral(finding.suggestion or ""),
        waiver=one_line(finding.waived_by or ""),
        origin=f"{_ORIGINS[finding.origin]}, confidence {finding.confidence:.2f}",
    )


def _changes(finding: Finding) -> tuple[Change, ...]:
    """Return what the suggestion changes; nothing where none is made."""
    if finding.suggestion is None or not finding.quote:
        return ()
    return changes(finding.quote, finding.suggestion)


def _where(finding: Finding) -> str:
    """Return the slide, page or ticket of a *finding*, else its line."""
    place = whereabouts(finding.location) or f"line {finding.location.line}"
    return f"{place[0].upper()}{place[1:]}" if finding.quote else ""
