"""The names of people and firms that a user lists."""

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache

from checker.privacy.sighting import Sighting
from checker.privacy.words import Listed, find_words, listed

SHORTEST_INSIDE = 2
"""Characters of a name that is looked for inside longer words."""


def find_names(text: str, names: tuple[str, ...]) -> Iterator[Sighting]:
    """Find *names* in *text*, a levelled one, as whole words; blank names find nothing.

    Names in scripts without capitals are found inside longer words, too: such scripts set no space between
    words, or hang particles on them.
    """
    yield from find_words(text, _listed(names))
    for name in names:
        if len(name) >= SHORTEST_INSIDE and unicodedata.category(name[0]) == "Lo":
            yield from (Sighting(*match.span(), "name") for match in re.finditer(re.escape(name), text))


@lru_cache(maxsize=8)
def _listed(names: tuple[str, ...]) -> Listed:
    return listed((name, "name") for name in names)
