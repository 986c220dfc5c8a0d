"""What is private in a text: where it stands and what kind it is of."""

from collections.abc import Callable, Iterator
from typing import Literal, NamedTuple, get_args

Kind = Literal["key", "email", "card", "account", "id", "phone", "ip", "mac", "wallet", "name", "mark"]
"""What a stretch is: a key, token or password; an e-mail address; a payment card; a bank account; a tax or
identity number; a phone number; an internet or a hardware address; a crypto wallet; a listed name; or what
looks like one of our own placeholders."""
KINDS: tuple[Kind, ...] = get_args(Kind)
"""All kinds; of two stretches that overlap, the longer one gives both its kind, else the one first here."""


class Sighting(NamedTuple):
    """A stretch of a text, in code points, that is private."""

    start: int
    end: int
    kind: Kind


Find = Callable[[str], Iterator[Sighting]]
"""Finds what is private in a levelled text."""


def joined(sightings: list[Sighting]) -> tuple[Sighting, ...]:
    """Return *sightings* in order, those that overlap as one."""
    apart: list[Sighting] = []
    for sighting in sorted(sightings):
        if apart and sighting.start < apart[-1].end:
            last = apart.pop()
            stronger = min(last, sighting, key=_weakness)
            apart.append(Sighting(last.start, max(last.end, sighting.end), stronger.kind))
        else:
            apart.append(sighting)
    return tuple(apart)


def _weakness(sighting: Sighting) -> tuple[int, int]:
    return sighting.start - sighting.end, KINDS.index(sighting.kind)
