"""Where words of a read PDF stand on its pages, in the coordinates of the file."""

import math
from collections.abc import Iterator
from itertools import groupby
from typing import NamedTuple

from pypdf import PageObject

from checker.pages.hyphens import HYPHENS
from checker.pages.leaves import Printed
from checker.pages.lines import Line
from checker.pages.matrices import Matrix, point
from checker.pages.pen import Ink
from checker.pages.press import upright

ASCENT, DESCENT = 0.8, 0.22
"""Font sizes that letters reach above and below their base."""

ASTRAY = 3
"""Letters on the page that may be passed over to find the next one of the text."""

Point = tuple[float, float]


class Quad(NamedTuple):
    """A stretch of one line, by its corners."""

    page: int
    """Counted from 1."""
    points: tuple[Point, Point, Point, Point]
    """Top left, top right, bottom left, bottom right, as the text runs."""


class _Letter(NamedTuple):
    """A letter on a page."""

    line: Line
    word: Ink
    at: int
    """Its place in the word."""


def quads(printed: Printed, start: int, end: int, pages: list[PageObject]) -> Iterator[Quad]:
    """Yield where the characters of *printed* from *start* to *end* stand, line by line."""
    found = _letters(printed, start, end)
    for line, group in groupby(found, key=lambda letter: letter.line):
        letters = list(group)
        if 0 < line.page <= len(pages):
            yield Quad(line.page, _corners(letters, pages[line.page - 1]))


def corner(page: PageObject, right: float, down: float) -> Point:
    """Return the point so far from a page's upper right corner, as it is shown."""
    matrix, width, height = upright(page)
    return point(_inverse(matrix), width - right, height - down)


def _letters(printed: Printed, start: int, end: int) -> list[_Letter]:
    """Return the letters of that stretch of the text; as many as are found on the page."""
    there = [letter for line in printed.lines for word in line.words for letter in _spelled(line, word)]
    at = printed.skipped
    found = []
    for index, character in enumerate(printed.text[:end]):
        if character.isspace():
            continue
        at = _next(there, at, character)
        if at < 0:
            break
        if index >= start:
            found.append(there[at])
        at += 1
    return found


def _spelled(line: Line, word: Ink) -> Iterator[_Letter]:
    return (_Letter(line, word, at) for at, letter in enumerate(word.text) if not letter.isspace())


def _next(there: list[_Letter], at: int, character: str) -> int:
    """Return where *character* is from *at* on, hyphens of divided words passed over; -1 where it is not."""
    astray = 0
    while at < len(there) and astray <= ASTRAY:
        letter = there[at].word.text[there[at].at]
        if letter == character:
            return at
        astray += letter not in HYPHENS
        at += 1
    return -1


def _corners(letters: list[_Letter], page: PageObject) -> tuple[Point, Point, Point, Point]:
    words = [letter.word for letter in letters]
    left = min(_edge(letter.word, letter.at) for letter in letters)
    right = max(_edge(letter.word, letter.at + 1) for letter in letters)
    top = min(word.base - ASCENT * word.size for word in words)
    bottom = max(word.base + DESCENT * word.size for word in words)
    matrix, _, height = upright(page)
    turn, back = math.radians(words[0].angle), _inverse(matrix)

    def place(along: float, down: float) -> Point:
        across = down - height
        x = along * math.cos(turn) + across * math.sin(turn)
        y = along * math.sin(turn) - across * math.cos(turn)
        return point(back, x, y)

    return place(left, top), place(right, top), place(left, bottom), place(right, bottom)


def _edge(word: Ink, at: int) -> float:
    """Return where the letter *at* of *word* begins, all being taken for equally wide."""
    return word.left + (word.right - word.left) * at / len(word.text)


def _inverse(matrix: Matrix) -> Matrix:
    """Return the matrix that undoes *matrix*, which turns and moves only."""
    a, b, c, d, e, f = matrix
    area = a * d - b * c
    return (
        d / area,
        -b / area,
        -c / area,
        a / area,
        (c * f - d * e) / area,
        (b * e - a * f) / area,
    )
