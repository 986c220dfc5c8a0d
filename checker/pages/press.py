"""The pages of a PDF file as ink: words with their places.

pypdf opens the file: it decrypts and unpacks within limits of its own and survives cyclic and broken
structures. Of the commands that draw a page only those that place text are run, here, and no more of them
than real pages have.
"""

import copy
import math
from typing import NamedTuple

from pypdf import PageObject
from pypdf.generic import DictionaryObject, StreamObject

from checker.pages.commands import commands
from checker.pages.damage import DAMAGE
from checker.pages.entries import dictionary_of, list_of, resolved
from checker.pages.fonts import Font
from checker.pages.matrices import IDENTITY, Matrix, product
from checker.pages.pen import GAP, Ink, State
from checker.pages.program import Program, matrix_of

LARGEST_PAGE = 16_000_000
"""Bytes of commands that one page may run, those of a form each time it is drawn; some seconds' worth."""

LARGEST_FILE = 100_000_000
"""The same for a whole file."""

SMALLEST_RUN = 4_000
"""Bytes that a form counts at least, for it has to be set up."""

FAILURE = 4_000_000
"""Bytes that a drawing counts which can't be unpacked, for it may have been tried for long."""

DEEPEST_FORM = 20
"""How deep forms (drawings used as stamps) may hold forms."""

LETTER = (0.0, 0.0, 612.0, 792.0)
"""The area of a page that doesn't say how large it is."""

STRETCHED = 3.0
"""Font sizes to which a space at the end of a string may be stretched in a justified line."""


class Sheet(NamedTuple):
    """One page."""

    ink: tuple[Ink, ...]
    images: int
    damaged: int
    """Drawings that were not read, because they are damaged or there are too many of them."""
    width: float
    height: float


class Press:
    """What turns the pages of one file into sheets."""

    def __init__(self) -> None:
        """Start without any font."""
        self._fonts: dict[int, tuple[DictionaryObject, Font]] = {}
        self._commands = 0

    def sheet(self, page: PageObject) -> Sheet:
        """Return what is on *page*."""
        matrix, width, height = upright(page)
        plate = _Plate(self, (width, height))
        try:
            contents = page.get_contents() if self.allows(SMALLEST_RUN) else StreamObject()
        except DAMAGE:
            contents = None
            plate.fail()
        if contents is not None:
            plate.run(contents, dictionary_of(page.get("/Resources")), State(matrix))
        bare = not plate.images
        ink = (
            word._replace(order=order, hidden=word.hidden or (word.invisible and bare))
            for order, word in enumerate(plate.ink)
        )
        return Sheet(tuple(ink), plate.images, plate.damaged, width, height)

    def font(self, dictionary: DictionaryObject) -> Font:
        """Return the font that *dictionary* describes, made once."""
        key = id(dictionary)
        if key not in self._fonts:
            font = Font(dictionary if self.allows(SMALLEST_RUN) else DictionaryObject())
            self.allows(font.cost)
            self._fonts[key] = (dictionary, font)
        return self._fonts[key][1]

    def allows(self, size: int) -> bool:
        """Count *size* bytes of commands, and return whether the file may run them."""
        self._commands += size
        return self._commands <= LARGEST_FILE


class _Plate:
    """One page while its commands run.

    Args:
        press: what keeps the fonts.
        size: the page's width and height.
    """

    def __init__(self, press: Press, size: tuple[float, float]) -> None:
        self._press = press
        self.font = press.font
        self.size = size
        self.ink: list[Ink] = []
        self.images = 0
        self.damaged = 0
        self._commands = 0
        self._space = False
        self._running: list[int] = []

    def write(self, words: list[Ink], *, space_after: bool) -> None:
        """Take *words*, the first as the end of the word before where nothing parts them."""
        for word in words:
            gap = self.ink[-1].gap_to(word) if self.ink else math.inf
            spaced = word.spaced or (self._space and 0 <= gap < STRETCHED)
            if not spaced and abs(gap) < GAP and self.ink[-1].bold == word.bold:
                self.ink[-1] = self.ink[-1].joined(word)
            else:
                self.ink.append(word._replace(spaced=True) if spaced else word)
            self._space = False
        self._space = self._space or space_after

    def fail(self) -> None:
        """Note a drawing that can't be read."""
        self.damaged += 1
        self._press.allows(FAILURE)

    def run(self, stream: StreamObject, resources: DictionaryObject, state: State) -> None:
        """Run the commands of *stream*, unless it is damaged, or page or file have run too many."""
        self._commands += SMALLEST_RUN
        if self._commands > LARGEST_PAGE or not self._press.allows(SMALLEST_RUN):
            self.damaged += 1
            return
        try:
            data = stream.get_data()
        except DAMAGE:
            self.fail()
            return
        self._commands += len(data)
        if self._commands > LARGEST_PAGE or not self._press.allows(len(data)):
            self.damaged += 1
            return
        program = Program(self, resources, state)
        for command in commands(data):
            program.step(command)

    def stamp(self, form: StreamObject, resources: DictionaryObject, state: State) -> None:
        """Draw *form*, unless it is being drawn already; *resources* are those around it."""
        if id(form) in self._running or len(self._running) > DEEPEST_FORM:
            return
        self._running.append(id(form))
        inner = copy.copy(state)
        inner.matrix = product(matrix_of(list_of(form.get("/Matrix"))) or IDENTITY, state.matrix)
        self.run(form, dictionary_of(form.get("/Resources")) or resources, inner)
        self._running.pop()


def upright(page: PageObject) -> tuple[Matrix, float, float]:
    """Return the matrix that turns *page* as it is shown, with its width and height then."""
    left, bottom, right, top = _area(page.get("/CropBox")) or _area(page.get("/MediaBox")) or LETTER
    turn = resolved(page.get("/Rotate"))
    match turn % 360 if isinstance(turn, int) else 0:
        case 90:
            return (0, -1, 1, 0, -bottom, right), top - bottom, right - left
        case 180:
            return (-1, 0, 0, -1, right, top), right - left, top - bottom
        case 270:
            return (0, 1, -1, 0, top, -left), top - bottom, right - left
    return (1, 0, 0, 1, -left, -bottom), right - left, top - bottom


def _area(value: object) -> tuple[float, float, float, float] | None:
    """Return left, bottom, right and top of the rectangle *value*, or None where it is none."""
    match [float(edge) for entry in list_of(value) if isinstance(edge := resolved(entry), int | float)]:
        case [x, y, other_x, other_y] if abs(x - other_x) >= 1 and abs(y - other_y) >= 1:
            return min(x, other_x), min(y, other_y), max(x, other_x), max(y, other_y)
    return None
