"""How often each message is taken for each other, and what shares were then probably said."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from checker.clues.selling import kept, library
from checker.dossier import Lexicon

ROUNDS = 200
"""Rounds of expectation and maximisation."""
DOUBT = 0.1
"""Standard deviation of the part of a share that the confusion, learnt on other writing, may be wrong by."""

Array = NDArray[np.float64]


class Corrected(NamedTuple):
    """Mean shares, and what is not known of them."""

    means: Array
    """0 to 1, one for each message; they come to 1."""
    variance: Array
    """What the confusion adds to the variance of each mean."""


@dataclass(frozen=True, eq=False)
class Confusion:
    """How often a passage that says one message is taken to say each."""

    messages: Mapping[str, int]
    """The names of those of which it is known, in lower case, and their row and column."""
    taken: Array
    """Rows are what is said, columns what it is taken for; a row is at most 1 in sum."""

    def corrected(self, messages: Sequence[str], means: Array, count: int) -> Corrected:
        """Return the *means* of *count* documents as they are, come to 1, and how unsure they are.

        Half of what the confusion would move counts as a standard deviation. The shares themselves stay:
        a document's mix already weighs what it is unsure of by what else is sold there
        (`checker.clues.mix.in_context`), and moving them on top of that made them worse. Where one of the
        messages is not known, such as a kit's own line, what is mixed up with it nobody has measured.

        Args:
            messages: the messages' names, as in the mix; some may not be known.
            means: the mean share of each as it was counted; they come to 1 or, of no document, to 0.
            count: documents that they are means over.
        """
        total = float(means.sum())
        if total <= 0 or not count:
            return Corrected(means, np.zeros_like(means))
        counted = means / total
        places = [self.messages.get(message.casefold()) for message in messages]
        known = [place for place in places if place is not None]
        is_known = len(known) == len(places)
        shares = _unfolded(self.taken[np.ix_(known, known)], counted) if is_known else counted
        moved = np.abs(shares - counted)
        return Corrected(counted, (DOUBT * counted) ** 2 + (moved / 2) ** 2)


@lru_cache(maxsize=4)
def confusion(lexicon: Lexicon) -> Confusion | None:
    """Return how often the *lexicon*'s themes are mixed up, or none where nobody has found out."""
    found = kept(library(lexicon))
    if found is None:
        return None
    places = {theme.name.casefold(): place for place, theme in enumerate(lexicon.themes.values())}
    return Confusion(places, found.taken[:-1, :-1].astype(np.float64))


def _unfolded(taken: Array, counted: Array) -> Array:
    """Return the shares that most probably lead to what was *counted*."""
    shares = counted.copy()
    taken = np.maximum(taken, 1e-9)
    reach = taken.sum(axis=1)
    for _ in range(ROUNDS):
        expected = np.maximum(shares @ taken, 1e-12)
        shares = shares * (taken @ (counted / expected)) / reach
        shares /= shares.sum()
    return shares
