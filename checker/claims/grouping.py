"""Group what is measured by meaning: which figures of many documents are about the same thing.

Figures are compared in blocks of one unit, one kind and the same qualifiers. Within a block two things are the same as
likely as a logistic function of a few signs says: how much of the telling words they share, weighted by how few things
have each; whether each has words that the other lacks; whether the lexicon knows both for the same; and the cosine of
their sentences. Its weights were fitted on invented companies (`tests/claims/cases`).

Groups grow by average linkage (UPGMA, Sokal and Michener 1958; by nearest-neighbour chains, Murtagh 1983): two are
joined while the mean over their pairs is likely, so that no chain of small steps joins what differs. What can't be
the same keeps groups apart. The result depends on what is compared, not on its order.
"""

import math
from collections import Counter, defaultdict
from collections.abc import Hashable, Mapping, Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from checker.claims.things import Thing
from checker.dossier import Vectors

CHUNK = 1_024
"""Rows that are compared with all others at once."""
LIKELY = 0.5
"""Mean probability from which two groups are the same thing."""
BASE, JACCARD, OVERLAP, COSINE = -2.78, 1.77, 0.86, 5.92
"""Weights of the constant, of the shared part of all words and of the fewer words, and of the cosine."""
KNOWN, EXTRA, NOTHING = 1.48, -1.1, -1.63
"""… of a thing that the lexicon knows, of words on both sides that the other lacks, and of no shared word."""
IMPOSSIBLE = -1e6
"""What stands for the probability of two that can't be the same, so that no mean makes up for it."""

SEVERAL = 2
"""Wordings from which a word that is in all of them is the name of what is measured."""

Scores = NDArray[np.float32]
Places = NDArray[np.int64]


class Key(NamedTuple):
    """What is compared: things with equal keys are the same."""

    unit: Hashable
    """Only things of one unit, rate or basis are compared."""
    thing: Thing
    only: int = -1
    """The row of a text that says nothing of what it measures, and so is like no other; else -1."""


def grouped(
    keys: Sequence[Key],
    vectors: Vectors,
    places: Places,
    wordings: Sequence[str],
    *,
    likely: float = LIKELY,
) -> list[int]:
    """Return the number of the group of each of *keys*.

    Args:
        keys: what each figure measures.
        vectors: of sentences, a row each.
        places: the row of the sentence that each figure stands in.
        wordings: those sentences without their numbers.
        likely: mean probability from which two groups are the same thing.
    """
    nodes = {key: number for number, key in enumerate(sorted(set(keys), key=_order))}
    rows = np.array([nodes[key] for key in keys], dtype=np.int64)
    counted = Counter(word for key in nodes for word in key.thing.words)
    rarity = {word: math.log((len(nodes) + 2) / times) for word, times in counted.items()}
    means = _means(rows, vectors, places, len(nodes))
    blocks: dict[Hashable, list[int]] = defaultdict(list)
    for key, number in nodes.items():
        if key.only < 0:
            blocks[key.unit, key.thing.frame].append(number)
    put: dict[int, set[str]] = defaultdict(set)
    for row, wording in zip(rows, wordings, strict=True):
        put[int(row)].add(wording)
    things, labels = [key.thing for key in nodes], np.arange(len(nodes))
    for members in blocks.values():
        if len(members) > 1:
            block = _block([things[number] for number in members], means[members], rarity)
            block = block._replace(wordings=np.array([len(put[number]) for number in members]))
            labels[members] = np.array(members)[block.groups(likely)]
    return [int(label) for label in labels[rows]]


def _order(key: Key) -> tuple[str, str, int]:
    return str(key.unit), "|".join(",".join(sorted(part)) for part in key.thing), key.only


