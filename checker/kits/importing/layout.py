"""Texts as lines of YAML that a person can read."""

import json
import re
import textwrap
from collections.abc import Iterable, Iterator

from checker.kits.importing.wording import flat

WIDTH = 100
"""Characters of a line."""
ACRONYM = 5
"""Letters of the longest word in capitals that is read as an abbreviation."""
PLAIN = re.compile(r"[A-Za-zÀ-ÿ][\w’.,&/+-]*(?: [\w’.,&/+(-][\w’.,&/+)-]*)*")
"""A text that YAML takes as it is."""
RESERVED = {"yes", "no", "true", "false", "null", "on", "off", "y", "n"}


def scalar(text: str) -> str:
    """Return *text* so that YAML reads the same: as it is, or between quotation marks."""
    line = flat(text)
    if PLAIN.fullmatch(line) and line.lower() not in RESERVED:
        return line
    return quoted(line)


def quoted(text: str) -> str:
    """Return *text* between quotation marks, so that it may stand anywhere."""
    return json.dumps(flat(text), ensure_ascii=False)


def listed(texts: Iterable[str]) -> str:
    """Return *texts* as a list on one line."""
    return f"[{', '.join(map(quoted, texts))}]"


def wrapped(text: str, indent: str) -> list[str]:
    """Return *text* as the lines of a folded block."""
    return textwrap.wrap(
        flat(text),
        WIDTH,
        initial_indent=indent,
        subsequent_indent=indent,
        break_long_words=False,
        break_on_hyphens=False,
    )


def commented(text: str, indent: str = "", *, bullet: str = "") -> list[str]:
    """Return *text* as the lines of a comment, after a *bullet* where there is one."""
    return textwrap.wrap(
        flat(text),
        WIDTH,
        initial_indent=f"{indent}# {bullet}",
        subsequent_indent=f"{indent}# {' ' * (len(bullet) or 2)}",
        break_on_hyphens=False,
    )


def section(title: str, texts: Iterable[str], *, longest: int) -> Iterator[str]:
    """Yield *texts* as comments below a *title*, each of at most *longest* characters."""
    rows = list(texts)
    if rows:
        yield ""
        yield f"# {title}"
    for text in rows:
        yield from commented(clipped(text, longest), bullet="- ")


def clipped(text: str, longest: int) -> str:
    """Return *text*, its end as an ellipsis where it is longer."""
    return f"{text[: longest - 1]}…" if len(text) > longest else text


def is_acronym(word: str) -> bool:
    """Return whether *word* is unwanted in capitals only, being an abbreviation."""
    return word.isupper() and len(word) <= ACRONYM
