"""A guide as sections of units: paragraphs, bullets, quotations and tables below their headings."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import groupby
from typing import NamedTuple

from checker.domain import Block, BlockKind, Document, Kind, Role
from checker.kits.importing.cues import Topic, topic_of
from checker.kits.importing.tables import Table, table_of
from checker.kits.importing.wording import bold_in, is_link, label_of, place_of, plain

HEADINGS = {BlockKind.TITLE, BlockKind.SUBJECT, BlockKind.HEADING}
ASIDE = {BlockKind.FOOTER, BlockKind.COMMENT, BlockKind.CODE, BlockKind.ALT_TEXT, BlockKind.CHART}
"""Blocks that hold no instruction."""
NAMES_GUIDE = re.compile(r"\b(?:guide(?:lines?|book)?|handbook|playbook|manual|brand book)\b", re.IGNORECASE)
"""A heading that names the guide itself and announces nothing."""


class Unit(NamedTuple):
    """A block of a guide, or a table."""

    kind: BlockKind
    text: str
    """Its words without markup; empty for a table."""
    label: str
    """The words set bold at its start that name what follows."""
    place: str
    """Where it is, for people: `line 34` or `slide 3`."""
    table: Table | None = None
    is_link: bool = False
    """Whether it is a link and nothing else."""
    bold: tuple[str, ...] = ()
    """The words that are set bold in it."""


@dataclass
class Section:
    """A heading with what stands below it, up to the next."""

    heading: str
    path: tuple[str, ...]
    """The headings above it, outermost first."""
    title: Unit
    """The heading as a unit."""
    units: list[Unit] = field(default_factory=list)
    is_parent: bool = False
    """Whether other headings stand below it."""

    @property
    def topic(self) -> Topic | None:
        """Return what its heading announces, or the nearest above that announces anything."""
        names = (name for name in (self.heading, *reversed(self.path)) if not NAMES_GUIDE.search(name))
        return next((topic for name in names if (topic := topic_of(name))), None)

    @property
    def kind(self) -> Kind | None:
        """Return the kind of its guidelines, where the headings say so."""
        return self.topic.kind if self.topic else None

    @property
    def role(self) -> Role | None:
        """Return the role of its messages, where the headings say so."""
        return self.topic.role if self.topic else None


def outline(document: Document) -> list[Section]:
    """Return the sections of *document* in order, the first of them being what stands above any heading."""
    sections = [Section(document.title, (), Unit(BlockKind.TITLE, "", "", ""))]
    above: dict[int, Section] = {}
    for is_table, group in groupby(document.blocks, key=lambda block: block.kind is BlockKind.CELL):
        blocks = list(group)
        if is_table:
            sections[-1].units.append(_table(document, blocks))
            continue
        for block in blocks:
            if block.kind in HEADINGS:
                sections.append(_section(document, block, above))
            else:
                sections[-1].units.extend(_units(document, block))
    return sections


def _section(document: Document, block: Block, above: dict[int, Section]) -> Section:
    """Return the section that the heading *block* opens below those *above*, which it joins."""
    heading, level = plain(document.text, block), block.level or 1
    for deeper in [known for known in above if known >= level]:
        del above[deeper]
    for parent in above.values():
        parent.is_parent = True
    path = tuple(above[known].heading for known in sorted(above))
    title = Unit(block.kind, heading, "", place_of(document, block))
    above[level] = Section(heading, path, title)
    return above[level]


def _table(document: Document, blocks: list[Block]) -> Unit:
    return Unit(BlockKind.CELL, "", "", place_of(document, blocks[0]), table_of(document, blocks))


def _units(document: Document, block: Block) -> Iterator[Unit]:
    text = plain(document.text, block)
    if text:
        yield Unit(
            block.kind,
            text,
            label_of(document.text, block),
            place_of(document, block),
            None,
            is_link(document.text, block),
            bold_in(document.text, block),
        )
