"""What is published anyway, such as the brand's support address in its guidelines, and need not be masked."""

import re
from typing import NamedTuple

from checker.privacy.levelled import folded
from checker.privacy.sighting import Kind, Sighting

SHORTEST = 8
"""Characters by which a value is known again, and last digits by which two phone numbers are the same."""
_TRUNK = re.compile(r"\(0\)")
_SPACE = re.compile(r"\s+")


class Public(NamedTuple):
    """A published text, ready to be looked up in."""

    text: str
    """With every white space as one space."""
    essences: frozenset[str]
    """Of all in it that would be private elsewhere."""
    phones: tuple[str, ...]
    """The digits of its phone numbers."""

    def holds(self, value: str, kind: Kind) -> bool:
        """Return whether *value*, levelled, stands in it: a name in the same case, a number in any form."""
        if (kind == "name" or len(value) >= SHORTEST) and self._has(value, kind):
            return True
        if kind == "phone":
            return any(_is_same(digits_of(value), digits) for digits in self.phones)
        return kind != "name" and essence(value, kind) in self.essences

    def _has(self, value: str, kind: Kind) -> bool:
        flags = re.NOFLAG if kind == "name" else re.IGNORECASE
        verbatim = re.escape(_SPACE.sub(" ", value))
        return re.search(rf"(?<![\w@+-])(?<!\w\.){verbatim}(?![\w@]|[.-]\w)", self.text, flags) is not None


def published(text: str, sightings: tuple[Sighting, ...]) -> Public:
    """Return *text*, a levelled one, in which *sightings* were found, ready to be looked up in."""
    values = [(text[start:end], kind) for start, end, kind in sightings]
    return Public(
        text=_SPACE.sub(" ", text),
        essences=frozenset(essence(value, kind) for value, kind in values),
        phones=tuple(digits_of(value) for value, kind in values if kind == "phone"),
    )


def essence(value: str, kind: Kind) -> str:
    """Return what two spellings of one *value* share: of numbers and names, their letters and digits."""
    if kind in {"phone", "card", "account", "id", "mac", "name"}:
        bare = "".join(filter(str.isalnum, value))
        return folded(bare) if kind == "name" else bare.casefold()
    return value.casefold()


def digits_of(phone: str) -> str:
    """Return the digits of a *phone* number as it is dialled, the country's code first if it is given."""
    return "".join(filter(str.isdecimal, _TRUNK.sub("", phone)))


def _is_same(one: str, other: str) -> bool:
    short, long = sorted((one.lstrip("0"), other.lstrip("0")), key=len)
    return len(short) >= SHORTEST and long.endswith(short)
