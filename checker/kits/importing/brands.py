"""The brand's name, as a guide's title and text have it."""

import re
from collections import Counter
from collections.abc import Sequence
from pathlib import PurePath

from checker.domain import Document
from checker.kits.importing.layout import scalar
from checker.kits.importing.outline import NAMES_GUIDE
from checker.kits.importing.wording import flat

OFTEN = 3
"""How often a guide uses the name that is taken for the brand's."""
NAME = re.compile(r"(?<=[a-z,] )(?=\w*[A-Z])[A-Z0-9]\w+")
"""A word with a capital inside a sentence."""
GUIDE = re.compile(
    r"\b(?:the |our )?(?:brand|message|messaging|style|content|voice|tone|editorial|writing|handbook|manual|"
    r"guide(?:lines?|book)?|playbook|book|rules|standards|on one page|and|of voice)\b[\s:,–—-]*",
    re.IGNORECASE,
)
"""Words of a guide's title that are not the brand's name."""


def brand_line(documents: Sequence[Document]) -> str:
    """Return what follows `brand:`, the name as a guide's title has it, else a guess that says so."""
    for document in documents:
        before = re.split(r"\s*(?::|\s[–—|-])\s+", document.title)[0]
        name = re.sub(r"^the |[’']s$", "", GUIDE.sub("", before).strip(" ,-"), flags=re.IGNORECASE)
        if flat(name) and NAMES_GUIDE.search(document.title):
            return scalar(name)
    return f"{scalar(_guess(documents))}  # a guess; write the brand's name"


def _guess(documents: Sequence[Document]) -> str:
    first = documents[0]
    candidates = (_used_name(documents), first.title, PurePath(first.source).stem, "Brand")
    return next(filter(None, map(flat, candidates)))


def _used_name(documents: Sequence[Document]) -> str:
    """Return the name that a guide uses on most pages, above all in its title, if it uses one often."""
    used = Counter(name for document in documents for name in NAME.findall(document.text))
    pages = Counter(name for document in documents for name in set(NAME.findall(document.text)))
    lowered = Counter(word for document in documents for word in re.findall(r"[a-z]\w+", document.text))
    names = [name for name, times in used.items() if times >= OFTEN and lowered[name.lower()] < times]
    title = documents[0].title if len(documents) == 1 else ""
    return max(names, key=lambda name: (name in title, pages[name], used[name], name), default="")
