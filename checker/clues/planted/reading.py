"""A text as it is read: lower case, plain letters, single blanks, and the way back to its own offsets."""

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from checker.clues.planted.letters import plain

ODD = re.compile(r"[^\x21-\x7e]{2,}|[^\x20-\x7e]")
"""What does not stay as it is, but for capitals: runs of white space, and anything beyond ASCII."""
PART = re.compile(r"\s+|(?P<sign>\S)")
BLANKS = re.compile(r"\s\s|[^\S ]")
"""White space that does not stay as it is."""
LINE_END = re.compile(r"[\n\x85\u2028\u2029]")
LONG = 16
"""Characters from which a run is first tried as a whole."""


class Reading(NamedTuple):
    """A text as it is read."""

    text: str
    starts: tuple[int, ...]
    """Where in *text* the stretches begin whose characters follow one another in the original too."""
    origins: tuple[int, ...]
    """Where each of them begins in the original."""

    def origin(self, at: int) -> int:
        """Return where in the original the character *at* stands."""
        row = bisect_right(self.starts, at) - 1
        here = self.origins[row] + at - self.starts[row]
        return min(here, self.origins[row + 1] - 1) if row + 1 < len(self.origins) else here


class _Letters(dict[int, str]):
    """A table for `str.translate` that is filled while it is used."""

    def __missing__(self, code: int) -> str:
        self[code] = plain(chr(code))
        return self[code]


_LETTERS = _Letters()


def read(text: str, left_out: Iterable[tuple[int, int]] = ()) -> Reading:
    """Return *text* as it is read.

    Args:
        text: the original.
        left_out: stretches of it to be read as if they were not there, in order.
    """
    parts: list[str] = []
    starts, origins, length = [0], [0], 0
    for piece, origin in _pieces(text, left_out):
        if origin != origins[-1] + length - starts[-1]:
            starts.append(length)
            origins.append(origin)
        parts.append(piece)
        length += len(piece)
    return Reading("".join(parts), (*starts, length), (*origins, len(text)))


def _pieces(text: str, left_out: Iterable[tuple[int, int]]) -> Iterator[tuple[str, int]]:
    """Yield the pieces of a reading, with where each comes from."""
    start = 0
    for begin, end in (*left_out, (len(text), len(text))):
        yield from _kept(text, start, max(start, begin))
        start = max(start, end)


def _kept(text: str, start: int, end: int) -> Iterator[tuple[str, int]]:
    for odd in ODD.finditer(text, start, end):
        if start < odd.start():
            yield text[start : odd.start()].lower(), start
        yield from _odd(odd.group(), odd.start())
        start = odd.end()
    if start < end:
        yield text[start:end].lower(), start


def _odd(run: str, at: int) -> Iterator[tuple[str, int]]:
    """Yield what a run of unusual characters reads as; white space is one blank, or one line end."""
    whole = run.translate(_LETTERS) if len(run) > LONG else ""
    if len(whole) == len(run) and not BLANKS.search(whole):
        yield whole, at
        return
    for part in PART.finditer(run):
        shown = (
            _LETTERS[ord(part.group())] if part["sign"] else "\n" if LINE_END.search(part.group()) else " "
        )
        if shown:
            yield shown, at + part.start()
