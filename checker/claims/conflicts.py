"""Conflicts: values that documents give for the same thing and that can't all be true."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from checker.claims.agreement import agrees, family
from checker.claims.dates import DATE, RELATIVE
from checker.claims.subjects import clause_of
from checker.claims.things import ELAPSED, Thing
from checker.claims.units import MINUTES
from checker.domain import Measure, Stood

SHOWN = 120
"""Characters that say what is measured."""
FAR = 200.0
"""How many times the next smaller value another can be of the same thing."""
TINY = 1e-9
"""What stands for nought in that."""
LABELLED = re.compile(
    r"\W*(?:budget|client|date|duration|established|founded|investment|launch(?:ed)?|length|location|period|"
    r"scope|since|size|staff|start(?:ed)?|team|term|time ?(?:frame|line|span)|value|year)s?\s*:",
    re.IGNORECASE,
)
"""A label of a box of facts, which says nothing of whose facts they are."""
FEW = 3
"""Words that a clause needs to say it."""


class Measured(NamedTuple):
    """A value and where it stands."""

    measure: Measure
    thing: Thing
    places: tuple[Stood, ...]


class Rival(NamedTuple):
    """Values for the same thing that come to the same, in all their wordings."""

    measure: Measure
    """As most documents word it."""
    places: tuple[Stood, ...]


def rivals(measured: Sequence[Measured]) -> tuple[Rival, ...]:
    """Return the values for one thing that disagree with another; none where all can be true."""
    values: dict[tuple[float, float, str, str], list[Measured]] = {}
    for one in _apart(measured):
        m = one.measure
        if m.unit != RELATIVE:
            values.setdefault((round(m.low, 6), round(m.high, 6), m.unit, m.bound), []).append(one)
    found = _near([_rival(same) for _, same in sorted(values.items())])
    at_odds = [one for one in found if any(_is_at_odds(one, other) for other in found)]
    return _joined(at_odds)


def _is_at_odds(one: Rival, other: Rival) -> bool:
    """Return whether two values can't both be true, and are not two examples of one document."""
    if agrees(one.measure, other.measure):
        return False
    document = one.places[0].document
    return any(place.document != document for places in (one.places, other.places) for place in places)


def _apart(measured: Sequence[Measured]) -> Iterator[Measured]:
    """Yield what can be held against the others.

    A sentence with two values tells them apart itself; how long ago something was is no value of it; and
    what stands behind a label such as `Duration:` is about whatever its own document is about.
    """
    counted = Counter(one.places[0].statement.text for one in measured)
    for one in measured:
        text = one.places[0].statement.text
        if counted[text] == 1 and ELAPSED not in one.thing.kinds and not LABELLED.match(text):
            yield one


def _near(found: Sequence[Rival]) -> list[Rival]:
    """Return the run of values in most places in which each is at most `FAR` times the one before.

    Nobody mixes up twelve minutes and ten days: what lies so far apart is not the same thing.
    """
    runs: list[list[Rival]] = []
    for one in sorted(found, key=lambda rival: _size(rival.measure)):
        is_near = runs and _size(one.measure) <= FAR * max(_size(runs[-1][-1].measure), TINY)
        if is_near or (runs and family(one.measure.unit) == DATE):
            runs[-1].append(one)
        else:
            runs.append([one])
    return max(runs, key=lambda run: sum(len(rival.places) for rival in run), default=[])


def _size(measure: Measure) -> float:
    """Return how much *measure* is, working days in minutes."""
    return measure.high * (MINUTES["day"] if measure.unit.startswith("working-day") else 1.0)


def _rival(same: Sequence[Measured]) -> Rival:
    texts = Counter(one.measure.text for one in same for _ in one.places)
    commonest = min(texts, key=lambda text: (-texts[text], text))
    measure = next(one.measure for one in same if one.measure.text == commonest)
    return Rival(measure, tuple(place for one in same for place in one.places))


def _joined(found: Sequence[Rival]) -> tuple[Rival, ...]:
    """Return *found* with values that differ only as a limit does joined: “an hour” and “within an hour”."""
    joined: dict[tuple[float, float, str], list[Rival]] = {}
    for rival in found:
        joined.setdefault((rival.measure.low, rival.measure.high, rival.measure.unit), []).append(rival)
    return tuple(
        Rival(
            max(same, key=lambda r: (len(r.places), r.measure.text)).measure,
            tuple(place for rival in same for place in rival.places),
        )
        for same in joined.values()
    )


def subject(text: str, measured: Measured) -> str:
    """Return the clause of *text* that is measured, the value left out: `Set-up takes …`."""
    written = measured.measure.text
    at = text.find(written)
    if at < 0:
        return text[:SHOWN]
    start, end = clause_of(text, (at, at + len(written)), ())
    clause = f"{text[start:at]}…{text[at + len(written) : end]}"
    if len(clause.split()) < FEW:
        clause = f"{text[:at]}…{text[at + len(written) :]}"
    return " ".join(clause.split()).strip(" ,;:.")[:SHOWN]
