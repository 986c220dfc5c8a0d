"""The counts as a table: rows are groups, columns are messages, and how much is known of each share."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np

from checker.alignment.intervals import Sample, means, ratios
from checker.alignment.intervals import Sums as Totals
from checker.alignment.tally import UNIT, Count, Sums, Tally
from checker.domain import Message, Role

MOST_MESSAGES = 60
"""Columns; what is said less is left out."""
NONE = Sums()
"""What a group has of a message that it does not say."""


@dataclass(frozen=True)
class Columns:
    """The messages that are compared."""

    names: tuple[str, ...]
    """Their plain names."""
    messages: tuple[Message, ...]


def columns(tally: Tally, overall: Count) -> Columns:
    """Return the kit's messages and those that documents sell: leads first, then by share."""
    lens = tally.lens
    known = {name: lens.guidelines(name) | tally.guidelines.get(name, frozenset()) for name in _said(tally)}
    roles = {name: lens.role(ids) for name, ids in known.items()}

    def order(name: str) -> tuple[bool, int, str]:
        return (roles[name] is not Role.LEAD, -overall.messages.get(name, NONE).total, name)

    kept = sorted(known, key=order)[:MOST_MESSAGES]
    named = (lens.names.get(name, tally.names.get(name, name)) for name in kept)
    return Columns(
        tuple(kept),
        tuple(
            Message(name=shown, guidelines=tuple(sorted(known[name])), role=roles[name])
            for name, shown in zip(kept, named, strict=True)
        ),
    )


def _said(tally: Tally) -> Iterable[str]:
    return tally.lens.names.keys() | tally.names.keys()


def merged(counts: Iterable[Count]) -> Count:
    """Return what *counts* come to together."""
    whole = Count()
    for count in counts:
        whole.merge(count)
    return whole


def ratio(overall: Count, what: Columns) -> float:
    """Return how much the shares of all documents vary, of as much as they can: 0 to 1."""
    return float(ratios(_sums([overall], what), 1.0)[0, 0])


def shares(counts: Sequence[Count], what: Columns, usual: float) -> tuple[Sample, Sample]:
    """Return the mean shares, and those of all messages that are to be said together.

    Args:
        counts: the rows.
        what: the columns.
        usual: how much shares vary where few documents show it.

    Returns:
        Samples of shape (counts, messages) and (counts,).
    """
    sums = _sums(counts, what)
    own = ratios(sums, usual)
    matches = [count.match for count in counts]
    return means(sums, own), means(_match(matches), own[:, 0])


def _sums(counts: Sequence[Count], what: Columns) -> Totals:
    """Return what the shares come to: shape (counts, messages)."""
    rows = [[count.messages.get(name, NONE) for name in what.names] for count in counts]
    shape = (len(counts), len(what.names))
    of = np.array([count.selling for count in counts], dtype=np.float64).reshape(-1, 1)
    return Totals(
        total=np.array([[sums.total for sums in row] for row in rows], dtype=float).reshape(shape) / UNIT,
        squares=np.array([[sums.squares for sums in row] for row in rows], dtype=float).reshape(shape)
        / UNIT**2,
        of=np.broadcast_to(of, shape),
        saying=np.array([[sums.documents for sums in row] for row in rows], dtype=float).reshape(shape),
    )


def _match(matches: Sequence[Sums]) -> Totals:
    """Return what the messages that are to be said come to: shape (matches,)."""
    of = np.array([sums.documents for sums in matches], dtype=float)
    return Totals(
        total=np.array([sums.total for sums in matches], dtype=float) / UNIT,
        squares=np.array([sums.squares for sums in matches], dtype=float) / UNIT**2,
        of=of,
        saying=of,
    )
