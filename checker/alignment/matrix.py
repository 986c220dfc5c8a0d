"""The rows of the matrix: what each group says, and how sure that is."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from checker.alignment.intervals import Sample, doubted, interval, intervals, proportions
from checker.alignment.table import NONE, Columns, columns, merged, ratio, shares
from checker.alignment.tally import THOUSAND, WEEK, Count, Leaf, Tally
from checker.domain import Cell, Group, Voice

MOST_GROUPS = 200
"""Rows; smaller groups than these are left out."""


@dataclass(frozen=True)
class Matrix:
    """The counts, put together by group."""

    tally: Tally
    smallest: int

    @cached_property
    def overall(self) -> Count:
        """Return the counts of all documents."""
        return merged(self.tally.counts.values())

    @cached_property
    def columns(self) -> Columns:
        """Return the messages that are compared."""
        return columns(self.tally, self.overall)

    @cached_property
    def leaves(self) -> dict[str, list[Leaf]]:
        """Return what is counted apart of each group."""
        found: dict[str, list[Leaf]] = {}
        for leaf in self.tally.counts:
            found.setdefault(leaf.group, []).append(leaf)
        return found

    @cached_property
    def _counts(self) -> dict[str, Count]:
        counts = self.tally.counts
        return {group: merged(counts[leaf] for leaf in leaves) for group, leaves in self.leaves.items()}

    @cached_property
    def keys(self) -> tuple[str, ...]:
        """Return the groups' keys, a row each: the largest first, weeks by date, unknown last."""
        by_size = sorted(self._counts, key=lambda key: (not key, -self._counts[key].documents, key))
        kept = by_size[:MOST_GROUPS]
        return tuple(sorted(kept, key=lambda key: (not key, key)) if self.tally.by == WEEK else kept)

    @property
    def more(self) -> int:
        """Return how many groups are left out."""
        return len(self._counts) - len(self.keys)

    @cached_property
    def counts(self) -> tuple[Count, ...]:
        """Return the groups' counts, a row each."""
        return tuple(self._counts[key] for key in self.keys)

    @cached_property
    def sample(self) -> Sample:
        """Return the groups' mean shares: shape (groups, messages)."""
        return self.shares(self.counts)

    @cached_property
    def names(self) -> tuple[str, ...]:
        """Return the groups' names, as most of their documents write them."""
        spelt = self.tally.spelt
        return tuple(min(spelt[key], key=lambda name: (-spelt[key][name], name)) for key in self.keys)

    @cached_property
    def _usual(self) -> float:
        return ratio(self.overall, self.columns)

    def shares(self, counts: Sequence[Count]) -> Sample:
        """Return the mean shares of *counts*: shape (counts, messages)."""
        counted, _ = shares(counts, self.columns, self._usual)
        return doubted(counted)

    def match(self, count: Count) -> Sample:
        """Return the mean share of all messages that are to be said, a single one."""
        _, matches = shares((count,), self.columns, self._usual)
        return matches.at(0)

    def is_small(self, count: Count) -> bool:
        """Return whether *count* has fewer documents than can be compared."""
        return count.documents < self.smallest

    def voices(self, row: int, column: int) -> tuple[Voice, ...]:
        """Return the clearest passages of the group in *row* that say the message in *column*."""
        return self.tally.voices.of(self.keys[row], self.columns.names[column])

    def whole(self) -> Group:
        """Return all documents as one row."""
        names, groups = self.columns.names, tuple(self._counts)
        heard = [self.tally.voices.of_all(name, groups) for name in names]
        return self._group("", self.overall, self.shares((self.overall,)).at(0), heard)

    def groups(self) -> tuple[Group, ...]:
        """Return the rows."""
        return tuple(
            self._group(
                name,
                self.counts[row],
                self.sample.at(row),
                [self.voices(row, column) for column in range(len(self.columns.names))],
            )
            for row, name in enumerate(self.names)
        )

    def _group(self, name: str, count: Count, sample: Sample, heard: Sequence[tuple[Voice, ...]]) -> Group:
        reached = interval(proportions(count.reached, count.addressed), count.addressed)
        return Group(
            name=name,
            documents=count.documents,
            readers=count.readers / THOUSAND,
            is_small=self.is_small(count),
            lead_match=interval(proportions(count.led, count.asked), count.asked),
            message_match=interval(self.match(count), count.match.documents),
            audience_match=reached if count.addressed else None,
            cells=self._cells(count, sample, heard),
        )

    def _cells(self, count: Count, sample: Sample, heard: Sequence[tuple[Voice, ...]]) -> tuple[Cell, ...]:
        bounds = intervals(sample, [count.selling] * len(self.columns.names))
        counted = [count.messages.get(name, NONE) for name in self.columns.names]
        return tuple(
            Cell(message=message.name, share=share, documents=sums.documents, leads=sums.leads, voices=voices)
            for message, share, sums, voices in zip(
                self.columns.messages, bounds, counted, heard, strict=True
            )
        )
