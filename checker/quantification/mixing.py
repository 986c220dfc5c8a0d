"""The mixes of many documents, group by group: what a passage leaves open goes to what its group sells.

As in `checker.clues.mix.in_context`, by expectation and maximisation (Saerens, Latinne and Decaestecker,
2002), over the passages of all documents of a group in place of one document's. Headlines often sell
something else than the text below, so they are fitted apart, and both begin with what the whole group sells.
A document's share of a message is then the chance that its passages sell it, weighted as in its own mix, but
not rounded to one message a passage: over many, rounding gives too much to what is sold most.
"""

from collections.abc import Callable, Sequence
from typing import NamedTuple

import numpy as np

from checker.clues.chances import Laid, Parts, Places, laid_out
from checker.clues.mix import COMMON, NOTHING, TITLES
from checker.domain import Chances

USUAL = 0.026
"""How likely a passage sells any one message, before anything is known of its group."""
ROUNDS = 5
"""Rounds of expectation and maximisation; many passages need few, and twenty give the same shares."""


class Mixes(NamedTuple):
    """How much documents sell of messages: a row for each document and message."""

    document: Places
    message: Places
    share: Parts
    """0 to 1; those of a document come to 1."""


class _Cells(NamedTuple):
    """For each row of passages, what is fitted together: a group's or a part's chance of one message."""

    of: Places
    """The cell of each row."""
    group: Places
    """The group of each cell: shape (cells,)."""
    begin: Parts
    """What each cell's share is before anything is known: shape (cells,)."""


def mixes(
    kept: Sequence[Chances], groups: Sequence[int], place: Callable[[str], int], messages: int
) -> Mixes:
    """Return what each document sells, beside the others of its group.

    Args:
        kept: what each document keeps of its passages' chances.
        groups: the number of each document's group, from 0.
        place: returns the place of the message called so, or `chances.UNKNOWN`.
        messages: how many there are.
    """
    laid, group = laid_out(kept, place, messages), np.asarray(groups, dtype=np.intp)
    usual = np.where(laid.message == messages, NOTHING, USUAL)
    chances = laid.chance / usual
    whole = _cells(group[laid.document][laid.passage], laid.message, messages, usual)
    sold = _fitted(laid.passage, chances, whole)
    part = 2 * group[laid.document] + (laid.weight >= TITLES)
    parts = _cells(part[laid.passage], laid.message, messages, sold[whole.of])
    known = _weighed(laid.passage, chances * _fitted(laid.passage, chances, parts)[parts.of])
    return _mixes(laid, known, messages)


def _cells(group: Places, message: Places, messages: int, begin: Parts) -> _Cells:
    """Return the cells of rows of these groups and messages; *begin* is the same for all rows of a cell."""
    keys, first, of = np.unique(group * (messages + 1) + message, return_index=True, return_inverse=True)
    return _Cells(of, keys // (messages + 1), begin[first])


def _fitted(passage: Places, chances: Parts, cells: _Cells) -> Parts:
    """Return how much of its group's passages each cell gets: shape (cells,)."""
    first = np.diff(passage, prepend=-1) > 0
    group = cells.group[cells.of[first]]
    passages = np.bincount(group, minlength=int(group.max(initial=0)) + 1)[cells.group]
    share = cells.begin
    for _ in range(ROUNDS):
        known = _weighed(passage, chances * share[cells.of])
        counted = np.bincount(cells.of, known, minlength=len(share))
        share = (counted + COMMON * cells.begin) / (passages + COMMON)
    return share


def _weighed(passage: Places, chances: Parts) -> Parts:
    """Return *chances* so that those of each passage come to 1."""
    return np.asarray(chances / np.bincount(passage, chances)[passage])


def _mixes(laid: Laid, known: Parts, messages: int) -> Mixes:
    is_sold = laid.message < messages
    document = laid.document[laid.passage][is_sold]
    weight = (known * laid.weight[laid.passage])[is_sold]
    keys, of = np.unique(document * messages + laid.message[is_sold], return_inverse=True)
    weights = np.bincount(of, weight, minlength=len(keys))
    totals = np.bincount(keys // max(messages, 1), weights)
    return Mixes(keys // messages, keys % messages, weights / totals[keys // messages])
