"""A message that a machine may read where people see something else, or nothing."""

import re
from typing import NamedTuple

LEAST = 8
"""Characters that a message has at least, and different ones among them."""
SOUND = 0.9
"""Part of a message that is letters, figures and common signs; the rest may be damage."""
READABLE = re.compile(r"[\w .,:;!?'\"()\[\]{}<>/|\n-]")


class Disguise(NamedTuple):
    """What a stretch of a text says to who can read it."""

    start: int
    end: int
    words: str
    is_secret: bool = False
    """Whether no honest text holds a message so, whatever it says."""
    is_odd: bool = True
    """Whether no honest text is written so."""
    is_aligned: bool = False
    """Whether each character stands for the one at the same place."""


def is_readable(words: str) -> bool:
    """Return whether *words* may be a message: letters for the most part, several of them."""
    known = len(READABLE.findall(words))
    return len(words) >= LEAST and known >= SOUND * len(words) and len(set(words.lower())) >= LEAST
