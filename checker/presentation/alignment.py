"""How one sequence becomes another, in bounded time: for comparing versions whoever wrote them.

The time that `difflib` takes grows with the square of what two hostile texts repeat or shuffle. What both
begin and end with is taken off first; where the rest is too much, it counts as replaced whole.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from typing import Literal, NamedTuple

MOST_ITEMS = 8_000
"""Items of both sides, beyond what they begin and end with in common, that are aligned."""
MOST_PAIRS = 1_000_000
"""Pairs of equal items among them."""


class Step(NamedTuple):
    """A stretch of the old sequence and what stands in its place in the new one."""

    kind: Literal["equal", "changed"]
    start: int
    end: int
    new_start: int
    new_end: int


def steps(old: Sequence[str], new: Sequence[str]) -> Iterator[Step]:
    """Yield the stretches that cover *old* and *new* in order."""
    shorter = min(len(old), len(new))
    head = next((i for i in range(shorter) if old[i] != new[i]), shorter)
    rest = shorter - head
    tail = next((i for i in range(rest) if old[-1 - i] != new[-1 - i]), rest)
    if head:
        yield Step("equal", 0, head, 0, head)
    yield from _middle(old[head : len(old) - tail], new[head : len(new) - tail], head)
    if tail:
        yield Step("equal", len(old) - tail, len(old), len(new) - tail, len(new))


def _middle(old: Sequence[str], new: Sequence[str], head: int) -> Iterator[Step]:
    if not (old or new):
        return
    if _is_too_much(old, new):
        yield Step("changed", head, head + len(old), head, head + len(new))
        return
    for tag, i, j, k, m in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        yield Step("equal" if tag == "equal" else "changed", head + i, head + j, head + k, head + m)


def _is_too_much(old: Sequence[str], new: Sequence[str]) -> bool:
    if len(old) + len(new) > MOST_ITEMS:
        return True
    here, there = Counter(old), Counter(new)
    return sum(count * there[item] for item, count in here.items()) > MOST_PAIRS
