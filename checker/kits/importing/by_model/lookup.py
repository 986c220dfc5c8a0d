"""Words looked up in a guide, where only white space and quotation marks may differ."""

import re
from collections.abc import Sequence
from functools import lru_cache

from checker.kits.importing.by_model.passages import GuidePassage

MARKS = re.compile("[“”„‟\"«»‹›‘’‚'`´]")
"""Quotation marks and apostrophes, which guides and models write in many ways."""


@lru_cache(maxsize=65_536)
def bare(text: str) -> str:
    """Return *text* without quotation marks, its white space as single spaces."""
    return " ".join(MARKS.sub("", text).split())


def stands_in(words: str, text: str, *, any_case: bool = False) -> bool:
    """Return whether *words* stand in *text* as whole words; a `*` at their end stands for any ending."""
    is_open = words.rstrip().endswith("*")
    wanted, given = bare(words.rstrip("* ")), bare(text)
    if any_case:
        wanted, given = wanted.casefold(), given.casefold()
    if not wanted or wanted not in given:
        return False
    end = "" if is_open else r"(?!\w)"
    return re.search(rf"(?<!\w){re.escape(wanted)}{end}", given) is not None


def place_of_words(
    words: str, passages: Sequence[GuidePassage], *, any_case: bool = False
) -> GuidePassage | None:
    """Return the first of *passages* in which *words* stand."""
    return next((p for p in passages if stands_in(words, p.text, any_case=any_case)), None)
