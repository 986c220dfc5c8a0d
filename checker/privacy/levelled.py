"""A text with digits, spaces, hyphens and full-width characters written in one way, and the way back.

Whoever looks for a number should not have to think of full-width digits, or of the invisible marks that an
address book puts around a number when it is copied.
"""

import re
import unicodedata
from typing import NamedTuple

INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff]")
"""Soft hyphens, zero-width characters, marks of direction."""
_HYPHENS = "\u2010\u2011\u2012\u2013\u2014\u2015\u2212\ufe63"
_SPACES = "\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000"
_LEVEL = (
    {code: chr(code - 0xFEE0) for code in range(0xFF01, 0xFF5F)}
    | {code: str(unicodedata.decimal(chr(code))) for code in range(0x0660, 0x1FC00) if chr(code).isdecimal()}
    | dict.fromkeys(map(ord, _HYPHENS), "-")
    | dict.fromkeys(map(ord, _SPACES), " ")
    | dict.fromkeys(map(ord, "\u2018\u2019\u02bc"), "'")
)
"""Each character for which another one is read."""


class Levelled(NamedTuple):
    """A levelled text that knows where its characters come from."""

    text: str
    origins: tuple[int, ...] | None
    """For each character, its place in the original; none where they all stand where they stood."""

    def stretch(self, start: int, end: int) -> tuple[int, int]:
        """Return the stretch of the original from which *start* to *end* comes; it must not be empty."""
        return (start, end) if self.origins is None else (self.origins[start], self.origins[end - 1] + 1)


def level(text: str) -> Levelled:
    """Return *text* levelled."""
    if not INVISIBLE.search(text):
        return Levelled(text.translate(_LEVEL), None)
    origins = tuple(place for place, character in enumerate(text) if not INVISIBLE.match(character))
    return Levelled("".join(text[place] for place in origins).translate(_LEVEL), origins)


def folded(text: str) -> str:
    """Return *text* without case and accents."""
    apart = unicodedata.normalize("NFKD", text)
    return "".join(character for character in apart if not unicodedata.combining(character)).casefold()
