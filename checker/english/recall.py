"""What was found out about a text before: functions of a text alone, worked out once for each text.

Somebody who edits one sentence of a page has the others checked again and again. What can be said of a sentence by
itself (which concepts it asserts, which phrases it holds, how near it is to a theme) is remembered here by its
words; what depends on its neighbours is worked out each time. The memory belongs to the process, forgets the texts
that were not asked about for longest, and tells how many texts were new to it.
"""

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from functools import wraps
from typing import TypeVar, cast

About = TypeVar("About")
Found = TypeVar("Found")
Notes = dict[tuple[object, int], tuple[object, object]]
"""What is known of one text: by what was asked and about what, that itself and the answer."""

KEEP = 200_000
"""Answers after which the texts that were not asked about since are forgotten; twice as many are known at most."""
MOST = 2_000
"""Answers about one text from which it is begun anew, for most are about kits that are no more."""


class Recall:
    """A memory of texts."""

    def __init__(self, keep: int = KEEP) -> None:
        """Remember the last *keep* answers at least."""
        self._keep = keep
        self._count = 0
        self._young: dict[str, Notes] = {}
        self._old: dict[str, Notes] = {}
        self._watches: list[set[str]] = []

    def find(self, asked: object, about: object, text: str) -> tuple[object, object] | None:
        """Return what was *asked about* this very thing and *text*, with the thing; none where that is new."""
        known = self._young.get(text) or self._notes(text)
        found = known.get((asked, id(about)))
        return found if found is not None and found[0] is about else None

    def keep(self, asked: object, about: object, text: str, answer: object) -> None:
        """Remember the *answer* to what was *asked about* a thing and *text*."""
        self._count += 1
        self._notes(text)[asked, id(about)] = (about, answer)
        for seen in self._watches:
            seen.add(text)

    @contextmanager
    def watched(self) -> Iterator[set[str]]:
        """Yield a set that collects the texts about which something has to be worked out."""
        seen: set[str] = set()
        self._watches.append(seen)
        try:
            yield seen
        finally:
            self._watches.remove(seen)

    def _notes(self, text: str) -> Notes:
        notes = self._young.get(text)
        if notes is None:
            if self._count >= self._keep:
                self._young, self._old, self._count = {}, self._young, 0
            kept = self._old.pop(text, {})
            notes = self._young[text] = kept if len(kept) < MOST else {}
            self._count += len(notes)
        return notes


RECALL = Recall()
"""The memory of this process."""


def per_text(function: Callable[[About, str], Found]) -> Callable[[About, str], Found]:
    """Return *function*, a pure one of a thing and a text, with a memory.

    The thing is told from others by its identity, so it must be one that lasts: a guideline, a rule, a concept.
    """

    @wraps(function)
    def recalled(about: About, text: str) -> Found:
        known = RECALL.find(function, about, text)
        if known is not None:
            return cast("Found", known[1])
        found = function(about, text)
        RECALL.keep(function, about, text, found)
        return found

    return recalled


def per_texts(
    asked: object, about: object, texts: Iterable[str], work_out: Callable[[list[int]], Iterable[Found]]
) -> list[Found]:
    """Return the answer for each of *texts*, those that are new worked out together.

    Args:
        asked: what is asked, such as the function that asks.
        about: the thing that it is asked about, told from others by its identity.
        texts: the texts.
        work_out: returns the answers for the texts at the places given to it.
    """
    listed = list(texts)
    known = [RECALL.find(asked, about, text) for text in listed]
    new = [row for row, found in enumerate(known) if found is None]
    for row, answer in zip(new, work_out(new) if new else (), strict=True):
        RECALL.keep(asked, about, listed[row], answer)
        known[row] = (about, answer)
    return [cast("Found", found[1]) for found in known if found is not None]
