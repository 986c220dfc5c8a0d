"""The clearest passages: for each group and message the few documents that say it most."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import NamedTuple

from checker.domain import Said, Share, Voice
from checker.presentation.neutral import label, one_line

MOST = 3
"""Passages that are kept for a group and a message."""
TELLING = 3
"""Words that a passage has at least that can be understood by itself."""


class Speaking(NamedTuple):
    """A document that is being counted."""

    group: str
    lead: str
    """The plain name of the message that it leads with; empty for none."""
    said: Said


class Chosen(NamedTuple):
    """A passage that may be shown, as it ranks."""

    is_bare: bool
    """Whether it has too few words to be understood by itself."""
    is_inside: bool
    """Whether its document leads with something else."""
    less: float
    """The document's share of the message, below zero."""
    document: str
    title: str
    quote: str
    start: int
    end: int


@dataclass
class Voices:
    """The passages chosen so far, the clearest first."""

    chosen: dict[tuple[str, str], list[Chosen]] = field(default_factory=dict)
    """By group and plain name of the message."""

    def hear(self, speaking: Speaking, name: str, share: Share) -> None:
        """Keep the passage of *share*, which says the message *name*, if it is among the clearest."""
        if not share.quote:
            return
        said = speaking.said
        known = self.chosen.setdefault((speaking.group, name), [])
        rank = (speaking.lead != name, -share.share, said.document)
        if len(known) == MOST and not known[-1].is_bare and rank > known[-1][1:4]:
            return
        is_bare = len(share.quote.split(maxsplit=TELLING)) < TELLING
        title = one_line(said.title) or label(said.source)
        known.append(Chosen(is_bare, *rank, title, share.quote, share.start, share.end))
        known[:] = _clearest(known)

    def of(self, group: str, name: str) -> tuple[Voice, ...]:
        """Return the passages of *group* that say the message *name* most clearly."""
        return tuple(map(_voice, self.chosen.get((group, name), ())))

    def of_all(self, name: str, groups: tuple[str, ...]) -> tuple[Voice, ...]:
        """Return the passages of all *groups* that say the message *name* most clearly."""
        heard = (voice for group in groups for voice in self.chosen.get((group, name), ()))
        return tuple(map(_voice, _clearest(heard)))


def _clearest(heard: Iterable[Chosen]) -> list[Chosen]:
    """Return the first passages of those *heard*, no two with the same words."""
    said: dict[str, Chosen] = {}
    for voice in sorted(heard):
        said.setdefault(voice.quote, voice)
    return list(said.values())[:MOST]


def _voice(chosen: Chosen) -> Voice:
    return Voice(
        document=chosen.document,
        title=chosen.title,
        quote=chosen.quote,
        start=chosen.start,
        end=chosen.end,
    )