def _means(rows: Places, vectors: Vectors, places: Places, count: int) -> Vectors:
    """Return the mean direction of the vectors, at *places*, of each of *count* nodes."""
    if not count:
        return np.zeros((0, 0), dtype=np.float32)
    order = np.argsort(rows, kind="stable")
    sums = np.add.reduceat(vectors[places[order]], np.searchsorted(rows[order], np.arange(count)), axis=0)
    lengths = np.linalg.norm(sums, axis=1, keepdims=True)
    return np.asarray(sums / np.maximum(lengths, 1e-9), dtype=np.float32)


class _Block(NamedTuple):
    """Nodes that may be the same, in arrays."""

    vectors: Vectors
    words: tuple[frozenset[str], ...]
    rarity: Mapping[str, float]
    whole: Scores
    """How much each node's words weigh."""
    things: NDArray[np.uint64]
    """The lexicon's things, a bit each."""
    contrasts: Places
    """The number of each node's contrasts; 0 for none."""
    wordings: Places
    """In how many ways each is put."""

    def groups(self, likely: float) -> Places:
        """Return for each node the first node of its group."""
        count = len(self.words)
        pairs = [
            self._pairs(range(start, min(start + CHUNK, count)), likely) for start in range(0, count, CHUNK)
        ]
        labels = _components(count, *np.concatenate(pairs, axis=1))
        for label in np.unique(labels):
            members = np.flatnonzero(labels == label)
            if len(members) > 1:
                part = self.only(members)
                linkage = _Linkage(part.scores(), part.words, part.wordings)
                labels[members] = members[linkage.groups(likely)]
        return labels

    def only(self, members: Places) -> "_Block":
        """Return the block of *members* alone."""
        words = tuple(self.words[number] for number in members)
        arrays = (self.whole[members], self.things[members], self.contrasts[members], self.wordings[members])
        return _Block(self.vectors[members], words, self.rarity, *arrays)

    def _pairs(self, rows: range, likely: float) -> Places:
        """Return the likely pairs of *rows* with all nodes: shape (2, n)."""
        one, other = np.nonzero(self._logits(rows) >= math.log(likely / (1 - likely)))
        return np.stack([one + rows.start, other])

    def scores(self) -> Scores:
        """Return how likely each node is the same thing as each: shape (nodes, nodes)."""
        logits = self._logits(range(len(self.words)))
        return np.asarray(
            np.where(logits > IMPOSSIBLE, 1 / (1 + np.exp(-np.maximum(logits, -60))), IMPOSSIBLE), np.float32
        )

    def _logits(self, rows: range) -> Scores:
        """Return the logits of that, for *rows* and all nodes."""
        part = slice(rows.start, rows.stop)
        shared = self._shared(rows)
        mine, theirs = self.whole[part, None], self.whole[None]
        fewer = np.minimum(mine, theirs)
        common = (self.things[part, None] & self.things[None]) != 0
        logits = np.float32(COSINE) * (self.vectors[part] @ self.vectors.T)
        logits += np.float32(JACCARD) * shared / np.maximum(mine + theirs - shared, np.float32(1e-6))
        logits += np.float32(OVERLAP) * shared / np.maximum(fewer, np.float32(1e-6)) + np.float32(BASE)
        logits += common * np.float32(KNOWN)
        logits += (shared <= 0) * np.float32(NOTHING)
        logits += ((shared > 0) & (shared < fewer - np.float32(1e-4))) * np.float32(EXTRA)
        either = (self.things[part, None] == 0) | (self.things[None] == 0)
        first, second = self.contrasts[part, None], self.contrasts[None]
        logits[~((common | either) & ((first == second) | (first == 0) | (second == 0)))] = IMPOSSIBLE
        return logits

    def _shared(self, rows: range) -> Scores:
        """Return how much the words weigh that each of *rows* shares with each node."""
        holders: dict[str, list[int]] = defaultdict(list)
        for number, words in enumerate(self.words):
            for word in words:
                holders[word].append(number)
        places = {word: np.array(numbers) for word, numbers in holders.items()}
        shared = np.zeros((len(rows), len(self.words)), dtype=np.float32)
        for row in rows:
            line = shared[row - rows.start]
            for word in sorted(self.words[row]):
                line[places[word]] += self.rarity[word]
        return shared


