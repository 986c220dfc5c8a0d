"""Drafts as YAML that a person can read, with comments on where each guideline comes from."""

from collections.abc import Iterator, Sequence
from pathlib import PurePath

from checker.domain import Document, Severity
from checker.kits.importing.brands import brand_line
from checker.kits.importing.draft import LISTED, Draft
from checker.kits.importing.layout import commented, is_acronym, quoted, scalar, section, wrapped
from checker.kits.importing.notes import Notes
from checker.kits.importing.wording import flat

CLIP = 300
"""Characters of what was not understood that are repeated; its place is always given."""


def write(documents: Sequence[Document], notes: Notes) -> str:
    """Return the draft kit."""
    lines = [
        f"# Drafted from {origin(documents)} by rules, without a judge. Read it, correct it, "
        "then publish it.",
        f"brand: {brand_line(documents)}",
        "version: draft",
        "guidelines:",
    ]
    taken: set[str] = set()
    for draft in notes.drafts:
        lines += ["", *_guideline(draft, _unique(draft.name, taken))]
    if not notes.drafts:
        lines[-1] = "guidelines: []"
    lines += section("Not understood; add what is a rule:", notes.left, longest=CLIP)
    lines += section("Not read:", missed(documents), longest=CLIP)
    return "\n".join(lines) + "\n"


def origin(documents: Sequence[Document]) -> str:
    """Return what a guide is called that *documents* make up."""
    paths = [PurePath(document.source) for document in documents]
    if len(paths) == 1:
        return flat(paths[0].name)
    return f"{len(paths)} pages in {flat(paths[0].parent.name) or 'a folder'}"


def missed(documents: Sequence[Document]) -> Iterator[str]:
    """Yield what of a guide was not read, and why."""
    for document in documents:
        page = f"{PurePath(document.source).name}, " if len(documents) > 1 else ""
        yield from (f"{page}{part.what}: {part.reason}" for part in document.not_read)


def _unique(name: str, taken: set[str]) -> str:
    unique, count = name, 1
    while unique in taken:
        count += 1
        unique = f"{name}-{count}"
    taken.add(unique)
    return unique


def _guideline(draft: Draft, name: str) -> Iterator[str]:
    for source in draft.sources[:LISTED]:
        yield from commented(source, "  ")
    if len(draft.sources) > LISTED:
        last = draft.sources[-1].split(":", 1)[0]
        yield f"  # … and {len(draft.sources) - LISTED} more, up to {last}"
    yield f"  - id: {scalar(name)}"
    yield f"    kind: {draft.kind}"
    if draft.role:
        yield f"    role: {draft.role}"
    if draft.is_conditional:
        yield f"    severity: {Severity.SUGGESTION}  # unwanted in one case only: a person has to look"
    yield "    text: >-"
    yield from wrapped(draft.instruction, "      ")
    if draft.teams:
        yield f"    applies_to: [{', '.join(draft.teams)}]"
    yield from _terms(draft)
    yield from _examples(draft)


def _terms(draft: Draft) -> Iterator[str]:
    """Yield the terms, each with its first replacement."""
    if draft.terms:
        yield "    terms:"
    for avoid, prefer in draft.pairs:
        yield f"      {scalar(avoid)}: {_replacement(avoid, prefer)}".rstrip()


def _replacement(avoid: str, prefer: str) -> str:
    """Return what follows an unwanted word; one in capitals is unwanted in capitals only."""
    if not is_acronym(avoid):
        return scalar(prefer) if prefer else ""
    flag = "case_sensitive: yes"
    return f"{{prefer: {quoted(prefer)}, {flag}}}" if prefer else f"{{{flag}}}"


def _examples(draft: Draft) -> Iterator[str]:
    if draft.on_brand or draft.off_brand:
        yield "    examples:"
    for name, texts in (("on_brand", draft.on_brand), ("off_brand", draft.off_brand)):
        if texts:
            yield f"      {name}:"
        yield from (f"        - {scalar(text)}" for text in dict.fromkeys(texts))
