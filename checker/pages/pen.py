"""The words that a string of a PDF page puts on it, and where."""

import math
from dataclasses import dataclass
from typing import NamedTuple

from checker.pages.fonts import Font
from checker.pages.matrices import Matrix, point

GAP = 0.17
"""Ems from which a gap between letters parts words; spaces have a quarter, kerning a tenth."""

LEVEL = 0.1
"""Font sizes within which letters of a word stand level."""

SMALLEST = 2.0
"""Points below which nobody can read a text."""

TURN = 5
"""Degrees within which lines of text count as parallel."""

INVISIBLE = 3
"""The mode of text that is there to be searched and copied, not seen."""


class Ink(NamedTuple):
    """A word or part of one; places are in points along the text's direction, *base* growing downwards."""

    text: str
    left: float
    right: float
    base: float
    size: float
    bold: bool
    spaced: bool
    """Whether a space was written before it."""
    angle: int
    """The direction of the text in degrees."""
    hidden: bool
    """Whether it is too small to be read, or lies off the page."""
    invisible: bool
    """Whether it is there only to be searched and copied."""
    order: int = 0
    """Its place in the order of writing."""

    def gap_to(self, word: "Ink") -> float:
        """Return the gap before *word* in font sizes; an infinite one where it is not on the same line."""
        is_level = self.angle == word.angle and abs(self.base - word.base) < LEVEL * self.size
        return (word.left - self.right) / self.size if is_level and self.size else math.inf

    def joined(self, word: "Ink") -> "Ink":
        """Return this with *word* behind it, as one word."""
        return self._replace(text=self.text + word.text, right=word.right)


@dataclass
class State:
    """How text is written."""

    matrix: Matrix
    font: Font | None = None
    size: float = 0.0
    letter_gap: float = 0.0
    word_gap: float = 0.0
    percent: float = 100.0
    """How wide the letters are drawn."""
    leading: float = 0.0
    rise: float = 0.0
    mode: float = 0.0


class Pen:
    """The writing of one string.

    Args:
        state: the size and the spacing.
        font: the font.
        matrix: how places in the string become places on the page.
        page: the page's width and height.
    """

    def __init__(self, state: State, font: Font, matrix: Matrix, page: tuple[float, float]) -> None:
        """Start where *matrix* says."""
        self.x = 0.0
        self._state = state
        self._font = font
        self._matrix = matrix
        self._page = page
        self._em = state.size * state.percent / 100
        self._done: list[Ink] = []
        self._text: list[str] = []
        self._start = self._end = 0.0
        self.spaced = False
        """Whether a space was written last."""

    def move(self, ems: float) -> None:
        """Leave a gap; a wide one parts words, and so does a step back."""
        self.x += ems * self._em
        if abs(ems) > GAP:
            self._end_word(spaced=ems > 0)

    def write(self, code: bytes) -> None:
        """Write the letters that *code* stands for."""
        for letter in self._font.letters(code):
            width = letter.width * self._em
            if letter.text == " ":
                self._end_word(spaced=True)
            else:
                self._start = self._start if self._text else self.x
                self._text.append(letter.text)
                self._end = self.x + width
            gap = self._state.letter_gap + (self._state.word_gap if letter.is_space_code else 0.0)
            self.x += width + gap * self._state.percent / 100

    def lift(self) -> list[Ink]:
        """Return all that was written."""
        self._end_word(spaced=False)
        return self._done

    def _end_word(self, *, spaced: bool) -> None:
        if self._text:
            self._done.append(self._word())
            self._text, self.spaced = [], False
        self.spaced = self.spaced or spaced

    def _word(self) -> Ink:
        size = abs(self._state.size) * self._font.height * math.hypot(*self._matrix[2:4])
        turn = _turn(self._matrix)
        along, across = math.cos(math.radians(turn)), math.sin(math.radians(turn))
        x, y = point(self._matrix, self._start, self._state.rise)
        end_x, end_y = point(self._matrix, self._end, self._state.rise)
        width, height = self._page
        is_on_page = 0 <= y <= height and min(x, end_x) < width and max(x, end_x) > 0
        return Ink(
            text="".join(self._text),
            left=x * along + y * across,
            right=end_x * along + end_y * across,
            base=height + x * across - y * along,
            size=size,
            bold=self._font.bold,
            spaced=self.spaced,
            angle=turn % 360,
            hidden=size < SMALLEST or not is_on_page,
            invisible=self._state.mode == INVISIBLE,
        )


def _turn(matrix: Matrix) -> int:
    """Return the direction of text in degrees, so rounded that parallel lines have the same."""
    return round(math.degrees(math.atan2(matrix[1], matrix[0])) / TURN) * TURN
