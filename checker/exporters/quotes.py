"""A passage that a page quotes, and the way to its words."""

from typing import NamedTuple
from urllib.parse import quote

_LONGEST = 8
"""Words that are looked for as they are; of more, the first and the last four."""


class Quote(NamedTuple):
    """A passage and where it stands."""

    text: str
    title: str
    address: str
    """Where it can be read; empty for nowhere."""


def at_words(address: str, text: str) -> str:
    """Return *address* so that a browser goes to these words (W3C draft “URL Fragment Text Directives”)."""
    words = text.split()
    if not words:
        return address
    half = _LONGEST // 2
    ends = [words] if len(words) <= _LONGEST else [words[:half], words[-half:]]
    return f"{address}#:~:text={','.join(_escaped(' '.join(end)) for end in ends)}"


def _escaped(text: str) -> str:
    """Return *text* percent-encoded, with what the directive gives a meaning to."""
    return quote(text.encode("utf-8", "replace"), safe="").replace("-", "%2D")
