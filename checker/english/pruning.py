"""Patterns with one alternative fewer: `(free|gift) & kettle` without `gift` is `(free) & kettle`."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from checker.english.tokens import tokens

MARK = re.compile(r"[()\[\]|]")


class Pruned(NamedTuple):
    """A pattern without one of its alternatives."""

    text: str
    lost: str
    """The alternative that was taken out."""


class _Group(NamedTuple):
    """A bracket that is open: where each of its alternatives starts."""

    mark: str
    starts: list[int]


def pruned(text: str) -> Iterator[Pruned]:
    """Yield the valid pattern *text* without each of its alternatives in turn, the only ones of a bracket left."""
    open_: list[_Group] = []
    for match in MARK.finditer(text):
        if match.group() in "([":
            open_.append(_Group(match.group(), [match.end()]))
        elif match.group() == "|" and open_:
            open_[-1].starts.append(match.end())
        elif match.group() in ")]" and open_:
            yield from _without_each(text, open_.pop().starts, match.start())


def _without_each(text: str, starts: list[int], end: int) -> Iterator[Pruned]:
    """Yield *text* without each alternative of a bracket that closes at *end*, where it has several."""
    ends = [start - 1 for start in starts[1:]] + [end]
    for number, (start, stop) in enumerate(zip(starts, ends, strict=True)):
        if len(starts) == 1:
            return
        cut = (starts[0], starts[1]) if number == 0 else (start - 1, stop)
        yield Pruned(text[: cut[0]] + text[cut[1] :], text[start:stop])


def commonness(alternative: str, sentences: Iterator[str] | tuple[str, ...]) -> int:
    """Return in how many of *sentences* a word of *alternative* stands."""
    words = {token.lower for token in tokens(alternative)}
    return sum(any(not words.isdisjoint(token.bases) for token in tokens(sentence)) for sentence in sentences)
