"""Drafts as YAML that a person can read, with comments on where each guideline comes from."""

import json
import re
import textwrap
from collections import Counter
from collections.abc import Iterator
from pathlib import PurePath

from checker.domain import Document
from checker.kits.importing.draft import Draft
from checker.kits.importing.notes import Notes
from checker.kits.importing.outline import NAMES_GUIDE
from checker.kits.importing.wording import flat

WIDTH = 100
"""Characters of a line."""
OFTEN = 3
"""How often a guide uses the name that is taken for the brand's."""
ACRONYM = 5
"""Letters of the longest word in capitals that is read as an abbreviation."""
CLIP = 300
"""Characters of what was not understood that are repeated; its place is always given."""
PLAIN = re.compile(r"[A-Za-zÀ-ÿ][\w’.,&/+-]*(?: [\w’.,&/+(-][\w’.,&/+)-]*)*")
"""A text that YAML takes as it is."""
NAME = re.compile(r"(?<=[a-z,] )(?=\w*[A-Z])[A-Z0-9]\w+")
"""A word with a capital inside a sentence."""
RESERVED = {"yes", "no", "true", "false", "null", "on", "off", "y", "n"}
GUIDE = re.compile(
    r"\b(?:the |our )?(?:brand|message|messaging|style|content|voice|tone|editorial|writing|handbook|manual|"
    r"guide(?:lines?|book)?|playbook|book|rules|standards|on one page|and|of voice)\b[\s:,–—-]*",
    re.IGNORECASE,
)
"""Words of a guide's title that are not the brand's name."""


def write(document: Document, notes: Notes) -> str:
    """Return the draft kit."""
    name = PurePath(document.source).name
    lines = [
        f"# Drafted from {flat(name)} by rules, without a judge. Read it, correct it, then publish it.",
        f"brand: {_brand(document)}",
        "version: draft",
        "guidelines:",
    ]
    taken: set[str] = set()
    for draft in notes.drafts:
        lines += ["", *_guideline(draft, _unique(draft.name, taken))]
    if not notes.drafts:
        lines[-1] = "guidelines: []"
    lines += _remainder(document, notes)
    return "\n".join(lines) + "\n"


def _brand(document: Document) -> str:
    """Return the brand's name as a guide's title has it, else a guess that says so."""
    before = re.split(r"\s*(?::|\s[–—|-])\s+", document.title)[0]
    name = re.sub(r"^the |[’']s$", "", GUIDE.sub("", before).strip(" ,-"), flags=re.IGNORECASE)
    if flat(name) and NAMES_GUIDE.search(document.title):
        return _scalar(name)
    candidates = (_used_name(document), document.title, PurePath(document.source).stem, "Brand")
    guess = next(filter(None, map(flat, candidates)))
    return f"{_scalar(guess)}  # a guess; write the brand's name"


def _used_name(document: Document) -> str:
    """Return the name that the guide uses most, in its title above all, if it uses one often."""
    used = Counter(NAME.findall(document.text))
    lowered = Counter(re.findall(r"[a-z]\w+", document.text))
    names = {name: times for name, times in used.items() if times >= OFTEN and lowered[name.lower()] < times}
    return max(names, key=lambda name: (name in document.title, names[name], name), default="")


def _unique(name: str, taken: set[str]) -> str:
    unique, count = name, 1
    while unique in taken:
        count += 1
        unique = f"{name}-{count}"
    taken.add(unique)
    return unique


def _guideline(draft: Draft, name: str) -> Iterator[str]:
    yield f"  # {flat(draft.source)}"
    yield f"  - id: {_scalar(name)}"
    yield f"    kind: {draft.kind}"
    if draft.role:
        yield f"    role: {draft.role}"
    yield "    text: >-"
    yield from _wrapped(draft.instruction, "      ")
    if draft.teams:
        yield f"    applies_to: [{', '.join(draft.teams)}]"
    yield from _terms(draft)
    yield from _examples(draft)


def _terms(draft: Draft) -> Iterator[str]:
    """Yield the terms, each with its first replacement."""
    if draft.terms:
        yield "    terms:"
    replacements = {pair.avoid: pair.prefer for pair in reversed(draft.terms)}
    for avoid in dict.fromkeys(pair.avoid for pair in draft.terms):
        yield f"      {_scalar(avoid)}: {_replacement(avoid, replacements[avoid])}".rstrip()


def _replacement(avoid: str, prefer: str) -> str:
    """Return what follows an unwanted word; one in capitals is unwanted in capitals only."""
    if not (avoid.isupper() and len(avoid) <= ACRONYM):
        return _scalar(prefer) if prefer else ""
    flag = "case_sensitive: yes"
    return f"{{prefer: {json.dumps(flat(prefer), ensure_ascii=False)}, {flag}}}" if prefer else f"{{{flag}}}"


def _examples(draft: Draft) -> Iterator[str]:
    if draft.on_brand or draft.off_brand:
        yield "    examples:"
    for name, texts in (("on_brand", draft.on_brand), ("off_brand", draft.off_brand)):
        if texts:
            yield f"      {name}:"
        yield from (f"        - {_scalar(text)}" for text in dict.fromkeys(texts))


def _remainder(document: Document, notes: Notes) -> Iterator[str]:
    missed = [f"{part.what}: {part.reason}" for part in document.not_read]
    for title, texts in (("Not understood; add what is a rule:", notes.left), ("Not read:", missed)):
        if texts:
            yield ""
            yield f"# {title}"
        for text in texts:
            clipped = f"{text[: CLIP - 1]}…" if len(text) > CLIP else text
            yield from textwrap.wrap(flat(clipped), WIDTH, initial_indent="# - ", subsequent_indent="#   ")


def _wrapped(text: str, indent: str) -> list[str]:
    """Return *text* as the lines of a folded block."""
    return textwrap.wrap(
        flat(text),
        WIDTH,
        initial_indent=indent,
        subsequent_indent=indent,
        break_long_words=False,
        break_on_hyphens=False,
    )


def _scalar(text: str) -> str:
    """Return *text* so that YAML reads the same: as it is, or between quotation marks."""
    line = flat(text)
    if PLAIN.fullmatch(line) and line.lower() not in RESERVED:
        return line
    return json.dumps(line, ensure_ascii=False)
