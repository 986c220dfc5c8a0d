"""What is kept of how likely each passage sells each message: little enough to lie beside every report.

Two bytes a thing: a passage begins with `PASSAGE` and its lead weight, and what it may sell follows, each
with its place among the messages, or `NOTHING`, and its chance; weights and chances in parts of 255. What is
less likely than `LEAST` is left out, so that twenty passages take about 150 bytes.
"""

from base64 import b64encode
from collections.abc import Callable, Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from checker.domain.report import CHOICES, NOTHING, PASSAGE, Chances

LEAST = 0.02
"""Chance from which something is kept; the likeliest of a passage always is."""
FULL = 255
"""Parts of a whole in which chances and weights are kept."""
UNKNOWN = -1
"""The place of a message that is not asked about."""

Places = NDArray[np.intp]
Parts = NDArray[np.float64]


class Laid(NamedTuple):
    """What the passages of many documents may sell: a row for each message and each nothing that one may."""

    passage: Places
    """The row's passage, in order."""
    message: Places
    """What it may sell: the place of the message; one more than the last for nothing."""
    chance: Parts
    document: Places
    """Each passage's document: shape (passages,)."""
    weight: Parts
    """Each passage's lead weight: shape (passages,)."""


def kept(names: Sequence[str], chances: NDArray[np.floating], weights: Sequence[float]) -> Chances:
    """Return what is kept of *chances*.

    Args:
        names: the messages' names for people.
        chances: how likely each passage sells each, and last, nothing: shape (passages, messages + 1).
        weights: the lead weight of each passage; those without any are left out.
    """
    rows = chances[[weight > 0 for weight in weights]]
    is_kept = (rows >= LEAST) | (rows == rows.max(axis=1, keepdims=True, initial=0))
    often = is_kept[:, :-1].sum(axis=0)
    listed = [int(place) for place in np.argsort(-often, kind="stable")[:CHOICES] if often[place]]
    places = {place: number for number, place in enumerate(listed)} | {len(names): NOTHING}
    pairs = bytearray()
    for weight, row, those in zip((weight for weight in weights if weight > 0), rows, is_kept, strict=True):
        pairs += bytes((PASSAGE, _parts(weight)))
        for place in np.flatnonzero(those):
            if int(place) in places:
                pairs += bytes((places[int(place)], _parts(row[place])))
    return Chances(messages=tuple(names[place] for place in listed), pairs=b64encode(pairs).decode())


def laid_out(many: Sequence[Chances], place: Callable[[str], int], nothing: int) -> Laid:
    """Return all that *many* documents keep.

    Args:
        many: what each document keeps.
        place: returns the place of the message called so, or `UNKNOWN`; such rows are left out.
        nothing: the place of what sells nothing: one more than the last.
    """
    raw = [each.raw for each in many]
    pairs = np.frombuffer(b"".join(raw), dtype=np.uint8).reshape(-1, 2)
    document = np.repeat(np.arange(len(many)), [len(each) // 2 for each in raw])
    begins = pairs[:, 0] == PASSAGE
    passage, parts = np.cumsum(begins) - 1, pairs[:, 1] / FULL
    places = {name: place(name) for name in {name for each in many for name in each.messages}}
    known = np.array([places[name] for each in many for name in each.messages] + [nothing], dtype=np.intp)
    first = np.cumsum([0, *(len(each.messages) for each in many)])
    at = np.where(pairs[:, 0] == NOTHING, len(known) - 1, first[document] + pairs[:, 0])
    message = known[np.where(begins, 0, at)]
    is_row = ~begins & (message != UNKNOWN)
    return Laid(passage[is_row], message[is_row], parts[is_row], document[begins], parts[begins])


def _parts(share: float) -> int:
    """Return *share*, 0 to 1, in parts of `FULL`; 1 at least."""
    return max(1, min(FULL, round(FULL * float(share))))