def _block(things: Sequence[Thing], vectors: Vectors, rarity: Mapping[str, float]) -> _Block:
    words = tuple(thing.words for thing in things)
    whole = np.array([sum(rarity[word] for word in sorted(each)) for each in words], dtype=np.float32)
    names = {name: n for n, name in enumerate(sorted(frozenset().union(*(t.things for t in things))))}
    bits = [sum(1 << (names[name] % 64) for name in thing.things) for thing in things]
    known = {
        each: n for n, each in enumerate(sorted({t.contrasts for t in things} - {frozenset()}, key=sorted), 1)
    }
    contrasts = np.array([known.get(thing.contrasts, 0) for thing in things], dtype=np.int64)
    return _Block(vectors, words, rarity, whole, np.array(bits, dtype=np.uint64), contrasts, contrasts)


def _components(count: int, ones: Places, others: Places) -> Places:
    """Return for each of *count* nodes the first that it hangs together with through pairs."""
    labels = np.arange(count)
    while True:
        least = np.minimum(labels[ones], labels[others])
        before = labels.copy()
        np.minimum.at(labels, ones, least)
        np.minimum.at(labels, others, least)
        labels = labels[labels]
        if (labels == before).all():
            return labels


class _Linkage:
    """Average linkage of nodes, by nearest-neighbour chains."""

    def __init__(self, scores: Scores, words: Sequence[frozenset[str]], wordings: Places) -> None:
        """Link nodes by their *scores*, which are used up; each has *words* and stands in so many *wordings*."""
        np.fill_diagonal(scores, -np.inf)
        self._scores = scores
        self._sizes = np.ones(len(scores))
        self._wordings = wordings.copy()
        self._all = list(words)
        """The words that all nodes of a group have."""
        self._any = list(words)
        """Those that any has."""

    def groups(self, likely: float) -> Places:
        """Return for each node the first of its group."""
        labels = np.arange(len(self._sizes))
        waiting = dict.fromkeys(range(len(labels)))
        chain: list[int] = []
        while waiting or chain:
            last = chain[-1] if chain else next(iter(waiting))
            if not chain:
                chain.append(last)
                del waiting[last]
            best = int(np.argmax(self._scores[last]))
            if not self._scores[last, best] >= likely:
                self._leave(chain.pop())
            elif len(chain) > 1 and self._scores[last, chain[-2]] >= self._scores[last, best]:
                one, other = sorted((chain.pop(), chain.pop()))
                labels[labels == self._joined(one, other, waiting)] = one
            else:
                chain.append(best)
                waiting.pop(best, None)
        return labels

    def _joined(self, one: int, other: int, waiting: dict[int, None]) -> int:
        """Join two groups, or keep them apart for good; return the one that is no more, if any."""
        waiting[one] = None
        if self._have_own_names(one, other):
            waiting[other] = None
            self._scores[one, other] = self._scores[other, one] = IMPOSSIBLE
            return -1
        total = self._sizes[one] + self._sizes[other]
        means = (self._sizes[one] * self._scores[one] + self._sizes[other] * self._scores[other]) / total
        self._scores[one, :] = self._scores[:, one] = means
        self._scores[one, one] = -np.inf
        self._sizes[one] = total
        self._wordings[one] += self._wordings[other]
        self._all[one] &= self._all[other]
        self._any[one] |= self._any[other]
        self._leave(other)
        return other

    def _have_own_names(self, one: int, other: int) -> bool:
        """Return whether either group, in all of several wordings, has a word that the other has in none."""
        if min(self._wordings[one], self._wordings[other]) < SEVERAL:
            return False
        return bool(self._all[one] - self._any[other]) and bool(self._all[other] - self._any[one])

    def _leave(self, node: int) -> None:
        """Take *node* out of the comparison."""
        self._scores[node, :] = self._scores[:, node] = -np.inf
