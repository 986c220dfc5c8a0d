"""Who is next: calls that wait for any process, those of single drafts before those of batches.

Callers take turns, however many calls each of them has. A part of the processes is kept: no document of a
batch and no long text goes there, and of no caller more than fits the others; so what somebody types, or the
one draft that somebody sends, finds a process that is free however much others, or they, have handed in.
"""

from collections import Counter, OrderedDict, deque
from collections.abc import Iterator
from enum import IntEnum
from typing import Generic, NamedTuple, TypeVar

from service.nouns import Draft


class Rank(IntEnum):
    """What goes first."""

    SINGLE = 0
    """Somebody waits for it."""
    LONG = 1
    """The same, where it is a text so long that others had to wait for it."""
    BATCH = 2
    """One of many, which are waited for together."""


class Turn(NamedTuple):
    """On whose behalf something is done."""

    rank: Rank = Rank.SINGLE
    caller: str = ""
    """Their `Identity.id`; empty where it is not of anybody's drafts."""


LONG = 10_000
"""Bytes from which a text is long: about 1,650 words, which take some seconds."""


def turn_for(draft: Draft, caller: str, *, is_single: bool = True) -> Turn:
    """Return on whose behalf *draft* is checked; how long that takes is said by the size of texts alone."""
    if not is_single:
        return Turn(Rank.BATCH, caller)
    is_long = len(draft.content) > LONG and b"\0" not in draft.content
    return Turn(Rank.LONG if is_long else Rank.SINGLE, caller)


NOBODYS = Turn()
"""What is not counted as anybody's."""
Waiting = TypeVar("Waiting")


class Line(Generic[Waiting]):
    """Calls that wait, in whatever form; it is guarded by whoever uses it."""

    def __init__(self, processes: int, kept: int) -> None:
        """Wait for *processes*, of which *kept* are kept, as far as one is left beside them."""
        self._share = max(1, processes - kept)
        self._waiting: dict[Rank, OrderedDict[str, deque[Waiting]]] = {rank: OrderedDict() for rank in Rank}
        self._held: Counter[Turn] = Counter()

    def join(self, turn: Turn, call: Waiting) -> None:
        """Have *call* wait until its turn comes."""
        self._waiting[turn.rank].setdefault(turn.caller, deque()).append(call)

    def next(self) -> tuple[Turn, Waiting] | None:
        """Return who is next, whose it then is to hold a process; none where nobody may have one now."""
        for rank, callers in self._waiting.items():
            for caller in callers:
                turn = Turn(rank, caller)
                if self._may(turn):
                    return turn, self._taken(turn)
        return None

    def leave(self, turn: Turn) -> None:
        """Give a process back that *turn* held."""
        self._held[turn] -= 1
        if not self._held[turn]:
            del self._held[turn]

    def rest(self) -> Iterator[Waiting]:
        """Yield all that wait, who wait no longer."""
        for callers in self._waiting.values():
            for calls in callers.values():
                yield from calls
            callers.clear()

    def __len__(self) -> int:
        """Return how many wait."""
        return sum(len(calls) for callers in self._waiting.values() for calls in callers.values())

    def _may(self, turn: Turn) -> bool:
        if turn.rank is not Rank.SINGLE:
            held = (number for one, number in self._held.items() if one.rank is not Rank.SINGLE)
            return sum(held) < self._share
        return not turn.caller or self._held[turn] < self._share

    def _taken(self, turn: Turn) -> Waiting:
        callers = self._waiting[turn.rank]
        call = callers[turn.caller].popleft()
        callers.move_to_end(turn.caller)
        if not callers[turn.caller]:
            del callers[turn.caller]
        self._held[turn] += 1
        return call
