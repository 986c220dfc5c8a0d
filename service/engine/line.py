"""Who is next: calls that wait for any process, those of single drafts before those of batches.

Callers take turns, however many calls each of them has. A part of the processes is kept: no document of a
batch goes there, and of no caller more than fits the others; so what somebody types, or the one draft that
somebody sends, finds a process that is free however much others have handed in.
"""

from collections import Counter, OrderedDict, deque
from collections.abc import Iterator
from enum import IntEnum
from typing import Generic, NamedTuple, TypeVar


class Rank(IntEnum):
    """What goes first."""

    SINGLE = 0
    """Somebody waits for it."""
    BATCH = 1
    """One of many, which are waited for together."""


class Turn(NamedTuple):
    """On whose behalf something is done."""

    rank: Rank = Rank.SINGLE
    caller: str = ""
    """Their `Identity.id`; empty where it is not of anybody's drafts."""


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
        if turn.rank is Rank.BATCH:
            return sum(number for held, number in self._held.items() if held.rank is Rank.BATCH) < self._share
        return not turn.caller or self._held[turn] < self._share

    def _taken(self, turn: Turn) -> Waiting:
        callers = self._waiting[turn.rank]
        call = callers[turn.caller].popleft()
        callers.move_to_end(turn.caller)
        if not callers[turn.caller]:
            del callers[turn.caller]
        self._held[turn] += 1
        return call
