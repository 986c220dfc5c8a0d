"""The ledger as one tidy table (RFC 4180): one row a place where something stands, conflicts first.

Columns: `part` (`conflict`, `expiring`, `claim`, `promised` or `complained`), `claim` (its id), `about` (what
a conflict measures, or the theme of a promise), `standing`, `is_approved` (whether the kit states a
conflict's value), `value`, `unit`, `low`, `high`, `bound` (of a conflict's value, or of a wording's first
measure), `wording`, `text` (the passage as this document has it), `documents` and `teams` (that say it so;
teams separated by `; `), `guideline`, `approved`, `proof`, `owner`, `expires`, `days` (until then),
`document`, `title`, `source`, `team`, `channel`, `day`, `start`, `end` (the place). A ledger names only so
many places of each wording: `documents` counts all.
"""

from collections.abc import Iterator
from itertools import chain

from checker.domain import (
    Claim,
    Complained,
    Conflict,
    CounterEvidence,
    Expiring,
    Ledger,
    Measure,
    Stood,
    Value,
    Wording,
)
from checker.exporters.cells import table

FORMAT = "csv"
SUFFIX = ".csv"
MEDIA_TYPE = "text/csv"

_WHAT = ("part", "claim", "about", "standing", "is_approved")
_MEASURE = ("value", "unit", "low", "high", "bound")
_SAID = ("wording", "text", "documents", "teams")
_KIT = ("guideline", "approved", "proof", "owner", "expires", "days")
_PLACE = ("document", "title", "source", "team", "channel", "day", "start", "end")
HEADER = (*_WHAT, *_MEASURE, *_SAID, *_KIT, *_PLACE)
"""The columns, in order."""

_Row = dict[str, object]


def render(ledger: Ledger, /) -> bytes:
    """Return every place of *ledger* as a row."""
    return table(HEADER, ([row.get(column) for column in HEADER] for row in _rows(ledger)))


def _rows(ledger: Ledger) -> Iterator[_Row]:
    """Yield all rows, part by part."""
    for conflict in ledger.conflicts:
        yield from chain.from_iterable(_value_rows(conflict, value) for value in conflict.values)
    yield from chain.from_iterable(map(_expiring_rows, ledger.expiring))
    for claim in ledger.claims:
        yield from chain.from_iterable(_wording_rows(claim, wording) for wording in claim.wordings)
    yield from chain.from_iterable(map(_evidence_rows, ledger.counter_evidence))


def _value_rows(conflict: Conflict, value: Value) -> Iterator[_Row]:
    about = {
        "part": "conflict",
        "claim": conflict.claim,
        "about": conflict.about,
        "guideline": conflict.guideline,
        "is_approved": value.is_approved,
        "documents": value.documents,
        "teams": "; ".join(value.teams),
    }
    yield from _places(about | _measure(value.measure), value.places)


def _expiring_rows(expiring: Expiring) -> Iterator[_Row]:
    facts = expiring.model_dump(include={"guideline", "approved", "owner", "expires", "days", "documents"})
    yield from _places({"part": "expiring"} | facts, expiring.places)


def _wording_rows(claim: Claim, wording: Wording) -> Iterator[_Row]:
    facts = claim.model_dump(include={"guideline", "approved", "proof", "owner", "expires"})
    about = {
        "part": "claim",
        "claim": claim.id,
        "standing": wording.standing,
        "wording": wording.text,
        "documents": wording.documents,
        "teams": "; ".join(wording.teams),
    }
    measure = _measure(wording.measures[0]) if wording.measures else {}
    yield from _places(facts | about | measure, wording.places)


def _evidence_rows(evidence: CounterEvidence) -> Iterator[_Row]:
    about: _Row = {"about": evidence.theme}
    yield from _places(about | {"part": "promised", "documents": evidence.promises}, evidence.promised)
    about |= {"part": "complained", "documents": evidence.complaints}
    yield from (about | _complaint(complained) for complained in evidence.complained)


def _places(about: _Row, places: tuple[Stood, ...]) -> Iterator[_Row]:
    """Yield *about* with each of *places*; once without, where there is none to be shown."""
    yield from (about | _place(stood) for stood in places)
    if not places:
        yield about


def _place(stood: Stood) -> _Row:
    statement = stood.statement
    facts = stood.model_dump(exclude={"statement"})
    return facts | {"text": statement.text, "start": statement.start, "end": statement.end}


def _complaint(complained: Complained) -> _Row:
    complaint = complained.complaint
    facts = complained.model_dump(exclude={"complaint"})
    return facts | {"text": complaint.text, "start": complaint.start, "end": complaint.end}


def _measure(measure: Measure) -> _Row:
    facts = measure.model_dump(include={"unit", "low", "high", "bound"})
    return facts | {"value": measure.text}
