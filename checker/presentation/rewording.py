"""What a suggestion changes in the words it replaces, as a small diff."""

import re
from difflib import SequenceMatcher
from typing import Literal, NamedTuple

from checker.presentation.neutral import neutral

_TOKEN = re.compile(r"\s*(?:\w+|[^\w\s])\s*|\s+")
_ALIKE = 0.5
"""Below this likeness (2 × tokens in common ÷ tokens in all) a whole replacement reads better."""
_MOST_TOKENS = 600
"""Beyond this a diff takes longer than it helps."""


class Change(NamedTuple):
    """A stretch that stays, goes or comes."""

    kind: Literal["kept", "removed", "added"]
    text: str


def changes(old: str, new: str) -> tuple[Change, ...]:
    """Return how *old* becomes *new*, word by word where the two are alike, else as a whole."""
    before, after = _TOKEN.findall(neutral(old)), _TOKEN.findall(neutral(new))
    if len(before) + len(after) > _MOST_TOKENS:
        return _whole(old, new)
    matcher = SequenceMatcher(a=[t.strip() for t in before], b=[t.strip() for t in after], autojunk=False)
    if matcher.ratio() < _ALIKE:
        return _whole(old, new)
    found: list[Change] = []
    for tag, i, j, k, m in matcher.get_opcodes():
        if tag == "equal":
            found.append(Change("kept", "".join(after[k:m])))
            continue
        found += [Change("removed", "".join(before[i:j]))] if i < j else []
        found += [Change("added", "".join(after[k:m]))] if k < m else []
    return tuple(found)


def _whole(old: str, new: str) -> tuple[Change, ...]:
    changed = (Change("removed", neutral(old)), Change("added", neutral(new)))
    return tuple(change for change in changed if change.text)
