"""A guide in numbered passages, and windows of them."""

from collections.abc import Iterator, Sequence
from pathlib import PurePath
from typing import NamedTuple

from checker.domain import Document
from checker.kits.importing.outline import Section, Unit, outline
from checker.kits.importing.wording import flat

CHARACTERS_PER_TOKEN = 4
OVERHEAD = 2_200
"""Tokens for instructions, themes and the form of the answer."""
REPEATED = 3
"""How many times as long as what it is about an answer may get, since it quotes, words and structures it."""
SMALLEST = 500
"""Tokens of the smallest window."""
SHARED = 0.08
"""Part of a window that is shown again in the next, so that a rule cut in two is seen whole."""
MOST = 1_500
"""Characters of the longest passage; a longer block is more than one."""


class GuidePassage(NamedTuple):
    """A heading, paragraph, item or table row of a guide."""

    number: int
    """Its place in the guide, counted from 1."""
    text: str
    """Its words without markup, on one line."""
    place: str
    """Where it is, for people: `line 34` or `tone.md, slide 3`."""
    under: str
    """The heading above it; empty where there is none."""
    is_rule: bool = True
    """Whether it may hold an instruction: headings and heads of tables need not be used."""

    @property
    def line(self) -> str:
        """Return it as the model sees it."""
        return f"[{self.number}] {'' if self.is_rule else '# '}{self.text}"


def passages_of(documents: Sequence[Document]) -> tuple[GuidePassage, ...]:
    """Return the passages of a guide's *documents*, numbered through."""
    found: list[GuidePassage] = []
    for document in documents:
        page = f"{PurePath(document.source).name}, " if len(documents) > 1 else ""
        for section in outline(document):
            found.extend(_of_section(section, page))
    return tuple(passage._replace(number=number) for number, passage in enumerate(found, start=1))


def portion(window: int, output: int) -> int:
    """Return how many tokens of a guide fit a question of *window* tokens whose answer may have *output*."""
    return max(SMALLEST, min(window - OVERHEAD, output // REPEATED))


def windows_of(passages: Sequence[GuidePassage], size: int) -> tuple[tuple[GuidePassage, ...], ...]:
    """Return *passages* in windows of at most *size* tokens, each with the end of the one before."""
    found: list[tuple[GuidePassage, ...]] = []
    window: list[GuidePassage] = []
    for passage in passages:
        if window and _tokens([*window, passage]) > size:
            found.append(tuple(window))
            window = _end_of(window, size * SHARED)
        window.append(passage)
    return (*found, tuple(window)) if window else ()


def _end_of(window: Sequence[GuidePassage], tokens: float) -> list[GuidePassage]:
    kept: list[GuidePassage] = []
    for passage in reversed(window):
        if _tokens([passage, *kept]) > tokens:
            break
        kept.insert(0, passage)
    return kept


def _tokens(passages: Sequence[GuidePassage]) -> float:
    return sum(len(passage.line) + 1 for passage in passages) / CHARACTERS_PER_TOKEN


def _of_section(section: Section, page: str) -> Iterator[GuidePassage]:
    under = flat(section.heading)
    if section.title.text:
        yield GuidePassage(0, flat(section.title.text), page + section.title.place, "", is_rule=False)
    for unit in section.units:
        for text, place, is_rule in _rows(unit):
            for piece in _pieces(text):
                yield GuidePassage(0, piece, page + place, under, is_rule)


def _rows(unit: Unit) -> Iterator[tuple[str, str, bool]]:
    """Yield the texts of *unit*: one, or one for each row of a table."""
    if unit.table is None:
        yield unit.text, unit.place, True
        return
    if unit.table.head:
        yield _joined(unit.table.head), unit.place, False
    for row in unit.table.rows:
        yield _joined(row.cells), row.place, True


def _joined(cells: dict[int, str]) -> str:
    return " | ".join(cell for _, cell in sorted(cells.items()) if cell)


def _pieces(text: str) -> Iterator[str]:
    """Yield *text* in pieces of whole words that a person can take in."""
    rest = flat(text)
    while len(rest) > MOST:
        cut = max(rest.rfind(". ", 0, MOST) + 1, rest.rfind(" ", 0, MOST) if ". " not in rest[:MOST] else 0)
        cut = cut if cut > 0 else MOST
        yield rest[:cut].strip()
        rest = rest[cut:].strip()
    if rest:
        yield rest
