"""Guides to import, put together as readers do."""

from collections.abc import Sequence
from pathlib import Path

from checker.composition import Composition
from checker.domain import BlockKind, BrandKit, Document, Guideline, Place
from checker.kits.importing import draft_kit
from checker.kits.loading import load

Written = tuple[BlockKind, str] | tuple[BlockKind, str, int]


def guide(*blocks: Written, title: str = "Acme: the brand guide") -> Document:
    """Return a document of *blocks*, each a kind, its words, and a level where it has one."""
    composition = Composition()
    for kind, text, *level in blocks:
        composition.add(text, kind, level=level[0] if level else 0)
    return composition.finish(b"", source="guides/acme.docx", format_name="docx", title=title)


def section(heading: str, *paragraphs: str) -> list[Written]:
    """Return a heading with paragraphs; those that start with `- ` are bullets, with `> ` quotations."""
    kinds = {"- ": BlockKind.BULLET, "> ": BlockKind.QUOTED}
    below: list[Written] = [
        (kinds[text[:2]], text[2:]) if text[:2] in kinds else (BlockKind.PARAGRAPH, text)
        for text in paragraphs
    ]
    return [(BlockKind.HEADING, heading, 2), *below]


def table(rows: Sequence[Sequence[str]], *, first: int = 1) -> Document:
    """Return a guide with a table below *Words*, whose empty cells are no blocks, as in a word processor."""
    composition = Composition()
    composition.add("Words", BlockKind.HEADING, level=2)
    cells = [cell for row in rows for cell in row]
    for number, cell in enumerate(cells, start=first):
        composition.add(cell, BlockKind.CELL, place=Place(paragraph=number))
    return composition.finish(b"", source="acme.docx", format_name="docx", title="Acme brand guide")


def imported(document: Document, tmp_path: Path) -> BrandKit:
    """Return the kit that *document* gives, written to *tmp_path* and loaded again."""
    path = tmp_path / "kit.yaml"
    path.write_text(draft_kit(document), encoding="utf-8")
    return load(path)


def the_guidelines(tmp_path: Path, *blocks: Written) -> tuple[Guideline, ...]:
    """Return the guidelines that *blocks* give."""
    return imported(guide(*blocks), tmp_path).guidelines
